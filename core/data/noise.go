package data

import (
	"protocell/core/graph"
	"protocell/core/rng"
)

// noise is independent, approximately normal pixels of mean 0 and variance 1, and
// labels that have nothing to do with them.
type noise struct{}

func (noise) info() Info {
	return Info{
		ID:         "noise",
		Name:       "Gaussian noise",
		Summary:    "Independent normal pixels with random labels: what a proxy says of the architecture alone.",
		MinClasses: 1,
	}
}

func (noise) check(graph.Shape) error { return nil }

func (noise) fill(x []float32, seed uint64, _ []int, _ graph.Shape) {
	rng.FillNormal(x, seed, pixelStream, 1)
}

// rgb shows a standard deviation as 48 steps of brightness around the middle. One
// or two channels are shown as grey, the first three of more as colours.
func (noise) rgb(dst []byte, seed uint64, b, _ int, in graph.Shape) {
	key := rng.Key(seed, pixelStream)
	plane := in.H * in.W
	for i := range dst {
		channel := i % 3
		if in.C < 3 {
			channel = 0
		}
		v := rng.Normal(key, uint64(b*in.Len()+channel*plane+i/3))
		dst[i] = byte(max(0, min(255, float64(v*48)+127.5)))
	}
}
