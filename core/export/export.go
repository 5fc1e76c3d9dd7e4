// Package export writes a network in the formats of other tools: ONNX, PyTorch code,
// safetensors, DOT and JSON, one file each, one table.
package export

import (
	"fmt"
	"math"

	"protocell/core/graph"
)

// Model is a network with its weights.
type Model struct {
	Name  string // what it is, in a line: an architecture in some notation
	Graph *graph.Graph
	// Params are the values of Graph.Params in PyTorch's layout; none for a format that
	// has no weights.
	Params [][]float32
	// Running are the running means and variances of the batch normalisations in the
	// graph's order: all means of one, then its variances. None leaves them at 0 and 1, as
	// they are before training.
	Running []float64
}

// Format is a way to write a Model.
type Format struct {
	ID        string // "onnx"
	Name      string // for people
	Summary   string // one sentence
	Extension string // of a file, with its dot
	MediaType string
	Weights   bool // whether it has the weights, and needs Params
}

// formats is the table.
var formats = []Format{onnx, pytorch, safetensors, dot, jsonFormat}

// Formats returns all formats.
func Formats() []Format { return append([]Format(nil), formats...) }

// Lookup returns the format with an id.
func Lookup(id string) (Format, bool) {
	for _, f := range formats {
		if f.ID == id {
			return f, true
		}
	}
	return Format{}, false
}

// writer returns what writes the format: a second table, so that a program which only
// offers the formats is not linked with what writes them.
func (f Format) writer() func(m *Model) ([]byte, error) {
	return map[string]func(*Model) ([]byte, error){
		onnx.ID:        writeONNX,
		pytorch.ID:     writePyTorch,
		safetensors.ID: writeSafetensors,
		dot.ID:         writeDOT,
		jsonFormat.ID:  writeJSON,
	}[f.ID]
}

// Write returns m in the format. It returns an error if m lacks something or is not
// consistent.
func (f Format) Write(m *Model) ([]byte, error) {
	if err := m.check(f.Weights); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return f.writer()(m)
}

// check returns an error unless the parts of m belong together.
func (m *Model) check(weights bool) error {
	g := m.Graph
	if g == nil || len(g.Nodes) == 0 {
		return fmt.Errorf("no network")
	}
	moments := 0
	names := map[string]bool{}
	for i, n := range g.Nodes {
		if n.Op == graph.Input && i > 0 {
			return fmt.Errorf("%s: a second input, so this is a part of a network", n.Label)
		}
		if n.Op == graph.BatchNorm {
			moments += 2 * n.Out.C
		}
		if names[n.Label] {
			return fmt.Errorf("two nodes are called %s", n.Label)
		}
		names[n.Label] = true
	}
	if m.Running != nil && len(m.Running) != moments {
		return fmt.Errorf("%d running moments, not %d", len(m.Running), moments)
	}
	for _, v := range m.Running {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("a running moment is %v", v)
		}
	}
	if !weights {
		return nil
	}
	if len(m.Params) != len(g.Params) {
		return fmt.Errorf("values of %d parameter tensors, not %d", len(m.Params), len(g.Params))
	}
	for i, p := range g.Params {
		if len(m.Params[i]) != p.Len() {
			return fmt.Errorf("%d values of %s, not %d", len(m.Params[i]), p.Name, p.Len())
		}
		for k, v := range m.Params[i] {
			if !(math.Abs(float64(v)) <= math.MaxFloat32) {
				return fmt.Errorf("value %d of %s is %v", k+1, p.Name, v)
			}
		}
	}
	return nil
}

// moments are the running mean and variance of a batch normalisation.
type moments struct{ mean, variance []float32 }

// moments returns those of each node that is a batch normalisation.
func (m *Model) moments() map[int]moments {
	all := map[int]moments{}
	at := 0
	for i, n := range m.Graph.Nodes {
		if n.Op != graph.BatchNorm {
			continue
		}
		c := n.Out.C
		v := moments{make([]float32, c), make([]float32, c)}
		for k := range c {
			v.variance[k] = 1
			if m.Running != nil {
				v.mean[k], v.variance[k] = float32(m.Running[at+k]), float32(m.Running[at+c+k])
			}
		}
		all[i] = v
		at += 2 * c
	}
	return all
}

// epsilon is added to the variance in batch normalisation.
const epsilon = 1e-5
