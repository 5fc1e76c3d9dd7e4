package search

import (
	"fmt"

	"protocell/app/search/state"
	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/space"
)

// costs are the parameters, operations and bytes of activations of the networks of a
// search, which are counted when they are asked for.
type costs struct {
	trace    *state.Trace
	measures []search.Measure
	of       map[space.Arch][]float64
}

// of makes the costs those of a trace.
func (c *costs) open(t *state.Trace) {
	if c.trace == t {
		return
	}
	e, _ := evaluate.Parse(t.History.Spec.Evaluation) // without one, of the benchmark's own network
	*c = costs{trace: t, of: map[space.Arch][]float64{}, measures: e.Measures(t.Space, evaluate.Env{})}
}

// known returns how many networks have been counted.
func (c *costs) known() int { return len(c.of) }

// get returns the costs of an architecture, in the order of measures: nil if it has none.
func (c *costs) get(a space.Arch) []float64 {
	if v, ok := c.of[a]; ok {
		return v
	}
	var v []float64
	for _, m := range c.measures {
		x, err := m.Of(a)
		if err != nil {
			v = nil
			break
		}
		v = append(v, x)
	}
	c.of[a] = v
	return v
}

// has returns the costs of an architecture that has been counted.
func (c *costs) has(a space.Arch) ([]float64, bool) {
	v, ok := c.of[a]
	return v, ok
}

// perTurn is how many networks are counted before the page can answer again.
const perTurn = 40

// count counts the networks of rows that have not been, some of them now and the others
// in turns. It reports whether all are.
func (p *page) count(sight state.Sight, rows []int) bool {
	n := 0
	for _, i := range rows {
		a := sight.Row(i).Trial.Arch
		if _, ok := p.costs.has(a); ok {
			continue
		}
		if n++; n > perTurn {
			p.browser.Soon(func() { p.hear(state.SetView{View: p.state.View}) })
			return false
		}
		p.costs.get(a)
	}
	return true
}

// happened says what the last trial was, in words.
func (p *page) happened(id int) string {
	sight, _ := p.state.Sight()
	i, ok := sight.ByID(id)
	if !ok {
		return ""
	}
	r := sight.Row(i)
	text := fmt.Sprintf("Trial %d, %s: ", id, origin(r.Trial.Origin))
	if r.Trial.Signal == search.Cheap {
		text = fmt.Sprintf("Proxy of trial %d, %s: ", id, origin(r.Trial.Origin))
	}
	switch {
	case !r.Outcome.OK():
		text += "failed, " + r.Outcome.Failed
	case r.Trial.Signal == search.Cheap:
		text += worth(r.Outcome.Value)
	default:
		text += p.state.Value(r.Outcome.Value)
		if r.Best == i {
			text += ", the best so far"
		}
	}
	return text + "."
}

// origin says how an architecture was come upon.
func origin(o search.Origin) string {
	switch o {
	case search.Random:
		return "drawn at random"
	case search.Mutation:
		return "a mutation"
	case search.Neighbour:
		return "a neighbour"
	case search.Crossover:
		return "a crossover"
	case search.Controller:
		return "sampled from the controller"
	case search.Model:
		return "proposed by the model"
	case search.Promotion:
		return "promoted"
	}
	return string(o)
}
