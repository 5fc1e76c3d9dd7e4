package state

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"protocell/app/pool"
	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/job/searching"
	"protocell/core/kernel"
	"protocell/core/search"
	"protocell/core/space/nb201"
)

// store is a searching.Store in memory.
type store struct{ jobtest.Files }

func (m store) Append(session string, at int64, content []byte, alive func() error) (string, error) {
	ref := "trace:" + session
	m.Files[ref] = append(m.Files[ref][:at:at], content...)
	return "", alive()
}

func (m store) Has(session string, _ func() error) (bool, error) {
	_, ok := m.Files["trace:"+session]
	return ok, nil
}

func (m store) Close(string, func() error) error { return nil }

func (m store) Traces(func() error) (list []searching.TraceFile, err error) {
	for ref, content := range m.Files {
		if session, ok := strings.CutPrefix(ref, "trace:"); ok {
			list = append(list, searching.TraceFile{Session: session, Bytes: int64(len(content))})
		}
	}
	return list, nil
}

func (m store) Remove(session string, _ func() error) error {
	delete(m.Files, "trace:"+session)
	return nil
}

func (m store) Training(session, key string, _ func() error) ([]byte, error) {
	return m.Files[session+"."+key], nil
}

func (m store) KeepTraining(session, key string, state []byte, _ func() error) (string, error) {
	m.Files[session+"."+key] = state
	return "", nil
}

// newStore is a store with the built-in table.
func newStore(t testing.TB) store {
	t.Helper()
	b, err := os.ReadFile("../../../assets/tables/shapes.table")
	if err != nil {
		t.Fatal(err)
	}
	return store{jobtest.Files{"site:http://here/shapes.table": b}}
}

// visit is someone at the page, with a worker that does its jobs.
type visit struct {
	State
	t      *testing.T
	now    float64
	jobs   []RunJob
	store  store
	worker *jobtest.Worker
	said   []string
}

func open(t *testing.T, m store, fragment string) *visit {
	t.Helper()
	v := &visit{State: New(Start{Pool: pool.Status{Size: 2}}), t: t, store: m}
	v.restart()
	v.do(Navigated{fragment})
	v.do(Started{})
	v.do(Listed{Base: "http://here/", Text: `{"tables":[{"name":"shapes","path":"shapes.table","title":"Shapes","space":"nb201","builtIn":true}]}`})
	return v
}

// restart replaces the worker.
func (v *visit) restart() {
	v.worker = jobtest.New(v.t, searching.Kinds(v.store), job.Options{Kernels: kernel.Go()})
}

func (v *visit) do(a Action) {
	v.t.Helper()
	v.now += 10
	var effects []Effect
	v.State, effects = Reduce(v.State, a, v.now)
	for _, e := range effects {
		switch e := e.(type) {
		case RunJob:
			v.jobs = append(v.jobs, e)
		case StopJob:
			v.jobs = slices.DeleteFunc(v.jobs, func(j RunJob) bool { return j.ID == e.ID })
		case Say:
			v.said = append(v.said, e.Text)
		}
	}
}

// answer does the first job that waits.
func (v *visit) answer() {
	v.t.Helper()
	j := v.jobs[0]
	v.jobs = v.jobs[1:]
	var output any
	var done Action
	switch j.Input.(type) {
	case searching.TableInput:
		out := new(searching.TableOutput)
		output, done = out, Opened{j.ID, out}
	case searching.TablesInput:
		out := new(searching.TablesOutput)
		output, done = out, Shelved{j.ID, out}
	case searching.EstimateInput:
		out := new(searching.EstimateOutput)
		output, done = out, Estimated{j.ID, out}
	case searching.AdvanceInput:
		out := new(searching.AdvanceOutput)
		output, done = out, Advanced{j.ID, out}
	case searching.EvaluateInput:
		out := new(searching.EvaluateOutput)
		output, done = out, Evaluated{j.ID, out}
	case searching.ReplayInput:
		out := new(searching.ReplayOutput)
		output, done = out, ReplayedRuns{j.ID, out}
	case searching.VersusInput:
		out := new(searching.VersusOutput)
		output, done = out, Compared{j.ID, out}
	case searching.TracesInput:
		out := new(searching.TracesOutput)
		output, done = out, TracesListed{j.ID, out}
	case searching.ReadInput:
		out := new(searching.ReadOutput)
		output, done = out, Read{j.ID, out}
	case searching.ImportInput:
		out := new(searching.ImportOutput)
		output, done = out, Imported{j.ID, out}
	case searching.RemoveInput:
		output, done = new(searching.RemoveOutput), Removed{j.ID}
	default:
		v.t.Fatalf("a job with %T", j.Input)
	}
	if problem := v.worker.Call(v.t, j.Kind, j.Input, output); problem != "" {
		done = Failed{j.ID, &pool.JobError{Kind: j.Kind, Message: problem}}
	}
	v.do(done)
}

