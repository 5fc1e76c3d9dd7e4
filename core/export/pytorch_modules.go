package export

import (
	"fmt"
	"strings"

	"protocell/core/graph"
)

// part is a module: a layer, or a dictionary of others under their names.
type part struct {
	name  string
	layer string
	parts []*part
}

// modules writes the layers as nested dictionaries, so that they have their names.
func (s *script) modules() error {
	root := &part{}
	for _, n := range s.g.Nodes {
		if len(n.Params) == 0 {
			continue
		}
		layer, err := s.layer(n)
		if err != nil {
			return err
		}
		at := root
		for _, name := range strings.Split(moduleOf(s.g, n), ".") {
			at = at.child(name)
		}
		at.layer = layer
	}
	for _, p := range root.parts {
		s.line(2, "self.%s = %s", p.name, p.text(2))
	}
	return nil
}

// child returns the part of a name, a new one if need be.
func (p *part) child(name string) *part {
	for _, c := range p.parts {
		if c.name == name {
			return c
		}
	}
	c := &part{name: name}
	p.parts = append(p.parts, c)
	return c
}

// text returns the constructor of a part, which is written at a depth.
func (p *part) text(depth int) string {
	if p.layer != "" {
		return p.layer
	}
	var b strings.Builder
	b.WriteString("nn.ModuleDict({\n")
	for _, c := range p.parts {
		fmt.Fprintf(&b, "%s%q: %s,\n", strings.Repeat("    ", depth+1), c.name, c.text(depth+1))
	}
	b.WriteString(strings.Repeat("    ", depth) + "})")
	return b.String()
}

// layer returns the constructor of a node that has parameters.
func (s *script) layer(n graph.Node) (string, error) {
	in := s.g.Nodes[n.Inputs[0]].Out
	switch n.Op {
	case graph.Conv:
		text := fmt.Sprintf("nn.Conv2d(%d, %d, %d", in.C, n.Out.C, n.Kernel)
		for _, o := range []struct {
			name           string
			value, leftOut int
		}{{"stride", n.Stride, 1}, {"padding", n.Pad, 0}, {"dilation", n.Dilation, 1}, {"groups", n.Groups, 1}} {
			if o.value != o.leftOut {
				text += fmt.Sprintf(", %s=%d", o.name, o.value)
			}
		}
		if len(n.Params) == 1 {
			text += ", bias=False"
		}
		return text + ")", nil
	case graph.BatchNorm:
		return fmt.Sprintf("nn.BatchNorm2d(%d)", n.Out.C), nil
	case graph.Linear:
		return fmt.Sprintf("nn.Linear(%d, %d)", in.C, n.Out.C), nil
	}
	return "", fmt.Errorf("export: %s: the operation with parameters is not known", n.Label)
}
