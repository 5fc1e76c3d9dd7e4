package analysis

import (
	"bytes"
	"encoding/base64"
	"testing"

	"protocell/core/engine"
	"protocell/core/experiment"
	"protocell/core/export"
)

// TestNetwork asks for a network in every format, and for what is none.
func TestNetwork(t *testing.T) {
	spec := experiment.Default()
	sp, a, err := spec.Architecture()
	if err != nil {
		t.Fatal(err)
	}
	g, err := sp.Build(a, spec.Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	coded, err := spec.Coded()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range export.Formats() {
		m := &export.Model{Name: sp.Info().Name + " " + sp.Print(a), Graph: g}
		if f.Weights {
			m.Params = engine.InitParams(g, spec.Seed)
		}
		want, err := f.Write(m)
		if err != nil {
			t.Fatal(err)
		}
		var out NetworkOutput
		must(t, nil, Network, NetworkInput{Spec: coded, Format: f.ID}, &out)
		if got, err := base64.StdEncoding.DecodeString(out.Data); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, want %d: %v", f.ID, len(got), len(want), err)
		}
	}
	for _, in := range []NetworkInput{{Spec: coded, Format: "caffe"}, {Spec: spec, Format: "onnx"}} {
		if problem := call(t, nil, Network, in, new(NetworkOutput)); problem == "" {
			t.Errorf("%q of %s is written", in.Format, in.Spec.Arch)
		}
	}
}
