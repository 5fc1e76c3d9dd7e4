package darts

import (
	"protocell/core/graph"
	"protocell/core/space"
)

// Skeletons returns the skeleton of NAS-Bench-301 as NASLib builds it, 8 cells that
// begin with 32 channels, and a small one. The network that DARTS reports has C = 36
// and N = 6, 20 cells.
func (Space) Skeletons() space.Skeletons {
	cifar := graph.Shape{C: 3, H: 32, W: 32}
	return space.Skeletons{
		Default: graph.Skeleton{C: 4, N: 1, Input: cifar, Classes: 10},
		Full:    graph.Skeleton{C: 32, N: 2, Input: cifar, Classes: 10},
		C:       "channels of a node in the first stage; a cell's output has four times as many",
		N:       "normal cells a stage",
		Tasks: []space.Task{
			{ID: "cifar10", Name: "CIFAR-10", Input: cifar, Classes: 10, Note: "NAS-Bench-301 predicts the accuracy; few of the architectures were trained."},
			{ID: "svhn", Name: "SVHN", Input: cifar, Classes: 10},
			{ID: "scifar100", Name: "Scrambled CIFAR-100", Input: cifar, Classes: 100},
			{ID: "ninapro", Name: "NinaPro", Input: graph.Shape{C: 1, H: 16, W: 52}, Classes: 18, Note: "Signals of muscles, as images."},
		},
	}
}
