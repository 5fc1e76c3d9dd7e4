package search

import (
	"fmt"

	"protocell/core/space"
	"protocell/core/wire"
)

// Bounds of a Spec.
const (
	MaxParallel = 1024
	MaxWarm     = 1000
	MaxLimits   = 16
)

// Spec says what is searched, how, and for how long: the same Spec makes the same
// Trace, unless its budget is in seconds.
type Spec struct {
	Space    string `json:"space"`    // id of the search space
	Strategy string `json:"strategy"` // id
	Params   Params `json:"params,omitempty"`
	Seed     uint64 `json:"seed"`
	Budget   Budget `json:"budget"`
	// Parallel is how many trials may be outstanding, and so how many workers are of
	// use: a strategy that learns knows less the more there are. It is at least 1.
	Parallel int      `json:"parallel"`
	Unique   bool     `json:"unique,omitempty"`   // Dedup
	Limits   []Limit  `json:"limits,omitempty"`   // Constrain
	Failures Policy   `json:"failures,omitempty"` // Failures
	Warm     []string `json:"warm,omitempty"`     // WarmStart, in any notation of the space
	Minimise []string `json:"minimise,omitempty"` // ids of measures that are further objectives
	// Evaluation says how trials are evaluated; package evaluate reads it.
	Evaluation wire.Raw `json:"evaluation,omitempty"`

	alive func() // see Watched
}

// Watched returns s with alive called now and then while its strategy thinks, which a
// model may do for seconds.
func (s Spec) Watched(alive func()) Spec {
	s.alive = alive
	return s
}

// Canonical returns s in the one form of all that mean the same, or an error that says
// what is wrong: hyperparameters that have their defaults are left out, and
// architectures are in the notation space.Code.
func (s Spec) Canonical(sp space.Space) (Spec, error) {
	if id := sp.Info().ID; s.Space != id {
		return Spec{}, fmt.Errorf("space is %q, not %q", s.Space, id)
	}
	info, err := Lookup(s.Strategy)
	if err != nil {
		return Spec{}, err
	}
	all, err := info.Resolve(s.Params)
	if err != nil {
		return Spec{}, err
	}
	s.Params = nil
	for _, p := range info.Params {
		if v := all[p.ID]; v != p.Default {
			if s.Params == nil {
				s.Params = Params{}
			}
			s.Params[p.ID] = v
		}
	}
	if err := s.Budget.Check(); err != nil {
		return Spec{}, err
	}
	if s.Parallel < 1 || s.Parallel > MaxParallel {
		return Spec{}, fmt.Errorf("parallel is %d, not in 1 to %d", s.Parallel, MaxParallel)
	}
	if len(s.Warm) > MaxWarm || len(s.Limits) > MaxLimits || len(s.Minimise) > MaxLimits {
		return Spec{}, fmt.Errorf("more than %d architectures to start from, or than %d limits or further objectives", MaxWarm, MaxLimits)
	}
	warm := s.Warm
	s.Warm = nil
	for _, text := range warm {
		a, err := sp.Parse(text)
		if err != nil {
			return Spec{}, fmt.Errorf("warm: %q: %w", text, err)
		}
		s.Warm = append(s.Warm, space.PrintCode(a))
	}
	if len(s.Minimise) > 0 && !info.Several {
		return Spec{}, fmt.Errorf("%s has one objective, and none to minimise", s.Strategy)
	}
	return s, nil
}

// strategy returns the strategy of a canonical Spec with its wrappers, the innermost
// being the warm start, and the outermost what is done about failures.
func (s Spec) strategy(sp space.Space, measures []Measure) (Strategy, error) {
	p := Problem{Space: sp, Seed: s.Seed, Params: s.Params, Alive: s.alive}
	for _, id := range s.Minimise {
		m, err := measureOf(measures, id)
		if err != nil {
			return nil, fmt.Errorf("minimise: %w", err)
		}
		p.Minimise = append(p.Minimise, m)
	}
	st, err := New(s.Strategy, p)
	if err != nil {
		return nil, err
	}
	if len(s.Warm) > 0 {
		var archs []space.Arch
		for _, code := range s.Warm {
			a, err := space.ParseCode(sp, code)
			if err != nil {
				return nil, fmt.Errorf("warm: %w", err)
			}
			archs = append(archs, a)
		}
		st = WarmStart(st, archs)
	}
	if len(s.Limits) > 0 {
		c, err := Constrain(st, measures, s.Limits)
		if err != nil {
			return nil, err
		}
		c.(*constrained).alive = s.alive
		st = c
	}
	if s.Unique {
		d := Dedup(st, sp)
		d.(*dedup).alive = s.alive
		st = d
	}
	return Failures(st, s.Failures)
}
