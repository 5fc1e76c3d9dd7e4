// Package transnas has what the two search spaces of TransNAS-Bench-101 share: its
// tasks, and the stem and the head of its networks.
//
// The benchmark draws the weights of convolutions with the variance 2/fan-out. Here
// they are drawn as those of every other network.
package transnas

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// Paper is the citation of the benchmark.
const Paper = "Y. Duan, X. Chen, H. Xu, Z. Chen, X. Liang, T. Zhang and Z. Li, TransNAS-Bench-101: Improving Transferability and Generalizability of Cross-Task Neural Architecture Search, CVPR 2021"

// Width is the number of channels behind the stem of the benchmark's networks.
const Width = 64

// Tasks returns the seven tasks, in the order of the paper. The classifiers are the
// benchmark's. Where its head is no classifier, one with as many outputs stands in
// its place, and the note says so: proxies then see the benchmark's encoder, which
// is all that an architecture decides, under another loss.
func Tasks() []space.Task {
	image := graph.Shape{C: 3, H: 256, W: 256}
	const dense = "The benchmark has a decoder of 8 to 14 convolutions, strided and transposed, behind the encoder; a classifier stands in its place."
	return []space.Task{
		{ID: "class_scene", Name: "Scene classification", Input: image, Classes: 47},
		{ID: "class_object", Name: "Object classification", Input: image, Classes: 75},
		{ID: "room_layout", Name: "Room layout", Input: image, Classes: 9, Note: "Nine numbers that the benchmark fits by least squares; the head is the same."},
		{ID: "jigsaw", Name: "Jigsaw", Input: graph.Shape{C: 3, H: 64, W: 64}, Classes: 1000, Note: "The benchmark runs nine tiles of 64 x 64 through one encoder and classifies their features together; a classifier of one tile stands in its place."},
		{ID: "segmentsemantic", Name: "Semantic segmentation", Input: image, Classes: 17, Note: dense},
		{ID: "normal", Name: "Surface normals", Input: image, Classes: 3, Note: dense},
		{ID: "autoencoder", Name: "Autoencoding", Input: image, Classes: 3, Note: dense},
	}
}

// NewParts starts a network of the benchmark.
func NewParts(in graph.Shape) nb201.Parts {
	b := nb201.NewParts(in)
	b.Layers, b.Ops = "edges", "ops"
	return b
}

// Stem adds two convolutions that quarter the image, to half the width and to all
// of it.
func Stem(b nb201.Parts, width int) int {
	b.Block(graph.Stem, 0, -1)
	x := b.Conv("stem.conv", "stem.0", 0, max(width/2, 1), graph.Square(3, 2))
	x = b.BatchNorm("stem.bn", "stem.1", x)
	return b.ReLUConvBN("stem.second", "stem.2", x, width, graph.Square(3, 2))
}

// Head adds the classifier.
func Head(b nb201.Parts, stage, x, classes int) {
	b.Block(graph.Head, stage, -1)
	b.Linear("head.linear", "head", b.GlobalAvgPool("head.pool", x), classes)
}

// Layer returns what the authors call cell or block i of a module.
func Layer(module, i int) string { return fmt.Sprintf("layer%d.%d", module, i) }
