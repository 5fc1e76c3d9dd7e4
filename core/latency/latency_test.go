package latency

import (
	"math"
	"strings"
	"testing"

	"protocell/core/rng"
)

// machine is a simulated machine: a clock, and subjects that take the time of it.
type machine struct {
	now        float64 // seconds
	resolution float64
	r          *rng.Stream
	slow       func(now float64) float64 // factor of all times; nil is 1
	preempted  float64                   // probability in a millisecond that 5 ms are taken by others
	noise      float64                   // of a run, relative, uniform
}

func (m *machine) clock() float64 {
	m.now += 50e-9
	return math.Floor(m.now/m.resolution) * m.resolution
}

// subject returns one that takes so many seconds.
func (m *machine) subject(name string, seconds float64) Subject {
	return Subject{Name: name, Run: func() error { m.pass(seconds); return nil }}
}

// long returns one that takes so many seconds in so many steps.
func (m *machine) long(name string, seconds float64, steps int) Subject {
	laps := func(lap func()) error {
		for range steps {
			m.pass(seconds / float64(steps))
			lap()
		}
		return nil
	}
	return Subject{Name: name, Run: func() error { return laps(func() {}) }, Laps: laps}
}

// pass lets the machine work for so many seconds of its own.
func (m *machine) pass(t float64) {
	if m.slow != nil {
		t *= m.slow(m.now)
	}
	t *= 1 + float64(m.noise*m.r.Float64())
	if m.r.Float64() < 1e3*t*m.preempted {
		t += 5e-3
	}
	m.now += t
}

// measure runs a session to its end.
func measure(t *testing.T, m *machine, seconds []float64, o Options) *Session {
	t.Helper()
	var subjects []Subject
	for range seconds {
		i := len(subjects)
		subjects = append(subjects, m.subject(string(rune('a'+i)), seconds[i]))
	}
	s, err := NewSession(m.clock, m.subject("reference", 0.3e-3), subjects, o)
	if err != nil {
		t.Fatal(err)
	}
	finish(t, s)
	return s
}

