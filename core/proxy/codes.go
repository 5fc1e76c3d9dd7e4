package proxy

import (
	"math/bits"
	"slices"

	"protocell/core/graph"
	"protocell/core/kernel"
)

// Codes compares the images of a batch by the codes of their ReLUs, and of what clips or
// smooths them: a unit's bit is 1 where its input is greater than 0.
type Codes struct {
	Images int
	// Units is the number of ReLU units of an image, each ReLU of the network
	// counted once; Matrix is the kernel of Mellor et al.: for two images, row by
	// row, the number of units with equal bits.
	Units  int64
	Matrix []int64
	// LooseUnits and Loose are the same for the ReLUs that no convolution reads.
	LooseUnits int64
	Loose      []int64
	// WatchedUnits is the number of units of the ReLU Input.Watch, 0 if there is none
	// or nothing computes it, and Watched has for each image the code of the first of
	// them, NHWC, WatchedWords words of 64 bits, the least significant first.
	WatchedUnits int
	Watched      []uint64
}

// WatchedWords is how many words of an image's code Codes.Watched has at most.
const WatchedWords = 4

func newCodes(images int) *Codes {
	return &Codes{Images: images, Matrix: make([]int64, images*images), Loose: make([]int64, images*images)}
}

// coder turns activations into codes.
type coder[T kernel.Float] struct {
	words []uint64
	watch int // Input.Watch
}

// record adds the ReLUs nodes, which all read x, to c.
func (w *coder[T]) record(c *Codes, k kernel.Kernels[T], g *graph.Graph, nodes []int, x []T) {
	units := len(x) / c.Images
	size := (units + 63) / 64
	w.words = slices.Grow(w.words[:0], c.Images*size)[:c.Images*size]
	for i := range c.Images {
		k.Codes(w.words[i*size:(i+1)*size], x[i*units:(i+1)*units])
	}
	if slices.Contains(nodes, w.watch) {
		c.WatchedUnits = units
		for i := range c.Images {
			var code [WatchedWords]uint64
			copy(code[:], w.words[i*size:(i+1)*size])
			c.Watched = append(c.Watched, code[:]...)
		}
	}
	all, loose := int64(len(nodes)), int64(0)
	for _, node := range nodes {
		if !feedsConv(g, node) {
			loose++
		}
	}
	c.Units += all * int64(units)
	c.LooseUnits += loose * int64(units)
	for i := range c.Images {
		a := w.words[i*size : (i+1)*size]
		for j := range i + 1 {
			equal := int64(units - distance(a, w.words[j*size:(j+1)*size]))
			c.Matrix[i*c.Images+j] += all * equal
			c.Loose[i*c.Images+j] += loose * equal
			if i != j {
				c.Matrix[j*c.Images+i] += all * equal
				c.Loose[j*c.Images+i] += loose * equal
			}
		}
	}
}

// distance returns the number of bits in which a and b differ.
func distance(a, b []uint64) int {
	n := 0
	b = b[:len(a)]
	for i, v := range a {
		n += bits.OnesCount64(v ^ b[i])
	}
	return n
}

// feedsConv reports whether a convolution reads the node.
func feedsConv(g *graph.Graph, node int) bool {
	for _, n := range g.Nodes[node+1:] {
		if n.Op == graph.Conv && n.Inputs[0] == node {
			return true
		}
	}
	return false
}
