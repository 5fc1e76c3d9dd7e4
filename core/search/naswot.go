package search

func naswotEntry() entry {
	return entry{Info{
		ID: "naswot", Name: "NASWOT",
		Summary: "Evaluates so many uniformly drawn architectures, by a proxy, and takes the best: algorithm 1. A score that is not a number is never the best.",
		Paper:   "J. Mellor, J. Turner, A. Storkey and E. J. Crowley, Neural Architecture Search without Training, ICML 2021",
		Code:    naswotCode(),
		Params: []Param{
			count("n", "Architectures", "How many are drawn, with replacement.", 100, 1, 100_000),
		},
	}, func(p Problem) Strategy { return newRandom(p, p.Params.Int("n")) }}
}