// until answers jobs until something is so.
func (v *visit) until(what string, so func() bool) {
	v.t.Helper()
	for range 20_000 {
		if so() {
			return
		}
		if len(v.jobs) == 0 {
			break
		}
		v.answer()
	}
	v.t.Fatalf("never %s: %d jobs wait, problems %v, phase %v", what, len(v.jobs), v.Problems, v.Run)
}

// finish answers all jobs until the run is done.
func (v *visit) finish() {
	v.t.Helper()
	v.until("done", func() bool { return v.Run != nil && v.Run.Phase == Done && len(v.jobs) == 0 })
}

func TestFirstVisitComparesByItself(t *testing.T) {
	v := open(t, newStore(t), "#v=1&r=3")
	v.finish()
	if len(v.Run.Sides) != 2 || v.Versus.Value == nil || v.Versus.Value.Repeats != 3 {
		t.Fatalf("%d sides, compared %+v", len(v.Run.Sides), v.Versus.Value)
	}
	if text := v.Verdict().Short; !strings.Contains(text, "on average over 3 searches") {
		t.Errorf("it says %q", text)
	}
	sum := v.Run.Sum()
	again := open(t, v.store, "#v=1&r=3&x="+sum)
	again.finish()
	if again.Run.Sum() != sum || !strings.Contains(fmt.Sprint(again.Notices), "Identical") {
		t.Errorf("the link's digest is %s, not %s: %v", again.Run.Sum(), sum, again.Notices)
	}
	other := open(t, newStore(t), "#v=1&r=3&x=0123456789abcdef")
	other.finish()
	if !strings.Contains(fmt.Sprint(other.Notices), "not the search") {
		t.Errorf("another digest: %v", other.Notices)
	}
}

// training is a search whose trainings take a blink, also with kernels in Go.
const training = "#v=1&by=train&a=rea&n=6&e=2&tr=16&va=8&b=8&c=2"

