package ensemble

import "protocell/core/proxy"

// teNAS is the sum of ranks by which TE-NAS prunes, applied to whole networks.
type teNAS struct{}

// Info implements Ensemble.
func (teNAS) Info() Info {
	return Info{
		ID:      "te_nas",
		Name:    "TE-NAS",
		Formula: `\operatorname{rank}(-\kappa(a))+\operatorname{rank}(R(a))`,
		Summary: "Rank of the condition number of the neural tangent kernel, lower being better, plus rank of the number of linear regions.",
		Paper:   "W. Chen, X. Gong and Z. Wang, Neural Architecture Search on ImageNet in Four GPU Hours: A Theoretically Inspired Perspective, ICLR 2021",
		Members: []string{"ntk", "linear_regions"},
	}
}

// Score implements Ensemble.
func (teNAS) Score(pool Pool) ([]proxy.Score, error) {
	if err := pool.check(); err != nil {
		return nil, err
	}
	return pool.score(rankSum(pool)), nil
}
