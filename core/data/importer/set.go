package importer

import (
	"encoding/binary"
	"fmt"
	"io"

	"protocell/core/data"
)

// Set is an image set, in memory, that can be written as a stored one.
type Set struct {
	Name    string
	ID      string
	Header  data.Header
	Skipped []Skipped // files that are not in it

	start  []byte // of the file, up to the labels
	labels []byte
	chunks [][]byte // pixels
	counts [3][256]int64
}

const chunkSize = 4 << 20

// newSet returns an empty set of images of c x h x w.
func newSet(kind string, c, h, w int, classes []string) *Set {
	return &Set{Header: data.Header{Kind: kind, C: c, H: h, W: w, Classes: classes}}
}

// add adds an image, channels first. Its label counts if the set has classes.
func (s *Set) add(pixels []byte, label int) error {
	h := &s.Header
	if int64(h.Count+1)*int64(h.Len()) > MaxBytes || h.Count >= data.MaxCount {
		return fmt.Errorf("more than %d images of %dx%dx%d; a set has at most %d MB", h.Count, h.C, h.H, h.W, MaxBytes>>20)
	}
	plane := h.H * h.W
	for c := range h.C {
		counts := &s.counts[c]
		for _, v := range pixels[c*plane:][:plane] {
			counts[v]++
		}
	}
	for len(pixels) > 0 {
		if n := len(s.chunks); n == 0 || len(s.chunks[n-1]) == chunkSize {
			s.chunks = append(s.chunks, make([]byte, 0, chunkSize))
		}
		last := &s.chunks[len(s.chunks)-1]
		n := min(len(pixels), chunkSize-len(*last))
		*last = append(*last, pixels[:n]...)
		pixels = pixels[n:]
	}
	if h.Labelled() {
		s.labels = binary.LittleEndian.AppendUint16(s.labels, uint16(label))
	}
	h.Count++
	return nil
}

// finish gives the set its moments, its name unless that is empty, and its id.
func (s *Set) finish(name string) (err error) {
	h := &s.Header
	h.Mean, h.Std = nil, nil
	for c := range h.C {
		mean, std := data.Moments(&s.counts[c])
		h.Mean, h.Std = append(h.Mean, mean), append(h.Std, std)
	}
	if name != "" {
		s.Name = name
	}
	if s.start, err = h.Encode(s.Name); err != nil {
		return err
	}
	d := data.NewDigest()
	d.Write(s.start[data.NamedSize:])
	for _, part := range s.rest() {
		d.Write(part)
	}
	s.ID = d.ID()
	return nil
}

// rest returns what is behind the start.
func (s *Set) rest() [][]byte { return append([][]byte{s.labels}, s.chunks...) }

// Size returns the length of the file of the set.
func (s *Set) Size() int64 {
	return int64(len(s.start)) + int64(len(s.labels)) + int64(s.Header.Count)*int64(s.Header.Len())
}

// WriteTo implements io.WriterTo: it writes the file of the set.
func (s *Set) WriteTo(w io.Writer) (n int64, err error) {
	for _, part := range append([][]byte{s.start}, s.rest()...) {
		k, err := w.Write(part)
		n += int64(k)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// PerClass returns the number of images of each class.
func (s *Set) PerClass() []int {
	counts := make([]int, len(s.Header.Classes))
	for i := 0; i < len(s.labels); i += 2 {
		counts[binary.LittleEndian.Uint16(s.labels[i:])]++
	}
	return counts
}
