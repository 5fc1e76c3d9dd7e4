package searching

import (
	"math"
	"slices"
	"testing"

	"protocell/core/evaluate"
	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/kernel"
	"protocell/core/search"
	"protocell/core/wire"
)

// ticking returns a searcher whose clock goes on by a millisecond whenever it is read.
func ticking(t testing.TB, m Store) *jobtest.Worker {
	t.Helper()
	now := 0.0
	return jobtest.New(t, Kinds(m), job.Options{Kernels: kernel.Go(), Clock: func() float64 {
		now += 0.001
		return now
	}})
}

func TestEstimate(t *testing.T) {
	m := files(t)
	training := trained(t, "hyperband", search.Budget{Trials: 14}, 2)
	proxy := spec(t, "random", evaluate.Spec{Main: evaluate.Source{Proxy: "nwot"}, Experiment: tiny()}, search.Budget{Trials: 1000})
	proxy.Limits = nil
	for name, c := range map[string]struct {
		spec          *search.Spec
		table         string
		trials, cheap int
		epochs        int
		workers       int
		timed         bool
	}{
		"table":    {tabled(t, "rea"), tableRef, 54, 0, 0, 1, false},
		"area":     {tabled(t, "area"), tableRef, 54, 12, 0, 1, false},
		"training": {training, "", 14, 0, 27, 2, true},
		"proxy":    {proxy, "", 1000, 0, 0, 1, true},
	} {
		var out EstimateOutput
		ticking(t, m).Must(t, Estimate, EstimateInput{Spec: *c.spec, Table: c.table, Workers: 4}, &out)
		if len(out.Problems) > 0 || math.Abs(float64(out.Trials-c.trials)) > 2 || out.Cheap != c.cheap || out.Epochs != c.epochs || out.Workers != c.workers || out.Spec == nil {
			t.Errorf("%s: %+v", name, out)
		}
		if (out.Bytes > 0) != c.timed || (out.Each > 1e-4) != c.timed && c.timed || out.Seconds < out.Each {
			t.Errorf("%s: %v s each, %v s, %d bytes", name, out.Each, out.Seconds, out.Bytes)
		}
		if c.spec.Budget.Cost > 0 && (out.Cost > c.spec.Budget.Cost || out.Cost < 0.9*c.spec.Budget.Cost) {
			t.Errorf("%s: cost %v", name, out.Cost)
		}
	}
}

// TestProblems: every mistake is found, in its field.
func TestProblems(t *testing.T) {
	m := files(t)
	raw := func(text string) func(*search.Spec) {
		return func(s *search.Spec) { s.Evaluation = wire.Raw(text) }
	}
	for name, c := range map[string]struct {
		change func(*search.Spec)
		want   []string
	}{
		"none":       {func(*search.Spec) {}, nil},
		"space":      {func(s *search.Spec) { s.Space = "x" }, []string{"space"}},
		"strategy":   {func(s *search.Spec) { s.Strategy = "x" }, []string{"strategy"}},
		"params":     {func(s *search.Spec) { s.Params = search.Params{"population": 1} }, []string{"params"}},
		"budget":     {func(s *search.Spec) { s.Budget = search.Budget{} }, []string{"budget"}},
		"too little": {func(s *search.Spec) { s.Budget = search.Budget{Cost: 1} }, []string{"budget"}},
		"parallel":   {func(s *search.Spec) { s.Parallel = 0 }, []string{"parallel"}},
		"limits":     {func(s *search.Spec) { s.Limits = []search.Limit{{Measure: "beauty", Max: 1}} }, []string{"limits"}},
		"failures":   {func(s *search.Spec) { s.Failures = "x" }, []string{"failures"}},
		"warm":       {func(s *search.Spec) { s.Warm = []string{"x"} }, []string{"warm"}},
		"minimise":   {func(s *search.Spec) { s.Strategy, s.Params, s.Minimise = "nsga2", nil, []string{"beauty"} }, []string{"minimise"}},
		"evaluation": {raw(`{"main":3}`), []string{"evaluation"}},
		"main":       {raw(`{"main":{}}`), []string{"main"}},
		"column":     {raw(`{"main":{"rungs":[{"column":"x"}]}}`), []string{"table"}},
		"other":      {raw(`{"main":{"rungs":[{"column":"cifar10/valid12"}]},"table":"table:00"}`), []string{"table"}},
		"training":   {raw(`{"main":{"train":true}}`), []string{"training"}},
		"proxy":      {raw(`{"main":{"proxy":"nwot"}}`), []string{"experiment"}},
		"free":       {raw(`{"main":{"rungs":[{"column":"cifar10/valid12"}]}}`), []string{"budget"}},
		"cheap": {func(s *search.Spec) {
			s.Strategy = "area"
			raw(`{"main":{"rungs":[{"column":"cifar10/valid12","fixed":1}]}}`)(s)
		}, []string{"cheap"}},
		"several": {func(s *search.Spec) { s.Parallel, s.Budget = -1, search.Budget{Trials: -1} }, []string{"budget", "parallel"}},
	} {
		s := *tabled(t, "rea")
		c.change(&s)
		var out EstimateOutput
		ticking(t, m).Must(t, Estimate, EstimateInput{Spec: s, Table: tableRef, Workers: 1}, &out)
		var got []string
		for _, p := range out.Problems {
			got = append(got, p.Field)
			if p.Text == "" {
				t.Errorf("%s: no words", name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %v", name, out.Problems, c.want)
		}
	}
	// Images that are not on this machine.
	for field, e := range map[string]evaluate.Spec{
		"training":   {Main: evaluate.Source{Train: true}, Training: lesson()},
		"experiment": {Main: evaluate.Source{Proxy: "nwot"}, Experiment: tiny()},
	} {
		const set = "set-0123456789abcdef"
		if e.Training != nil {
			e.Training.Data = set
		} else {
			e.Experiment.Data = set
		}
		var out EstimateOutput
		ticking(t, m).Must(t, Estimate, EstimateInput{Spec: *spec(t, "random", e, search.Budget{Trials: 3}), Table: tableRef, Workers: 1}, &out)
		if len(out.Problems) != 1 || out.Problems[0].Field != field {
			t.Errorf("%s: %+v", field, out.Problems)
		}
	}
	// A limit that nothing meets ends a search at once, which is said.
	s := *tabled(t, "rea")
	s.Limits = append(s.Limits, search.Limit{Measure: "cifar10/valid200", Max: 1})
	var out EstimateOutput
	ticking(t, m).Must(t, Estimate, EstimateInput{Spec: s, Table: tableRef}, &out)
	if out.Trials != 0 || out.End == "" || out.End == search.OutOfBudget {
		t.Errorf("%+v", out)
	}
}
