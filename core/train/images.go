package train

import (
	"fmt"

	"protocell/core/data"
	"protocell/core/engine"
	"protocell/core/graph"
)

// images are labelled images, NHWC, one after the other.
type images struct {
	shape  graph.Shape
	values []float32
	labels []int
}

// count returns how many there are.
func (m images) count() int { return len(m.labels) }

// part returns images [from, to).
func (m images) part(from, to int) images {
	n := m.shape.Len()
	return images{m.shape, m.values[from*n : to*n], m.labels[from:to]}
}

// sets are the images of a training.
type sets struct {
	train, validation, test images
	empty                   []float32 // of each channel: a pixel outside of the picture
}

// draw draws the images of s.
func draw(s Spec, source data.Source, checkpoint func() error) (*sets, error) {
	r := s.request()
	x, labels, err := r.Draw(source, checkpoint)
	if err != nil {
		return nil, err
	}
	if labels == nil {
		return nil, fmt.Errorf("data: the images of %s have no labels to train on", s.Data)
	}
	empty, err := r.Empty(source)
	if err != nil {
		return nil, err
	}
	in := r.Shape
	all := images{in, make([]float32, len(x)), labels}
	plane := in.H * in.W
	for b := range labels {
		for c := range in.C {
			for at, v := range x[(b*in.C+c)*plane:][:plane] {
				all.values[(b*plane+at)*in.C+c] = v
			}
		}
	}
	validation := s.Train + s.Validation
	return &sets{all.part(0, s.Train), all.part(s.Train, validation), all.part(validation, all.count()), empty}, nil
}

// Memory is what successive trainings share: the images, if they are the same, and
// the arena of the network. The zero value is ready.
type Memory struct {
	request data.Request
	split   [3]int
	sets    *sets
	arena   engine.Memory[float32]
}

// draw returns the images of s, those of the last call if they are the same.
func (m *Memory) draw(s Spec, source data.Source, checkpoint func() error) (*sets, error) {
	request, split := s.request(), [3]int{s.Train, s.Validation, s.Test}
	if m.sets == nil || m.request != request || m.split != split {
		sets, err := draw(s, source, checkpoint)
		if err != nil {
			return nil, err
		}
		m.request, m.split, m.sets = request, split, sets
	}
	return m.sets, nil
}
