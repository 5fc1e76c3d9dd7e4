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

// images draws the pixels from the noise seed, the labels from the seed of images.
func (noise) images(r *Request, _ func() error) ([]float32, []int, error) {
	x := make([]float32, r.Batch*r.Shape.Len())
	rng.FillNormal(x, r.Noise, pixelStream, 1)
	return x, labelsOf(r), nil
}

// tone shows a standard deviation as 48 steps of brightness around the middle.
func (noise) tone(graph.Shape, int) tone { return tone{mean: 127. / 255, std: 48. / 255} }

func (noise) class(label int) string { return numbered(label) }
