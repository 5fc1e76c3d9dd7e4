package predict

import (
	"fmt"

	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space"
)

// OfProfile returns the problem that a profile poses, and its test networks. What was
// refused is left out. The profile has been checked; it has to be of the space.
func OfProfile(p *latency.Profile, s space.Space) (*Problem, []Measured, error) {
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
		m := Measured{a, n.Time.Seconds}
		switch {
		case !n.Time.OK():
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
