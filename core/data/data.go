// Package data has the image sets that batches come from: one file a set, and one
// table. Images are made, not loaded: image i of a set is a function of the seed
// and i, with the same bits on every platform.
package data

import (
	"fmt"
	"strings"

	"protocell/core/graph"
	"protocell/core/rng"
)

// The streams of a batch. Weights use the streams from 0 on.
const (
	pixelStream = 1000000
	labelStream = 1000001
)

// MaxValues is the largest number of values in a batch.
const MaxValues = 1 << 26

// Info describes an image set.
type Info struct {
	ID         string   // "shapes"
	Name       string   // for people
	Summary    string   // one sentence
	Classes    []string // names of the classes; nil if the set has as many as asked for
	MinClasses int
}

// Image is one image for display.
type Image struct {
	RGB   []byte // row by row, three bytes a pixel
	Label int
	Class string // name of the label's class
}

// set is an image set.
type set interface {
	info() Info
	// check returns what is wrong with the shape of an image, or nil.
	check(in graph.Shape) error
	// fill writes the images, NCHW, of which image b has class labels[b].
	fill(x []float32, seed uint64, labels []int, in graph.Shape)
	// rgb writes image b, whose class is label, for display, three bytes a pixel.
	rgb(dst []byte, seed uint64, b, label int, in graph.Shape)
}

// table lists the sets, in the order in which the page offers them.
func table() []set { return []set{shapes{}, noise{}} }

// Sets returns the image sets.
func Sets() []Info {
	var list []Info
	for _, s := range table() {
		list = append(list, s.info())
	}
	return list
}

// Batch returns the first batch images of the set called name, NCHW, and their
// labels, 0 to classes-1. The error says what the set cannot do, and what it can.
func Batch(name string, seed uint64, batch int, in graph.Shape, classes int) (x []float32, labels []int, err error) {
	s, err := open(name, batch, in, classes)
	if err != nil {
		return nil, nil, err
	}
	x = make([]float32, batch*in.Len())
	labels = labelsOf(seed, batch, classes)
	s.fill(x, seed, labels, in)
	return x, labels, nil
}

// Preview returns the first count images of a batch for display. An image of the
// shapes set is what the network sees before normalisation, to the bit.
func Preview(name string, seed uint64, count int, in graph.Shape, classes int) ([]Image, error) {
	s, err := open(name, count, in, classes)
	if err != nil {
		return nil, err
	}
	images := make([]Image, count)
	for b, label := range labelsOf(seed, count, classes) {
		images[b] = Image{RGB: make([]byte, 3*in.H*in.W), Label: label, Class: className(s, label)}
		s.rgb(images[b].RGB, seed, b, label, in)
	}
	return images, nil
}

// Check returns nil if Batch accepts the arguments, else its error.
func Check(name string, batch int, in graph.Shape, classes int) error {
	_, err := open(name, batch, in, classes)
	return err
}

// open finds a set and checks what is asked of it.
func open(name string, batch int, in graph.Shape, classes int) (set, error) {
	var found set
	var ids []string
	for _, s := range table() {
		ids = append(ids, s.info().ID)
		if s.info().ID == name {
			found = s
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no image set %q; there are: %s", name, strings.Join(ids, ", "))
	}
	const most = 1 << 16 // of each edge, so that no product overflows
	for _, v := range []int{batch, in.C, in.H, in.W} {
		if v < 1 || v > most {
			return nil, fmt.Errorf("%s: %d images of %dx%dx%d; each number is 1 to %d", name, batch, in.C, in.H, in.W, most)
		}
	}
	if n := float64(batch) * float64(in.C) * float64(in.H) * float64(in.W); n > MaxValues {
		return nil, fmt.Errorf("%s: %d images of %dx%dx%d have %.0f values, more than %d", name, batch, in.C, in.H, in.W, n, MaxValues)
	}
	i := found.info()
	if classes < i.MinClasses || i.Classes != nil && classes > len(i.Classes) {
		if i.Classes == nil {
			return nil, fmt.Errorf("%s: %d classes; choose %d or more", name, classes, i.MinClasses)
		}
		return nil, fmt.Errorf("%s: %d classes; the set has %d to %d, noise has any number", name, classes, i.MinClasses, len(i.Classes))
	}
	if err := found.check(in); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return found, nil
}

// labelsOf returns the labels of a batch: output b of the label stream, modulo
// the number of classes.
func labelsOf(seed uint64, batch, classes int) []int {
	key := rng.Key(seed, labelStream)
	labels := make([]int, batch)
	for b := range labels {
		labels[b] = int(rng.At(key, uint64(b)) % uint64(classes))
	}
	return labels
}

func className(s set, label int) string {
	if c := s.info().Classes; c != nil {
		return c[label]
	}
	return fmt.Sprintf("class %d", label)
}
