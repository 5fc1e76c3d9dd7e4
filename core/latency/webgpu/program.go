package webgpu

import (
	"fmt"
	"math"

	"protocell/core/engine"
	"protocell/core/graph"
)

// Program is what a device does for a run of a network: dispatches in order, each of
// which waits for those before it.
type Program struct {
	Shaders []string   `json:"shaders"` // in WGSL, with the entry main
	Buffers []int      `json:"buffers"` // how many numbers each holds; they begin as zeros
	Fills   []int      `json:"fills"`   // buffers that begin with the values of Load, one after the other
	Steps   []Dispatch `json:"steps"`
	Output  int        `json:"output"` // buffer
}

// Dispatch runs a shader.
type Dispatch struct {
	Shader int   `json:"shader"`
	Binds  []int `json:"binds"` // buffers, by binding
	X      int   `json:"x"`     // groups
	Y      int   `json:"y"`
}

// step is a shader and how many threads it has.
type step struct {
	source  string
	threads int
}

// compiler makes a program of a network.
type compiler struct {
	Program
	graph   *graph.Graph
	batch   int
	values  []float32 // of Fills
	index   map[string]int
	reads   [][]int // of each node, by whom it is read
	buffer  []int   // of each node; -1 before it has one
	written []bool  // of each buffer
}

// compile makes the program of g on a batch. Weights are those of net, which executes
// g; inputs begin with the given values.
func compile(g *graph.Graph, batch int, net *engine.Net[float32], inputs [][]float32) (*compiler, error) {
	c := &compiler{graph: g, batch: batch, index: map[string]int{}, reads: make([][]int, len(g.Nodes)), buffer: make([]int, len(g.Nodes))}
	for i, v := range g.Nodes {
		c.buffer[i] = -1
		for _, x := range v.Inputs {
			c.reads[x] = append(c.reads[x], i)
		}
	}
	for i, v := range g.Nodes {
		if v.Op == graph.Input {
			if len(inputs) == 0 {
				return nil, fmt.Errorf("%s: an input without values", v.Label)
			}
			c.buffer[i] = c.filled(inputs[0])
			inputs = inputs[1:]
			continue
		}
		if err := c.node(i, v, net); err != nil {
			return nil, fmt.Errorf("%s: %w", v.Label, err)
		}
	}
	c.Output = c.buffer[len(g.Nodes)-1]
	return c, nil
}

// add returns a new buffer of so many numbers.
func (c *compiler) add(numbers int) int {
	c.Buffers, c.written = append(c.Buffers, numbers), append(c.written, false)
	return len(c.Buffers) - 1
}

// filled returns a new buffer with values.
func (c *compiler) filled(values []float32) int {
	b := c.add(len(values))
	c.Fills, c.values, c.written[b] = append(c.Fills, b), append(c.values, values...), true
	return b
}

// of returns the buffer of a node's output.
func (c *compiler) of(node int) int {
	if c.buffer[node] < 0 {
		c.buffer[node] = c.add(c.batch * c.graph.Nodes[node].Out.Len())
	}
	return c.buffer[node]
}

// run appends a dispatch.
func (c *compiler) run(s *step, binds ...int) {
	k, ok := c.index[s.source]
	if !ok {
		k = len(c.Shaders)
		c.Shaders, c.index[s.source] = append(c.Shaders, s.source), k
	}
	x, y := groups(s.threads)
	c.Steps = append(c.Steps, Dispatch{k, binds, x, y})
	c.written[binds[len(binds)-1]] = true
}

// inline reports whether a ReLU is part of the convolutions that read it.
func (c *compiler) inline(node int) bool {
	if c.graph.Nodes[node].Op != graph.ReLU {
		return false
	}
	for _, u := range c.reads[node] {
		if c.graph.Nodes[u].Op != graph.Conv {
			return false
		}
	}
	return len(c.reads[node]) > 0
}

