package latency

import (
	"fmt"

	"protocell/core/graph"
)

// Bounds of an operator: what any network of the spaces needs, and no more memory than
// a machine has.
const (
	maxSide     = 1 << 10
	maxChannels = 1 << 14
	maxKernel   = 15
	maxElements = 1 << 26 // of inputs, outputs and weights
)

// Check returns an error that says what is wrong with the operator, or nil.
func (o Operator) Check() error {
	slides := o.Op == graph.Conv || o.Op == graph.AvgPool || o.Op == graph.MaxPool
	switch {
	case int(o.Op) >= len(opNames) || o.Op == graph.Input || o.Op == graph.Zero:
		return fmt.Errorf("%s is no operator", OpName(o.Op))
	case o.In.C < 1 || o.In.C > maxChannels || o.Channels < 1 || o.Channels > maxChannels,
		o.In.H < 1 || o.In.H > maxSide || o.In.W < 1 || o.In.W > maxSide:
		return fmt.Errorf("shapes of %dx%dx%d and %d channels are out of range", o.In.C, o.In.H, o.In.W, o.Channels)
	case slides && (o.Kernel < 1 || o.Kernel > maxKernel || o.Stride < 1 || o.Stride > maxKernel):
		return fmt.Errorf("a window of %d with stride %d is out of range", o.Kernel, o.Stride)
	case !slides && (o.Kernel != 0 || o.Stride != 0):
		return fmt.Errorf("%s has no window", OpName(o.Op))
	case o.Op == graph.Conv && (o.Dilation < 1 || o.Dilation > maxKernel || o.Groups < 1 || o.In.C%o.Groups != 0 || o.Channels%o.Groups != 0):
		return fmt.Errorf("a convolution of %d channels to %d in %d groups, dilated %d, is none", o.In.C, o.Channels, o.Groups, o.Dilation)
	case o.Op != graph.Conv && (o.Dilation != 0 || o.Groups != 0 || o.ReLU):
		return fmt.Errorf("%s has no dilation, no groups and no ReLU", OpName(o.Op))
	case o.Op != graph.Conv && o.Op != graph.Linear && o.Channels != o.In.C:
		return fmt.Errorf("%s keeps its channels", OpName(o.Op))
	case o.Op == graph.Linear && (o.In.H != 1 || o.In.W != 1):
		return fmt.Errorf("a linear layer needs a vector, not %v", o.In)
	}
	if out := o.out(); out.H < 1 || out.W < 1 {
		return fmt.Errorf("its window does not fit %dx%d", o.In.H, o.In.W)
	}
	if n := o.Activations() + o.Weights(); n > maxElements {
		return fmt.Errorf("%d numbers, more than %d", n, maxElements)
	}
	return nil
}

// Graph returns a network of the operator alone, to be run by an Engine. The error is
// that of Check.
func (o Operator) Graph() (*graph.Graph, error) {
	if err := o.Check(); err != nil {
		return nil, fmt.Errorf("operator %v: %w", o, err)
	}
	g := &graph.Graph{In: o.In}
	o.appendTo(g, -1)
	seal(g)
	return g, nil
}

// seal makes a network of one block of nodes.
func seal(g *graph.Graph) {
	last := g.Nodes[len(g.Nodes)-1]
	g.Blocks = []graph.Block{{Kind: graph.Cell, Index: -1, End: len(g.Nodes)}}
	g.Classes = last.Out.C
}

// appendTo appends the operator to a network, whose node x it reads first; -1 is an
// input of its own.
func (o Operator) appendTo(g *graph.Graph, x int) {
	input := func(s graph.Shape) int {
		g.Nodes = append(g.Nodes, graph.Node{Op: graph.Input, Out: s, Edge: -1, Label: "input"})
		return len(g.Nodes) - 1
	}
	if x < 0 {
		x = input(o.In)
	}
	node := graph.Node{Op: o.Op, Inputs: []int{x}, Out: o.out(), Edge: -1, Label: o.String()}
	switch o.Op {
	case graph.Add:
		node.Inputs = append(node.Inputs, input(o.In))
	case graph.Scale:
		node.Inputs = append(node.Inputs, input(graph.Shape{C: o.In.C, H: 1, W: 1}))
	case graph.Conv:
		node.Dilation, node.Groups = o.Dilation, o.Groups
	case graph.AvgPool, graph.MaxPool:
		node.Dilation, node.Groups = 1, 1
	}
	node.Kernel, node.Stride, node.Pad = o.Kernel, o.Stride, 0
	if o.Kernel > 0 {
		node.Pad = o.pad()
	}
	if o.ReLU {
		g.Nodes = append(g.Nodes, graph.Node{Op: graph.ReLU, Inputs: node.Inputs, Out: o.In, Edge: -1, Label: "relu"})
		node.Inputs = []int{len(g.Nodes) - 1}
	}
	at := len(g.Nodes)
	param := func(name string, role graph.Role, shape ...int) {
		node.Params = append(node.Params, len(g.Params))
		g.Params = append(g.Params, graph.Param{Name: name, Node: at, Role: role, Shape: shape})
	}
	switch o.Op {
	case graph.Conv:
		param("weight", graph.Weight, o.Channels, o.In.C/o.Groups, o.Kernel, o.Kernel)
	case graph.Linear:
		param("weight", graph.Weight, o.Channels, o.In.C)
		param("bias", graph.Bias, o.Channels)
	case graph.BatchNorm:
		param("weight", graph.Gamma, o.Channels)
		param("bias", graph.Beta, o.Channels)
	}
	g.Nodes = append(g.Nodes, node)
}
