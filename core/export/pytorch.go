package export

import (
	"fmt"
	"strconv"
	"strings"

	"protocell/core/graph"
)

var pytorch = Format{
	ID: "pytorch", Name: "PyTorch", Extension: ".py", MediaType: "text/x-python",
	Summary: "A module whose state_dict has the names of the benchmark's own code, and a function that loads the weights.",
}

// script is Python code that is being written.
type script struct {
	strings.Builder
	g *graph.Graph
}

func (s *script) line(depth int, format string, args ...any) {
	s.WriteString(strings.Repeat("    ", depth))
	fmt.Fprintf(s, format, args...)
	s.WriteByte('\n')
}

func writePyTorch(m *Model) ([]byte, error) {
	s := &script{g: m.Graph}
	in := m.Graph.In
	s.line(0, `"""%s`, docString(m.Name))
	s.line(0, "")
	s.line(0, "Written by Protocell. Takes images of %d x %d x %d, and returns %d logits each:", in.C, in.H, in.W, m.Graph.Classes)
	s.line(0, "")
	s.line(0, "    network = Network()")
	s.line(0, `    load(network, "weights.safetensors")`)
	s.line(0, "    logits = network(images)")
	s.line(0, `"""`)
	for _, l := range []string{
		"import json", "import struct", "", "import torch", "from torch import nn", "from torch.nn import functional as F", "", "",
		"class Network(nn.Module):", "    def __init__(self):", "        super().__init__()",
	} {
		s.line(0, "%s", l)
	}
	if err := s.modules(); err != nil {
		return nil, err
	}
	s.line(0, "")
	s.line(1, "def forward(self, x):")
	if err := s.forward(); err != nil {
		return nil, err
	}
	s.WriteString(loader)
	return []byte(s.String()), nil
}

// loader is the end of the code.
const loader = `

def load(network, path):
    """Load the weights of a file in the safetensors format."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    state = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
            state[name] = values.reshape(entry["shape"])
    missing, unexpected = network.load_state_dict(state, strict=False)
    missing = [name for name in missing if not name.endswith(".num_batches_tracked")]
    if missing or unexpected:
        raise ValueError(f"{path}: missing {missing}, unexpected {unexpected}")
`

// docString returns text as it may stand in the documentation of a module.
func docString(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(text)
}

// forward writes the statements, a node each. What only the next node reads is called
// x; other nodes are called by their numbers.
func (s *script) forward() error {
	g := s.g
	uses := make([]int, len(g.Nodes))
	for _, n := range g.Nodes {
		for _, x := range n.Inputs {
			uses[x]++
		}
	}
	names := make([]string, len(g.Nodes))
	for i, n := range g.Nodes {
		if b := g.Blocks[n.Block]; b.First == i {
			s.line(2, "# %s", blockName(b))
		}
		if n.Op == graph.Input {
			names[i] = "x"
			if uses[i] != 1 || len(g.Nodes) > 1 && !reads(g.Nodes[1], 0) {
				names[i] = "n0"
				s.line(2, "n0 = x")
			}
			continue
		}
		var in []string
		for _, x := range n.Inputs {
			in = append(in, names[x])
		}
		text, err := s.expression(n, in)
		if err != nil {
			return err
		}
		names[i] = "n" + strconv.Itoa(i)
		if i == len(g.Nodes)-1 || uses[i] == 1 && reads(g.Nodes[i+1], i) {
			names[i] = "x"
		}
		s.line(2, "%s = %s  # %s", names[i], text, n.Label)
	}
	s.line(2, "return x.flatten(1)")
	return nil
}

// reads reports whether a node reads another.
func reads(n graph.Node, x int) bool {
	for _, in := range n.Inputs {
		if in == x {
			return true
		}
	}
	return false
}

// expression returns what computes a node from its inputs.
func (s *script) expression(n graph.Node, in []string) (string, error) {
	x := in[0]
	switch n.Op {
	case graph.Conv, graph.BatchNorm:
		return s.module(n) + "(" + x + ")", nil
	case graph.Linear:
		return s.module(n) + "(" + x + ".flatten(1))[:, :, None, None]", nil
	case graph.ReLU:
		return "F.relu(" + x + ")", nil
	case graph.ReLU6:
		return "F.relu6(" + x + ")", nil
	case graph.HSwish:
		return "F.hardswish(" + x + ")", nil
	case graph.Sigmoid:
		return "torch.sigmoid(" + x + ")", nil
	case graph.AvgPool:
		return fmt.Sprintf("F.avg_pool2d(%s, %d, %d, %d, count_include_pad=False)", x, n.Kernel, n.Stride, n.Pad), nil
	case graph.MaxPool:
		return fmt.Sprintf("F.max_pool2d(%s, %d, %d, %d)", x, n.Kernel, n.Stride, n.Pad), nil
	case graph.GlobalAvgPool:
		return x + ".mean((2, 3), keepdim=True)", nil
	case graph.Add:
		return strings.Join(in, " + "), nil
	case graph.Concat:
		return "torch.cat([" + strings.Join(in, ", ") + "], 1)", nil
	case graph.Scale:
		return strings.Join(in, " * "), nil
	case graph.Zero:
		return fmt.Sprintf("%s.new_zeros(len(%s), %d, %d, %d)", x, x, n.Out.C, n.Out.H, n.Out.W), nil
	case graph.Shift:
		return "F.pad(" + x + ", (0, 1, 0, 1))[:, :, 1:, 1:]", nil
	}
	return "", fmt.Errorf("export: %s: the operation is not known", n.Label)
}

// module returns the module of a node, as code that reads it.
func (s *script) module(n graph.Node) string {
	parts := strings.Split(moduleOf(s.g, n), ".")
	text := "self." + parts[0]
	for _, p := range parts[1:] {
		text += fmt.Sprintf("[%q]", p)
	}
	return text
}

// blockName names a block for people.
func blockName(b graph.Block) string {
	switch b.Kind {
	case graph.Stem:
		return "stem"
	case graph.Head:
		return "head"
	case graph.Reduction:
		return "reduction before stage " + strconv.Itoa(b.Stage)
	}
	return fmt.Sprintf("cell %d, stage %d", b.Index, b.Stage)
}
