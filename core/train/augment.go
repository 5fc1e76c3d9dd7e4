package train

import (
	"protocell/core/graph"
	"protocell/core/rng"
)

// border is the width of the border that a crop may reach into: an eighth of the
// picture, the 4 pixels of CIFAR's 32 (He et al., "Deep residual learning", CVPR
// 2016, section 4.2) and the 2 of NAS-Bench-201's images of 16.
func border(edge int) int { return edge / 8 }

// augment writes an image into dst, NHWC, cropped at random out of itself with a
// border of empty pixels, and mirrored left to right with probability 1/2.
func augment(dst, src []float32, in graph.Shape, empty []float32, s *rng.Stream) {
	down, right := border(in.H), border(in.W)
	down, right = s.IntN(2*down+1)-down, s.IntN(2*right+1)-right
	mirror := s.IntN(2) == 1
	for y := range in.H {
		for x := range in.W {
			from := x
			if mirror {
				from = in.W - 1 - x
			}
			row, col := y+down, from+right
			pixel := empty
			if row >= 0 && row < in.H && col >= 0 && col < in.W {
				pixel = src[(row*in.W+col)*in.C:][:in.C]
			}
			copy(dst[(y*in.W+x)*in.C:][:in.C], pixel)
		}
	}
}
