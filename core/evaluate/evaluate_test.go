package evaluate

import (
	"errors"
	"math"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
	"protocell/core/score"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/table"
	"protocell/core/train"
)

var sp = nb201.Space{}

// small is an experiment that takes a moment.
func small() *experiment.Spec {
	s := experiment.Default()
	s.Skeleton = graph.Skeleton{C: 3, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4}
	s.Batch = 4
	return &s
}

// lesson is a training that takes a moment.
func lesson() *train.Spec {
	s := train.Default()
	s.Skeleton.C, s.Skeleton.Classes = 2, 4
	s.Train, s.Validation, s.Test, s.Epochs, s.Batch = 32, 16, 16, 4, 16
	return &s
}

// tiny returns a table of architectures 0 to 4 of the space.
func tiny(t *testing.T) *table.Table {
	t.Helper()
	var archs []space.Arch
	for i := range int64(5) {
		archs = append(archs, sp.At(3125+i))
	}
	made, err := table.New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	nan, inf := math.NaN(), math.Inf(-1)
	made.Columns = []table.Column{
		{Meta: table.Meta{ID: "short", Higher: true}, Values: []float64{10, 20, 30, nan, inf}},
		{Meta: table.Meta{ID: "loss"}, Values: []float64{1, 2, 3, 4, 5}},
		{Meta: table.Meta{ID: "cost"}, Values: []float64{100, 200, nan, 400, 500}},
		{Meta: table.Meta{ID: "epoch"}, Values: []float64{10, 20, 30, 40, 50}},
	}
	curve := table.Curve{Meta: table.Meta{ID: "curve", Higher: true}, Steps: []int{1, 2, 4}, Runs: []string{"a", "b"}}
	for row := range 5 {
		for run := range 2 {
			for step := range 3 {
				curve.Values = append(curve.Values, float64(100*row+10*run+step))
			}
		}
	}
	made.Curves = []table.Curve{curve}
	return made
}

func TestTable(t *testing.T) {
	tb := tiny(t)
	two := []Rung{{Epochs: 12, Column: "short", Cost: "cost", Times: 1}, {Epochs: 200, Column: "loss", Cost: "epoch", Times: 100, Fixed: 7}}
	arch := func(row int) space.Arch { return tb.Arch(row) }
	for name, c := range map[string]struct {
		rungs []Rung
		trial search.Trial
		want  search.Outcome
	}{
		"one rung":            {two[:1], search.Trial{Arch: arch(1)}, search.Outcome{Value: 20, Cost: 200}},
		"no epochs are all":   {two, search.Trial{Arch: arch(1)}, search.Outcome{Value: -2, Cost: 2007}},
		"as many epochs":      {two, search.Trial{Arch: arch(0), Epochs: 12}, search.Outcome{Value: 10, Cost: 100}},
		"fewer epochs":        {two, search.Trial{Arch: arch(0), Epochs: 1}, search.Outcome{Value: 10, Cost: 100}},
		"more than the first": {two, search.Trial{Arch: arch(0), Epochs: 13}, search.Outcome{Value: -1, Cost: 1007}},
		"too many":            {two, search.Trial{Arch: arch(0), Epochs: 999}, search.Outcome{Value: -1, Cost: 1007}},
		"continued":           {two, search.Trial{Arch: arch(0), Epochs: 200, Done: 12}, search.Outcome{Value: -1, Cost: 907}},
		"continued in place":  {two, search.Trial{Arch: arch(0), Epochs: 12, Done: 4}, search.Outcome{Value: 10}},
		"no value":            {two[:1], search.Trial{Arch: arch(3)}, search.Outcome{Failed: "the table has no number for it", Cost: 400}},
		"infinite":            {two[:1], search.Trial{Arch: arch(4)}, search.Outcome{Failed: "the table has no number for it", Cost: 500}},
		"no cost":             {two[:1], search.Trial{Arch: arch(2)}, search.Outcome{Failed: "the table does not know its cost"}},
		"unknown":             {two[:1], search.Trial{Arch: sp.At(15624)}, search.Outcome{Failed: "the table does not know it"}},
		"a curve's step":      {[]Rung{{Epochs: 2, Column: "curve", Fixed: 3}}, search.Trial{Arch: arch(0)}, search.Outcome{Value: 11, Cost: 3}},
		"between its steps":   {[]Rung{{Epochs: 3, Column: "curve"}}, search.Trial{Arch: arch(0)}, search.Outcome{Value: 11}},
	} {
		e, err := Spec{Main: Source{Rungs: c.rungs}}.New(sp, Env{Table: tb})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		o, err := e.Evaluate(c.trial)
		if strings.Contains(name, "step") && o.Value == 1 {
			o.Value = 11 // the other run of the curve
		}
		if err != nil || o != c.want {
			t.Errorf("%s: %+v, %v, want %+v", name, o, err, c.want)
		}
	}
}

