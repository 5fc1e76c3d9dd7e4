package metering

import (
	"encoding/base64"
	"math"
	"strings"
	"testing"

	"protocell/core/energy"
	"protocell/core/graph"
	"protocell/core/job/jobtest"
	"protocell/core/latency"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/table"
)

// TestPredict measures and predicts: the device is a roofline, so that what sums over
// operators is right, and FLOPs are not.
func TestPredict(t *testing.T) {
	d := newDevice()
	w := worker(t, d, nil)
	q := Question{Profile: *measured(t, w)}
	var out PredictOutput
	w.Must(t, Predict, PredictInput{Question: q, Predictors: []string{"flops", "corrected", "fewshot"}}, &out)
	if out.Unit != "s" || out.Fitted != 20 || len(out.Tests) != 10 || len(out.Trials) != 3 || out.Devices == 0 {
		t.Fatalf("%+v", out)
	}
	flops, corrected := out.Trials[0], out.Trials[1]
	if corrected.Within10 != 1 || corrected.Spearman < 0.95 || corrected.RMSE >= flops.RMSE || len(corrected.Predicted) != 10 {
		t.Errorf("%+v", out.Trials)
	}
	if e := out.Tests[0]; !(e.Low <= e.Value && e.Value <= e.High && e.Low > 0) {
		t.Errorf("%+v", e)
	}
	var curve CurveOutput
	w.Must(t, Curve, CurveInput{Question: q, Predictor: "corrected", Sizes: []int{3, 10, 99}, Repeats: 2}, &curve)
	if len(curve.Points) != 2 || curve.Points[1].Measured != 10 || curve.Points[1].Repeats != 2 {
		t.Errorf("%+v", curve)
	}

	// Without counters energy is what a model says, and is said to be.
	m := energy.Horowitz(energy.Float32)
	q.Energy = &m
	w.Must(t, Predict, PredictInput{Question: q, Predictors: []string{"lookup", "flops", "energy_model"}}, &out)
	if out.Unit != "J" || !out.Modelled || out.Trials[0].Error == "" || out.Trials[2].Within5 != 1 || out.Trials[2].Worst > 1e-9 {
		t.Errorf("%+v", out)
	}
	for problem, change := range map[string]func(*PredictInput){
		"no predictor":         func(in *PredictInput) { in.Predictors = []string{"oracle"} },
		"30 networks to fit":   func(in *PredictInput) { in.Few = 30 },
		"not on this machine":  func(in *PredictInput) { in.Devices = "table:0" },
		"the type \"float\"":   func(in *PredictInput) { in.Energy = &energy.Model{Type: "float"} },
		"the profile: ":        func(in *PredictInput) { in.Profile.Batch = 0 },
		"no search space \"\"": func(in *PredictInput) { in.Profile.Space = "" },
	} {
		in := PredictInput{Question: q}
		change(&in)
		if said := worker(t, d, jobtest.Files{}).Call(t, Predict, in, &out); !strings.Contains(said, problem) {
			t.Errorf("%q, want %q", said, problem)
		}
	}
}

func TestSpread(t *testing.T) {
	w := worker(t, newDevice(), nil)
	in := SpreadInput{Question: Question{Profile: *measured(t, w)}, Predictor: "corrected", Most: 20_000}
	var out SpreadOutput
	w.Must(t, Spread, in, &out)
	bytes, err := base64.StdEncoding.DecodeString(out.Predicted)
	if out.Count != 15625 || out.Size != 15625 || err != nil || len(bytes) != 4*15625 || out.Codes != "" || len(out.MACs) != len(out.Predicted) {
		t.Fatalf("%d of %d, %d bytes, %v", out.Count, out.Size, len(bytes), err)
	}
	if !out.Defined || out.Spearman < 0.3 || out.Spearman > 0.999 || len(out.Alike) == 0 || out.Alike[0].High <= out.Alike[0].Low {
		t.Errorf("%v, %+v", out.Spearman, out.Alike)
	}
	in.Most = 100
	w.Must(t, Spread, in, &out)
	if out.Count != 100 || len(strings.Fields(out.Codes)) != 100 {
		t.Errorf("%d, %q", out.Count, out.Codes)
	}
}

