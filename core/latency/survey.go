package latency

import (
	"errors"
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// Plan says what a Survey measures.
type Plan struct {
	Space    space.Space
	Skeleton graph.Skeleton
	Batch    int
	// Fit are the networks that predictors are fitted to, Test those that are measured
	// afterwards to judge them.
	Fit, Test []space.Arch
	// Operators says whether the operators of these networks are measured alone.
	Operators bool
	// Known, if not nil, is what was measured before, by the same engine, in the same
	// space, skeleton and batch: of what it has an estimate of eight rounds or more, it is
	// not measured again. So a survey that was lost goes on with what is missing.
	Known *Profile
	Options
}

// Bounds of a Plan.
const (
	maxPlanned = 2000
	maxMemory  = 1 << 10 // networks that are ready at once
)

// Survey measures what a Plan says and makes a Profile of it. Each Step is short; it may
// be interrupted at any time, and goes on. It is for one goroutine.
type Survey struct {
	clock  Clock
	engine Engine
	plan   Plan

	prepare  []func() (Subject, error) // what is left to prepare for the session
	subjects []Subject
	session  *Session
	test     bool // whether the session is that of the test networks

	known      known
	probes     []Operator // those that are measured, as the others are
	operators  []Operator // of the networks
	fit, tests []space.Arch
	first      *Session // of operators and networks to fit to, once it is over
	start      float64
	pauses     int
	total      int // subjects of both sessions
}

// NewSurvey begins a survey on an engine. The error names what is wrong with the plan.
func NewSurvey(clock Clock, engine Engine, p Plan) (*Survey, error) {
	if len(p.Fit)+len(p.Test) == 0 && !p.Operators {
		return nil, errors.New("there is nothing to measure")
	}
	if n := len(p.Fit) + len(p.Test); n > maxPlanned || max(len(p.Fit), len(p.Test)) > maxMemory {
		return nil, fmt.Errorf("%d and %d networks; there may be %d each", len(p.Fit), len(p.Test), maxMemory)
	}
	if p.Batch < 1 || p.Batch > MaxBatch {
		return nil, fmt.Errorf("a batch of %d; choose 1 to %d", p.Batch, MaxBatch)
	}
	p.Sample = p.on(engine)
	s := &Survey{clock: clock, engine: engine, plan: p, start: clock()}
	var err error
	if s.known, err = newKnown(&p, engine.Name()); err != nil {
		return nil, err
	}
	if !s.known.machine.Known() {
		s.probes = Probes()
	}
	if p.Operators {
		if err := s.findOperators(); err != nil {
			return nil, err
		}
	}
	s.fit, s.tests = s.known.missing(p.Fit, FitPass), s.known.missing(p.Test, TestPass)
	s.total = len(s.probes) + len(s.operators) + len(s.fit) + len(s.tests)
	if s.test = s.total == len(s.tests); s.test {
		s.prepareTests()
		return s, nil
	}
	for _, o := range s.probes {
		s.prepareOperator(o, 1)
	}
	for _, o := range s.operators {
		s.prepareOperator(o, p.Batch)
	}
	s.prepareNetworks(s.fit)
	s.prepareOperator(Reference(), 1)
	return s, nil
}

// prepareTests begins the second session.
func (s *Survey) prepareTests() {
	if s.test = true; len(s.tests) > 0 {
		s.prepareNetworks(s.tests)
		s.prepareOperator(Reference(), 1)
	}
}

// findOperators lists the operators of the networks, each once.
func (s *Survey) findOperators() error {
	seen := map[Operator]bool{}
	for _, archs := range [][]space.Arch{s.plan.Fit, s.plan.Test} {
		for _, a := range archs {
			g, err := s.plan.Space.Build(a, s.plan.Skeleton)
			if err != nil {
				return err
			}
			list, _, _ := Operators(g)
			for _, o := range list {
				if _, ok := s.known.operators[o]; !seen[o] && !ok {
					seen[o] = true
					s.operators = append(s.operators, o)
				}
			}
		}
	}
	if len(s.operators) > MaxOperators {
		return fmt.Errorf("%d operators, more than %d", len(s.operators), MaxOperators)
	}
	return nil
}

func (s *Survey) prepareOperator(o Operator, batch int) {
	s.prepare = append(s.prepare, func() (Subject, error) {
		g, err := o.Graph()
		if err != nil {
			return Subject{}, err
		}
		return s.engine.Prepare(o.String(), g, batch)
	})
}

func (s *Survey) prepareNetworks(archs []space.Arch) {
	for _, a := range archs {
		s.prepare = append(s.prepare, func() (Subject, error) {
			g, err := s.plan.Space.Build(a, s.plan.Skeleton)
			if err != nil {
				return Subject{}, err
			}
			return s.engine.Prepare(s.plan.Space.Print(a), g, s.plan.Batch)
		})
	}
}

// Step prepares a network or operator, or takes a sample, and reports whether there is
// more to do. An error is that of the engine or the clock; what was measured is kept.
func (s *Survey) Step() (more bool, err error) {
	if len(s.prepare) > 0 {
		v, err := s.prepare[0]()
		if err != nil {
			return true, err
		}
		s.subjects, s.prepare = append(s.subjects, v), s.prepare[1:]
		return true, nil
	}
	if s.session == nil {
		reference := len(s.subjects) - 1
		if reference < 0 { // everything was known
			return false, nil
		}
		o := s.plan.Options
		o.Seconds *= float64(reference) / float64(s.total)
		if s.test {
			o.Seed++
		}
		s.session, err = NewSession(s.clock, s.subjects[reference], s.subjects[:reference], o)
		return err == nil, err
	}
	if more, err = s.session.Step(); more || err != nil || s.test || len(s.tests) == 0 {
		return more, err
	}
	s.Close() // the networks of the first session are no longer needed
	s.first, s.session = s.session, nil
	s.prepareTests()
	return true, nil
}

// Close gives back what networks and operators hold. A survey that is closed before its
// end cannot go on.
func (s *Survey) Close() {
	closeAll(s.subjects)
	s.subjects = nil
	if s.session != nil {
		for i := range s.session.subjects {
			s.session.subjects[i].Subject = Subject{Name: s.session.subjects[i].Name}
		}
	}
}

// Session returns the session under way, or nil while networks are being prepared.
func (s *Survey) Session() *Session { return s.session }

// Done returns which fraction of the survey is done.
func (s *Survey) Done() float64 {
	if s.total == 0 {
		return 1
	}
	share := float64(len(s.tests)) / float64(s.total)
	done := 0.0
	if s.session != nil {
		done = s.session.Done()
	}
	if s.test {
		return 1 - share + float64(share*done)
	}
	return (1 - share) * done
}

// Testing reports whether the networks of the test are being measured.
func (s *Survey) Testing() bool { return s.test }

// Interrupt says that time has passed in which others may have had the machine: see
// Session.Interrupt.
func (s *Survey) Interrupt() {
	s.pauses++
	if s.session != nil {
		s.session.Interrupt()
	}
}

// Profile returns what has been measured so far. What Device and Conditions say of the
// world outside is for the caller to fill in.
func (s *Survey) Profile() *Profile {
	p := s.known.profile(&s.plan, s.engine.Name())
	p.Conditions.Pauses += s.pauses
	p.Conditions.Wall += s.clock() - s.start
	first, second := s.first, s.session
	if !s.test {
		first, second = s.session, nil
	}
	if first != nil {
		s.conditions(p, first)
		times := first.Estimates()
		if len(s.probes) > 0 {
			var probed []OperatorTime
			for i, o := range s.probes {
				probed = append(probed, OperatorTime{o, times[i]})
			}
			p.Machine, times = MachineOf(probed), times[len(probed):]
		}
		for i, o := range s.operators {
			p.Operators = append(p.Operators, OperatorTime{o, times[i]})
		}
		p.addNetworks(s.fit, times[len(s.operators):], FitPass)
	}
	if second != nil {
		s.conditions(p, second)
		p.addNetworks(s.tests, second.Estimates(), TestPass)
	}
	return p
}

// conditions adds what a session says of the conditions.
func (s *Survey) conditions(p *Profile, of *Session) {
	c := &p.Conditions
	c.Resolution, c.Sample = max(c.Resolution, of.resolution), max(c.Sample, of.options.Sample)
	c.Drift = max(c.Drift, of.Drift())
	if r := of.Reference(); !p.Reference.OK() {
		p.Reference = r
	}
}

func (p *Profile) addNetworks(archs []space.Arch, times []Estimate, pass int) {
	for i, a := range archs {
		p.Networks = append(p.Networks, NetworkTime{Code: space.PrintCode(a), Pass: pass, Time: times[i]})
	}
}
