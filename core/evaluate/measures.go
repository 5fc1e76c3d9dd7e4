package evaluate

import (
	"fmt"
	"math"

	"protocell/core/graph"
	"protocell/core/search"
	"protocell/core/space"
)

// Unknown is the measure that is 1 for architectures that a table does not know, and 0
// for others: a limit of KnownOnly keeps a search in the table.
const Unknown = "unknown"

// KnownOnly is the limit that keeps a search in its table.
var KnownOnly = search.Limit{Measure: Unknown, Max: 0.5}

// Measures returns what limits and further objectives of a search may name: params,
// macs and peak, the most bytes of outputs that are alive at once, of the network that
// s trains or scores; and with a table Unknown and each of its columns, by its id, of
// which less is better.
func (s Spec) Measures(sp space.Space, env Env) []search.Measure {
	k := sp.Skeletons().Full
	if s.Experiment != nil {
		k = s.Experiment.Skeleton
	}
	if s.Training != nil {
		k = s.Training.Skeleton
	}
	cost := func(id string, of func(graph.Costs) int64) search.Measure {
		return search.Measure{ID: id, Of: func(a space.Arch) (float64, error) {
			g, err := sp.Build(a, k)
			if err != nil {
				return 0, err
			}
			return float64(of(g.Costs())), nil
		}}
	}
	all := []search.Measure{
		cost("params", func(c graph.Costs) int64 { return c.Total.Params }),
		cost("macs", func(c graph.Costs) int64 { return c.Total.MACs }),
		cost("peak", func(c graph.Costs) int64 { return c.Peak }),
	}
	if env.Table == nil {
		return all
	}
	rows := NewRows(sp, env.Table)
	all = append(all, search.Measure{ID: Unknown, Of: func(a space.Arch) (float64, error) {
		if _, ok := rows.Of(a); !ok {
			return 1, nil
		}
		return 0, nil
	}})
	for i := range env.Table.Columns {
		c := &env.Table.Columns[i]
		all = append(all, search.Measure{ID: c.ID, Of: func(a space.Arch) (float64, error) {
			row, ok := rows.Of(a)
			if !ok || math.IsNaN(c.Values[row]) || math.IsInf(c.Values[row], 0) {
				return 0, fmt.Errorf("the table does not know its %s", c.ID)
			}
			return c.Values[row], nil
		}})
	}
	return all
}
