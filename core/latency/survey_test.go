package latency

import (
	"errors"
	"math"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/rng"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
)

// roofline is an engine that takes as long as a machine model says.
type roofline struct {
	machine *machine
	model   Machine
	lost    bool // whether the device is gone
}

func (e *roofline) Name() string { return "roofline" }

func (e *roofline) Prepare(name string, g *graph.Graph, batch int) (Subject, error) {
	list, of, times := Operators(g)
	seconds := 0.0
	for i, o := range of {
		if o >= 0 {
			seconds += times[i] * e.model.Seconds(list[o], batch)
		}
	}
	s := e.machine.subject(name, seconds)
	run := func() error {
		if e.lost {
			return errors.New("the device is lost")
		}
		return s.Run()
	}
	return Subject{Name: name, Run: run}, nil
}

func survey(t *testing.T) (*Survey, *roofline) {
	t.Helper()
	e := &roofline{
		machine: &machine{resolution: 1e-9, noise: 0.01, r: rng.Named(1, "survey")},
		model:   Machine{Peak: 4, Bandwidth: 10, Overhead: 1e-6},
	}
	s := nb201.Space{}
	archs := Draw(s, 8, 1)
	if len(archs) != 8 {
		t.Fatalf("%d architectures", len(archs))
	}
	v, err := NewSurvey(e.machine.clock, e, Plan{
		Space: s, Skeleton: graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 3}, Batch: 2,
		Fit: archs[:5], Test: archs[5:], Operators: true, Options: Options{Rounds: 8, Seed: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return v, e
}

// TestSurvey measures a simulated device, whose profile says what it is.
func TestSurvey(t *testing.T) {
	s, e := survey(t)
	last, tested := 0.0, false
	for {
		more, err := s.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		if d := s.Done(); d < last || d > 1 {
			t.Fatalf("%v of it is done, after %v", d, last)
		}
		last = s.Done()
		tested = tested || s.Testing()
	}
	p := s.Profile()
	p.Name = "simulated"
	if err := p.Check(spaces.ByID); err != nil {
		t.Fatal(err)
	}
	if !tested || s.Done() != 1 || len(p.Networks) != 8 || p.Networks[4].Pass != FitPass || p.Networks[5].Pass != TestPass || len(p.Operators) < 15 {
		t.Errorf("%d networks, %d operators, %v done", len(p.Networks), len(p.Operators), s.Done())
	}
	for what, v := range map[string][2]float64{
		"peak": {p.Machine.Peak, e.model.Peak}, "bandwidth": {p.Machine.Bandwidth, e.model.Bandwidth},
	} {
		if math.Abs(v[0]/v[1]-1) > 0.03 {
			t.Errorf("the %s is %v, want %v", what, v[0], v[1])
		}
	}
	for _, o := range p.Operators {
		if want := e.model.Seconds(o.Operator, 2); !o.Time.OK() || math.Abs(o.Time.Seconds/want-1) > 0.03 {
			t.Errorf("%v takes %v, want %v", o.Operator, o.Time, want)
		}
	}
	if c := Compare(p, p); c.Networks != 8 || c.Spearman.Value != 1 || c.Within5 < 0.999 {
		t.Errorf("%+v", c)
	}
}

// TestSurveyGoesOn loses the device in mid-measurement: what was measured is there, and
// goes on when it is back.
func TestSurveyGoesOn(t *testing.T) {
	s, e := survey(t)
	for s.Done() < 0.6 {
		if _, err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	e.lost = true
	if _, err := s.Step(); err == nil || !strings.Contains(err.Error(), "the device is lost") {
		t.Fatalf("%v", err)
	}
	p := s.Profile()
	p.Name = "half"
	if err := p.Check(spaces.ByID); err != nil {
		t.Fatal(err)
	}
	if len(p.Networks) < 5 || !p.Networks[0].Time.OK() {
		t.Errorf("kept %+v", p.Networks)
	}
	e.lost = false
	s.Interrupt()
	for {
		more, err := s.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
	}
	p = s.Profile()
	for _, n := range p.Networks {
		if !n.Time.OK() || n.Time.Rounds < 8 {
			t.Errorf("%+v", n)
		}
	}
	if len(p.Networks) != 8 || p.Conditions.Pauses != 1 {
		t.Errorf("%d networks, %d pauses", len(p.Networks), p.Conditions.Pauses)
	}
}

// TestEmptyProfile asks before anything is measured.
func TestEmptyProfile(t *testing.T) {
	s, _ := survey(t)
	p := s.Profile()
	p.Name = "nothing"
	if err := p.Check(spaces.ByID); err != nil || len(p.Networks) != 0 {
		t.Errorf("%v, %+v", err, p)
	}
}

func TestPlansThatAreWrong(t *testing.T) {
	e := &roofline{machine: &machine{resolution: 1e-9}}
	for name, p := range map[string]Plan{
		"empty": {Space: nb201.Space{}, Batch: 1},
		"batch": {Space: nb201.Space{}, Operators: true},
	} {
		if _, err := NewSurvey(e.machine.clock, e, p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
