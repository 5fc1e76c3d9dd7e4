package proxy

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/eigen"
)

// azExpressivity is how evenly the blocks' outputs use the directions in the space of
// their channels.
type azExpressivity struct{ azPasses }

// Traits implements Proxy.
func (azExpressivity) Traits() Traits {
	return Traits{
		ID:    "az_expressivity",
		Needs: NeedOwn,
		Slow:  true,
	}
}

// Info implements Proxy.
func (azExpressivity) Info() Info {
	return Info{
		Traits:   azExpressivity{}.Traits(),
		Name:     "AZ-NAS expressivity",
		Formula:  `s^{\mathcal E}=\sum_l H_l,\quad H_l=-\sum_i p_{l,i}\ln p_{l,i},\quad p_l=\frac{\lambda(\Sigma_l)}{\sum_i\lambda_i(\Sigma_l)}`,
		Summary:  "Sums the entropy of the principal components of the channels that each block puts out for random images.",
		Paper:    leeHam,
		Additive: true,
	}
}

// Score implements Proxy.
func (azExpressivity) Score(p *Passes) (Score, error) {
	parts, err := p.runAZ()
	if err != nil {
		return unscored(err)
	}
	return p.sumBlocks(parts.nodes, parts.entropy), nil
}

// sumBlocks scores a network by the sum of the shares of blocks, at the nodes that
// they end in. An undefined share is -Inf, as in the authors' code.
func (p *Passes) sumBlocks(nodes []int, shares []float64) Score {
	sum := 0.0
	list := make([]Layer, len(nodes))
	for i, v := range shares {
		if math.IsNaN(v) {
			v = math.Inf(-1)
		}
		sum += v
		list[i] = p.layer(nodes[i], v)
	}
	return p.score(sum, list)
}

// channelEntropy returns the entropy of the eigenvalues of the covariance of channels
// over the rows of x, as shares of their sum; NaN if x is constant. As in the
// authors' code, 1e-8 is added to a share of which the logarithm is taken.
func channelEntropy(x []float32, c int) float64 {
	values := eigen.Values(covariance(x, c), c)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	entropy := 0.0
	for _, v := range values {
		share := v / sum
		entropy -= float64(share * detmath.Log(share+1e-8))
	}
	return entropy
}
