package nbmacro

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// stageLayers is the number of layers of each stage. The first of a stage halves the
// image and doubles the width.
var stageLayers = [...]int{2, 3, 3}

// headMultiplier is the number of channels before the classifier over those of the
// stem: 1,280 over 32.
const headMultiplier = 40

// Skeletons returns the benchmark's network and a narrow one.
func (Space) Skeletons() space.Skeletons {
	cifar := graph.Shape{C: 3, H: 32, W: 32}
	return space.Skeletons{
		Default: graph.Skeleton{C: 4, N: 1, Input: cifar, Classes: 10},
		Full:    graph.Skeleton{C: 32, N: 1, Input: cifar, Classes: 10},
		C:       "channels of the stem; the last stage has eight times as many, the head 40 times",
		Tasks:   []space.Task{{ID: "cifar10", Name: "CIFAR-10", Input: cifar, Classes: 10}},
	}
}

// Build returns the network of a: the stem, eight layers in three stages, each of
// which begins by halving the image and doubling the width, a 1x1 convolution, and
// the classifier (Su et al., CVPR 2021, section 5 and the benchmark's code, whose
// parameter names and order these are). The benchmark's 1,280 channels of the head
// are 40 C here.
func (Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	check(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	b := network{graph.NewBuilder(k.Input)}
	b.Block(graph.Stem, 0, -1)
	x := b.Conv("stem.conv", "stem.0", 0, k.C, graph.Square(3, 1))
	x = b.BatchNorm("stem.bn", "stem.1", x)
	x = b.ReLU("stem.relu", x)
	layer, width := 0, k.C
	for stage, layers := range stageLayers {
		for i := range layers {
			l := shape{in: width, out: width, stride: 1}
			kind := graph.Cell
			if i == 0 {
				l.out, l.stride, kind = 2*width, 2, graph.Reduction
			}
			b.Block(kind, stage+1, layer)
			b.Edge(layer)
			x = b.layer(layer, Op(a[layer]), x, l)
			width = l.out
			layer++
		}
	}
	b.Block(graph.Head, len(stageLayers), -1)
	x = b.Conv("head.conv", "out.0", x, headMultiplier*k.C, graph.Square(1, 1))
	x = b.BatchNorm("head.bn", "out.1", x)
	x = b.ReLU("head.relu", x)
	x = b.GlobalAvgPool("head.pool", x)
	b.Linear("head.linear", "classifier", x, k.Classes)
	return b.Graph()
}

// network builds the parts of the skeleton.
type network struct{ *graph.Builder }

// shape is what a layer does to an activation.
type shape struct{ in, out, stride int }

// layer adds one layer. An identity that changes nothing is a sum of one, so that the
// layer is there to be seen.
func (b network) layer(index int, op Op, x int, s shape) int {
	label, module := fmt.Sprintf("layers.%d", index), fmt.Sprintf("features.%d", index)
	switch op {
	case Identity:
		if s.stride == 1 {
			return b.Add(label+".identity", x)
		}
		x = b.Conv(label+".downsample.conv", module+".downsample.0", x, s.out, graph.Square(1, s.stride))
		return b.BatchNorm(label+".downsample.bn", module+".downsample.1", x)
	case MB3K3:
		return b.bottleneck(label, module+".conv", x, s, 3, 3)
	default:
		return b.bottleneck(label, module+".conv", x, s, 6, 5)
	}
}

// bottleneck adds MobileNetV2's block: a 1x1 convolution to expansion times the
// channels, a depthwise one, a 1x1 convolution without an activation after it, and
// the input again if the shape is the same.
func (b network) bottleneck(label, module string, x int, s shape, expansion, kernel int) int {
	hidden := expansion * s.in
	depthwise := graph.Square(kernel, s.stride)
	depthwise.Groups = hidden
	y := b.Conv(label+".expand.conv", module+".0", x, hidden, graph.Square(1, 1))
	y = b.BatchNorm(label+".expand.bn", module+".1", y)
	y = b.ReLU(label+".expand.relu", y)
	y = b.Conv(label+".depthwise.conv", module+".3", y, hidden, depthwise)
	y = b.BatchNorm(label+".depthwise.bn", module+".4", y)
	y = b.ReLU(label+".depthwise.relu", y)
	y = b.Conv(label+".project.conv", module+".6", y, s.out, graph.Square(1, 1))
	y = b.BatchNorm(label+".project.bn", module+".7", y)
	if s.stride > 1 {
		return y
	}
	return b.Add(label+".sum", y, x)
}
