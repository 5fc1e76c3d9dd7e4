package search

// abdelfattah is where both uses of proxies in a search are from.
const abdelfattah = "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021"

func warmUpEntry() entry {
	return entry{Info{
		ID: "warmup", Name: "Zero-cost warm-up", Cheap: true,
		Summary: "Ageing evolution whose first population is the best by a proxy of many random architectures.",
		Paper:   abdelfattah,
		Code:    evolutionCode(true, false),
		Params: append([]Param{
			count("pool", "Warm-up", "Architectures that the proxy scores before the search.", 3000, 1, 100_000),
		}, evolutionParams(64, 10)...),
	}, func(p Problem) Strategy { return newEvolution(p, p.Params.Int("pool"), 0) }}
}
