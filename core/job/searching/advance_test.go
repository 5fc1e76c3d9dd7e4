package searching

import (
	"fmt"
	"slices"
	"testing"

	"protocell/core/evaluate"
	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space/nb201"
	"protocell/core/wire"
)

// page is the page's side of a session.
type page struct {
	workers func() *jobtest.Worker // the strategist, perhaps another each time
	session string
	spec    *search.Spec
	table   string
	seconds float64
	trials  int

	events  []search.Event
	digest  string
	outcome map[int]search.Told // of trials handed out, that no event has told
	last    AdvanceOutput
}

// advance does one job.
func (p *page) advance(t testing.TB) {
	t.Helper()
	in := AdvanceInput{
		Session: p.session, Spec: p.spec, Table: p.table, Position: len(p.events), Digest: p.digest,
		Seconds: p.seconds, Trials: p.trials, View: true,
	}
	for _, o := range p.outcome {
		in.Told = append(in.Told, o)
	}
	p.last = AdvanceOutput{}
	p.workers().Must(t, Advance, in, &p.last)
	if p.last.Lost {
		p.events, p.digest = p.events[:p.last.Position], ""
		return
	}
	p.events = append(p.events, p.last.Events...)
	for _, e := range p.last.Events {
		if e.Tell != nil {
			delete(p.outcome, e.Tell.ID)
		}
	}
	p.digest = p.last.Digest
	if len(p.events) != p.last.Position {
		t.Fatalf("%d events, and position %d", len(p.events), p.last.Position)
	}
}

// run runs a session to its end, with outcomes of trials handed out by evaluate.
func (p *page) run(t testing.TB, evaluate func(*page, []search.Asked)) {
	t.Helper()
	p.outcome = map[int]search.Told{}
	for n := 0; p.last.End == ""; n++ {
		if n > 10_000 {
			t.Fatal("it does not end")
		}
		p.advance(t)
		var fresh []search.Asked
		for _, a := range p.last.Open {
			if _, ok := p.outcome[a.ID]; !ok {
				fresh = append(fresh, a)
			}
		}
		if len(fresh) > 0 {
			evaluate(p, fresh)
		}
	}
}

