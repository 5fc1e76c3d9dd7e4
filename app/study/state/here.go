package state

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"protocell/app/notice"
	"protocell/core/experiment"
	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/proxy"
	"protocell/core/score"
	"protocell/core/share"
)

// Here is the computing of proxies on this machine.
type Here struct {
	Form    HereForm
	Problem error // of the form
	Run     *HereRun
}

// HereForm is what the visitor asks for, as it is typed.
type HereForm struct {
	C, N, Input, Batch, Seed string
	Data                     string
	Proxies                  []string
}

// HereRun is a run and how far it is. It is shared: scores come in by the thousand.
type HereRun struct {
	*analysis.Run
	Ref       string
	Saved     int // scores that the analyst sees
	Wanted    []int
	Done      int // of Wanted
	Failed    map[int]error
	Paused    bool
	Millis    float64 // of work, not paused
	began     int     // Done when it was begun
	running   map[int]bool
	next      int // of Wanted
	last      float64
	savedAt   float64
	ShownDone int
	shownAt   float64
}

func newHere() Here {
	spec := experiment.Default()
	spec.Proxies = []string{"params", "flops", "nwot", "jacob_cov", "synflow", "snip", "grad_norm"}
	return Here{Form: formOf(spec)}
}

// formOf returns the form of a set-up.
func formOf(spec experiment.Spec) HereForm {
	k := spec.Skeleton
	return HereForm{
		C: strconv.Itoa(k.C), N: strconv.Itoa(k.N), Input: fmt.Sprintf("%dx%dx%d", k.Input.C, k.Input.H, k.Input.W),
		Batch: strconv.Itoa(spec.Batch), Seed: strconv.FormatUint(spec.Seed, 10), Data: spec.Data, Proxies: spec.ProxyIDs(),
	}
}

// Actions of what is computed here.
type (
	// EditHere changes the form.
	EditHere struct{ Form HereForm }
	// StartHere begins, or goes on.
	StartHere struct{}
	// PauseHere stops for a while.
	PauseHere struct{}
	// DropHere forgets what has been computed.
	DropHere struct{}
	// RunLoaded has the file of scores that were kept, or nil.
	RunLoaded struct {
		Ref  string
		Data []byte
	}
	// Scored has the scores of an architecture.
	Scored struct {
		ID     string
		Result *score.Result
	}
)

// spec returns the set-up of the form, for the architectures of the table.
func (s State) spec() (spec experiment.Spec, err error) {
	if s.Table == nil {
		return spec, fmt.Errorf("there is no table")
	}
	spec = experiment.DefaultOf(s.Table.Space)
	f := s.Here.Form
	for _, n := range []struct {
		name, text string
		of         *int
	}{{"channels", f.C, &spec.Skeleton.C}, {"cells", f.N, &spec.Skeleton.N}, {"batch", f.Batch, &spec.Batch}} {
		if *n.of, err = strconv.Atoi(strings.TrimSpace(n.text)); err != nil {
			return spec, fmt.Errorf("%s: %.20q is not a whole number", n.name, n.text)
		}
	}
	if spec.Skeleton.Input, err = share.ParseShape(strings.TrimSpace(f.Input)); err != nil {
		return spec, fmt.Errorf("image %.20q: %w", f.Input, err)
	}
	if spec.Seed, err = strconv.ParseUint(strings.TrimSpace(f.Seed), 10, 64); err != nil {
		return spec, fmt.Errorf("seed: %.20q is not a whole number", f.Seed)
	}
	spec.Data = f.Data
	spec.Proxies = slices.Clone(f.Proxies)
	if len(spec.Proxies) == 0 {
		return spec, fmt.Errorf("no proxy is chosen")
	}
	return spec.Canonical()
}