// sum returns the sum that a node adds itself to, if there is one: that of a batch
// normalisation or average that nothing else reads, as in package engine.
func (c *compiler) sum(node int) (sum int, ok bool) {
	op, by := c.graph.Nodes[node].Op, c.reads[node]
	if op != graph.BatchNorm && op != graph.AvgPool || len(by) != 1 || c.graph.Nodes[by[0]].Op != graph.Add {
		return 0, false
	}
	return by[0], true
}

// node appends what a node does.
func (c *compiler) node(i int, v graph.Node, net *engine.Net[float32]) error {
	if v.Op == graph.Zero {
		c.of(i)
		return nil
	}
	if c.inline(i) {
		return nil
	}
	from := v.Inputs[0]
	in := c.graph.Nodes[from].Out
	param := func(k int) int { return c.filled(net.Param(v.Params[k])) }
	target, adds := i, false
	if s, ok := c.sum(i); ok {
		target, adds = s, c.written[c.of(s)]
	}
	switch v.Op {
	case graph.Conv:
		relu := c.inline(from)
		x := from
		if relu {
			x = c.graph.Nodes[from].Inputs[0]
		}
		binds := []int{c.of(x), param(0)}
		if len(v.Params) > 1 {
			binds = append(binds, param(1))
		}
		c.run(convolution(v, in, c.batch, relu, len(v.Params) > 1), append(binds, c.of(i))...)
	case graph.AvgPool, graph.MaxPool:
		c.run(pooling(v, in, c.batch, adds), c.of(from), c.of(target))
	case graph.BatchNorm:
		// The running moments of what has not been trained: 0 and 1.
		scale := make([]float32, in.C)
		for k, gamma := range net.Param(v.Params[0]) {
			scale[k] = float32(float64(gamma) / math.Sqrt(1+epsilon))
		}
		s := pointwise(v.Out, c.batch, channelwise[v.Op], adds, "scale", "shift")
		c.run(s, c.of(from), c.filled(scale), param(1), c.of(target))
	case graph.ReLU, graph.ReLU6, graph.HSwish, graph.Sigmoid:
		c.run(pointwise(v.Out, c.batch, channelwise[v.Op], false), c.of(from), c.of(i))
	case graph.Scale:
		c.run(pointwise(v.Out, c.batch, channelwise[v.Op], false, "scale"), c.of(from), c.of(v.Inputs[1]), c.of(i))
	case graph.Add:
		c.addUp(i, v)
	case graph.GlobalAvgPool:
		c.run(mean(in, c.batch), c.of(from), c.of(i))
	case graph.Linear:
		c.run(linear(in.Len(), v.Out.C, c.batch), c.of(from), param(0), param(1), c.of(i))
	case graph.Concat:
		offset := 0
		for _, x := range v.Inputs {
			shape := c.graph.Nodes[x].Out
			c.run(concat(shape, v.Out, offset, c.batch), c.of(x), c.of(i))
			offset += shape.C
		}
	case graph.Shift:
		c.run(shift(v.Out, c.batch), c.of(from), c.of(i))
	default:
		return fmt.Errorf("there is no shader of operation %d", v.Op)
	}
	return nil
}

// epsilon is added to variances, as in package engine.
const epsilon = 1e-5

// addUp appends what is left of a sum once some terms have added themselves.
func (c *compiler) addUp(i int, v graph.Node) {
	var terms []int
	for _, x := range v.Inputs {
		if s, ok := c.sum(x); ok && s == i || c.graph.Nodes[x].Op == graph.Zero {
			continue
		}
		terms = append(terms, c.of(x))
	}
	if c.buffer[i] < 0 && len(terms) == 1 { // it is the term
		c.buffer[i] = terms[0]
		return
	}
	y := c.of(i)
	if !c.written[y] && len(terms) > 1 {
		if terms[0] == terms[1] {
			c.run(pointwise(v.Out, c.batch, "2.0 * v", false), terms[0], y)
		} else {
			c.run(pointwise(v.Out, c.batch, "v + z[i]", false, "z"), terms[0], terms[1], y)
		}
		terms = terms[2:]
	}
	for _, t := range terms {
		c.run(pointwise(v.Out, c.batch, "v", true), t, y)
	}
}
