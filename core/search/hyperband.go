package search

func hyperbandEntry() entry {
	return entry{Info{
		ID: "hyperband", Name: "Hyperband", Fidelity: true,
		Summary: "Successive halving in brackets that begin with ever more epochs and fewer architectures, in turn.",
		Paper:   "L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh and A. Talwalkar, Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization, JMLR 2018",
		Code:    bracketCode("n, r ← the next of the brackets: ever fewer, for longer", "random architectures"),
		Params:  bracketParams(),
	}, func(p Problem) Strategy { return newBrackets(p, hyperband) }}
}

// hyperband is how many rungs a bracket has after its first: from all to none, in turn.
func hyperband(bracket, rungs int) int { return rungs - 1 - bracket%rungs }
