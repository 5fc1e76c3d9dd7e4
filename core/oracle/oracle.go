// Package oracle has reference numbers that the field's published PyTorch code
// computes, for tests: networks of NAS-Bench-201 with their activations,
// gradients and scores, and single operations. testdata/ORIGIN.md says where
// they come from.
package oracle

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"

	"protocell/core/graph"
)

//go:embed testdata/*.json
var files embed.FS

// Number is a float64 that may be written as "NaN", "+Inf" or "-Inf".
type Number float64

// UnmarshalJSON implements json.Unmarshaler.
func (n *Number) UnmarshalJSON(b []byte) error {
	if len(b) > 1 && b[0] == '"' {
		b = b[1 : len(b)-1]
	}
	f, err := strconv.ParseFloat(string(b), 64)
	*n = Number(f)
	return err
}

// Tensor is a summary of a tensor in PyTorch's order.
type Tensor struct {
	Index int       `json:"index"`
	Name  string    `json:"name"`
	Shape []int     `json:"shape"`
	Sum   float64   `json:"sum"`
	L2    float64   `json:"l2"`
	First []float64 `json:"first8"`
	Zen   []float64 `json:"zen_first4"` // of zen's weights, in the generator's check
}

// Local are the inner numbers of one network.
type Local struct {
	Logits      [][]float64 `json:"logits"` // of the first images
	Activations []Tensor    `json:"activations"`
	InputGrad   *Tensor     `json:"input_grad_of_loss"`
	ParamGrads  []Tensor    `json:"param_grads"`
	// Layers are PyTorch's modules, PerLayer the share of each in a score.
	Layers   []string             `json:"layers"`
	PerLayer map[string][]float64 `json:"per_layer"`
	K        [][]float64          `json:"K_nwot"`
	KScript  [][]float64          `json:"K_naswot"`
	// Jacobian is the gradient of the sum of the logits with respect to the images,
	// CorrRow the first row of the correlations between its rows, and CorrEigs are
	// the eigenvalues of those, ascending, or none where they are undefined.
	Jacobian *Tensor  `json:"jacobian"`
	CorrRow  []Number `json:"jacobian_corr_row0"`
	CorrEigs []Number `json:"jacobian_corr_eigs"`
}

// Arch is one architecture.
type Arch struct {
	Arch   string `json:"arch"`
	Note   string `json:"note"`
	Static struct {
		Params      int64 `json:"params"`
		MACs        int64 `json:"macs"`
		Tensors     int   `json:"n_param_tensors"`
		ReLUs       int   `json:"relu_modules"`
		Units       int64 `json:"relu_units"`
		UnitsScript int64 `json:"relu_units_naswot"`
	} `json:"static"`
	Scores map[string]json.RawMessage `json:"f64"`
	Local  Local                      `json:"local_f64"`
}

// Score returns the value of a measure; ok is false if there is none.
func (a Arch) Score(name string) (value float64, ok bool) {
	raw, ok := a.Scores[name]
	if !ok {
		return 0, false
	}
	var n Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return 0, false
	}
	return float64(n), true
}

// Networks is one file: many architectures in one skeleton.
type Networks struct {
	Config struct {
		C       int    `json:"C"`
		N       int    `json:"N"`
		Input   [3]int `json:"input"`
		Batch   int    `json:"batch"`
		Classes int    `json:"classes"`
		Seed    uint64 `json:"seed"`
	} `json:"config"`
	Check struct {
		Input  []float64 `json:"input_first8"`
		Sum    float64   `json:"input_sum"`
		Labels []int     `json:"labels"`
		ZenX1  []float64 `json:"zen_x1_first8"`
		ZenX2  []float64 `json:"zen_x2_first8"`
		Arch   string    `json:"params_of_arch"`
		Params []Tensor  `json:"params"`
	} `json:"generator_check"`
	Archs []Arch `json:"archs"`
}

// Skeleton returns the skeleton of the file's networks.
func (n *Networks) Skeleton() graph.Skeleton {
	c := n.Config
	return graph.Skeleton{
		C: c.C, N: c.N, Classes: c.Classes,
		Input: graph.Shape{C: c.Input[0], H: c.Input[1], W: c.Input[2]},
	}
}

// Load returns the networks of a file: "small", "medium" or "full".
func Load(name string) (*Networks, error) {
	var n Networks
	return &n, read(name, &n)
}

// Input is a tensor of the generator.
type Input struct {
	ID    uint64  `json:"tensor_id"`
	Shape []int   `json:"shape"`
	Std   float64 `json:"std"`
}

// Case is one operation.
type Case struct {
	Op    string `json:"op"`
	Attrs struct {
		Stride  int   `json:"stride"`
		Padding int   `json:"padding"`
		Labels  []int `json:"labels"`
	} `json:"attrs"`
	Inputs  map[string]Input     `json:"inputs"`
	OutGrad Input                `json:"out_grad"`
	YShape  []int                `json:"y_shape"`
	Y       []float64            `json:"y"`
	Grads   map[string][]float64 `json:"grads"` // of sum(y · OutGrad), or of y for a loss
	K       [][]float64          `json:"K"`
	// Gradient is that of a loss with respect to weights, Product the Hessian's with it.
	Gradient map[string][]float64 `json:"g"`
	Product  map[string][]float64 `json:"Hg"`
}

// Operations are single operations, whose inputs come from Seed.
type Operations struct {
	Seed  uint64 `json:"seed"`
	Cases []Case `json:"cases"`
}

// LoadOperations returns the single operations.
func LoadOperations() (*Operations, error) {
	var o Operations
	return &o, read("ops", &o)
}

func read(name string, into any) error {
	b, err := files.ReadFile("testdata/" + name + ".json")
	if err != nil {
		return fmt.Errorf("oracle: %w", err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("oracle: %s: %w", name, err)
	}
	return nil
}
