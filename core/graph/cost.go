package graph

// Cost is what one image costs.
type Cost struct {
	Params int64 `json:"params"` // trainable numbers
	MACs   int64 `json:"macs"`   // multiply-accumulates of convolutions and linear layers
	Bytes  int64 `json:"bytes"`  // of the float32 outputs
}

// plus returns the sum of two costs.
func (c Cost) plus(d Cost) Cost {
	return Cost{c.Params + d.Params, c.MACs + d.MACs, c.Bytes + d.Bytes}
}

// EdgeCost is what one edge of the cell costs in the whole network.
type EdgeCost struct {
	Total  Cost   `json:"total"`
	Stages []Cost `json:"stages"` // over the cells of each stage
}

// Costs are the costs of a network, by its parts. MACs are counted as
// NAS-Bench-201 reports "FLOPs": convolutions, taps in the padding included, and
// the linear layer with one for each bias; everything else counts nothing.
type Costs struct {
	Nodes  []Cost     `json:"nodes"`  // as Graph.Nodes
	Blocks []Cost     `json:"blocks"` // as Graph.Blocks
	Edges  []EdgeCost `json:"edges"`  // in the space's order
	Total  Cost       `json:"total"`
	// Peak is the largest number of bytes of outputs that are alive at once when
	// one image passes through the nodes in order, each output being dropped
	// after its last use.
	Peak int64 `json:"peak"`
}

// Costs returns what one image costs.
func (g *Graph) Costs() Costs {
	c := Costs{Nodes: make([]Cost, len(g.Nodes)), Blocks: make([]Cost, len(g.Blocks))}
	edges, stages := g.cells()
	c.Edges = make([]EdgeCost, edges)
	for e := range c.Edges {
		c.Edges[e].Stages = make([]Cost, stages)
	}
	for i, n := range g.Nodes {
		cost := g.nodeCost(n)
		c.Nodes[i] = cost
		c.Blocks[n.Block] = c.Blocks[n.Block].plus(cost)
		c.Total = c.Total.plus(cost)
		if n.Edge >= 0 {
			e, stage := &c.Edges[n.Edge], g.Blocks[n.Block].Stage
			e.Total = e.Total.plus(cost)
			e.Stages[stage] = e.Stages[stage].plus(cost)
		}
	}
	c.Peak = g.peak(c.Nodes)
	return c
}

// cells returns the numbers of edges of a cell and of stages that have cells.
func (g *Graph) cells() (edges, stages int) {
	for _, n := range g.Nodes {
		if n.Edge >= 0 {
			edges = max(edges, n.Edge+1)
			stages = max(stages, g.Blocks[n.Block].Stage+1)
		}
	}
	return edges, stages
}

func (g *Graph) nodeCost(n Node) Cost {
	c := Cost{Bytes: 4 * int64(n.Out.Len())}
	for _, p := range n.Params {
		param := g.Params[p]
		c.Params += int64(param.Len())
		// Every weight acts once on each position of the output, and so does the
		// linear layer's bias, by NAS-Bench-201's count.
		if param.Role == Weight || param.Role == Bias {
			c.MACs += int64(param.Len()) * int64(n.Out.H) * int64(n.Out.W)
		}
	}
	return c
}

// peak returns the largest sum of bytes of live outputs.
func (g *Graph) peak(nodes []Cost) int64 {
	last := make([]int, len(g.Nodes))
	for i, n := range g.Nodes {
		last[i] = i
		for _, x := range n.Inputs {
			last[x] = i
		}
	}
	ends := make([][]int, len(g.Nodes))
	for i, at := range last {
		ends[at] = append(ends[at], i)
	}
	var live, most int64
	for i := range g.Nodes {
		live += nodes[i].Bytes
		most = max(most, live)
		for _, x := range ends[i] {
			live -= nodes[x].Bytes
		}
	}
	return most
}