func TestStepsPausesAndGoesOn(t *testing.T) {
	v := open(t, newStore(t), training)
	v.until("estimated", func() bool { _, ok := v.Estimate(); return ok && len(v.jobs) == 0 })
	if v.Run != nil {
		t.Fatal("trainings begin by themselves")
	}
	v.do(Step{})
	v.until("begun", func() bool { return len(v.jobs) == 0 })
	if s, ok := v.Sight(); !ok || s.Asked() != 1 || len(s.Told()) != 0 {
		t.Fatalf("after it has begun: %+v", s)
	}
	for k := 1; k <= 2; k++ {
		v.do(Step{})
		v.until("a step", func() bool { return len(v.jobs) == 0 })
		if s, _ := v.Sight(); len(s.Told()) != k || s.Asked() != k+1 {
			t.Fatalf("after step %d: %d told, %d asked", k, len(s.Told()), s.Asked())
		}
	}
	v.do(Resume{})
	v.until("a trial more", func() bool { s, _ := v.Sight(); return len(s.Told()) == 3 })
	v.do(Pause{})
	v.until("at rest", func() bool { return len(v.jobs) == 0 })
	paused, _ := v.Sight()
	if n := len(paused.Told()); n == 6 || v.Run.Phase != Paused {
		t.Fatalf("%d trials, %s", n, v.Run.Phase)
	}

	// The page is loaded again, and the worker is new.
	w := open(t, v.store, training)
	w.until("opened", func() bool { return w.Run != nil && len(w.jobs) == 0 })
	if !strings.Contains(fmt.Sprint(w.Notices), "interrupted") {
		t.Errorf("the notices are %v", w.Notices)
	}
	if s, _ := w.Sight(); s.K != paused.K || w.Run.Phase != Paused {
		t.Errorf("%d events after it was loaded again, %d before", s.K, paused.K)
	}
	other := open(t, v.store, "#v=1&a=rea&r=1&n=5")
	other.finish()
	if !strings.Contains(fmt.Sprint(other.Notices), fmt.Sprintf("after %d trials", len(paused.Told()))) {
		t.Errorf("beside another search the notices are %v", other.Notices)
	}
	_, x := w.Shown()
	other.do(OpenTrace{x.ID})
	other.until("read", func() bool { return len(other.jobs) == 0 })
	if s, ok := other.Sight(); !ok || s.K != paused.K {
		t.Fatalf("the trace that is opened has %d events, not %d", s.K, paused.K)
	}
	other.do(Resume{})
	other.finish()
	w.do(Resume{})
	w.finish()

	whole := open(t, newStore(t), training)
	whole.until("estimated", func() bool { return len(whole.jobs) == 0 })
	whole.do(StartRun{})
	whole.finish()
	if a, b := w.Run.Sum(), whole.Run.Sum(); a != b || a == "" {
		t.Errorf("in parts its digest is %q, at once %q", a, b)
	}
	if sum := other.Run.Sum(); sum != whole.Run.Sum() {
		t.Errorf("from its trace the digest is %q, at once %q", sum, whole.Run.Sum())
	}
	if _, x := whole.Shown(); len(x.Curves) != 6 {
		t.Errorf("%d learning curves", len(x.Curves))
	}
}

func TestLostWorkerCostsNothing(t *testing.T) {
	m := newStore(t)
	v := open(t, m, "#v=1&a=rea&r=1&n=40")
	v.until("opened", func() bool { return v.Run != nil && len(v.jobs) == 0 || v.Run != nil && v.Run.Phase == Done })
	v.finish()
	want := v.Run.Sum()
	w := open(t, newStore(t), "#v=1&a=rea&r=1&n=40")
	w.until("begun", func() bool { return w.Run != nil })
	w.do(Pause{})
	w.until("at rest", func() bool { return len(w.jobs) == 0 })
	w.do(Step{})
	w.until("at rest", func() bool { return len(w.jobs) == 0 })
	for ref := range w.store.Files { // and its trace, too
		if strings.HasPrefix(ref, "trace:") {
			delete(w.store.Files, ref)
		}
	}
	w.restart()
	w.do(Resume{})
	w.finish()
	if got := w.Run.Sum(); got != want {
		t.Errorf("after a loss the digest is %s, not %s: %v", got, want, w.Run.All()[0].Err)
	}
}

func TestMistakesAreBesideTheirFields(t *testing.T) {
	m := newStore(t)
	for fragment, field := range map[string]string{
		"n=x": "n", "n=0": "n", "r=0": "r", "s=-1": "s", "p=0": "p", "cost=-1": "cost", "sec=1e99": "sec", "fail=no": "fail",
		"max=params": "max", "max=weight=3": "max", "warm=nothing": "warm", "a=none": "a", "a=rea,rea": "a", "by=none": "by",
		"by=proxy&of=none": "of", "by=train&e=0": "e", "by=train&c=0": "c", "by=train&i=1x1": "i", "y=none": "y", "space=none&by=proxy": "space",
		"set=rea.sample=0": "rea.sample", "set=rea.population=2.5": "rea.population", "a=nsga2&min=none": "min", "a=area&cheap=none": "cheap",
	} {
		v := open(t, m, "#v=1&"+fragment)
		v.until("checked", func() bool { return v.Problems != nil || v.Run != nil && v.Run.Phase == Done })
		if v.Problems[field] == "" {
			t.Errorf("%s: problems are %v", fragment, v.Problems)
		}
		v.do(StartRun{})
		if v.Problems != nil && v.Run != nil {
			t.Errorf("%s: it runs", fragment)
		}
	}
}

