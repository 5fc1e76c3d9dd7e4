package tnbmicro

import (
	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/transnas"
)

// modules is the fixed sequence of modules, "41414": whether a module doubles the
// width and halves the image.
var modules = [5]bool{true, false, true, false, true}

// Skeletons returns the benchmark's network, and a small one.
func (Space) Skeletons() space.Skeletons {
	tasks := transnas.Tasks()
	return space.Skeletons{
		Default: graph.Skeleton{C: 16, N: 1, Input: graph.Shape{C: 3, H: 64, W: 64}, Classes: 10},
		Full:    graph.Skeleton{C: transnas.Width, N: 2, Input: tasks[0].Input, Classes: tasks[0].Classes},
		C:       "channels behind the stem",
		N:       "cells a module",
		Tasks:   tasks,
	}
}

// Build returns the network of a: a stem that quarters the image, five modules of N
// cells, of which the first, third and fifth double the width and halve the image
// in their first cell, on the edges from its input, and the classifier (Duan et
// al., CVPR 2021, section 3.1). Odd sides are halved upwards.
func (Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	check(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	b := transnas.NewParts(k.Input)
	width := k.C
	x := transnas.Stem(b, width)
	for m, down := range modules {
		for i := range k.N {
			stride := 1
			if down && i == 0 {
				width, stride = 2*width, 2
			}
			b.Block(graph.Cell, m, m*k.N+i)
			x = b.Cell(transnas.Layer(m, i), a, x, width, stride)
		}
	}
	transnas.Head(b, len(modules)-1, x, k.Classes)
	return b.Graph()
}
