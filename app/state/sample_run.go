package state

import (
	"fmt"
	"strconv"

	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/sample"
	"protocell/core/score"
	"protocell/core/space"
)

// SampleRun is one sample and what is known of it. Like Known it only grows, and a
// State may share it with the States before it.
type SampleRun struct {
	ID        int
	Space     space.Space
	Plan      sample.Plan
	Settings  []sample.Setting
	Archs     []space.Arch
	Codes     []string // of the architectures, in their shortest notation
	Table     *sample.Table
	Done      int           // scored, under any setting
	Failed    map[int]error // by task
	Millis    float64       // for which it has run
	state     []taskState   // by task: setting times architectures, plus architecture
	first     int           // no task before is still to be done
	cancelled bool
}

// taskState says how far one architecture under one setting is.
type taskState uint8

const (
	toDo taskState = iota
	scored
	failed
)

func newSampleRun(sp space.Space, p sample.Plan, id int) (*SampleRun, error) {
	settings, err := p.Settings()
	if err != nil {
		return nil, err
	}
	r := &SampleRun{ID: id, Space: sp, Plan: p, Settings: settings, Archs: sample.Architectures(sp, p.Size, p.Draw), Failed: map[int]error{}}
	for _, a := range r.Archs {
		r.Codes = append(r.Codes, space.PrintCode(a))
	}
	r.Table = sample.NewTable(settings, settings[0].Spec.ProxyIDs(), len(r.Archs))
	r.state = make([]taskState, len(settings)*len(r.Archs))
	return r, nil
}

// Total returns the number of scorings.
func (r *SampleRun) Total() int { return len(r.state) }

// Finished reports whether nothing is left to be done.
func (r *SampleRun) Finished() bool { return r.Done+len(r.Failed) == r.Total() }

// Cancelled reports whether the visitor has ended it.
func (r *SampleRun) Cancelled() bool { return r.cancelled }

// PerSecond returns how many cells are scored in a second, or 0 if that is not
// known yet.
func (r *SampleRun) PerSecond() float64 {
	if r.Done < 3 || r.Millis <= 0 {
		return 0
	}
	return 1000 * float64(r.Done) / r.Millis
}

// Left returns how many milliseconds the rest takes, about, or false if that is not
// known yet.
func (r *SampleRun) Left() (millis float64, ok bool) {
	if v := r.PerSecond(); v > 0 {
		return 1000 * float64(r.Total()-r.Done-len(r.Failed)) / v, true
	}
	return 0, false
}

// learn keeps a result.
func (r *SampleRun) learn(task int, result *score.Result) {
	setting, row := task/len(r.Archs), task%len(r.Archs)
	if r.state[task] != toDo {
		return
	}
	r.state[task] = scored
	r.Done++
	for i, id := range r.Table.Proxies {
		for _, e := range result.Scores {
			if e.ID == id {
				r.Table.Columns[setting][i].Set(row, e.Score)
			}
		}
	}
}

// sampleEvery is how often, in milliseconds, the page shows how far a sample is, and
// summaryEvery how often it is summarised.
const (
	sampleEvery  = 400
	summaryEvery = 4000
)

// SampleRunning reports whether cells are being scored.
func (s State) SampleRunning() bool {
	r := s.Sample.Run
	return r != nil && !s.Sample.Paused && !r.Finished() && !s.Embed && s.Pool.Err == nil
}

// sampleJobs returns the next jobs of the sample, at most n.
func (s State) sampleJobs(n int) []Job {
	r := s.Sample.Run
	var list []Job
	if s.SampleRunning() {
		for r.first < len(r.state) && r.state[r.first] != toDo {
			r.first++
		}
		for task := r.first; task < len(r.state) && len(list) < n; task++ {
			if r.state[task] == toDo {
				list = append(list, s.sampleJob(task))
			}
		}
	}
	if j, ok := s.summaryJob(); ok {
		list = append(list, j)
	}
	return list
}

func (s State) sampleJob(task int) Job {
	r := s.Sample.Run
	a := r.Archs[task%len(r.Archs)]
	spec := r.Settings[task/len(r.Archs)].Spec
	spec.Arch = space.PrintCode(a)
	id := fmt.Sprintf("sample/%d/%d", r.ID, task)
	return Job{id: id, purpose: forSample, arch: a, task: task, run: r.ID,
		effect: RunJob{ID: id, Kind: job.Score, Input: job.ScoreInput{Spec: spec}, Background: true}}
}

// summaryJob returns the job that summarises the sample, if it is time.
func (s State) summaryJob() (Job, bool) {
	r := s.Sample.Run
	if r == nil || r.Done == s.Sample.summarised || r.Done < minStanding {
		return Job{}, false
	}
	if s.SampleRunning() && s.Sample.last < s.Sample.summarisedAt+summaryEvery {
		return Job{}, false
	}
	id := s.summaryID()
	if _, running := s.jobs[id]; running {
		return Job{}, false
	}
	// The job is sent while scores come in.
	return Job{id: id, purpose: forSummary, run: r.ID, task: r.Done,
		effect: RunJob{ID: id, Kind: analysis.Summary, Input: analysis.SummaryInput{Table: r.Table.Clone()}, Background: true}}, true
}

// summaryID is the id of the job that summarises the sample: one at a time, whatever
// number of scores it is of.
func (s State) summaryID() string {
	return "summary/" + strconv.Itoa(s.Sample.Run.ID) + "/" + s.Mix.Text
}

// clockSample moves the clock of the sample on.
func (s State) clockSample(now float64) State {
	r := s.Sample.Run
	if r == nil {
		return s
	}
	if s.SampleRunning() {
		r.Millis += max(0, now-s.Sample.last)
	}
	s.Sample.last = now
	if now >= s.Sample.shownAt+sampleEvery || r.Finished() {
		s.Sample.Shown, s.Sample.shownAt = r.Done, now
	}
	return s
}

// sampled keeps the result of a job of the sample.
func (s State) sampled(j Job, result *score.Result, now float64) (State, []Effect) {
	r := s.Sample.Run
	if r == nil || r.ID != j.run {
		return s, nil
	}
	s = s.clockSample(now)
	r.learn(j.task, result)
	shown := s.Sample.Shown
	s = s.clockSample(now)
	s.still = shown == s.Sample.Shown
	if r.Finished() {
		return s, []Effect{Say{"The sample is scored."}}
	}
	return s, nil
}

// sampleFailed notes that a job of the sample has failed.
func (s State) sampleFailed(j Job, err error) State {
	if r := s.Sample.Run; r != nil && r.ID == j.run && r.state[j.task] == toDo {
		r.state[j.task] = failed
		r.Failed[j.task] = err
	}
	return s
}

func (a Summarised) reduce(s State, now float64) (State, []Effect) {
	s, j, ok := s.ended(a.ID)
	if !ok || s.Sample.Run == nil || s.Sample.Run.ID != j.run {
		return s, nil
	}
	s.Sample.Summary, s.Sample.summarised, s.Sample.summarisedAt = a.Summary, j.task, now
	return s, nil
}
