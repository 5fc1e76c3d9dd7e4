package analysis

import (
	"encoding/base64"
	"fmt"

	"protocell/core/engine"
	"protocell/core/experiment"
	"protocell/core/export"
	"protocell/core/job"
)

// NetworkInput asks for the network of a Spec that Spec.Coded made, with its initial
// weights, in a format of core/export.
type NetworkInput struct {
	Spec   experiment.Spec `json:"spec"`
	Format string          `json:"format"`
}

// NetworkOutput has it.
type NetworkOutput struct {
	Data string `json:"data"` // base64
}

// network writes a network for other tools.
func network(k *job.Task, in NetworkInput) (*NetworkOutput, error) {
	format, ok := export.Lookup(in.Format)
	if !ok {
		return nil, fmt.Errorf("no format %q", in.Format)
	}
	sp, a, err := in.Spec.Decode()
	if err != nil {
		return nil, err
	}
	g, err := sp.Build(a, in.Spec.Skeleton)
	if err != nil {
		return nil, err
	}
	m := &export.Model{Name: sp.Info().Name + " " + sp.Print(a), Graph: g}
	if format.Weights {
		m.Params = engine.InitParams(g, in.Spec.Seeds().Init)
	}
	if err := k.Checkpoint(0.5); err != nil {
		return nil, err
	}
	data, err := format.Write(m)
	if err != nil {
		return nil, err
	}
	return &NetworkOutput{Data: base64.StdEncoding.EncodeToString(data)}, nil
}
