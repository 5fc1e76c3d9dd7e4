package latency

import (
	"errors"
	"fmt"

	"protocell/core/graph"
	"protocell/core/rng"
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

	operators []Operator
	first     *Session // of operators and Fit, once it is over
	start     float64
	pauses    int
	total     int // subjects of both sessions
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
	s := &Survey{clock: clock, engine: engine, plan: p, start: clock()}
	for _, o := range Probes() {
		s.prepareOperator(o, 1)
	}
	if p.Operators {
		if err := s.findOperators(); err != nil {
			return nil, err
		}
	}
	for _, o := range s.operators {
		s.prepareOperator(o, p.Batch)
	}
	s.prepareNetworks(p.Fit)
	s.prepareOperator(Reference(), 1)
	s.total = len(s.prepare) + len(p.Test)
	return s, nil
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
				if !seen[o] {
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
		o := s.plan.Options
		if s.test {
			o.Seed++
		}
		s.session, err = NewSession(s.clock, s.subjects[reference], s.subjects[:reference], o)
		return err == nil, err
	}
	if more, err = s.session.Step(); more || err != nil || s.test || len(s.plan.Test) == 0 {
		return more, err
	}
	// The networks of the first session are no longer needed.
	s.first, s.session, s.subjects, s.test = s.session, nil, nil, true
	for i := range s.first.subjects {
		s.first.subjects[i].Run, s.first.subjects[i].Laps = nil, nil
	}
	s.prepareNetworks(s.plan.Test)
	s.prepareOperator(Reference(), 1)
	return true, nil
}

// Done returns which fraction of the survey is done.
func (s *Survey) Done() float64 {
	share := float64(len(s.plan.Test)) / float64(s.total)
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
	p := &Profile{Space: s.plan.Space.Info().ID, Skeleton: s.plan.Skeleton, Batch: s.plan.Batch}
	p.Conditions.Engine = s.engine.Name()
	p.Conditions.Pauses = s.pauses
	p.Conditions.Wall = s.clock() - s.start
	p.Reference = Estimate{Refused: "it was not measured"}
	first, second := s.first, s.session
	if !s.test {
		first, second = s.session, nil
	}
	if first == nil {
		return p
	}
	p.Conditions.Resolution, p.Conditions.Sample = first.resolution, first.options.Sample
	p.Conditions.Drift, p.Reference = first.Drift(), first.Reference()
	times := first.Estimates()
	probes := Probes()
	var probed []OperatorTime
	for i, o := range probes {
		probed = append(probed, OperatorTime{o, times[i]})
	}
	p.Machine = MachineOf(probed)
	times = times[len(probes):]
	for i, o := range s.operators {
		p.Operators = append(p.Operators, OperatorTime{o, times[i]})
	}
	p.addNetworks(s.plan.Fit, times[len(s.operators):], FitPass)
	if second != nil {
		p.Conditions.Drift = max(p.Conditions.Drift, second.Drift())
		p.addNetworks(s.plan.Test, second.Estimates(), TestPass)
	}
	return p
}

func (p *Profile) addNetworks(archs []space.Arch, times []Estimate, pass int) {
	for i, a := range archs {
		p.Networks = append(p.Networks, NetworkTime{Code: space.PrintCode(a), Pass: pass, Time: times[i]})
	}
}

// Draw returns n valid architectures of a space, no two of which the benchmark counts as
// isomorphic, or fewer if the space has not as many.
func Draw(s space.Space, n int, seed uint64) []space.Arch {
	r := rng.Named(seed, "latency")
	var archs []space.Arch
	seen := map[string]bool{}
	for tries := 0; len(archs) < n && tries < 100*(n+1); tries++ {
		a := s.Sample(r)
		if c := s.Canonical(a); !seen[c] && s.Valid(a) == nil {
			seen[c] = true
			archs = append(archs, a)
		}
	}
	return archs
}
