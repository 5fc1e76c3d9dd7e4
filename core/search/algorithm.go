package search

import "slices"

// Line is a line of the pseudo-code of a strategy, indented by tabs.
type Line struct {
	Text string
	asks []moment // the line is where such a trial is asked
	told []moment // or told
}

// moment says which trials a line is about.
type moment struct {
	signal Signal
	origin Origin
}

// LineOf returns the index of the line of info.Code at which a trial is asked, or told;
// -1 if there is none.
func (info Info) LineOf(t Trial, told bool) int {
	m := moment{t.Signal, t.Origin}
	return slices.IndexFunc(info.Code, func(l Line) bool {
		if told {
			return slices.Contains(l.told, m)
		}
		return slices.Contains(l.asks, m)
	})
}

// Active reports whether trials are asked or told at the line.
func (l Line) Active() bool { return len(l.asks)+len(l.told) > 0 }

// says is a line at which no trial is asked or told.
func says(text string) Line { return Line{Text: text} }

// on makes a line one at which trials of the main signal with these origins are asked.
func (l Line) on(origins ...Origin) Line {
	for _, o := range origins {
		l.asks = append(l.asks, moment{Main, o})
	}
	return l
}

// after makes a line one at which such trials are told.
func (l Line) after(origins ...Origin) Line {
	for _, o := range origins {
		l.told = append(l.told, moment{Main, o})
	}
	return l
}

// cheaply makes the trials of a line those of the cheap signal.
func (l Line) cheaply() Line {
	for _, list := range [][]moment{l.asks, l.told} {
		for i := range list {
			list[i].signal = Cheap
		}
	}
	return l
}

// randomCode is uniform search.
func randomCode() []Line {
	return []Line{
		says("best ← none"),
		says("while the budget lasts:"),
		says("\ta ← a random architecture").on(Random),
		says("\tif value(a) > value(best): best ← a").after(Random),
		says("return best"),
	}
}

// naswotCode is algorithm 1 of Mellor et al., ICML 2021, with a first best that any
// score exceeds.
func naswotCode() []Line {
	return []Line{
		says("best ← none, with the score −∞"),
		says("for i = 1 to N:"),
		says("\ta ← a random architecture").on(Random),
		says("\ts ← the score of a, not trained"),
		says("\tif s > the score of best: best ← a").after(Random),
		says("return best"),
	}
}

// evolutionCode is ageing evolution; with a pool algorithm 2 of Mellor et al., and with
// guided moves those of Abdelfattah et al., ICLR 2021.
func evolutionCode(pool, guided bool) []Line {
	var code []Line
	if pool {
		code = append(code,
			says("score M random architectures, not trained").on(Random).cheaply(),
			says("seeds ← the P with the best scores").after(Random).cheaply(),
		)
		code = append(code, says("population ← the seeds, each evaluated").on(Promotion, Random))
	} else {
		code = append(code, says("population ← P random architectures, each evaluated").on(Random))
	}
	code = append(code,
		says("\tappend each to the population").after(Promotion, Random),
		says("while the budget lasts:"),
		says("\tparent ← the best of S members, drawn with replacement"),
	)
	if guided {
		code = append(code,
			says("\twith probability g: score all neighbours of parent, not trained").on(Neighbour).cheaply(),
			says("\t\tkeep the best score").after(Neighbour).cheaply(),
			says("\t\tchild ← the neighbour with the best score").on(Neighbour),
			says("\totherwise: child ← parent with one decision changed").on(Mutation),
		)
	} else {
		code = append(code, says("\tchild ← parent with one decision changed").on(Mutation))
	}
	return append(code,
		says("\tevaluate child, append it, remove the oldest").after(Mutation, Neighbour),
		says("return the best of all"),
	)
}

// reinforceCode is Williams' algorithm with a moving baseline.
func reinforceCode() []Line {
	return []Line{
		says("θ ← logits near 0, of each option of each decision"),
		says("while the budget lasts:"),
		says("\ta ← each decision from softmax(θ)").on(Controller, Random),
		says("\tr ← value(a);  b ← the moving mean of r"),
		says("\tθ ← θ + Adam's step along (r − b)·∇ ln p(a)").after(Controller, Random),
		says("return the best of all"),
	}
}

// bracketCode is successive halving in brackets.
func bracketCode(first, proposal string) []Line {
	return []Line{
		says("while the budget lasts:"),
		says("\t" + first),
		says("\tdraw n "+proposal+", train each for r epochs").on(Random, Model),
		says("\t\trank it in the rung").after(Random, Model),
		says("\tuntil the last rung: train the best 1/η for η times as many epochs").on(Promotion),
		says("\t\trank it in the rung").after(Promotion),
		says("return the best with the most epochs"),
	}
}

// localCode is local search.
func localCode() []Line {
	return []Line{
		says("while the budget lasts:"),
		says("\ta ← a random architecture").on(Random),
		says("\tevaluate a: climb from there").after(Random),
		says("\tuntil no neighbour is better:"),
		says("\t\tb ← a neighbour of a, one that is new").on(Neighbour),
		says("\t\tif value(b) > value(a): a ← b").after(Neighbour),
		says("return the best of all"),
	}
}

// tpeCode is the tree-structured Parzen estimator.
func tpeCode() []Line {
	return []Line{
		says("while there are few: a random architecture").on(Random),
		says("\tcount it among the good ones or the others").after(Random),
		says("while the budget lasts:"),
		says("\tℓ ← how good ones decide;  g ← how the others do"),
		says("\ta ← of some candidates from ℓ, the one with the largest ℓ/g").on(Model),
		says("\tevaluate a, and count it").after(Model),
		says("return the best of all"),
	}
}

// bananasCode is Bayesian optimisation with an ensemble.
func bananasCode() []Line {
	return []Line{
		says("evaluate random architectures").on(Random),
		says("\tadd each to the data").after(Random),
		says("while the budget lasts:"),
		says("\ttrain an ensemble on the paths of all architectures so far"),
		says("\tbatch ← of mutations of the best, those with the largest draws from N(mean, sd)").on(Model),
		says("\tevaluate them, and add them to the data").after(Model),
		says("return the best of all"),
	}
}

// predictorCode is the neural predictor.
func predictorCode() []Line {
	return []Line{
		says("evaluate random architectures").on(Random),
		says("\tadd each to the data").after(Random),
		says("train an ensemble on them; predict a large pool"),
		says("from the best prediction on, while the budget lasts:"),
		says("\ta ← the next of the pool").on(Model),
		says("\tif value(a) > value(best): best ← a").after(Model),
		says("return best"),
	}
}

// nsga2Code is NSGA-II.
func nsga2Code() []Line {
	return []Line{
		says("parents ← N random architectures").on(Random),
		says("\tevaluate each").after(Random),
		says("while the budget lasts:"),
		says("\tsort by fronts, and in a front by crowding; keep the best N"),
		says("\tchild ← crossover and mutation of winners of tournaments").on(Crossover),
		says("\tevaluate child").after(Crossover),
		says("return the first front"),
	}
}
