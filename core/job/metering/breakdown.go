package metering

import (
	"cmp"
	"slices"
	"strconv"

	"protocell/core/energy"
	"protocell/core/graph"
	"protocell/core/job"
	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space"
)

// BreakdownInput asks where the time of a network goes.
type BreakdownInput struct {
	Profile latency.Profile `json:"profile"`
	Arch    string          `json:"arch"` // code, of the profile's space
	// Skeleton, if not nil, is the one around the architecture; else that of the profile.
	Skeleton *graph.Skeleton `json:"skeleton,omitempty"`
	Energy   *energy.Model   `json:"energy,omitempty"` // also asks for joules, as a model has them
}

// BreakdownOutput says it. All shares are of the sum over the operators.
type BreakdownOutput struct {
	Seconds   float64 `json:"seconds"`             // sum over the operators
	Corrected float64 `json:"corrected,omitempty"` // what the predictor "corrected" says; 0 if it cannot be fitted
	Measured  float64 `json:"measured,omitempty"`  // if the profile has the network
	Joules    float64 `json:"joules,omitempty"`    // modelled
	MACs      int64   `json:"macs"`                // for one image
	Guessed   float64 `json:"guessed"`             // share of the seconds that are of operators which the profile does not have
	Operators []Part  `json:"operators"`           // the slowest first
	Blocks    []Part  `json:"blocks"`              // of the skeleton, in order
	Edges     []Part  `json:"edges"`               // of the cell, over all cells, in the space's order; none in spaces without
}

// Part is a part of a network.
type Part struct {
	Name    string  `json:"name"`
	Op      string  `json:"op,omitempty"` // of an operator: latency.OpName
	Times   float64 `json:"times"`        // that it is run
	Seconds float64 `json:"seconds"`      // all of them together
	Joules  float64 `json:"joules,omitempty"`
	MACs    int64   `json:"macs"`
	Guessed bool    `json:"guessed,omitempty"` // of an operator that was not measured
}

// breakdown says where the time of a network goes, by the profile's look-up table.
func (m *meter) breakdown(k *job.Task, in BreakdownInput) (*BreakdownOutput, error) {
	s, err := checked(&in.Profile)
	if err != nil {
		return nil, err
	}
	a, err := space.ParseCode(s, in.Arch)
	if err != nil {
		return nil, err
	}
	skeleton := in.Profile.Skeleton
	if in.Skeleton != nil {
		skeleton = *in.Skeleton
	}
	g, err := s.Build(a, skeleton)
	if err != nil {
		return nil, err
	}
	p, err := m.pose(k, Question{Profile: in.Profile})
	if err != nil {
		return nil, err
	}
	of, err := predict.OperatorTimes(p.problem)
	if err != nil {
		return nil, err
	}
	var joules []float64
	out := &BreakdownOutput{Operators: []Part{}, Blocks: []Part{}, Edges: []Part{}}
	if in.Energy != nil {
		if err := in.Energy.Check(); err != nil {
			return nil, err
		}
		b := in.Energy.Network(g, in.Profile.Batch, 0)
		joules, out.Joules = b.Nodes, b.Total.Total()
	}
	out.parts(g, of, joules)
	if skeleton != in.Profile.Skeleton {
		return out, nil
	}
	for _, n := range in.Profile.Networks {
		if n.Code == space.PrintCode(a) && n.Time.OK() {
			out.Measured = n.Time.Seconds
		}
	}
	// Without enough networks the sum over the operators is all there is.
	if f, ok := predict.Lookup("corrected"); ok {
		if model, err := p.fit(k, f); err == nil {
			one := make([]float64, 1)
			model.Predict(one, []space.Arch{a})
			out.Corrected = one[0]
		}
	}
	return out, nil
}

// parts adds up the nodes of a network by operator, block and edge.
func (out *BreakdownOutput) parts(g *graph.Graph, of func(o latency.Operator) (float64, bool), joules []float64) {
	list, index, times := latency.Operators(g)
	seconds, guessed := make([]float64, len(list)), make([]bool, len(list))
	for i, o := range list {
		t, measured := of(o)
		seconds[i], guessed[i] = t, !measured
		out.Operators = append(out.Operators, Part{Name: o.String(), Op: latency.OpName(o.Op), Guessed: guessed[i]})
	}
	for _, b := range g.Blocks {
		out.Blocks = append(out.Blocks, Part{Name: blockName(b)})
	}
	unknown, costs := 0.0, g.Costs()
	out.MACs = costs.Total.MACs
	for i, n := range g.Nodes {
		o := index[i]
		if o < 0 {
			continue
		}
		one := Part{Times: times[i], Seconds: float64(times[i] * seconds[o]), MACs: costs.Nodes[i].MACs}
		if joules != nil {
			one.Joules = joules[i]
		}
		out.Operators[o].add(one)
		if n.Block >= 0 && n.Block < len(out.Blocks) {
			out.Blocks[n.Block].add(one)
		}
		if n.Edge >= 0 {
			for len(out.Edges) <= n.Edge {
				out.Edges = append(out.Edges, Part{})
			}
			out.Edges[n.Edge].add(one)
		}
		if out.Seconds += one.Seconds; guessed[o] {
			unknown += one.Seconds
		}
	}
	if out.Seconds > 0 {
		out.Guessed = unknown / out.Seconds
	}
	slices.SortStableFunc(out.Operators, func(a, b Part) int { return cmp.Compare(b.Seconds, a.Seconds) })
}

func (p *Part) add(q Part) {
	p.Times += q.Times
	p.Seconds += q.Seconds
	p.Joules += q.Joules
	p.MACs += q.MACs
}

// blockName names a block as people do.
func blockName(b graph.Block) string {
	switch b.Kind {
	case graph.Stem:
		return "stem"
	case graph.Head:
		return "head"
	case graph.Reduction:
		return "reduction " + strconv.Itoa(b.Index+1)
	}
	return "cell " + strconv.Itoa(b.Index+1)
}
