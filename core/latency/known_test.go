package latency

import (
	"slices"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/space"
)

// toEnd takes all steps that are left.
func toEnd(t *testing.T, s *Survey) *Profile {
	t.Helper()
	for {
		more, err := s.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return s.Profile()
		}
	}
}

// TestSurveyKnows loses a survey during the test pass, and begins another with its
// profile: what was measured stays as it is, and only what is missing is measured.
func TestSurveyKnows(t *testing.T) {
	s, e := survey(t)
	plan := s.plan
	plan.Rounds = 12
	s, err := NewSurvey(e.machine.clock, e, plan)
	if err != nil {
		t.Fatal(err)
	}
	for !s.Testing() || s.session == nil || s.session.Rounds() < 2 {
		if _, err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	half := s.Profile()
	plan.Known = half
	s, err = NewSurvey(e.machine.clock, e, plan)
	if err != nil {
		t.Fatal(err)
	}
	whole := toEnd(t, s)
	if n := len(s.subjects); n != 4 { // three networks and the reference
		t.Errorf("%d subjects were measured again", n)
	}
	if len(whole.Networks) != 8 || !slices.Equal(whole.Operators, half.Operators) || !slices.Equal(whole.Networks[:5], half.Networks[:5]) ||
		whole.Machine != half.Machine || whole.Conditions.Wall <= half.Conditions.Wall {
		t.Errorf("kept %+v of %+v", whole, half)
	}
	for _, n := range whole.Networks {
		if !n.Time.OK() {
			t.Errorf("%+v", n)
		}
	}

	// Nothing is left to do.
	plan.Known = whole
	s, err = NewSurvey(e.machine.clock, e, plan)
	if err != nil {
		t.Fatal(err)
	}
	if p := toEnd(t, s); !slices.Equal(p.Networks, whole.Networks) || s.Done() != 1 {
		t.Errorf("measured %+v", p)
	}

	// A network that was a test, and is to be fitted to, is measured again.
	swapped := plan
	swapped.Fit, swapped.Test = append(slices.Clone(plan.Fit), plan.Test[0]), plan.Test[1:]
	if s, err = NewSurvey(e.machine.clock, e, swapped); err != nil {
		t.Fatal(err)
	}
	passes := map[string]int{}
	for _, n := range toEnd(t, s).Networks {
		passes[n.Code] += n.Pass
	}
	if moved := space.PrintCode(plan.Test[0]); len(passes) != 8 || passes[moved] != FitPass {
		t.Errorf("passes %v; %s moved", passes, moved)
	}

	// What is of another plan is refused.
	other := *whole
	other.Batch++
	plan.Known = &other
	if _, err = NewSurvey(e.machine.clock, e, plan); err == nil || !strings.Contains(err.Error(), "does not go on") {
		t.Errorf("%v", err)
	}
	other = *whole
	other.Conditions.Engine = "abacus"
	if _, err = NewSurvey(e.machine.clock, e, plan); err == nil || !strings.Contains(err.Error(), "abacus") {
		t.Errorf("%v", err)
	}
}

// TestSurveyTakesSeconds limits a survey to what fewer rounds take.
func TestSurveyTakesSeconds(t *testing.T) {
	s, e := survey(t)
	plan := s.plan
	plan.Rounds = 200
	e.machine.now = 0
	s, err := NewSurvey(e.machine.clock, e, plan)
	if err != nil {
		t.Fatal(err)
	}
	p := toEnd(t, s)
	all := p.Conditions.Wall
	plan.Seconds = all / 4
	if s, err = NewSurvey(e.machine.clock, e, plan); err != nil {
		t.Fatal(err)
	}
	p = toEnd(t, s)
	if w := p.Conditions.Wall; w < 0.5*plan.Seconds || w > 1.6*plan.Seconds {
		t.Errorf("it took %.3g s, of %.3g asked for, and %.3g without a limit", w, plan.Seconds, all)
	}
	if r := p.Networks[0].Time.Rounds; r < leastRounds || r > 80 {
		t.Errorf("%d rounds", r)
	}
}

// remote is an engine on a device.
type remote struct{ *roofline }

func (remote) Delay() float64 { return 2e-3 }

func (e remote) Prepare(name string, g *graph.Graph, batch int) (Subject, error) {
	s, err := e.roofline.Prepare(name, g, batch)
	run := s.Run
	s.Repeat = func(runs int) error {
		for range runs {
			if err := run(); err != nil {
				return err
			}
		}
		e.machine.now += e.Delay() // that it is waited for
		return nil
	}
	s.Run = func() error { return s.Repeat(1) }
	return s, err
}

// TestSurveyWaits measures a device that is waited for: for each sample once.
func TestSurveyWaits(t *testing.T) {
	s, e := survey(t)
	plan := s.plan
	plan.Rounds = 12
	s, err := NewSurvey(e.machine.clock, remote{e}, plan)
	if err != nil {
		t.Fatal(err)
	}
	p := toEnd(t, s)
	for _, o := range p.Operators {
		want := e.model.Seconds(o.Operator, 2)
		if r := o.Time.Seconds / want; !o.Time.OK() || r < 0.97 || r > 1.08 {
			t.Errorf("%v takes %v, want %v", o.Operator, o.Time, want)
		}
	}
}
