package spacetest

import (
	"fmt"
	"reflect"
	"testing"

	"protocell/core/graph"
	"protocell/core/space"
)

func build(t *testing.T, s space.Space) {
	known := s.Skeletons()
	for _, skeleton := range []graph.Skeleton{
		known.Default, known.Full,
		{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 2},
		{C: 5, N: 2, Input: graph.Shape{C: 1, H: 12, W: 20}, Classes: 7},
	} {
		var most graph.Cost
		for _, a := range s.Largest() {
			g, err := s.Build(a, skeleton)
			if err != nil {
				t.Fatal(err)
			}
			c := g.Costs().Total
			most = graph.Cost{Params: max(most.Params, c.Params), MACs: max(most.MACs, c.MACs), Bytes: max(most.Bytes, c.Bytes)}
		}
		for _, a := range append(some(s, 60), archs(s.Presets())...) {
			g, err := s.Build(a, skeleton)
			if err != nil {
				t.Fatalf("%s in %+v: %v", s.Print(a), skeleton, err)
			}
			if err := sound(g, skeleton, s.Diagram(a).Edges()); err != nil {
				t.Fatalf("%s in %+v: %v", s.Print(a), skeleton, err)
			}
			if g.Connected() != (s.Valid(a) == nil) {
				t.Fatalf("%s in %+v: the network is connected: %t, but the architecture is: %v", s.Print(a), skeleton, g.Connected(), s.Valid(a))
			}
			if c := g.Costs().Total; c.Params > most.Params || c.MACs > most.MACs || c.Bytes > most.Bytes {
				t.Fatalf("%s in %+v costs %+v, more than the largest, %+v", s.Print(a), skeleton, c, most)
			}
			again, err := s.Build(a, skeleton)
			if err != nil || !reflect.DeepEqual(g, again) {
				t.Fatalf("%s in %+v: a second Build differs: %v", s.Print(a), skeleton, err)
			}
			fixed, err := s.Build(a, known.Fix(skeleton))
			if err != nil || !reflect.DeepEqual(g, fixed) {
				t.Fatalf("%s in %+v: a field that is said not to be read is: %v", s.Print(a), skeleton, err)
			}
		}
	}
}

// archs returns the architectures of presets.
func archs(presets []space.Preset) []space.Arch {
	var list []space.Arch
	for _, p := range presets {
		list = append(list, p.Arch)
	}
	return list
}

func skeletons(t *testing.T, s space.Space) {
	known := s.Skeletons()
	for _, k := range []graph.Skeleton{known.Default, known.Full} {
		if err := k.Validate(); err != nil {
			t.Error(err)
		}
		if known.Fix(k) != k {
			t.Errorf("%+v has another value of a field that is not read than Default", k)
		}
	}
	ids := map[string]bool{}
	for i, task := range known.Tasks {
		if task.ID == "" || task.Name == "" || ids[task.ID] {
			t.Errorf("task %+v is incomplete or there twice", task)
		}
		ids[task.ID] = true
		k := known.Full
		k.Input, k.Classes = task.Input, task.Classes
		if _, err := s.Build(s.At(0), k); err != nil {
			t.Errorf("task %s: %v", task.ID, err)
		}
		if i == 0 && k != known.Full {
			t.Errorf("Full is not for the first task")
		}
	}
	good := known.Default
	for field, spoil := range map[string]func(*graph.Skeleton, int){
		"C":       func(k *graph.Skeleton, v int) { k.C = v },
		"N":       func(k *graph.Skeleton, v int) { k.N = v },
		"Input.C": func(k *graph.Skeleton, v int) { k.Input.C = v },
		"Input.H": func(k *graph.Skeleton, v int) { k.Input.H = v },
		"Input.W": func(k *graph.Skeleton, v int) { k.Input.W = v },
		"Classes": func(k *graph.Skeleton, v int) { k.Classes = v },
	} {
		for _, v := range []int{-1 << 40, -1, 0, 1 << 40} {
			bad := good
			spoil(&bad, v)
			if g, err := s.Build(s.At(0), bad); err == nil || g != nil {
				t.Errorf("%s = %d: got a network, want an error", field, v)
			}
		}
	}
}

// sound returns what is wrong with a network: it counts and infers by itself, from
// the nodes and their parameters alone.
func sound(g *graph.Graph, skeleton graph.Skeleton, edges int) error {
	if g.In != skeleton.Input || g.Classes != skeleton.Classes {
		return fmt.Errorf("the network is for %+v and %d classes", g.In, g.Classes)
	}
	if len(g.Nodes) == 0 || g.Nodes[0].Op != graph.Input || g.Nodes[0].Out != skeleton.Input {
		return fmt.Errorf("the first node is not the input")
	}
	last := g.Nodes[len(g.Nodes)-1]
	if last.Op != graph.Linear || last.Out != (graph.Shape{C: skeleton.Classes, H: 1, W: 1}) {
		return fmt.Errorf("the last node is not a linear layer with %d outputs", skeleton.Classes)
	}
	labels := map[string]bool{}
	for i, n := range g.Nodes {
		if n.Label == "" || labels[n.Label] {
			return fmt.Errorf("node %d: the label %q is empty or there twice", i, n.Label)
		}
		labels[n.Label] = true
		if n.Edge < -1 || n.Edge >= edges {
			return fmt.Errorf("node %s is on edge %d", n.Label, n.Edge)
		}
		for _, in := range n.Inputs {
			if in < 0 || in >= i {
				return fmt.Errorf("node %s reads node %d, which is not an earlier one", n.Label, in)
			}
		}
		if err := soundNode(g, n); err != nil {
			return fmt.Errorf("node %s: %w", n.Label, err)
		}
	}
	return soundBlocksAndParams(g)
}

