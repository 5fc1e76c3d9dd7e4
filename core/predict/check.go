package predict

import (
	"fmt"
	"math"
)

// MaxMeasured is how many architectures predictors are fitted to at most.
const MaxMeasured = 2000

// check returns an error that says what p lacks for a predictor.
func (p *Problem) check(i Info) error {
	if len(p.Measured) < i.Least {
		return fmt.Errorf("%s: %d architectures are measured; it needs %d", i.ID, len(p.Measured), i.Least)
	}
	if len(p.Measured) > MaxMeasured {
		return fmt.Errorf("%s: %d architectures are measured, more than %d", i.ID, len(p.Measured), MaxMeasured)
	}
	for k, m := range p.Measured {
		if err := p.Space.Check(m.Arch); err != nil {
			return fmt.Errorf("%s: architecture %d: %w", i.ID, k+1, err)
		}
		if !(m.Value > 0 && m.Value <= math.MaxFloat32) {
			return fmt.Errorf("%s: architecture %d has the value %g, which is no positive number", i.ID, k+1, m.Value)
		}
	}
	switch {
	case i.Operators && len(p.Operators) == 0:
		return fmt.Errorf("%s: no operator is measured", i.ID)
	case i.Machine && !p.Machine.Known():
		return fmt.Errorf("%s: the machine's peak and bandwidth are not known", i.ID)
	case i.Devices && len(p.Devices) == 0:
		return fmt.Errorf("%s: there is no other device to learn from", i.ID)
	}
	return nil
}
