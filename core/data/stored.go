package data

import (
	"encoding/binary"
	"fmt"

	"protocell/core/graph"
	"protocell/core/rng"
)

// stored is a stored set that is open.
type stored struct {
	name   string
	file   Stored
	header *Header
	labels int64 // where they begin
}

// openStored opens a stored set and checks what is asked of it.
func openStored(source Source, r *Request) (set, error) {
	if source == nil {
		return nil, &MissingError{r.Set}
	}
	f, err := source.Open(r.Set)
	if err != nil {
		return nil, err
	}
	s := &stored{file: f}
	if s.name, s.header, s.labels, err = ReadHeader(f); err == nil {
		err = s.checkRequest(r)
	} else {
		err = fmt.Errorf("image set %s: %w", r.Set, err)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

func (s *stored) checkRequest(r *Request) error {
	if err := s.check(r.Shape); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	if r.Batch > s.header.Count {
		return fmt.Errorf("%s: a batch of %d; the set has %d images, choose at most as many", s.name, r.Batch, s.header.Count)
	}
	if n := len(s.header.Classes); n > 0 && r.Classes != n {
		return fmt.Errorf("%s: %d classes; the set has %d, choose %[3]d", s.name, r.Classes, n)
	}
	return nil
}

func (s *stored) info() Info {
	return Info{Name: s.name, Classes: s.header.Classes, MinClasses: max(1, len(s.header.Classes))}
}

func (s *stored) check(in graph.Shape) error {
	if in.C != 1 && in.C != 3 {
		return fmt.Errorf("%d channels; choose 3 (colour) or 1 (grey)", in.C)
	}
	return nil
}

// images draws images without replacement, from the choice stream: the order of
// the batch is the beginning of a uniform permutation of the set. Images of
// another size are resized; grey is the mean of the colours, and colours of grey
// are equal.
func (s *stored) images(r *Request, checkpoint func() error) ([]float32, []int, error) {
	defer s.file.Close()
	h, in := s.header, r.Shape
	var labels []int
	if h.Labelled() {
		labels = make([]int, r.Batch)
	}
	x := make([]float32, r.Batch*in.Len())
	pixels := make([]byte, h.Len())
	resize := NewResize(1, h.H, h.W, in.H, in.W)
	out := make([]float64, in.H*in.W)
	for b, at := range choose(rng.New(r.Seed, choiceStream), h.Count, r.Batch) {
		if err := checkpoint(); err != nil {
			return nil, nil, err
		}
		if labels != nil {
			var label [2]byte
			if err := s.read(label[:], s.labels+2*int64(at)); err != nil {
				return nil, nil, err
			}
			labels[b] = int(binary.LittleEndian.Uint16(label[:]))
			if labels[b] >= len(h.Classes) {
				return nil, nil, fmt.Errorf("%s: byte %d: label %d; the set has %d classes", s.name, s.labels+2*int64(at), labels[b], len(h.Classes))
			}
		}
		if err := s.read(pixels, s.labels+int64(h.LabelsLen())+int64(at)*int64(h.Len())); err != nil {
			return nil, nil, err
		}
		for c := range in.C {
			resize.Image(out, func(y int, row []float64) { s.row(row, pixels, c, in.C, y) })
			t := s.tone(in, c)
			plane := x[(b*in.C+c)*len(out):]
			for i, v := range out {
				plane[i] = float32((v/255 - t.mean) / t.std)
			}
		}
	}
	return x, labels, nil
}

func (s *stored) read(b []byte, at int64) error {
	if n, err := s.file.ReadAt(b, at); n < len(b) {
		return fmt.Errorf("%s: byte %d: %w", s.name, at, err)
	}
	return nil
}

// row writes row y of channel c, of channels, of an image.
func (s *stored) row(dst []float64, pixels []byte, c, channels, y int) {
	h := s.header
	plane := h.H * h.W
	for i := range dst {
		at := y*h.W + i
		switch {
		case channels < h.C:
			dst[i] = float64(int(pixels[at])+int(pixels[plane+at])+int(pixels[2*plane+at])) / 3
		case channels > h.C:
			dst[i] = float64(pixels[at])
		default:
			dst[i] = float64(pixels[c*plane+at])
		}
	}
}

// tone is that of the set's channels. Grey made of colours has the means of their
// means and standard deviations.
func (s *stored) tone(in graph.Shape, channel int) tone {
	h := s.header
	switch {
	case in.C < h.C:
		return blackOutside((h.Mean[0]+h.Mean[1]+h.Mean[2])/3, (h.Std[0]+h.Std[1]+h.Std[2])/3)
	case in.C > h.C:
		channel = 0
	}
	return blackOutside(h.Mean[channel], h.Std[channel])
}

func (s *stored) class(label int) string { return s.header.Classes[label] }

// choose returns the first k of a uniform permutation of 0 to n-1: Fisher–Yates,
// with only the moved elements kept.
func choose(s *rng.Stream, n, k int) []int {
	moved := map[int]int{}
	at := func(i int) int {
		if v, ok := moved[i]; ok {
			return v
		}
		return i
	}
	out := make([]int, k)
	for i := range out {
		j := i + s.IntN(n-i)
		out[i] = at(j)
		moved[j] = at(i)
	}
	return out
}