func TestEditedDefaultsAreNotInTheLink(t *testing.T) {
	v := open(t, newStore(t), "")
	v.until("opened", func() bool { return v.Table != nil })
	f := v.Form
	f.Seed, f.Repeats, f.Strategies = "1", "20", "rea,random"
	v.do(Edit{f})
	if v.Form.Fragment() != "" {
		t.Errorf("the link is %q", v.Form.Fragment())
	}
	v.do(SetParam{"rea", "sample", "5"})
	if got := v.Form.Fragment(); got != "v=1&set=rea.sample=5" {
		t.Errorf("the link is %q", got)
	}
	v.do(SetParam{"rea", "sample", "3"})
	if v.Form.Fragment() != "" {
		t.Errorf("the link is %q", v.Form.Fragment())
	}
}

func TestReplayOfThePublishedTable(t *testing.T) {
	v := open(t, newStore(t), "#v=1&r=1")
	v.finish()
	v.do(SetRuns{"2"})
	v.do(StartLecture{})
	v.until("re-played", func() bool { return !v.Lecture.Running })
	for _, row := range v.Table.Protocol.Rows {
		r := v.Lecture.Rows[row.ID]
		if n := 0; row.Lacks == "" && (r == nil || len(r.Runs) != 2) || row.Lacks != "" && r != nil {
			t.Errorf("%s: %+v, %d", row.ID, r, n)
		}
	}
	v.do(SetRuns{"x"})
	if v.Lecture.Problem == "" {
		t.Error("x runs")
	}
}

// TestSightIsAFunctionOfTheEvents holds sights against histories of so many events.
func TestSightIsAFunctionOfTheEvents(t *testing.T) {
	v := open(t, newStore(t), "#v=1&a=reinforce&r=1&n=25&p=3")
	v.finish()
	_, x := v.Shown()
	for k := range len(x.Trace.Events) + 1 {
		h := search.NewHistory(*x.Spec)
		told := 0
		for _, e := range x.Trace.Events[:k] {
			if err := h.Add(nb201.Space{}, e); err != nil {
				t.Fatal(err)
			}
			if e.Tell != nil {
				told++
			}
		}
		s := x.Trace.At(k)
		best, ok := s.Best()
		if s.Asked() != len(h.Rows) || len(s.Told()) != told || s.Spent() != h.Spent || s.End() != h.End || ok != (h.Best >= 0) {
			t.Fatalf("%d events: %d asked, %d told, %+v, %q; want %d, %d, %+v, %q", k, s.Asked(), len(s.Told()), s.Spent(), s.End(), len(h.Rows), told, h.Spent, h.End)
		}
		if ok && best.Trial.ID != h.Rows[h.Best].Trial.ID {
			t.Errorf("%d events: the best is trial %d, not %d", k, best.Trial.ID, h.Rows[h.Best].Trial.ID)
		}
	}
	// What the worker showed of the controller is what the trace shows of it.
	shown := x.Seen
	x.Seen, x.replayed = nil, false
	replayed := x.Probabilities(x.Trace.At(-1))
	if len(shown) == 0 || len(replayed) == 0 {
		t.Fatalf("%d looks at the controller, %d replayed", len(shown), len(replayed))
	}
	a, b := shown[len(shown)-1], replayed[len(replayed)-1]
	if fmt.Sprint(a.Probabilities) != fmt.Sprint(b.Probabilities) {
		t.Errorf("the controller is %v, replayed %v", a, b)
	}
}

// Early stop is part of what a search by training asks.
func TestPatience(t *testing.T) {
	v := open(t, newStore(t), "#v=1&by=train&e=4&es=2&tr=64&va=32&b=16&n=2")
	v.until("checked", func() bool { return v.Table != nil })
	p, problems := v.plan()
	if problems != nil || !strings.Contains(string(p.specs[0].Evaluation), `"patience":2`) {
		t.Errorf("problems %v, specs %+v", problems, p.specs)
	}
	bad := open(t, newStore(t), "#v=1&by=train&es=x")
	bad.until("checked", func() bool { return bad.Problems["es"] != "" })
}
