package latency

import (
	"fmt"
	"strconv"

	"protocell/core/graph"
)

// Operator is one operation on given shapes, whatever network it is in: what a look-up
// table has an entry for. It is comparable.
type Operator struct {
	Op       graph.Op
	In       graph.Shape // of its first input
	Channels int         // of its output
	Kernel   int         // of convolutions and poolings; else 0
	Stride   int
	Dilation int
	Groups   int
	ReLU     bool // whether a convolution applies a ReLU to its input
}

// Operators returns the operators that a run of g executes, each once, in the order of
// their first node, and for each node the index of its operator, or -1 if it costs
// nothing of its own. Times is how often a node runs its operator: an operator adds two
// terms, so that a sum of n runs it n/2 times.
//
// What costs nothing follows the rules of package engine, "What is fused": a ReLU that
// only convolutions read, and terms that add themselves to a sum.
func Operators(g *graph.Graph) (list []Operator, of []int, times []float64) {
	reads := make([][]int, len(g.Nodes))
	for i, n := range g.Nodes {
		for _, x := range n.Inputs {
			reads[x] = append(reads[x], i)
		}
	}
	inline := func(i int) bool { // a ReLU that is part of convolutions
		if g.Nodes[i].Op != graph.ReLU {
			return false
		}
		for _, u := range reads[i] {
			if g.Nodes[u].Op != graph.Conv {
				return false
			}
		}
		return len(reads[i]) > 0
	}
	index := map[Operator]int{}
	of, times = make([]int, len(g.Nodes)), make([]float64, len(g.Nodes))
	for i, n := range g.Nodes {
		of[i] = -1
		if n.Op == graph.Input || n.Op == graph.Zero || inline(i) {
			continue
		}
		o := Operator{Op: n.Op, In: g.Nodes[n.Inputs[0]].Out, Channels: n.Out.C}
		times[i] = 1
		switch n.Op {
		case graph.Conv:
			o.Kernel, o.Stride, o.Dilation, o.Groups = n.Kernel, n.Stride, n.Dilation, n.Groups
			o.ReLU = inline(n.Inputs[0])
		case graph.AvgPool, graph.MaxPool:
			o.Kernel, o.Stride = n.Kernel, n.Stride
		case graph.Concat:
			// As one input of all channels: what moves is the same.
			o.In.C = n.Out.C
		case graph.Add:
			times[i] = 0
			for _, x := range n.Inputs {
				switch op := g.Nodes[x].Op; {
				case op == graph.Zero:
				case (op == graph.BatchNorm || op == graph.AvgPool) && len(reads[x]) == 1:
				default:
					times[i] += 0.5
				}
			}
			if times[i] == 0 {
				continue
			}
		}
		k, ok := index[o]
		if !ok {
			k = len(list)
			index[o] = k
			list = append(list, o)
		}
		of[i] = k
	}
	return list, of, times
}

// MACs returns the multiply-accumulates for one image of convolutions and linear
// layers, and 0 of the others.
func (o Operator) MACs() int64 {
	switch o.Op {
	case graph.Conv:
		out := o.out()
		return int64(out.Len()) * int64(o.Kernel*o.Kernel*o.In.C/o.Groups)
	case graph.Linear:
		return int64(o.In.C) * int64(o.Channels)
	}
	return 0
}

// Weights returns the number of weights that the operator reads.
func (o Operator) Weights() int64 {
	switch o.Op {
	case graph.Conv:
		return int64(o.Kernel*o.Kernel) * int64(o.In.C/o.Groups) * int64(o.Channels)
	case graph.Linear:
		return int64(o.In.C+1) * int64(o.Channels)
	case graph.BatchNorm:
		return 2 * int64(o.Channels)
	}
	return 0
}

// Activations returns the numbers of an image that the operator reads and writes.
func (o Operator) Activations() int64 {
	n := int64(o.In.Len()) + int64(o.out().Len())
	if o.Op == graph.Add { // two terms
		n += int64(o.In.Len())
	}
	return n
}

// Bytes returns what moves, in float32, if no cache keeps anything: inputs, outputs
// and weights for a batch.
func (o Operator) Bytes(batch int) int64 { return 4 * (int64(batch)*o.Activations() + o.Weights()) }

// out returns the shape of the output.
func (o Operator) out() graph.Shape {
	s := graph.Shape{C: o.Channels, H: o.In.H, W: o.In.W}
	switch o.Op {
	case graph.Conv, graph.AvgPool, graph.MaxPool:
		span := max(1, o.Dilation)*(o.Kernel-1) + 1
		pad := o.pad()
		s.H, s.W = (o.In.H+2*pad-span)/o.Stride+1, (o.In.W+2*pad-span)/o.Stride+1
	case graph.GlobalAvgPool, graph.Linear:
		s.H, s.W = 1, 1
	}
	return s
}

// pad returns the padding that keeps the size at stride 1, but that an even window has
// none, as those that halve the size.
func (o Operator) pad() int {
	if o.Kernel%2 == 0 {
		return 0
	}
	return max(1, o.Dilation) * (o.Kernel - 1) / 2
}

// String returns the operator as people write it: "conv 3x3/2 16x32x32>32".
func (o Operator) String() string {
	s := OpName(o.Op)
	if o.Kernel > 0 {
		s += fmt.Sprintf(" %dx%d", o.Kernel, o.Kernel)
		if o.Stride != 1 {
			s += "/" + strconv.Itoa(o.Stride)
		}
	}
	if o.Dilation > 1 {
		s += " dilated " + strconv.Itoa(o.Dilation)
	}
	if o.Groups > 1 {
		s += " in " + strconv.Itoa(o.Groups) + " groups"
	}
	if o.ReLU {
		s = "relu-" + s
	}
	s += " " + o.In.String()
	if o.Channels != o.In.C {
		s += ">" + strconv.Itoa(o.Channels)
	}
	return s
}

// opNames are the operations by their names in profiles.
var opNames = [...]string{
	"input", "conv", "batch_norm", "relu", "avg_pool", "add", "zero", "global_avg_pool", "linear",
	"max_pool", "concat", "shift", "scale", "relu6", "h_swish", "sigmoid",
}

// OpName returns the name of an operation in profiles.
func OpName(op graph.Op) string {
	if int(op) < len(opNames) {
		return opNames[op]
	}
	return "operation " + strconv.Itoa(int(op))
}

// opByName returns the operation with a name.
func opByName(name string) (graph.Op, bool) {
	for i, n := range opNames {
		if n == name {
			return graph.Op(i), true
		}
	}
	return 0, false
}
