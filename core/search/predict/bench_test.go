package predict

import (
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// BenchmarkFit learns from fifty cells as BANANAS does in its fifth round.
func BenchmarkFit(b *testing.B) {
	s := nb201.Space{}
	e := Paths(s, 30)
	r := rng.New(1, 1)
	var archs []space.Arch
	var values []float64
	for range 50 {
		archs, values = append(archs, s.Sample(r)), append(values, r.Float64())
	}
	for b.Loop() {
		if _, err := Fit(e, archs, values, Default(), r); err != nil {
			b.Fatal(err)
		}
	}
}
