package score

import (
	"bytes"
	"math"
	"testing"

	"protocell/core/data"
	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/proxy"
)

// oneSet is a source with one stored set.
type oneSet struct {
	id   string
	file []byte
}

type setFile struct{ *bytes.Reader }

func (setFile) Close() error { return nil }

func (s oneSet) Open(id string) (data.Stored, error) {
	if id != s.id {
		return nil, &data.MissingError{ID: id}
	}
	return setFile{bytes.NewReader(s.file)}, nil
}

// TestStoredSetWithoutLabels scores pictures without labels: proxies that read no
// labels work, the others say what they lack.
func TestStoredSetWithoutLabels(t *testing.T) {
	h := data.Header{Kind: "pictures", C: 3, H: 8, W: 8, Count: 9, Mean: []float64{.5, .5, .5}, Std: []float64{.25, .25, .25}}
	file, err := h.Encode("pictures")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 9 * h.Len() {
		file = append(file, byte(i*i*31))
	}
	spec := experiment.Default()
	spec.Data, spec.Batch = "set-0123456789abcdef", 4
	spec.Skeleton.C, spec.Skeleton.Input.H, spec.Skeleton.Input.W = 4, 8, 8
	o := Options{Kernels: kernel.Go(), Source: oneSet{spec.Data, file}, Matrix: true}
	r, err := Run(spec, o)
	if err != nil {
		t.Fatal(err)
	}
	labelled := map[string]bool{}
	for _, p := range proxy.All() {
		labelled[p.Info().ID] = p.Info().Labels
	}
	scored := 0
	for _, e := range r.Scores {
		if labelled[e.ID] != (e.Status == proxy.Unlabelled) || labelled[e.ID] != math.IsNaN(float64(e.Value)) {
			t.Errorf("%s: %v, %s", e.ID, e.Value, e.Status)
		}
		if !labelled[e.ID] {
			scored++
		}
	}
	if scored < 5 || scored == len(r.Scores) || r.Matrix == nil {
		t.Errorf("%d of %d scored", scored, len(r.Scores))
	}
	spec.Data = "set-0123456789abcde0"
	if _, err := Run(spec, o); err == nil {
		t.Error("a set that is not there is scored")
	}
}