// refOf returns the reference of the scores of a table under a set-up.
func refOf(tableID string, spec experiment.Spec) string {
	link, err := share.Link{Spec: spec}.Fragment()
	if err != nil {
		return ""
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %s", tableID, link)
	return fmt.Sprintf("run:%016x", h.Sum64())
}

func (a EditHere) reduce(s State, _ float64) (State, []Effect) {
	s.Here.Form = a.Form
	_, s.Here.Problem = s.spec()
	return s, nil
}

// openScores loads what was computed of the open table under the set-up of the link.
func (s State) openScores() (State, []Effect) {
	s.Here.Run = nil
	if s.Table == nil {
		return s, nil
	}
	if s.Study.Scores == "" { // the small network of the space
		spec := experiment.DefaultOf(s.Table.Space)
		spec.Proxies, spec.Data = s.Here.Form.Proxies, s.Here.Form.Data
		s.Here.Form = formOf(spec)
		return s, nil
	}
	l, err := share.ParseLink(s.Study.Scores)
	if err != nil || l.Spec.Space != s.Table.Description.Space {
		return s.notify(notice.Notice{Topic: "here", Kind: notice.Warning, Text: "The set-up for computing proxies here cannot be read from the link."}), nil
	}
	s.Here.Form = formOf(l.Spec)
	spec, err := s.spec()
	if s.Here.Problem = err; err != nil {
		return s, nil
	}
	return s, []Effect{LoadRun{refOf(s.Table.Description.ID, spec)}}
}

// StartHere has the rows of the sample scored that are not yet. The sample is of the
// rows that have the ground truth.
func (StartHere) reduce(s State, now float64) (State, []Effect) {
	spec, err := s.spec()
	if s.Here.Problem = err; err != nil {
		return s, nil
	}
	ref := refOf(s.Table.Description.ID, spec)
	if r := s.Here.Run; r != nil && r.Ref == ref {
		return s.begin()
	}
	link, err := share.Link{Spec: spec}.Fragment()
	if s.Here.Problem = err; err != nil {
		return s, nil
	}
	st := s.Study
	st.Scores = link
	s, effects := s.ask(st)
	s.Here.Run = s.newRun(analysis.NewRun(s.Table.Description.ID, spec, spec.Proxies, s.Table.Rows), ref)
	s.Here.Run.Paused = false
	return s, append(effects, LoadRun{ref})
}

func (s State) newRun(run *analysis.Run, ref string) *HereRun {
	return &HereRun{Run: run, Ref: ref, Failed: map[int]error{}, running: map[int]bool{}, Paused: true}
}

// RunLoaded goes on with what was kept.
func (a RunLoaded) reduce(s State, now float64) (State, []Effect) {
	spec, err := s.spec()
	if err != nil || s.Table == nil || a.Ref != refOf(s.Table.Description.ID, spec) {
		return s, nil
	}
	going := s.Here.Run != nil && s.Here.Run.Ref == a.Ref && !s.Here.Run.Paused
	if a.Data != nil {
		kept, err := analysis.DecodeRun(a.Data)
		if err == nil && kept.Table == s.Table.Description.ID && kept.Rows == s.Table.Rows && slices.Equal(kept.Proxies, spec.Proxies) {
			s.Here.Run = s.newRun(kept, a.Ref)
			s.Here.Run.Saved = s.Here.Run.count()
		}
	}
	if s.Here.Run == nil {
		s.Here.Run = s.newRun(analysis.NewRun(s.Table.Description.ID, spec, spec.Proxies, s.Table.Rows), a.Ref)
	}
	if going {
		return s.begin()
	}
	return s, nil
}

// count returns how many rows have been scored.
func (r *HereRun) count() (n int) {
	for row := range r.Rows {
		if r.scored(row) {
			n++
		}
	}
	return n
}

func (r *HereRun) scored(row int) bool { _, ok := r.Columns[0].At(row); return ok }

// begin asks which rows there are to score: the sample of what the table knows.
func (s State) begin() (State, []Effect) {
	q, _ := s.Question()
	q.Run, q.Given = "", nil
	q.Proxies = slices.DeleteFunc(q.Proxies, func(id string) bool { return strings.HasPrefix(id, analysis.Here) })
	s.Here.Run.Paused = false
	return s.run(choosing, s.Here.Run.Ref, RunJob{Kind: analysis.Points, Input: analysis.PointsInput{Question: q}})
}

// chosen goes on with the rows that there are to score.
func (s State) chosen(rows []int, now float64) State {
	r := s.Here.Run
	if r == nil {
		return s
	}
	r.Wanted, r.Done, r.next = rows, 0, 0
	for _, row := range r.Wanted {
		if r.scored(row) {
			r.Done++
		}
	}
	clear(r.Failed)
	r.Paused, r.last, r.savedAt, r.began, r.Millis = r.Finished(), now, now, r.Done, 0
	r.ShownDone = r.Done
	return s
}

func (PauseHere) reduce(s State, now float64) (State, []Effect) {
	r := s.Here.Run
	if r == nil || r.Paused {
		return s, nil
	}
	r.Paused = true
	s, effects := s.stop(choosing)
	for row := range r.running {
		effects = append(effects, StopJob{r.job(row)})
	}
	clear(r.running)
	r.next = 0
	s, more := s.save(now)
	return s, append(effects, more...)
}

func (DropHere) reduce(s State, now float64) (State, []Effect) {
	s, effects := PauseHere{}.reduce(s, now)
	if r := s.Here.Run; r != nil {
		effects = append(effects, RemoveTable{r.Ref})
	}
	s.Here.Run = nil
	st := s.Study
	st.Scores = ""
	st.Proxies = slices.DeleteFunc(slices.Clone(st.Proxies), func(id string) bool { return strings.HasPrefix(id, analysis.Here) })
	s, more := s.ask(st)
	return s, append(effects, more...)
}

// job returns the id of the job of a row.
func (r *HereRun) job(row int) string { return "here/" + r.Ref + "/" + strconv.Itoa(row) }

// hereJob returns the row that a job scores, or false if it is none of the run's.
func (s State) hereJob(id string) (row int, ok bool) {
	r := s.Here.Run
	if r == nil {
		return 0, false
	}
	text, ok := strings.CutPrefix(id, "here/"+r.Ref+"/")
	if !ok {
		return 0, false
	}
	row, err := strconv.Atoi(text)
	return row, err == nil && r.running[row]
}

// Finished reports whether all wanted rows are scored, or cannot be.
func (r *HereRun) Finished() bool { return r.Done+len(r.Failed) >= len(r.Wanted) }

// Left returns how long the rest takes, about, in milliseconds.
func (r *HereRun) Left() (millis float64, ok bool) {
	n := r.Done - r.began
	if n < 3 || r.Millis <= 0 {
		return 0, false
	}
	return r.Millis / float64(n) * float64(len(r.Wanted)-r.Done-len(r.Failed)), true
}

// scoreJobs returns jobs for rows, as many as the workers can do with.
func (s State) scoreJobs() (effects []Effect) {
	r := s.Here.Run
	if r == nil || r.Paused || s.Pool.Err != nil || s.Table == nil {
		return nil
	}
	for most := 2 * max(1, s.Pool.Size); r.next < len(r.Wanted) && len(r.running) < most; r.next++ {
		row := r.Wanted[r.next]
		if r.scored(row) || r.running[row] || r.Failed[row] != nil {
			continue
		}
		spec := r.Spec
		spec.Arch = s.Table.Codes[row] // as workers read it
		r.running[row] = true
		effects = append(effects, RunJob{ID: r.job(row), Kind: job.Score, Input: job.ScoreInput{Spec: spec}, Background: true})
	}
	return effects
}

func (a Scored) reduce(s State, now float64) (State, []Effect) {
	row, ok := s.hereJob(a.ID)
	if !ok {
		return s, nil
	}
	r := s.Here.Run
	delete(r.running, row)
	for i, id := range r.Proxies {
		v := proxy.Score{Status: proxy.NaN}
		for _, e := range a.Result.Scores {
			if e.ID == id {
				v = e.Score
			}
		}
		r.Columns[i].Set(row, v)
	}
	r.Done++
	shown := r.ShownDone
	s, effects := s.tick(now)
	s.Still = shown == r.ShownDone && !r.Finished()
	return s, effects
}

// notScored notes that a row cannot be scored.
func (s State) notScored(row int, err error, now float64) State {
	r := s.Here.Run
	delete(r.running, row)
	r.Failed[row] = err
	s, _ = s.tick(now)
	return s
}

// How often, in milliseconds, what is computed is shown and is given to the analyst.
const (
	showEvery = 400
	saveEvery = 3000
)

// tick moves the clock of the run on.
func (s State) tick(now float64) (State, []Effect) {
	r := s.Here.Run
	r.Millis += max(0, now-r.last)
	r.last = now
	if now >= r.shownAt+showEvery || r.Finished() {
		r.ShownDone, r.shownAt = r.Done, now
	}
	if now >= r.savedAt+saveEvery && r.Done >= minShown || r.Finished() {
		return s.save(now)
	}
	return s, nil
}

// minShown is the number of rows from which on statistics are computed.
const minShown = 5

// save keeps what has been computed, which the analyst then sees.
func (s State) save(now float64) (State, []Effect) {
	r := s.Here.Run
	r.savedAt = now
	n := r.count()
	if n == r.Saved {
		return s, nil
	}
	data, err := r.Encode()
	if err != nil {
		return s.notify(notice.Notice{Topic: "here", Kind: notice.Fault, Text: fmt.Sprintf("The scores could not be kept: %v.", err)}), nil
	}
	return s, []Effect{KeepRun{Ref: r.Ref, Data: data, Rows: n}}
}

// RunKept says that the analyst can read the scores of some rows.
type RunKept struct {
	Ref  string
	Rows int
}

func (a RunKept) reduce(s State, _ float64) (State, []Effect) {
	if r := s.Here.Run; r != nil && r.Ref == a.Ref {
		r.Saved = a.Rows
		if r.Finished() && !r.Paused && len(r.running) == 0 {
			r.Paused = true
			return s, []Effect{Say{"All architectures of the sample are scored."}}
		}
	}
	return s, nil
}
