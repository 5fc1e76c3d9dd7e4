package export

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/wire"
)

var jsonFormat = Format{
	ID: "json", Name: "JSON", Extension: ".json", MediaType: "application/json",
	Summary: "The network as data: operations in the order of execution, shapes, parameters and costs, without weights.",
}

// jsonVersion is the version of the format.
const jsonVersion = 1

type jsonNetwork struct {
	Version int         `json:"version"`
	Name    string      `json:"name"`
	Input   graph.Shape `json:"input"`
	Classes int         `json:"classes"`
	Cost    graph.Cost  `json:"cost"` // of one image
	Blocks  []jsonBlock `json:"blocks"`
	Nodes   []jsonNode  `json:"nodes"`
	Params  []jsonParam `json:"params"`
}

type jsonBlock struct {
	Name  string `json:"name"`
	First int    `json:"first"` // node
	End   int    `json:"end"`   // the node after the last
}

type jsonNode struct {
	Op       string      `json:"op"`
	Label    string      `json:"label"`
	Inputs   []int       `json:"inputs,omitempty"` // nodes
	Out      graph.Shape `json:"out"`
	Kernel   int         `json:"kernel,omitempty"`
	Stride   int         `json:"stride,omitempty"`
	Pad      int         `json:"pad,omitempty"`
	Dilation int         `json:"dilation,omitempty"`
	Groups   int         `json:"groups,omitempty"`
	Params   []int       `json:"params,omitempty"`
	Cost     graph.Cost  `json:"cost"`
}

type jsonParam struct {
	Name  string `json:"name"`
	Shape []int  `json:"shape"`
}

func writeJSON(m *Model) ([]byte, error) {
	g := m.Graph
	costs := g.Costs()
	out := jsonNetwork{Version: jsonVersion, Name: m.Name, Input: g.In, Classes: g.Classes, Cost: costs.Total}
	for _, b := range g.Blocks {
		out.Blocks = append(out.Blocks, jsonBlock{blockName(b), b.First, b.End})
	}
	for i, n := range g.Nodes {
		op, err := opName(n.Op)
		if err != nil {
			return nil, fmt.Errorf("export: %s: %w", n.Label, err)
		}
		out.Nodes = append(out.Nodes, jsonNode{
			Op: op, Label: n.Label, Inputs: n.Inputs, Out: n.Out,
			Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad, Dilation: n.Dilation, Groups: n.Groups,
			Params: n.Params, Cost: costs.Nodes[i],
		})
	}
	for _, p := range g.Params {
		out.Params = append(out.Params, jsonParam{p.Name, p.Shape})
	}
	text, err := wire.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return append(text, '\n'), nil
}