// soundNode checks a node's output and parameters against its inputs.
func soundNode(g *graph.Graph, n graph.Node) error {
	var in graph.Shape
	if n.Op != graph.Input {
		many := n.Op == graph.Add || n.Op == graph.Concat
		if len(n.Inputs) == 0 || (n.Op == graph.Scale) != (len(n.Inputs) == 2) && !many {
			return fmt.Errorf("%d inputs", len(n.Inputs))
		}
		in = g.Nodes[n.Inputs[0]].Out
	}
	window := func(c int) graph.Shape {
		return graph.Shape{C: c,
			H: (in.H+2*n.Pad-max(n.Dilation, 1)*(n.Kernel-1)-1)/n.Stride + 1,
			W: (in.W+2*n.Pad-max(n.Dilation, 1)*(n.Kernel-1)-1)/n.Stride + 1}
	}
	want, params := in, [][]int(nil)
	switch n.Op {
	case graph.Input:
		want = g.In
	case graph.Conv:
		if n.Kernel < 1 || n.Stride < 1 || n.Pad < 0 || n.Dilation < 1 || n.Groups < 1 || in.C%n.Groups != 0 || n.Out.C%n.Groups != 0 {
			return fmt.Errorf("impossible convolution %+v", n)
		}
		want = window(n.Out.C)
		params = [][]int{{n.Out.C, in.C / n.Groups, n.Kernel, n.Kernel}}
		if len(n.Params) == 2 {
			params = append(params, []int{n.Out.C})
		}
	case graph.AvgPool, graph.MaxPool:
		if n.Kernel < 1 || n.Stride < 1 || n.Pad < 0 {
			return fmt.Errorf("impossible pooling %+v", n)
		}
		want = window(in.C)
	case graph.BatchNorm:
		params = [][]int{{in.C}, {in.C}}
	case graph.ReLU, graph.ReLU6, graph.HSwish, graph.Sigmoid, graph.Shift:
	case graph.Zero:
		want = n.Out
	case graph.Add:
		for _, i := range n.Inputs {
			if g.Nodes[i].Out != in {
				return fmt.Errorf("adds %+v and %+v", in, g.Nodes[i].Out)
			}
		}
	case graph.Concat:
		want.C = 0
		for _, i := range n.Inputs {
			s := g.Nodes[i].Out
			if s.H != in.H || s.W != in.W {
				return fmt.Errorf("puts %+v beside %+v", s, in)
			}
			want.C += s.C
		}
	case graph.Scale:
		if by := g.Nodes[n.Inputs[1]].Out; by != (graph.Shape{C: in.C, H: 1, W: 1}) {
			return fmt.Errorf("scales %+v by %+v", in, by)
		}
	case graph.GlobalAvgPool:
		want = graph.Shape{C: in.C, H: 1, W: 1}
	case graph.Linear:
		want = graph.Shape{C: n.Out.C, H: 1, W: 1}
		params = [][]int{{n.Out.C, in.Len()}, {n.Out.C}}
	default:
		return fmt.Errorf("unknown operation %d", n.Op)
	}
	if n.Out != want || want.Len() < 1 {
		return fmt.Errorf("output %+v, want %+v", n.Out, want)
	}
	var got [][]int
	for _, p := range n.Params {
		if p < 0 || p >= len(g.Params) {
			return fmt.Errorf("parameter %d of %d", p, len(g.Params))
		}
		got = append(got, g.Params[p].Shape)
	}
	if !reflect.DeepEqual(got, params) {
		return fmt.Errorf("parameters %v, want %v", got, params)
	}
	return nil
}

// soundBlocksAndParams checks that blocks part the nodes, and nodes own the
// parameters, without gap or overlap.
func soundBlocksAndParams(g *graph.Graph) error {
	next := g.Blocks[0].First
	if next > 1 {
		return fmt.Errorf("the first block begins at node %d", next)
	}
	for i, b := range g.Blocks {
		if b.First != next || b.End <= b.First {
			return fmt.Errorf("block %d is nodes %d to %d, want it to begin at %d", i, b.First, b.End, next)
		}
		for k := b.First; k < b.End; k++ {
			if g.Nodes[k].Block != i {
				return fmt.Errorf("node %s is in block %d, want %d", g.Nodes[k].Label, g.Nodes[k].Block, i)
			}
			if g.Nodes[k].Edge >= 0 && b.Kind == graph.Head {
				return fmt.Errorf("node %s is on an edge in the head", g.Nodes[k].Label)
			}
		}
		next = b.End
	}
	if next != len(g.Nodes) {
		return fmt.Errorf("the blocks end at node %d of %d", next, len(g.Nodes))
	}
	owner := make([]int, len(g.Params))
	for i := range owner {
		owner[i] = -1
	}
	for i, n := range g.Nodes {
		for _, p := range n.Params {
			if owner[p] >= 0 || g.Params[p].Node != i {
				return fmt.Errorf("parameter %s has two owners, or the wrong one", g.Params[p].Name)
			}
			owner[p] = i
		}
	}
	names := map[string]bool{}
	for i, p := range g.Params {
		if owner[i] < 0 || p.Name == "" || names[p.Name] {
			return fmt.Errorf("parameter %d, %q, has no owner, no name, or another's", i, p.Name)
		}
		names[p.Name] = true
	}
	return nil
}
