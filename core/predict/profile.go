package predict

import (
	"fmt"

	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space"
)

// OfProfile returns the problem that a profile's times pose, and its test networks. What
// was refused is left out. The profile has been checked; it has to be of the space.
func OfProfile(p *latency.Profile, s space.Space) (*Problem, []Measured, error) {
	return ofProfile(p, s, func(n latency.NetworkTime) float64 { return n.Time.Seconds })
}

// EnergyOfProfile does so for its joules. Without counters there are none.
func EnergyOfProfile(p *latency.Profile, s space.Space) (*Problem, []Measured, error) {
	problem, test, err := ofProfile(p, s, func(n latency.NetworkTime) float64 { return n.Joules })
	if err == nil {
		// Operators have times, and the machine rates: nothing is known of their energy.
		problem.Operators, problem.Machine = nil, latency.Machine{}
	}
	return problem, test, err
}

func ofProfile(p *latency.Profile, s space.Space, of func(n latency.NetworkTime) float64) (*Problem, []Measured, error) {
	if id := s.Info().ID; id != p.Space {
		return nil, nil, fmt.Errorf("a profile of the space %q, not %q", p.Space, id)
	}
	problem := &Problem{Space: s, Skeleton: p.Skeleton, Batch: p.Batch, Operators: p.Operators, Machine: p.Machine, Seed: 1}
	var test []Measured
	for i, n := range p.Networks {
		a, err := space.ParseCode(s, n.Code)
		if err != nil {
			return nil, nil, fmt.Errorf("network %d: %w", i+1, err)
		}
		m := Measured{a, of(n)}
		switch {
		case !(m.Value > 0):
		case n.Pass == latency.TestPass:
			test = append(test, m)
		default:
			problem.Measured = append(problem.Measured, m)
		}
	}
	return problem, test, nil
}

// Numbers of what SimulateFor makes up.
const (
	simulatedDevices = 24
	simulatedArchs   = 300
)

// SimulateFor adds simulated devices to a problem without any, so that every predictor
// can be fitted.
func SimulateFor(p *Problem) {
	if len(p.Devices) > 0 {
		return
	}
	r := rng.Named(p.Seed, "simulated")
	archs := make([]space.Arch, simulatedArchs)
	for i := range archs {
		archs[i] = p.Space.Sample(r)
	}
	p.Devices = Simulate(p.Counts(), archs, simulatedDevices, p.Seed)
}
