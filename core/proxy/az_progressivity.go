package proxy

import "math"

// azProgressivity is the least that the entropy grows by from one block to the next.
type azProgressivity struct{ azPasses }

// Traits implements Proxy.
func (azProgressivity) Traits() Traits {
	return Traits{
		ID:    "az_progressivity",
		Needs: NeedOwn,
		Slow:  true,
	}
}

// Info implements Proxy.
func (azProgressivity) Info() Info {
	return Info{
		Traits:  azProgressivity{}.Traits(),
		Name:    "AZ-NAS progressivity",
		Formula: `s^{\mathcal P}=\min_{l\geq 2}\,(H_l-H_{l-1})`,
		Summary: "Asks whether every block makes more of the channels than the one before, for random images.",
		Paper:   leeHam,
	}
}

// Score implements Proxy.
func (azProgressivity) Score(p *Passes) (Score, error) {
	parts, err := p.runAZ()
	if err != nil {
		return unscored(err)
	}
	s := p.score(leastGrowth(parts.entropy), nil)
	for i, v := range parts.entropy {
		s.Steps = append(s.Steps, Step{"Entropy after " + p.in.Graph.Nodes[parts.nodes[i]].Label, Number(v)})
	}
	return s, nil
}

// leastGrowth returns the least difference of successive numbers; -Inf if one is
// undefined.
func leastGrowth(x []float64) float64 {
	least := math.Inf(1)
	for i := 1; i < len(x); i++ {
		d := x[i] - x[i-1]
		if math.IsNaN(d) {
			return math.Inf(-1)
		}
		least = min(least, d)
	}
	return least
}
