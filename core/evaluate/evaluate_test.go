package evaluate

import (
	"errors"
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
