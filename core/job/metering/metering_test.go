package metering

import (
	"encoding/base64"
	"errors"
	"math"
	"strings"
	"testing"

	"protocell/core/energy"
	"protocell/core/graph"
	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// device is a simulated device, which takes as long as a roofline says, with noise, and
// the clock beside it.
type device struct {
	model latency.Machine
	noise float64 // relative, uniform
	r     *rng.Stream
	now   float64
	lost  bool
}

func newDevice() *device {
	return &device{model: latency.Machine{Peak: 4, Bandwidth: 10, Overhead: 1e-6}, noise: 0.01, r: rng.Named(1, "device")}
}

func (d *device) clock() float64 {
	d.now += 50e-9
	return d.now
}

// Name implements latency.Engine.
func (d *device) Name() string { return "simulated" }

// Prepare implements latency.Engine.
func (d *device) Prepare(name string, g *graph.Graph, batch int) (latency.Subject, error) {
	list, of, times := latency.Operators(g)
	seconds := 0.0
	for i, o := range of {
		if o >= 0 {
			seconds += times[i] * d.model.Seconds(list[o], batch)
		}
	}
	return latency.Subject{Name: name, Run: func() error {
		if d.lost {
			return errors.New("the device is lost")
		}
		d.now += seconds * (1 + d.noise*d.r.Float64())
		return nil
	}}, nil
}

// here is a machine that has only the device.
func (d *device) here(files jobtest.Files) Here {
	h := Here{
		Clock: d.clock, Device: latency.Device{Browser: "Test 1", Cores: 3}, Now: func() string { return "2026-01-02T03:04:05Z" },
		Engines: []Engine{
			{"simulated", func(func() error) (latency.Engine, string, error) { return d, "Adapter", nil }},
			{"absent", func(func() error) (latency.Engine, string, error) { return nil, "", errors.New("there is none") }},
		},
	}
	if files != nil {
		h.Files = files
	}
	return h
}

// worker is a meter on a device.
func worker(t testing.TB, d *device, files jobtest.Files) *jobtest.Worker {
	return jobtest.New(t, Kinds(d.here(files)), job.Options{Clock: func() float64 { return d.now }})
}

// plan is a small one.
func plan() Plan {
	return Plan{
		Space: "nb201", Skeleton: graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 3}, Batch: 1,
		Networks: 20, Tests: 10, Operators: true, Seed: 1, Rounds: 12,
	}
}

// follow measures from a position to the end, and returns the last profile and answer.
func follow(t *testing.T, w *jobtest.Worker, in MeasureInput) (*latency.Profile, MeasureOutput) {
	t.Helper()
	in.Slice = 0.3
	last := in.Known
	for {
		var out MeasureOutput
		w.Must(t, Measure, in, &out)
		if out.Profile != nil {
			last = out.Profile
		}
		if out.Lost || out.Failed != "" || out.Phase == Over {
			return last, out
		}
		if in.Known = nil; out.Position != in.Position+1 {
			t.Fatalf("position %d follows %d", out.Position, in.Position)
		}
		in.Position = out.Position
	}
}

// measured returns a whole profile.
func measured(t *testing.T, w *jobtest.Worker) *latency.Profile {
	t.Helper()
	p, out := follow(t, w, MeasureInput{Session: "one", Plan: plan()})
	if out.Fraction != 1 || out.Failed != "" || p == nil {
		t.Fatalf("%+v", out)
	}
	p.Name = "measured"
	return p
}

func TestCalibrate(t *testing.T) {
	d := newDevice()
	var out CalibrateOutput
	worker(t, d, nil).Must(t, Calibrate, CalibrateInput{Probe: []string{"simulated", "absent"}}, &out)
	if out.Device.Cores != 3 || out.Device.Adapter != "Adapter" || !(out.Resolution > 0 && out.Resolution < 1e-6) || len(out.Engines) != 2 {
		t.Errorf("%+v", out)
	}
	here, absent := out.Engines[0], out.Engines[1]
	if here.Missing != "" || math.Abs(here.Machine.Peak/d.model.Peak-1) > 0.03 || math.Abs(here.Machine.Bandwidth/d.model.Bandwidth-1) > 0.03 {
		t.Errorf("%+v", here)
	}
	if absent.Missing != "there is none" || absent.Machine.Known() {
		t.Errorf("%+v", absent)
	}
}

