package export

import (
	"fmt"
	"math"
	"strings"

	"protocell/core/graph"
)

// Opset is the version of ONNX's operators, and irVersion that of its file format:
// those of ONNX 1.12.
const (
	Opset     = 17
	irVersion = 8
)

// The names of an ONNX model's input and output.
const (
	onnxInput  = "input"
	onnxOutput = "logits"
)

var onnx = Format{
	ID: "onnx", Name: "ONNX", Extension: ".onnx", MediaType: "application/octet-stream", Weights: true,
	Summary: "The network with its weights, for ONNX Runtime and others: opset 17, any batch, in NCHW.",
}

// onnxGraph is a graph that is being written. Its field numbers, and those of its
// parts, are those of onnx.proto.
type onnxGraph struct {
	m       *Model
	nodes   message
	values  message         // constants
	named   map[string]bool // constants and results that are there
	twice   string          // a name that is there twice; "" is none
	outputs []string        // of each node of the model, the tensor's name
}

func writeONNX(m *Model) ([]byte, error) {
	g := &onnxGraph{m: m, named: map[string]bool{onnxInput: true}}
	for i, p := range m.Graph.Params {
		g.floats(p.Name, m.Params[i], p.Shape...)
	}
	all := m.moments()
	for i, n := range m.Graph.Nodes {
		if err := g.add(i, n, all[i]); err != nil {
			return nil, err
		}
	}
	in, last := m.Graph.In, g.outputs[len(g.outputs)-1]
	g.node("Flatten", onnxOutput, []string{last}, integer("axis", 1))
	if g.twice != "" {
		return nil, fmt.Errorf("export: two tensors are called %s", g.twice)
	}

	body := append(message{}, g.nodes...)
	body.text(2, "network")
	body = append(body, g.values...)
	body.text(10, m.Name)
	body.message(11, onnxValue(onnxInput, in.C, in.H, in.W))
	body.message(12, onnxValue(onnxOutput, m.Graph.Classes))
	var opset, model message
	opset.text(1, "")
	opset.number(2, Opset)
	model.number(1, irVersion)
	model.text(2, "Protocell")
	model.message(7, body)
	model.message(8, opset)
	return model, nil
}

// add adds a node of the network.
func (g *onnxGraph) add(i int, n graph.Node, running moments) error {
	if n.Op == graph.Input {
		g.outputs = append(g.outputs, onnxInput)
		return nil
	}
	var in []string
	for _, x := range n.Inputs {
		in = append(in, g.outputs[x])
	}
	for _, p := range n.Params {
		in = append(in, g.m.Graph.Params[p].Name)
	}
	op, attributes := "", []message(nil)
	switch n.Op {
	case graph.Conv:
		op, attributes = "Conv", append(window(n), integers("dilations", n.Dilation, n.Dilation), integer("group", n.Groups))
	case graph.BatchNorm:
		module := strings.TrimSuffix(in[1], ".weight")
		in = append(in, module+".running_mean", module+".running_var")
		g.floats(in[3], running.mean, n.Out.C)
		g.floats(in[4], running.variance, n.Out.C)
		op, attributes = "BatchNormalization", []message{float("epsilon", epsilon)}
	case graph.ReLU:
		op = "Relu"
	case graph.ReLU6:
		op, in = "Clip", append(in, g.scalar("/zero", 0), g.scalar("/six", 6))
	case graph.HSwish:
		op = "HardSwish"
	case graph.Sigmoid:
		op = "Sigmoid"
	case graph.AvgPool:
		op, attributes = "AveragePool", append(window(n), integer("count_include_pad", 0))
	case graph.MaxPool:
		op, attributes = "MaxPool", window(n)
	case graph.GlobalAvgPool:
		op = "GlobalAveragePool"
	case graph.Add:
		op = "Sum"
	case graph.Concat:
		op, attributes = "Concat", []message{integer("axis", 1)}
	case graph.Scale:
		op = "Mul"
	case graph.Zero:
		// The number of images is known only when it runs.
		shape := g.node("Shape", n.Label+"/images", in, integer("end", 1))
		whole := g.node("Concat", n.Label+"/shape", []string{shape, g.integers(n.Label+"/image", n.Out.C, n.Out.H, n.Out.W)}, integer("axis", 0))
		op, in = "ConstantOfShape", []string{whole}
	case graph.Shift:
		padded := g.node("Pad", n.Label+"/padded", []string{in[0], g.integers("/one_after", 0, 0, 0, 0, 0, 0, 1, 1)})
		op, in = "Slice", []string{padded, g.integers("/ones", 1, 1), g.integers("/ends", math.MaxInt32, math.MaxInt32), g.integers("/height_width", 2, 3)}
	case graph.Linear:
		in[0] = g.node("Flatten", n.Label+"/flat", in[:1], integer("axis", 1))
		product := g.node("Gemm", n.Label+"/product", in, integer("transB", 1))
		op, in = "Unsqueeze", []string{product, g.integers("/height_width", 2, 3)}
	default:
		return fmt.Errorf("export: %s: the operation is not known", n.Label)
	}
	g.outputs = append(g.outputs, g.node(op, n.Label, in, attributes...))
	return nil
}

// node adds a node of ONNX, whose output has its name, and returns that.
func (g *onnxGraph) node(op, name string, in []string, attributes ...message) string {
	g.define(name)
	var m message
	for _, x := range in {
		m.text(1, x)
	}
	m.text(2, name)
	m.text(3, name)
	m.text(4, op)
	for _, a := range attributes {
		m.message(5, a)
	}
	g.nodes.message(1, m)
	return name
}

// define notes a name.
func (g *onnxGraph) define(name string) {
	if g.named[name] {
		g.twice = name
	}
	g.named[name] = true
}