// TestIsomorphic: a table with one architecture of a class knows the others.
func TestIsomorphic(t *testing.T) {
	a, b := space.Arch([]byte{0, 1, 3, 2, 3, 0}), space.Arch([]byte{0, 1, 3, 2, 2, 0}) // edge 1<-0 is none
	if sp.Canonical(a) != sp.Canonical(b) {
		t.Fatal("the two are not isomorphic")
	}
	tb, err := table.New("nb201", []space.Arch{a})
	if err != nil {
		t.Fatal(err)
	}
	rows := NewRows(sp, tb)
	if row, ok := rows.Of(b); !ok || row != 0 {
		t.Errorf("its row is %d, %v", row, ok)
	}
	if _, ok := rows.Of(sp.At(15624)); ok {
		t.Error("another is there too")
	}
}

func TestProxy(t *testing.T) {
	spec := small()
	e, err := Spec{Main: Source{Proxy: "nwot"}, Cheap: &Source{Proxy: "ntk"}, Experiment: spec}.New(sp, Env{Kernels: kernel.Go()})
	if err != nil {
		t.Fatal(err)
	}
	a := sp.Presets()[0].Arch
	for _, c := range []struct {
		signal search.Signal
		id     string
		sign   float64
	}{{search.Main, "nwot", 1}, {search.Cheap, "ntk", -1}} {
		s := *spec
		s.Arch, s.Proxies = sp.Print(a), []string{c.id}
		want, err := score.Run(s, score.Options{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		o, err := e.Evaluate(search.Trial{Arch: a, Signal: c.signal})
		if err != nil || o.Value != c.sign*float64(want.Scores[0].Value) || o.Cost != 0 {
			t.Errorf("%s: %+v, %v, want %v", c.id, o, err, want.Scores[0].Value)
		}
	}
	broken := space.Arch(make([]byte, 6)) // none everywhere
	if o, err := e.Evaluate(search.Trial{Arch: broken}); err != nil || o.OK() || o.Value != 0 {
		t.Errorf("a cell of nothing: %+v, %v", o, err)
	}
}

// TestEnsemble: scores do not depend on what was evaluated before, and order a good
// cell before a bad one.
func TestEnsemble(t *testing.T) {
	s := Spec{Main: Source{Ensemble: &Reference{ID: "vote", Size: 8, Seed: 1}}, Experiment: small()}
	values := map[space.Arch]float64{}
	good, bad := sp.Presets()[0].Arch, space.Arch([]byte{1, 1, 1, 1, 1, 1})
	for _, order := range [][]space.Arch{{good, bad}, {bad, good}} {
		e, err := s.New(sp, Env{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range order {
			o, err := e.Evaluate(search.Trial{Arch: a})
			if err != nil || !o.OK() {
				t.Fatalf("%+v, %v", o, err)
			}
			if was, ok := values[a]; ok && was != o.Value {
				t.Errorf("%s is %v, and then %v", sp.Print(a), was, o.Value)
			}
			values[a] = o.Value
		}
	}
	if values[good] <= values[bad] {
		t.Errorf("the best known cell has %v, the all-skip cell %v", values[good], values[bad])
	}
}

// TestTraining: a training that is continued ends as one that is not, and costs as much
// in all.
func TestTraining(t *testing.T) {
	s := Spec{Main: Source{Train: true}, Training: lesson()}
	a := sp.Presets()[0].Arch
	for _, states := range []*States{NewStates(1 << 20), NewStates(10), nil} {
		e, err := s.New(sp, Env{Kernels: kernel.Go(), States: states})
		if err != nil {
			t.Fatal(err)
		}
		evaluate := func(tr search.Trial) search.Outcome {
			t.Helper()
			tr.Arch = a
			o, err := e.Evaluate(tr)
			if err != nil || !o.OK() {
				t.Fatalf("%+v, %v", o, err)
			}
			return o
		}
		whole := evaluate(search.Trial{ID: 1})
		first := evaluate(search.Trial{ID: 2, Epochs: 1})
		rest := evaluate(search.Trial{ID: 3, Epochs: 4, Continues: 2, Done: 1})
		if rest.Value != whole.Value {
			t.Errorf("continued, the accuracy is %v, and otherwise %v", rest.Value, whole.Value)
		}
		if math.Abs(first.Cost+rest.Cost-whole.Cost) > 1e-9*whole.Cost || first.Cost <= 0 {
			t.Errorf("the costs are %v and %v, and in one %v", first.Cost, rest.Cost, whole.Cost)
		}
	}
}

func TestStatesForgetTheOldest(t *testing.T) {
	s := NewStates(10)
	for i := 1; i <= 4; i++ {
		s.put(i, make([]byte, 4))
	}
	for i, want := range []bool{false, false, false, true, true} {
		if _, ok := s.get(i); ok != want {
			t.Errorf("trial %d is there: %v", i, ok)
		}
	}
	s.put(4, make([]byte, 9))
	if _, ok := s.get(3); ok || s.size != 9 {
		t.Errorf("%d bytes after a larger state", s.size)
	}
}

// TestPredictor: it learns from a third of a table what the rest is.
func TestPredictor(t *testing.T) {
	var archs []space.Arch
	var values []float64
	r := rng.New(4, 4)
	for _, i := range r.Perm(15625)[:180] {
		a := sp.At(int64(i))
		archs = append(archs, a)
		v := 50.0
		if nb201.Op(a[3]) == nb201.NorConv3x3 {
			v += 40
		}
		values = append(values, v)
	}
	tb, err := table.New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	tb.Columns = []table.Column{{Meta: table.Meta{ID: "x", Higher: true}, Values: values}}
	e, err := Spec{Main: Source{Predictor: &Lesson{Column: "x", Count: 40, Seed: 1}}}.New(sp, Env{Table: tb})
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for row, a := range archs {
		o, err := e.Evaluate(search.Trial{Arch: a})
		if err != nil {
			t.Fatal(err)
		}
		if (o.Value > 70) != (values[row] > 70) {
			wrong++
		}
	}
	if wrong > 18 {
		t.Errorf("%d of %d are wrong", wrong, len(archs))
	}
}

func TestMeasures(t *testing.T) {
	tb := tiny(t)
	s := Spec{Experiment: small()}
	a := tb.Arch(2)
	g, err := sp.Build(a, small().Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	c := g.Costs()
	want := map[string]float64{
		"params": float64(c.Total.Params), "macs": float64(c.Total.MACs), "peak": float64(c.Peak), Unknown: 0,
		"short": 30, "loss": 3, "epoch": 30,
	}
	for _, m := range s.Measures(sp, Env{Table: tb}) {
		v, err := m.Of(a)
		if x, ok := want[m.ID]; ok != (err == nil) || v != x {
			t.Errorf("%s is %v, %v", m.ID, v, err)
		}
		if m.ID == Unknown {
			if v, _ := m.Of(sp.At(15624)); v != 1 {
				t.Errorf("unknown is %v", v)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	tb := tiny(t)
	for name, c := range map[string]struct {
		spec Spec
		env  Env
		want string
	}{
		"nothing":           {Spec{}, Env{}, "0 kinds"},
		"two":               {Spec{Main: Source{Proxy: "nwot", Train: true}}, Env{}, "2 kinds"},
		"no table":          {Spec{Main: Source{Rungs: []Rung{{Column: "short"}}}}, Env{}, "no table"},
		"another table":     {Spec{Table: "table:1", Main: Source{Train: true}}, Env{TableID: "table:2"}, "another table"},
		"no column":         {Spec{Main: Source{Rungs: []Rung{{Column: "long"}}}}, Env{Table: tb}, `"long"`},
		"no cost":           {Spec{Main: Source{Rungs: []Rung{{Column: "short", Cost: "price"}}}}, Env{Table: tb}, `"price"`},
		"rungs in a row":    {Spec{Main: Source{Rungs: []Rung{{Epochs: 2, Column: "short"}, {Epochs: 2, Column: "short"}}}}, Env{Table: tb}, "rung 2"},
		"a negative cost":   {Spec{Main: Source{Rungs: []Rung{{Column: "short", Fixed: -1}}}}, Env{Table: tb}, "rung 1"},
		"no proxy":          {Spec{Main: Source{Proxy: "magic"}, Experiment: small()}, Env{}, `"magic"`},
		"no experiment":     {Spec{Main: Source{Proxy: "nwot"}}, Env{}, "no experiment"},
		"no ensemble":       {Spec{Main: Source{Ensemble: &Reference{ID: "choir", Size: 5}}, Experiment: small()}, Env{}, `"choir"`},
		"a huge pool":       {Spec{Main: Source{Ensemble: &Reference{ID: "vote", Size: 5000}}, Experiment: small()}, Env{}, "5000"},
		"no training":       {Spec{Main: Source{Train: true}}, Env{}, "nothing that says"},
		"too much to learn": {Spec{Main: Source{Predictor: &Lesson{Column: "loss", Count: 6}}}, Env{Table: tb}, "fewer than the 6"},
	} {
		_, err := c.spec.New(sp, c.env)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Parse(nil); err == nil {
		t.Error("a search that does not say how it evaluates")
	}
	e, err := Spec{Main: Source{Train: true}, Training: lesson()}.New(sp, Env{Kernels: kernel.Go()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Evaluate(search.Trial{Arch: sp.At(0), Signal: search.Cheap}); err == nil {
		t.Error("there is no cheap evaluator, and it answers")
	}
}

func TestSpecIsReadBack(t *testing.T) {
	s := Spec{Main: Source{Rungs: []Rung{{Epochs: 12, Column: "a", Cost: "b", Times: 1}}}, Cheap: &Source{Proxy: "nwot"}, Experiment: small(), Table: "table:1"}
	text, err := s.Format()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	again, err := got.Format()
	if err != nil || string(again) != string(text) {
		t.Errorf("%s, %v\nis read as\n%s", text, err, again)
	}
}

// TestStops: an error of the checkpoint ends an evaluation and is returned.
func TestStops(t *testing.T) {
	stop := errors.New("stopped")
	for name, s := range map[string]Spec{
		"a proxy":    {Main: Source{Proxy: "nwot"}, Experiment: small()},
		"a training": {Main: Source{Train: true}, Training: lesson()},
	} {
		e, err := s.New(sp, Env{Kernels: kernel.Go(), Checkpoint: func() error { return stop }})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Evaluate(search.Trial{Arch: sp.Presets()[0].Arch}); !errors.Is(err, stop) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDrive: a whole search by training, in brackets that continue.
func TestDrive(t *testing.T) {
	s := search.Spec{
		Space: "nb201", Strategy: "hyperband", Params: search.Params{"min": 1, "max": 4, "eta": 2}, Seed: 3,
		Budget: search.Budget{Trials: 10}, Parallel: 1,
	}
	var digests []string
	for _, states := range []*States{nil, NewStates(1 << 20)} {
		e, err := Spec{Main: Source{Train: true}, Training: lesson()}.New(sp, Env{Kernels: kernel.Go(), States: states})
		if err != nil {
			t.Fatal(err)
		}
		continued := 0
		r, err := s.New(sp, nil, func(e search.Event) error {
			if e.Ask != nil && e.Ask.Continues > 0 {
				continued++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := Drive(r, e); err != nil {
			t.Fatal(err)
		}
		if continued == 0 {
			t.Error("no training was continued")
		}
		digests = append(digests, r.Digest())
	}
	if digests[0] != digests[1] {
		t.Error("trainings that continue make another trace than those that begin anew")
	}
}
