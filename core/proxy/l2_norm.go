package proxy

import "math"

// l2Norm is the sum over the layers of the Euclidean norm of the initial weights.
// It sees how many layers there are and how wide, and nothing else.
type l2Norm struct{}

// Traits implements Proxy.
func (l2Norm) Traits() Traits {
	return Traits{
		ID:    "l2_norm",
		Needs: NeedWeights,
	}
}

// Info implements Proxy.
func (l2Norm) Info() Info {
	return Info{
		Traits:   l2Norm{}.Traits(),
		Name:     "L2 Norm",
		Formula:  `\sum_{l}\lVert W_l\rVert_2`,
		Summary:  "Adds up the norms of the layers' initial weights: a baseline that counts layers and their widths.",
		Paper:    "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021",
		Additive: true,
	}
}

// Score implements Proxy.
func (l2Norm) Score(p *Passes) (Score, error) {
	return p.sumWeights(func(param int) float64 {
		sum := 0.0
		for _, v := range p.Params()[param] {
			sum += float64(float64(v) * float64(v))
		}
		return math.Sqrt(sum)
	}), nil
}
