package mnasnet

import (
	"protocell/core/graph"
	"protocell/core/space"
)

// headFilters is the number of channels before the classifier at full width.
const headFilters = 1280

// smallSide is the side of an image below which the stem and block 2 keep its size.
const smallSide = 96

// Skeletons returns the network for ImageNet, and a narrow one for small images.
func (Space) Skeletons() space.Skeletons {
	imagenet := graph.Shape{C: 3, H: 224, W: 224}
	return space.Skeletons{
		Default: graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 10},
		Full:    graph.Skeleton{C: 32, N: 1, Input: imagenet, Classes: 1000},
		C:       "channels of the stem; 32 is full width, and all blocks scale with it, to multiples of 8",
		Tasks:   []space.Task{{ID: "imagenet", Name: "ImageNet", Input: imagenet, Classes: 1000}},
	}
}

// scale returns the number of channels of a layer that has a number of filters at
// full width, when the stem has c: the nearest multiple of 8, 8 or more, and the next
// one if that is below nine tenths.
func scale(filters, c int) int {
	exact := filters * c // in parts of stemFilters
	n := max(8, (exact+4*stemFilters)/(8*stemFilters)*8)
	if 10*n*stemFilters < 9*exact {
		n += 8
	}
	return n
}