// TestMeasure follows a measurement, whose profile says what the device is.
func TestMeasure(t *testing.T) {
	d := newDevice()
	p := measured(t, worker(t, d, nil))
	if err := p.Check(spaces.ByID); err != nil {
		t.Fatal(err)
	}
	if len(p.Networks) != 30 || p.Device.Adapter != "Adapter" || p.Conditions.Engine != "simulated" || p.Conditions.Date == "" {
		t.Errorf("%+v", p)
	}
	for _, o := range p.Operators {
		if r := o.Time.Seconds / d.model.Seconds(o.Operator, 1); !o.Time.OK() || math.Abs(r-1) > 0.02 {
			t.Errorf("%v: %+v", o.Operator, o.Time)
		}
	}
}

// TestMeasureGoesOn loses the worker, then the device, in mid-measurement: the next
// session keeps what was measured.
func TestMeasureGoesOn(t *testing.T) {
	d := newDevice()
	w := worker(t, d, nil)
	in := MeasureInput{Session: "one", Plan: plan(), Slice: 0.3}
	var p *latency.Profile
	for {
		var out MeasureOutput
		w.Must(t, Measure, in, &out)
		if out.Profile != nil {
			p = out.Profile
		}
		if in.Position = out.Position; out.Testing {
			break
		}
	}
	// Another worker knows nothing of it.
	if _, out := follow(t, worker(t, d, nil), in); !out.Lost {
		t.Errorf("%+v", out)
	}
	// Nor does the same one of another position.
	wrong := in
	wrong.Position--
	if _, out := follow(t, w, wrong); !out.Lost {
		t.Errorf("%+v", out)
	}
	d.lost = true
	in.Interrupted = true
	kept, out := follow(t, w, in)
	if !strings.Contains(out.Failed, "the device is lost") || kept == nil || len(kept.Networks) < 20 || kept.Conditions.Pauses != 1 {
		t.Fatalf("%+v, %+v", out, kept)
	}
	if p != nil && len(kept.Operators) != len(p.Operators) {
		t.Errorf("%d operators, and %d before", len(kept.Operators), len(p.Operators))
	}
	d.lost = false
	whole, out := follow(t, worker(t, d, nil), MeasureInput{Session: "two", Plan: plan(), Known: kept})
	if out.Phase != Over || len(whole.Networks) != 30 || whole.Networks[3] != kept.Networks[3] || whole.Operators[3] != kept.Operators[3] {
		t.Errorf("%+v, %+v", out, whole)
	}
}

func TestMeasureRefuses(t *testing.T) {
	w := worker(t, newDevice(), nil)
	for problem, change := range map[string]func(*MeasureInput){
		"a slice of 0 s":       func(in *MeasureInput) { in.Slice = 0 },
		"needs a name":         func(in *MeasureInput) { in.Session = "" },
		"there is none":        func(in *MeasureInput) { in.Plan.Engine = "absent" },
		`no engine "abacus"`:   func(in *MeasureInput) { in.Plan.Engine = "abacus" },
		"choose at most 500":   func(in *MeasureInput) { in.Plan.Networks = 501 },
		"a batch of 0":         func(in *MeasureInput) { in.Plan.Batch = 0 },
		"architecture 1":       func(in *MeasureInput) { in.Plan.Archs = []string{"99"} },
		"c is 0":               func(in *MeasureInput) { in.Plan.Skeleton.C = 0 },
		"no search space":      func(in *MeasureInput) { in.Plan.Space = "nb999" },
		"what is known: ":      func(in *MeasureInput) { in.Known = &latency.Profile{Space: "nb201"} },
		"nothing to measure":   func(in *MeasureInput) { in.Plan.Networks, in.Plan.Tests, in.Plan.Operators = 0, 0, false },
		"a measurement of -1 ": func(in *MeasureInput) { in.Plan.Seconds = -1 },
		"intervals of half wi": func(in *MeasureInput) { in.Plan.Width, in.Slice = 2, 30 },
	} {
		in := MeasureInput{Session: "one", Plan: plan(), Slice: 0.1}
		change(&in)
		var out MeasureOutput
		said := w.Call(t, Measure, in, &out) + out.Failed
		if !strings.Contains(said, problem) {
			t.Errorf("%q, want %q", said, problem)
		}
	}
}

// TestMeasureLong refuses what runs so long that the worker would be taken for dead.
func TestMeasureLong(t *testing.T) {
	d := newDevice()
	d.model.Peak = 1e-3
	p, out := follow(t, worker(t, d, nil), MeasureInput{Session: "one", Plan: plan()})
	if !strings.Contains(out.Failed, "choose a smaller network") || p == nil {
		t.Errorf("%+v", out)
	}
}

func TestFusionJob(t *testing.T) {
	var out FusionOutput
	worker(t, newDevice(), nil).Must(t, Fusion, FusionInput{Seed: 1}, &out)
	if len(out.Pairs) == 0 || out.Pairs[0].Fused {
		t.Errorf("%+v", out)
	}
}

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
