package nb201

import (
	"protocell/core/graph"
	"protocell/core/space"
)

// Skeletons returns the benchmark's skeleton, section 2.1 of the paper, and a small
// one.
func (Space) Skeletons() space.Skeletons {
	cifar, small := graph.Shape{C: 3, H: 32, W: 32}, graph.Shape{C: 3, H: 16, W: 16}
	return space.Skeletons{
		Default: graph.Skeleton{C: 8, N: 1, Input: cifar, Classes: 10},
		Full:    graph.Skeleton{C: 16, N: 5, Input: cifar, Classes: 10},
		C:       "channels of the first stage",
		N:       "cells a stage",
		Tasks: []space.Task{
			{ID: "cifar10", Name: "CIFAR-10", Input: cifar, Classes: 10},
			{ID: "cifar100", Name: "CIFAR-100", Input: cifar, Classes: 100},
			{ID: "ImageNet16-120", Name: "ImageNet16-120", Input: small, Classes: 120},
		},
	}
}
