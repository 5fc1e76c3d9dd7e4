package metering

import (
	"errors"
	"math"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/job"
	"protocell/core/job/jobtest"
	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space/spaces"
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
