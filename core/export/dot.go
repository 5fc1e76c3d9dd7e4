package export

import (
	"fmt"
	"strings"

	"protocell/core/graph"
)

var dot = Format{
	ID: "dot", Name: "DOT", Extension: ".dot", MediaType: "text/vnd.graphviz",
	Summary: "The network as a drawing for Graphviz: a box an operation, with its shape, and a frame a block.",
}

func writeDOT(m *Model) ([]byte, error) {
	var s strings.Builder
	fmt.Fprintf(&s, "digraph network {\n  label=%s;\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n", quoted(m.Name))
	for b, block := range m.Graph.Blocks {
		fmt.Fprintf(&s, "  subgraph cluster_%d {\n    label=%s;\n", b, quoted(blockName(block)))
		for i := block.First; i < block.End; i++ {
			n := m.Graph.Nodes[i]
			text, err := describe(n)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&s, "    n%d [label=%s, tooltip=%s];\n", i, quoted(text+"\n"+n.Out.String()), quoted(n.Label))
		}
		s.WriteString("  }\n")
	}
	for i, n := range m.Graph.Nodes {
		for _, x := range n.Inputs {
			fmt.Fprintf(&s, "  n%d -> n%d;\n", x, i)
		}
	}
	s.WriteString("}\n")
	return []byte(s.String()), nil
}

// quoted returns text as a string of DOT.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

// describe returns an operation with its numbers, for people.
func describe(n graph.Node) (string, error) {
	name, err := opName(n.Op)
	if err != nil {
		return "", fmt.Errorf("export: %s: %w", n.Label, err)
	}
	switch n.Op {
	case graph.Conv, graph.AvgPool, graph.MaxPool:
		name += fmt.Sprintf(" %dx%d", n.Kernel, n.Kernel)
		for _, o := range []struct {
			name           string
			value, leftOut int
		}{{"stride", n.Stride, 1}, {"dilation", n.Dilation, 1}, {"groups", n.Groups, 1}} {
			if o.value != o.leftOut {
				name += fmt.Sprintf(", %s %d", o.name, o.value)
			}
		}
	}
	return name, nil
}

// opNames are the names of the operations in DOT and JSON.
var opNames = map[graph.Op]string{
	graph.Input: "input", graph.Conv: "conv", graph.BatchNorm: "batch_norm", graph.ReLU: "relu", graph.AvgPool: "avg_pool",
	graph.Add: "add", graph.Zero: "zero", graph.GlobalAvgPool: "global_avg_pool", graph.Linear: "linear", graph.MaxPool: "max_pool",
	graph.Concat: "concat", graph.Shift: "shift", graph.Scale: "scale", graph.ReLU6: "relu6", graph.HSwish: "hswish", graph.Sigmoid: "sigmoid",
}

func opName(op graph.Op) (string, error) {
	name, ok := opNames[op]
	if !ok {
		return "", fmt.Errorf("the operation %d is not known", op)
	}
	return name, nil
}
