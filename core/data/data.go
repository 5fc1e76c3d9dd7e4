// Package data has the image sets that batches come from. Sets of its own are
// drawn, one file a set and one table: image i of a set is a function of the seeds
// and i. The visitor's sets are stored files, which a Source opens; package
// importer makes them. A batch has the same bits on every platform.
package data

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/rng"
)

// The streams of a batch. Weights use the streams from 0 on.
const (
	pixelStream    = 1000000 // noise
	labelStream    = 1000001
	choiceStream   = 1000002 // which images of a stored set
	augmentStream  = 1000003
	rotationStream = 1000004
	scrambleStream = 1000005
)

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
	Label int    // -1 if the set has none
	Class string // name of the label's class, or ""
}

// set is an image set.
type set interface {
	info() Info
	// check returns what is wrong with the shape of an image, or nil.
	check(in graph.Shape) error
	// images returns the images of a request, NCHW, and their labels, without
	// transforms.
	images(r *Request, checkpoint func() error) (x []float32, labels []int, err error)
	// tone says how bright the values of a channel are.
	tone(in graph.Shape, channel int) tone
	// class names the class of a label.
	class(label int) string
}

// tone is the brightness of a channel: value v is mean + v·std, of black 0 to
// white 1; empty is the value of a pixel outside of the picture.
type tone struct{ mean, std, empty float64 }

// table lists the sets that are drawn, in the order in which the page offers them.
func table() []set { return []set{shapes{}, noise{}} }

// Sets returns the image sets that are drawn.
func Sets() []Info {
	var list []Info
	for _, s := range table() {
		list = append(list, s.info())
	}
	return list
}

// labelsOf returns the labels of a batch: output b of the label stream, modulo
// the number of classes.
func labelsOf(r *Request) []int {
	key := rng.Key(r.Seed, labelStream)
	labels := make([]int, r.Batch)
	for b := range labels {
		labels[b] = int(rng.At(key, uint64(b)) % uint64(r.Classes))
	}
	return labels
}

// numbered names a class that has no name.
func numbered(label int) string { return fmt.Sprintf("class %d", label) }
