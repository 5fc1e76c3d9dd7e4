package state

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"protocell/core/evaluate/lecture"
	"protocell/core/job/searching"
)

// Lecture is the published table re-played on the open table.
type Lecture struct {
	Runs    string // of each row, as typed
	Problem string // of Runs
	*Replays
}

// Replays is what has been re-played. It is shared.
type Replays struct {
	Running bool
	Version int
	Wanted  int // runs of each row
	Rows    map[string]*Replayed
	Err     error

	shownAt float64
	flying  map[string]string // rows, by job
	asked   int
}

// Replayed is the runs of a row.
type Replayed struct{ Runs []lecture.Result }

// Bounds of a re-play.
const (
	defaultRuns = 500
	maxRuns     = 10_000
	perJob      = 25
)

func newLecture() Lecture {
	return Lecture{Runs: strconv.Itoa(defaultRuns), Replays: &Replays{Rows: map[string]*Replayed{}, flying: map[string]string{}}}
}

// Actions of the re-play.
type (
	// SetRuns changes how often each row is run.
	SetRuns struct{ Text string }
	// StartLecture runs all rows, and StopLecture stops them; what is done stays.
	StartLecture struct{}
	StopLecture  struct{}
	// ReplayedRuns has the runs of a Replay job.
	ReplayedRuns struct {
		ID     string
		Output *searching.ReplayOutput
	}
)

func (a SetRuns) reduce(s State, _ float64) (State, []Effect) {
	n, err := strconv.Atoi(a.Text)
	s.Lecture.Runs, s.Lecture.Problem = a.Text, ""
	if err != nil || n < 1 || n > maxRuns {
		s.Lecture.Problem = fmt.Sprintf("%.20q is not a whole number from 1 to %d", a.Text, maxRuns)
	}
	return s, nil
}

func (StartLecture) reduce(s State, now float64) (State, []Effect) {
	l := s.Lecture.Replays
	n, err := strconv.Atoi(s.Lecture.Runs)
	if err != nil || s.Lecture.Problem != "" || s.Table == nil || s.Table.Protocol == nil {
		return s, nil
	}
	if n < l.Wanted {
		clear(l.Rows)
	}
	l.Wanted, l.Running, l.Err = n, true, nil
	l.Version++
	return s, []Effect{Say{"Re-playing the table."}}
}

func (StopLecture) reduce(s State, _ float64) (State, []Effect) {
	l := s.Lecture.Replays
	var effects []Effect
	for id := range l.flying {
		effects = append(effects, StopJob{id})
	}
	clear(l.flying)
	l.Running = false
	l.Version++
	return s, effects
}

// Done returns how many runs are done, of how many.
func (l *Replays) Done(rows []searching.Row) (done, all int) {
	for _, row := range rows {
		if row.Lacks == "" {
			all += l.Wanted
			if r := l.Rows[row.ID]; r != nil {
				done += len(r.Runs)
			}
		}
	}
	return done, all
}

// lectureJobs starts runs. Of a row one job runs at a time, so that its runs come in
// order.
func (s State) lectureJobs(float64) (State, []Effect) {
	l := s.Lecture.Replays
	if !l.Running || s.Table == nil || s.Table.Protocol == nil || s.Pool.Err != nil {
		return s, nil
	}
	busy := map[string]bool{}
	for _, row := range l.flying {
		busy[row] = true
	}
	var effects []Effect
	for _, row := range s.Table.Protocol.Rows {
		if len(l.flying) >= max(1, s.Pool.Size) {
			break
		}
		if row.Lacks != "" || busy[row.ID] {
			continue
		}
		r := l.Rows[row.ID]
		if r == nil {
			r = &Replayed{}
			l.Rows[row.ID] = r
		}
		n := min(perJob, l.Wanted-len(r.Runs))
		if n <= 0 {
			continue
		}
		l.asked++
		id := fmt.Sprintf("lecture/%d", l.asked)
		l.flying[id] = row.ID
		effects = append(effects, RunJob{ID: id, Kind: searching.Replay, Background: true, Input: searching.ReplayInput{
			Table: s.Table.Ref, Row: row.ID, First: 1 + uint64(len(r.Runs)), Runs: n,
		}})
	}
	if len(l.flying) == 0 {
		l.Running = false
		l.Version++
		effects = append(effects, Say{"The table is re-played."})
	}
	return s, effects
}

func (a ReplayedRuns) reduce(s State, now float64) (State, []Effect) {
	l := s.Lecture.Replays
	row, ok := l.flying[a.ID]
	if !ok {
		s.Still = true
		return s, nil
	}
	delete(l.flying, a.ID)
	runs, err := runsOf(a.Output, len(s.Table.Reports))
	if err != nil {
		l.Err, l.Running = err, false
		l.Version++
		return s, nil
	}
	l.Rows[row].Runs = append(l.Rows[row].Runs, runs...)
	if s.Still = now < l.shownAt+showEvery && len(l.flying) > 0; !s.Still {
		l.Version++
		l.shownAt = now
	}
	return s, nil
}

// runsOf reads runs.
func runsOf(out *searching.ReplayOutput, reports int) (runs []lecture.Result, err error) {
	n := len(out.Trials)
	if len(out.Cost) != n || len(out.Values) != 8*n*reports {
		return nil, errors.New("the runs have not as many values as the table has reports")
	}
	for i := range n {
		r := lecture.Result{Trials: out.Trials[i], Cost: out.Cost[i]}
		for k := range reports {
			r.Values = append(r.Values, math.Float64frombits(binary.LittleEndian.Uint64(out.Values[8*(i*reports+k):])))
		}
		runs = append(runs, r)
	}
	return runs, nil
}

// lectureFailed notes that a job of the re-play failed. It is false if it is none.
func (s State) lectureFailed(id string, err error) bool {
	if !strings.HasPrefix(id, "lecture/") {
		return false
	}
	l := s.Lecture.Replays
	if _, ok := l.flying[id]; ok {
		delete(l.flying, id)
		l.Err, l.Running = err, false
		l.Version++
	}
	return true
}