func finish(t *testing.T, s *Session) {
	t.Helper()
	for {
		more, err := s.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

var times = []float64{0.2e-3, 0.5e-3, 0.51e-3, 1e-3, 2e-3, 7e-3}

// TestSimulated wants the true times of machines that are quiet, busy, coarse of
// clock, drifting and throttled, within the interval's neighbourhood.
func TestSimulated(t *testing.T) {
	for name, c := range map[string]struct {
		machine machine
		within  float64 // of the truth
	}{
		"quiet":  {machine{resolution: 1e-9, noise: 0.01}, 0.01},
		"coarse": {machine{resolution: 100e-6, noise: 0.01}, 0.02},
		"rough":  {machine{resolution: 5e-6, noise: 0.2}, 0.05},
		"busy":   {machine{resolution: 1e-9, noise: 0.02, preempted: 0.1}, 0.03},
		"drifting": {machine{resolution: 1e-9, noise: 0.01, slow: func(now float64) float64 {
			return 1 + now/4 // by a third over a second
		}}, 0.04},
		"throttled": {machine{resolution: 1e-9, noise: 0.01, preempted: 0.1, slow: func(now float64) float64 {
			if now > 0.8 {
				return 1.6
			}
			return 1
		}}, 0.04},
	} {
		t.Run(name, func(t *testing.T) {
			m := c.machine
			m.r = rng.Named(1, name)
			s := measure(t, &m, times, Options{Seed: 3})
			// All are as slow as the machine was on the whole: relative to one of them.
			all := s.Estimates()
			scale := all[3].Seconds / times[3]
			if m.slow == nil && math.Abs(scale-1) > c.within {
				t.Errorf("times are %.3f of the truth", scale)
			}
			for i, e := range all {
				if !e.OK() {
					t.Errorf("%v: refused: %s", times[i], e.Refused)
					continue
				}
				if r := e.Seconds / times[i] / scale; math.Abs(r-1) > c.within {
					t.Errorf("%v: %v, %.3f of the truth", times[i], e, r)
				}
				if !(e.Low <= e.Seconds && e.Seconds <= e.High) || e.Rounds < defaultRounds || e.Best > e.Seconds*1.7 {
					t.Errorf("%v: %+v", times[i], e)
				}
			}
			if drifts := m.slow != nil; drifts != (s.Drift() > 0.1) {
				t.Errorf("a drift of %.2f", s.Drift())
			}
		})
	}
}

// TestDriftMatters makes sure that the reference is what corrects: without it a drift
// shows in the times.
func TestDriftMatters(t *testing.T) {
	m := machine{resolution: 1e-9, r: rng.Named(1, "drift"), noise: 0.01, slow: func(now float64) float64 { return 1 + 2*now }}
	s := measure(t, &m, times, Options{})
	raw := s.estimate(&s.subjects[0], nil, 0)
	corrected := s.Estimate(0)
	if raw.Seconds > 0.8*corrected.Seconds {
		t.Errorf("raw %v, corrected %v", raw.Seconds, corrected.Seconds)
	}
}

// TestLongRuns has a run that other programs interrupt every time, in one piece and in
// steps: only in parts does it show its own time.
func TestLongRuns(t *testing.T) {
	m := machine{resolution: 1e-9, r: rng.Named(1, "long"), noise: 0.01, preempted: 0.1}
	whole := m.long("whole", 0.1, 250)
	whole.Laps = nil
	s, err := NewSession(m.clock, m.subject("reference", 0.3e-3), []Subject{whole, m.long("parts", 0.1, 250)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	finish(t, s)
	if e := s.Estimate(0); e.OK() && e.Seconds < 0.12 {
		t.Errorf("in one piece it is %v: nothing interrupts it", e)
	}
	if n := s.subjects[1].parts(); n < 80 || n > 100 {
		t.Errorf("%d parts", n)
	}
	if e := s.Estimate(1); !e.OK() || math.Abs(e.Seconds/0.1-1) > 0.01 || e.Best < 0.1 {
		t.Errorf("in parts it is %+v", e)
	}
	s.Interrupt()
	if e := s.Estimate(1); !e.OK() {
		t.Errorf("after a pause it is %+v", e)
	}
}

// TestLaps wants a word when steps are not always as many.
func TestLaps(t *testing.T) {
	m := machine{resolution: 1e-9, r: rng.Named(1, "laps")}
	steps, v := 50, m.subject("a", 0.01)
	v.Laps = func(lap func()) error {
		for range steps {
			m.pass(0.01 / 50)
			lap()
		}
		return nil
	}
	s, err := NewSession(m.clock, m.subject("reference", 0.3e-3), []Subject{v}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for s.Rounds() < 1 {
		if _, err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	steps = 2
	for err == nil && s.Rounds() < 3 {
		_, err = s.Step()
	}
	if err == nil || !strings.Contains(err.Error(), "fewer than before") {
		t.Errorf("%v", err)
	}
}

// TestRefuses wants no number where samples say nothing.
func TestRefuses(t *testing.T) {
	m := machine{resolution: 1e-9, r: rng.Named(1, "refuses"), noise: 30}
	s := measure(t, &m, []float64{1e-3}, Options{Rounds: 6})
	e := s.Estimate(0)
	if e.OK() || e.Seconds != 0 || !strings.Contains(e.Refused, "too noisy: ±") {
		t.Errorf("%+v", e)
	}
	if e.Rounds != 18 {
		t.Errorf("%d rounds: it has not tried again", e.Rounds)
	}
	m = machine{resolution: 1e-9, r: rng.Named(1, "few")}
	s = measure(t, &m, []float64{1e-3}, Options{Rounds: 1})
	if e := s.Estimate(0); e.OK() || !strings.HasPrefix(e.Refused, "only 3 rounds") {
		t.Errorf("%+v", e)
	}
}

// TestInterrupt stops a session in mid-round and goes on: nothing measured in complete
// rounds is lost, and nothing of the broken one counts.
func TestInterrupt(t *testing.T) {
	m := machine{resolution: 1e-9, r: rng.Named(1, "interrupt"), noise: 0.01}
	s, err := NewSession(m.clock, m.subject("reference", 0.3e-3), []Subject{m.subject("a", 1e-3), m.subject("b", 2e-3)}, Options{Rounds: 10})
	if err != nil {
		t.Fatal(err)
	}
	for s.Rounds() < 6 || s.at < 2 {
		if _, err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	before := s.Done()
	m.slow = func(float64) float64 { return 50 } // the tab was hidden
	if _, err := s.Step(); err != nil {
		t.Fatal(err)
	}
	m.slow = nil
	s.Interrupt()
	if after := s.Done(); after >= before || after <= 0.5 || s.Rounds() != 6 {
		t.Errorf("%v of it was done, then %v, with %d rounds", before, after, s.Rounds())
	}
	if e := s.Estimate(0); !e.OK() || e.Rounds != 6 {
		t.Errorf("kept %+v", e)
	}
	finish(t, s)
	for i, want := range []float64{1e-3, 2e-3} {
		e := s.Estimate(i)
		if !e.OK() || math.Abs(e.Seconds/want-1) > 0.02 || e.Rounds != 10 {
			t.Errorf("%+v, want %v", e, want)
		}
	}
	if s.Done() != 1 {
		t.Errorf("%v is done", s.Done())
	}
}

// TestRatio tells two networks apart that differ by 2 % and not two that are equal.
func TestRatio(t *testing.T) {
	m := machine{resolution: 1e-9, r: rng.Named(1, "ratio"), noise: 0.02}
	s := measure(t, &m, []float64{1e-3, 1.02e-3, 1.02e-3}, Options{Rounds: 40})
	if r, low, high, ok := s.Ratio(1, 0); !ok || !(low > 1) || math.Abs(r-1.02) > 0.01 || high < r {
		t.Errorf("ratio %v, %v to %v, %v", r, low, high, ok)
	}
	if r, low, high, ok := s.Ratio(1, 2); !ok || low > 1 || high < 1 {
		t.Errorf("ratio %v, %v to %v, %v", r, low, high, ok)
	}
}

// TestSameSeedSameOrder wants the order from the seed alone.
func TestSameSeedSameOrder(t *testing.T) {
	order := func(seed uint64) string {
		var got strings.Builder
		m := machine{resolution: 1e-9, r: rng.New(1, 1)}
		note := func(name string) Subject {
			s := m.subject(name, 2e-3)
			return Subject{Name: name, Run: func() error { got.WriteString(name); return s.Run() }}
		}
		s, err := NewSession(m.clock, note("r"), []Subject{note("a"), note("b"), note("c"), note("d"), note("e")}, Options{Seed: seed, Rounds: 5, Every: 2})
		if err != nil {
			t.Fatal(err)
		}
		finish(t, s)
		return got.String()
	}
	if order(1) != order(1) || order(1) == order(2) {
		t.Errorf("seed 1: %s\nagain:  %s\nseed 2: %s", order(1), order(1), order(2))
	}
}

func TestClocks(t *testing.T) {
	m := machine{resolution: 1e-3}
	if r, err := Resolution(m.clock); err != nil || math.Abs(r-1e-3) > 1e-6 {
		t.Errorf("resolution %v, %v", r, err)
	}
	for want, clock := range map[string]Clock{
		"stands still":         func() float64 { return 1 },
		"goes backwards":       func() float64 { m.now -= 1; return m.now },
		"does not tell a time": func() float64 { return math.NaN() },
	} {
		if _, err := NewSession(clock, Subject{}, nil, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want one that %s", err, want)
		}
	}
}

// TestPlaces measures subjects that are up to a third slower where they lie, a different
// place after each move: estimates are those of the best places.
func TestPlaces(t *testing.T) {
	m := &machine{resolution: 1e-9, noise: 0.01, r: rng.Named(1, "places")}
	var subjects []Subject
	for range 6 {
		slow := 1 + m.r.Float64()/3
		subjects = append(subjects, Subject{
			Name: "placed",
			Run:  func() error { m.pass(1e-3 * slow); return nil },
			Move: func() { slow = 1 + m.r.Float64()/3 },
		})
	}
	s, err := NewSession(m.clock, m.subject("reference", 1e-4), subjects, Options{Rounds: 60, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	finish(t, s)
	for i, e := range s.Estimates() {
		if !e.OK() || e.Seconds < 1e-3 || e.Seconds > 1.06e-3 {
			t.Errorf("subject %d: %+v", i, e)
		}
	}
}