// TestBreakdown wants the parts of a network to add up, by operator and by block.
func TestBreakdown(t *testing.T) {
	w := worker(t, newDevice(), nil)
	p := measured(t, w)
	m := energy.Horowitz(energy.Int8)
	in := BreakdownInput{Profile: *p, Arch: p.Networks[2].Code, Energy: &m}
	var out BreakdownOutput
	w.Must(t, Breakdown, in, &out)
	if r := out.Seconds / p.Networks[2].Time.Seconds; math.Abs(r-1) > 0.05 || out.Measured != p.Networks[2].Time.Seconds || out.Guessed != 0 || math.Abs(out.Corrected/out.Measured-1) > 0.05 {
		t.Errorf("%v s, %v measured, %v corrected", out.Seconds, out.Measured, out.Corrected)
	}
	s, a := nb201.Space{}, space.Arch("")
	a, err := space.ParseCode(s, in.Arch)
	if err != nil {
		t.Fatal(err)
	}
	g, err := s.Build(a, p.Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	if macs := g.Costs().Total.MACs; macs != out.MACs {
		t.Errorf("%d MACs, want %d", out.MACs, macs)
	}
	for what, parts := range map[string][]Part{"operators": out.Operators, "blocks": out.Blocks} {
		var sum Part
		for _, part := range parts {
			sum.add(part)
		}
		if math.Abs(sum.Seconds/out.Seconds-1) > 1e-9 || sum.MACs != out.MACs || math.Abs(sum.Joules/out.Joules-1) > 1e-9 {
			t.Errorf("%s add up to %+v, of %+v", what, sum, out)
		}
	}
	if len(out.Edges) > 6 || out.Blocks[0].Name != "stem" {
		t.Errorf("%d edges, %+v", len(out.Edges), out.Blocks)
	}
	in.Skeleton = &graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 3}
	out = BreakdownOutput{}
	w.Must(t, Breakdown, in, &out)
	if out.Guessed < 0.5 || out.Measured != 0 {
		t.Errorf("%+v", out)
	}
	in.Arch = "x"
	if said := w.Call(t, Breakdown, in, &out); said == "" {
		t.Error("an architecture that is none is broken down")
	}
}

// TestCompare compares a device with itself, with another, and with a published one.
func TestCompare(t *testing.T) {
	d := newDevice()
	p := *measured(t, worker(t, d, nil))
	d.model.Bandwidth, d.model.Overhead = 1, 1e-4
	q := *measured(t, worker(t, d, nil))
	var archs []space.Arch
	var values []float64
	for _, n := range p.Networks {
		a, err := space.ParseCode(nb201.Space{}, n.Code)
		if err != nil {
			t.Fatal(err)
		}
		archs, values = append(archs, a), append(values, 2e3*n.Time.Seconds)
	}
	published, err := table.New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	published.Title = "Published"
	published.Sources = []table.Source{{Title: "Published", Licence: "MIT"}}
	published.Columns = []table.Column{{Meta: table.Meta{ID: "slow", Name: "Slow", Kind: table.Latency, Unit: "ms", Device: "Slow", Meaning: "Twice as long."}, Values: values}}
	b, err := table.Encode(published)
	if err != nil {
		t.Fatal(err)
	}
	w := worker(t, d, jobtest.Files{"table:1": b})
	var out CompareOutput
	w.Must(t, Compare, CompareInput{Profiles: []latency.Profile{p, p, q}, Table: "table:1"}, &out)
	if len(out.Pairs) != 3 || out.Pairs[0].Scale != 1 || out.Pairs[0].Networks != 30 || out.Pairs[2].Scale < 1.5 || !out.Pairs[1].Alike {
		t.Errorf("%+v", out.Pairs)
	}
	if len(out.Published) != 3 {
		t.Fatalf("%+v", out.Published)
	}
	if o := out.Published[0]; o.Networks != 30 || o.Spearman < 0.999 || math.Abs(o.Scale-2e3) > 1 || o.AllOf != 30 || o.All < 0.98 || len(o.Points) != 30 {
		t.Errorf("%+v", o)
	}
	// Tables of devices teach few-shot adaptation, which needs two.
	q.Name = "again"
	var pred PredictOutput
	w.Must(t, Predict, PredictInput{Question: Question{Profile: p, Devices: "table:1"}, Predictors: []string{"fewshot"}}, &pred)
	if pred.Devices != 1 || !strings.Contains(pred.Trials[0].Error, "two other devices") {
		t.Errorf("%+v", pred)
	}
}
