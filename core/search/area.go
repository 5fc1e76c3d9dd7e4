package search

func areaEntry() entry {
	return entry{Info{
		ID: "area", Name: "AREA", Cheap: true,
		Summary: "Regularized evolution whose first population is the best of a pool by a proxy: algorithm 2.",
		Paper:   "J. Mellor, J. Turner, A. Storkey and E. J. Crowley, Neural Architecture Search without Training, ICML 2021",
		Code:    evolutionCode(true, false),
		Params: append([]Param{
			count("pool", "Pool", "Architectures that the proxy scores before the search.", 20, 1, 100_000),
		}, evolutionParams(10, 3)...),
	}, func(p Problem) Strategy { return newEvolution(p, p.Params.Int("pool"), 0) }}
}
