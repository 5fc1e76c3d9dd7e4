package searching

import (
	"errors"

	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Problem is a mistake in a spec.
type Problem struct {
	// Field is where it is: "space", "strategy", "params", "budget", "parallel", "limits",
	// "failures", "warm", "minimise", "evaluation", "main", "cheap", "training",
	// "experiment" or "table".
	Field string `json:"field"`
	Text  string `json:"text"`
}

// problems returns all mistakes of a spec, and if there are none what its search stands
// on. An error is none of the spec.
func (s *searcher) problems(spec search.Spec, ref string) (g *ground, list []Problem, err error) {
	add := func(field string, err error) {
		if err != nil {
			list = append(list, Problem{field, err.Error()})
		}
	}
	sp, err := spaces.ByID(spec.Space)
	if err != nil {
		add("space", err)
		return nil, list, nil
	}
	g, err = s.ground(spec, ref)
	if stop := s.alive(); stop != nil {
		return nil, nil, stop
	}
	if err != nil {
		field := "evaluation"
		if _, parsed := evaluate.Parse(spec.Evaluation); parsed == nil {
			field = "table"
		}
		add(field, err)
		g = &ground{space: sp}
	}
	info, err := search.Lookup(spec.Strategy)
	add("strategy", err)
	// Every part is tried in a spec that is right otherwise.
	right := search.Spec{Space: spec.Space, Strategy: "random", Budget: search.Budget{Trials: 1}, Parallel: 1}
	try := func(field string, change func(*search.Spec)) {
		one := right
		change(&one)
		_, err := s.watched(one).New(sp, g.measures, nil)
		add(field, err)
	}
	if err == nil {
		try("params", func(x *search.Spec) { x.Strategy, x.Params = spec.Strategy, spec.Params })
		if len(spec.Minimise) > 0 && len(list) == 0 {
			try("minimise", func(x *search.Spec) { x.Strategy, x.Minimise = spec.Strategy, spec.Minimise })
		}
		if info.Cheap && g.evaluation.Cheap == nil && g.measures != nil {
			add("cheap", errors.New("the strategy asks a proxy too, and there is none"))
		}
	}
	try("budget", func(x *search.Spec) { x.Budget = spec.Budget })
	try("parallel", func(x *search.Spec) { x.Parallel = spec.Parallel })
	try("warm", func(x *search.Spec) { x.Warm = spec.Warm })
	try("failures", func(x *search.Spec) { x.Failures = spec.Failures })
	if g.measures != nil {
		add("limits", limits(sp, g, spec.Limits))
		wrong := s.sources(g)
		list = append(list, wrong...)
		if b := spec.Budget; len(wrong) == 0 && b.Cost > 0 && b.Trials == 0 && b.Seconds == 0 && free(g.evaluation.Main) {
			add("budget", errors.New("its evaluator costs nothing on the simulated clock: bound trials or seconds"))
		}
	}
	if len(list) > 0 {
		return nil, list, nil
	}
	return g, nil, nil
}

// limits says what is wrong with limits, without a search under them, which may take long.
func limits(sp space.Space, g *ground, list []search.Limit) error {
	any, err := search.New("random", search.Problem{Space: sp})
	if err == nil {
		_, err = search.Constrain(any, g.measures, list)
	}
	return err
}

// sources returns what is wrong with the evaluators.
func (s *searcher) sources(g *ground) (list []Problem) {
	o := s.task.Options()
	for _, signal := range []search.Signal{search.Main, search.Cheap} {
		x := g.source(signal)
		if x == nil {
			continue
		}
		one := g.evaluation
		one.Main, one.Cheap = *x, nil
		env := g.env()
		env.Kernels, env.Images, env.Checkpoint = o.Kernels, o.Source, s.alive
		var rows *evaluate.Rows
		if g.board != nil {
			rows = g.board.rows
		}
		if _, err := one.NewIn(g.space, env, rows); err != nil {
			list = append(list, Problem{fieldOf(signal, *x), err.Error()})
		}
	}
	return list
}

// fieldOf returns the field in which a mistake of an evaluator is.
func fieldOf(signal search.Signal, x evaluate.Source) string {
	switch {
	case x.Train:
		return "training"
	case x.Proxy != "" || x.Ensemble != nil:
		return "experiment"
	case len(x.Rungs) > 0 || x.Predictor != nil:
		return "table"
	case signal == search.Cheap:
		return "cheap"
	}
	return "main"
}

// free reports whether a source costs nothing on the simulated clock.
func free(x evaluate.Source) bool {
	for _, r := range x.Rungs {
		if r.Cost != "" || r.Fixed > 0 {
			return false
		}
	}
	return !x.Train
}