// history returns what the page makes of the events.
func (p *page) history(t testing.TB, spec search.Spec) *search.History {
	t.Helper()
	h := search.NewHistory(spec)
	for _, e := range p.events {
		if err := h.Add(nb201.Space{}, e); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// always returns the same worker.
func always(w *jobtest.Worker) func() *jobtest.Worker { return func() *jobtest.Worker { return w } }

// spec returns the spec of a search with an evaluation.
func spec(t testing.TB, strategy string, e evaluate.Spec, b search.Budget) *search.Spec {
	t.Helper()
	text, err := e.Format()
	if err != nil {
		t.Fatal(err)
	}
	return &search.Spec{Space: "nb201", Strategy: strategy, Seed: 3, Budget: b, Parallel: 1, Evaluation: text, Limits: []search.Limit{evaluate.KnownOnly}}
}

// tabled is a search of the table, as published.
func tabled(t testing.TB, strategy string) *search.Spec {
	rung := evaluate.Rung{Epochs: 12, Column: "cifar10/valid12", Cost: "cifar10/cost12_s", Times: 1}
	cheap := evaluate.Rung{Column: "cifar10/naswot", Fixed: 0.3}
	info, err := search.Lookup(strategy)
	if err != nil {
		t.Fatal(err)
	}
	s := spec(t, strategy, evaluate.Spec{
		Main: evaluate.Source{Rungs: []evaluate.Rung{rung}}, Cheap: &evaluate.Source{Rungs: []evaluate.Rung{cheap}},
	}, search.Budget{Cost: 6000})
	if info.ID != "bohb" {
		s.Params = searchtest.Small(info)
	}
	return s
}

// trained is a search by real training.
func trained(t testing.TB, strategy string, b search.Budget, parallel int) *search.Spec {
	s := spec(t, strategy, evaluate.Spec{Main: evaluate.Source{Train: true}, Training: lesson()}, b)
	s.Limits, s.Parallel = nil, parallel
	if strategy == "hyperband" {
		s.Params = search.Params{"min": 1, "max": 4, "eta": 2}
	}
	return s
}

// whole returns a search run in one piece, without a worker.
func whole(t testing.TB, m memory, p *page) (digest string, v search.View) {
	t.Helper()
	w := &page{workers: always(worker(t, m)), session: "whole", spec: p.spec, table: p.table, seconds: 1e9}
	w.run(t, byHand)
	return w.digest, *w.last.View
}

// byHand makes up outcomes.
func byHand(p *page, open []search.Asked) {
	for _, a := range open {
		v := 0.0
		for i, c := range []byte(a.Arch) {
			v += float64(i+1) * float64(c%7)
		}
		p.outcome[a.ID] = search.Told{ID: a.ID, Outcome: search.Outcome{Value: v, Cost: 1}}
	}
}

// TestTableSearch: a search of a table is the same in one piece, in single steps, and by
// workers that are replaced each time; it says where it is, and its trace is whole.
func TestTableSearch(t *testing.T) {
	for _, strategy := range []string{"rea", "area", "bohb", "bananas", "local", "nsga2"} {
		m := files(t)
		p := &page{session: "one", spec: tabled(t, strategy), table: tableRef}
		want, view := whole(t, m, p)
		fresh := func() *jobtest.Worker { return worker(t, m) }
		for name, c := range map[string]struct {
			workers func() *jobtest.Worker
			seconds float64
			trials  int
		}{"steps": {always(fresh()), 0, 1}, "slices": {always(fresh()), 0, 0}, "replaced": {fresh, 0, 7}} {
			if strategy == "bananas" && name == "replaced" {
				continue // it learns anew each time
			}
			p := &page{session: name, spec: p.spec, table: tableRef, workers: c.workers, seconds: c.seconds, trials: c.trials}
			p.run(t, byHand)
			if p.digest != want {
				t.Errorf("%s, %s: digest %s, want %s", strategy, name, p.digest, want)
			}
			if fmt.Sprint(*p.last.View) != fmt.Sprint(view) {
				t.Errorf("%s, %s: another view", strategy, name)
			}
			var read ReadOutput
			fresh().Must(t, Read, ReadInput{Trace: prefix + name}, &read)
			h := p.history(t, read.Spec)
			if read.Digest != want || h.Digest() != want || read.Total != len(p.events) || read.Cut != "" {
				t.Errorf("%s, %s: the trace has digest %s, %d events, %s", strategy, name, read.Digest, read.Total, read.Cut)
			}
			if best := h.Rows[h.Best]; best.Trial.ID != p.last.Best || best.Outcome.Value != p.last.Value || h.Spent != p.last.Spent {
				t.Errorf("%s, %s: best %+v and %+v", strategy, name, best, p.last)
			}
		}
	}
}

// TestStep: a step is one tell, and one ask.
func TestStep(t *testing.T) {
	m := files(t)
	p := &page{workers: always(worker(t, m)), session: "s", spec: tabled(t, "rea"), table: tableRef, trials: -1, outcome: map[int]search.Told{}}
	p.advance(t)
	if len(p.events) != 1 || p.events[0].Ask == nil {
		t.Fatalf("begun with %v", p.events)
	}
	p.trials = 1
	for range 5 {
		p.advance(t)
		if e := p.last.Events; len(e) != 2 || e[0].Tell == nil || e[1].Ask == nil {
			t.Fatalf("a step is %v", e)
		}
	}
}

// TestLost: a trace that is shorter than the page is said to be, and its search goes on
// from there to the same end.
func TestLost(t *testing.T) {
	m := files(t)
	p := &page{session: "lost", spec: tabled(t, "rea"), table: tableRef, trials: 10}
	want, _ := whole(t, m, p)
	n := 0
	p.workers = func() *jobtest.Worker {
		if n++; n == 3 { // what was written last is gone
			b := m.Files["trace:lost"]
			m.Files["trace:lost"] = b[:len(b)*2/3]
		}
		if n == 5 {
			delete(m.Files, "trace:lost")
		}
		return worker(t, m)
	}
	p.run(t, byHand)
	if p.digest != want || n < 7 {
		t.Errorf("digest %s after %d jobs, want %s", p.digest, n, want)
	}
}

// TestProxySearch: a strategist evaluates proxies itself if there is one trial at a
// time, and otherwise hands them out, with the same outcomes.
func TestProxySearch(t *testing.T) {
	m := files(t)
	e := evaluate.Spec{Main: evaluate.Source{Proxy: "nwot"}, Experiment: tiny()}
	s := spec(t, "random", e, search.Budget{Trials: 6})
	s.Limits = nil
	alone := &page{workers: always(worker(t, m)), session: "alone", spec: s, seconds: 1e9}
	alone.run(t, func(*page, []search.Asked) { t.Fatal("it hands trials out") })
	s2 := *s
	s2.Parallel = 3
	p := &page{workers: always(worker(t, m)), session: "parallel", spec: &s2}
	other := worker(t, m)
	p.run(t, func(p *page, open []search.Asked) {
		if len(open) > 3 {
			t.Errorf("%d trials are handed out", len(open))
		}
		var out EvaluateOutput
		other.Must(t, Evaluate, EvaluateInput{Session: p.session, Spec: s2, Trials: open}, &out)
		slices.Reverse(out.Told)
		for _, o := range out.Told {
			p.outcome[o.ID] = o
		}
	})
	a, b := alone.history(t, *s), p.history(t, s2)
	for i := range a.Rows {
		if a.Rows[i].Outcome.Value != b.Rows[i].Outcome.Value || a.Rows[i].Outcome.Seconds < 0 {
			t.Errorf("trial %d: %+v and %+v", i, a.Rows[i].Outcome, b.Rows[i].Outcome)
		}
	}
}

// TestTraining: trainings are handed out, tell their curves as they go, and go on where
// they were, in other workers too, which saves epochs and changes nothing.
func TestTraining(t *testing.T) {
	m := files(t)
	s := trained(t, "hyperband", search.Budget{Trials: 14}, 2)
	digests := map[string]int{}
	for _, kept := range []bool{true, false} {
		m.full = !kept
		p := &page{workers: always(worker(t, m)), session: fmt.Sprintf("kept-%v", kept), spec: s}
		epochs := 0
		p.run(t, func(p *page, open []search.Asked) {
			for _, a := range open {
				w := worker(t, m)
				seen := 0
				w.Part = func(part wire.Raw) {
					var e EvaluatePart
					if err := wire.Unmarshal(part, &e); err != nil || e.Trial != a.ID || len(e.Curve) < seen {
						t.Errorf("%s: %v", part, err)
					}
					seen = len(e.Curve)
					epochs++
				}
				var out EvaluateOutput
				w.Must(t, Evaluate, EvaluateInput{Session: p.session, Spec: *s, Trials: []search.Asked{a}}, &out)
				if (out.Unkept == "") != kept {
					t.Errorf("unkept: %q", out.Unkept)
				}
				curve := out.Curves[fmt.Sprint(a.ID)]
				if len(curve) < a.Epochs || len(out.Told) != 1 {
					t.Errorf("trial %d of %d epochs has %d", a.ID, a.Epochs, len(curve))
				}
				p.outcome[a.ID] = out.Told[0]
			}
			if !p.last.Training {
				t.Error("it does not say that trials are trainings")
			}
		})
		if (p.last.Unkept == "") != kept {
			t.Errorf("unkept: %q", p.last.Unkept)
		}
		digests[p.digest] = epochs
	}
	if len(digests) != 1 {
		t.Errorf("two searches: %v", digests)
	}
	var out RemoveOutput
	worker(t, m).Must(t, Remove, RemoveInput{"kept-true"}, &out)
	for ref := range m.Files {
		if ref != tableRef && ref != "trace:kept-false" {
			t.Errorf("%s is left", ref)
		}
	}
}

// TestStoppedTraining: an evaluation that is stopped loses at most the epoch under way.
func TestStoppedTraining(t *testing.T) {
	m := files(t)
	s := trained(t, "random", search.Budget{Trials: 1}, 1)
	a := search.Trial{ID: 1, Arch: nb201.Space{}.At(5000), Origin: search.Random}.Asked()
	in := EvaluateInput{Session: "s", Spec: *s, Trials: []search.Asked{*a}}
	var want, got EvaluateOutput
	worker(t, files(t)).Must(t, Evaluate, in, &want)
	w := worker(t, m)
	epochs := 0
	w.Part = func(wire.Raw) {
		if epochs++; epochs == 2 {
			w.Cancel()
		}
	}
	if problem := w.Call(t, Evaluate, in, &got); problem != "" || w.Last != job.Cancelled {
		t.Fatalf("%s %s", w.Last, problem)
	}
	w = worker(t, m)
	first := 0
	w.Part = func(part wire.Raw) {
		var e EvaluatePart
		if err := wire.Unmarshal(part, &e); err != nil {
			t.Error(err)
		}
		if first == 0 {
			first = len(e.Curve)
		}
	}
	w.Must(t, Evaluate, in, &got)
	if first != 2 || got.Told[0].Value != want.Told[0].Value || !slices.Equal(got.Curves["1"], want.Curves["1"]) {
		t.Errorf("it goes on after epoch %d to %+v, want %+v", first, got, want)
	}
}

// TestAdvanceErrors: what is wrong is said in words.
func TestAdvanceErrors(t *testing.T) {
	m := files(t)
	w := worker(t, m)
	ok := tabled(t, "rea")
	other := *ok
	other.Seed++
	var out AdvanceOutput
	w.Must(t, Advance, AdvanceInput{Session: "is", Spec: ok, Table: tableRef, Trials: 1}, &out)
	badTrain := trained(t, "rea", search.Budget{Trials: 3}, 1)
	badTrain.Evaluation = wire.Raw(`{"main":{"train":true}}`)
	for _, c := range []struct {
		in   AdvanceInput
		want string
	}{
		{AdvanceInput{Session: "A/b"}, `advance: no session can be called "A/b"`},
		{AdvanceInput{Session: "new"}, "advance: there is no such search on this machine, and nothing says what is searched"},
		{AdvanceInput{Session: "new", Spec: ok}, "advance: table: the search asks one, and there is none"},
		{AdvanceInput{Session: "new", Spec: ok, Table: "site:none"}, "advance: table: there is no none"},
		{AdvanceInput{Session: "untaught", Spec: badTrain, Trials: 1}, "advance: evaluation: main: there is nothing that says how networks are trained"},
		{AdvanceInput{Session: "is", Spec: &other, Table: tableRef}, "advance: the trace is is of another search"},
	} {
		if got := w.Call(t, Advance, c.in, &out); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestManyTrials: what a strategist holds does not grow with the trials.
func TestManyTrials(t *testing.T) {
	m := files(t)
	s := tabled(t, "rea")
	s.Budget = search.Budget{Trials: 600}
	sr := &searcher{store: m}
	sr.tables.Files = m
	w := jobtest.New(t, job.Kinds{Advance: job.With(sr.advance)}, job.Options{})
	p := &page{workers: always(w), session: "many", spec: s, table: tableRef, trials: 100}
	p.run(t, byHand)
	if o := sr.sessions[0]; len(o.recent) > 250 || o.lines.Len() > 0 || cap(o.out) > 4 {
		t.Errorf("%d events are held, %d bytes", len(o.recent), o.lines.Len())
	}
}
