package nats

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// cell is the operation of each edge of the cell of every network.
const cell space.Arch = "\x03\x03\x03\x01\x03\x03"

// Skeletons returns the benchmark's networks, whose widths the architecture alone
// decides, and the same on images so small that the widest scores in an instant.
func (Space) Skeletons() space.Skeletons {
	cifar, small := graph.Shape{C: 3, H: 32, W: 32}, graph.Shape{C: 3, H: 16, W: 16}
	return space.Skeletons{
		Default: graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 10},
		Full:    graph.Skeleton{C: 8, N: 1, Input: cifar, Classes: 10},
		Tasks: []space.Task{
			{ID: "cifar10", Name: "CIFAR-10", Input: cifar, Classes: 10},
			{ID: "cifar100", Name: "CIFAR-100", Input: cifar, Classes: 100},
			{ID: "ImageNet16-120", Name: "ImageNet16-120", Input: small, Classes: 120},
		},
	}
}

// Build returns the network of a: stem and cell of width c0, a residual reduction
// block to c1, a cell to c2, a reduction to c3, a cell to c4, and the classifier
// (Dong et al., TPAMI 2021, section 3). Edges into a cell's nodes from its input
// change the width. The image must halve evenly twice.
func (Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	c := widths(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	if err := nb201.CheckInput(k.Input); err != nil {
		return nil, err
	}
	layer := 0
	b := nb201.NewParts(k.Input)
	b.Edge = func(int) int { return layer }
	b.Block(graph.Stem, 0, -1)
	b.Builder.Edge(layer)
	x := b.Stem(c[0])
	stage := 0
	for ; layer < NumLayers; layer++ {
		name := fmt.Sprintf("cells.%d", layer)
		if layer%2 == 1 {
			stage++
			b.Block(graph.Reduction, stage, layer)
			b.Builder.Edge(layer)
			x = b.Reduction(name, x, c[layer])
		} else {
			b.Block(graph.Cell, stage, layer)
			x = b.Cell(name, cell, x, c[layer], 1)
		}
	}
	b.Block(graph.Head, stage, -1)
	b.Head(x, k.Classes)
	return b.Graph()
}
