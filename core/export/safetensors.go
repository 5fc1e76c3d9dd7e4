package export

import (
	"encoding/binary"
	"strings"

	"protocell/core/graph"
	"protocell/core/wire"
)

var safetensors = Format{
	ID: "safetensors", Name: "Weights", Extension: ".safetensors", MediaType: "application/octet-stream", Weights: true,
	Summary: "The weights alone, under PyTorch's names, as the PyTorch code reads them.",
}

// tensorEntry is an entry of the header.
type tensorEntry struct {
	Type    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets []int  `json:"data_offsets"`
}

// writeSafetensors writes the length of a header, the header as JSON, and the values.
func writeSafetensors(m *Model) ([]byte, error) {
	var header strings.Builder
	var values []byte
	header.WriteString(`{"__metadata__":`)
	about, err := wire.Marshal(map[string]string{"format": "pt", "network": m.Name})
	if err != nil {
		return nil, err
	}
	header.Write(about)
	add := func(name string, shape []int, list []float32) error {
		raw := floats(nil, list)
		text, err := wire.Marshal(tensorEntry{"F32", shape, []int{len(values), len(values) + len(raw)}})
		if err != nil {
			return err
		}
		quoted, err := wire.Marshal(name)
		if err != nil {
			return err
		}
		header.WriteString("," + string(quoted) + ":" + string(text))
		values = append(values, raw...)
		return nil
	}
	for i, p := range m.Graph.Params {
		if err := add(p.Name, p.Shape, m.Params[i]); err != nil {
			return nil, err
		}
	}
	all := m.moments()
	for i, n := range m.Graph.Nodes {
		if n.Op != graph.BatchNorm {
			continue
		}
		module := moduleOf(m.Graph, n)
		if err := add(module+".running_mean", []int{n.Out.C}, all[i].mean); err != nil {
			return nil, err
		}
		if err := add(module+".running_var", []int{n.Out.C}, all[i].variance); err != nil {
			return nil, err
		}
	}
	header.WriteByte('}')
	// The values begin at a multiple of 8.
	for header.Len()%8 != 0 {
		header.WriteByte(' ')
	}
	b := binary.LittleEndian.AppendUint64(nil, uint64(header.Len()))
	return append(append(b, header.String()...), values...), nil
}

// moduleOf returns the PyTorch module whose parameters a node has.
func moduleOf(g *graph.Graph, n graph.Node) string {
	return strings.TrimSuffix(g.Params[n.Params[0]].Name, ".weight")
}
