package proxy

import (
	"slices"
	"strconv"

	"protocell/core/detmath"
	"protocell/core/eigen"
)

// jacobCov is how uncorrelated the Jacobians of different images are. It is the score
// of the paper's first version; what the later ones call NASWOT is another: nwot.
// The paper's batch is of 256 images, NAS-Bench-Suite-Zero's of 64.
type jacobCov struct{}

// Traits implements Proxy.
func (jacobCov) Traits() Traits {
	return Traits{
		ID:     "jacob_cov",
		Needs:  NeedJacobian,
		Images: true,
	}
}

// Info implements Proxy.
func (jacobCov) Info() Info {
	return Info{
		Traits:  jacobCov{}.Traits(),
		Name:    "Jacobian correlation",
		Formula: `-\sum_{i=1}^{N}\Big[\ln(\lambda_i+k)+\frac{1}{\lambda_i+k}\Big],\quad k=10^{-5}`,
		Summary: "How little the input gradients of different images correlate, by the eigenvalues of their correlation matrix.",
		Paper:   "J. Mellor, J. Turner, A. Storkey and E. J. Crowley, Neural Architecture Search without Training, version 1, arXiv 2020",
	}
}

// jacobianK keeps logarithms and reciprocals of eigenvalues finite.
const jacobianK = 1e-5

// shownEigenvalues is how many of the least eigenvalues, whose terms are the largest,
// are among the steps.
const shownEigenvalues = 4

// Score implements Proxy.
func (jacobCov) Score(p *Passes) (Score, error) {
	c, err := p.Correlation()
	if err != nil {
		return unscored(err)
	}
	value, steps := jacobianScore(c, p.in.batch())
	s := p.score(value, nil)
	s.Steps = steps
	return s, nil
}

// jacobianScore scores the correlation matrix c of n rows. An eigenvalue below 0 is
// rounding, and counts as 0.
func jacobianScore(c []float64, n int) (value float64, steps []Step) {
	sum := 0.0
	for i, v := range eigen.Values(slices.Clone(c), n) {
		if v < 0 {
			v = 0
		}
		term := detmath.Log(v+jacobianK) + 1/(v+jacobianK)
		sum += term
		if name := strconv.Itoa(i + 1); i < shownEigenvalues {
			steps = append(steps, Step{"λ" + name + ", ascending", Number(v)}, Step{"Term of λ" + name, Number(term)})
		}
	}
	return -sum, append(steps, Step{"Sum of all terms", Number(sum)})
}
