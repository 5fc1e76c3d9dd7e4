package search

func successiveHalvingEntry() entry {
	return entry{Info{
		ID: "halving", Name: "Successive halving", Fidelity: true,
		Summary: "Trains many architectures for a few epochs, and the best of them for more, again and again.",
		Paper:   "K. Jamieson and A. Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016",
		Code:    bracketCode("n ← η for each rung;  r ← the least epochs", "random architectures"),
		Params:  bracketParams(),
	}, func(p Problem) Strategy {
		return newBrackets(p, func(_, rungs int) int { return rungs - 1 })
	}}
}
