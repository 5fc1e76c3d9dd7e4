package data

import "protocell/core/rng"

// pad is the width of the border that a crop may reach into.
const pad = 4

// augment crops each image at random out of itself with a border of 4 empty
// pixels, and mirrors it left to right with probability 1/2: the augmentation of
// CIFAR training (He et al., "Deep residual learning", CVPR 2016, section 4.2).
// Image b has the stream b of its own under the noise seed.
func augment(x []float32, r *Request, empty []float32) {
	in := r.Shape
	base := rng.Key(r.Noise, augmentStream)
	old := make([]float32, in.H*in.W)
	for b := range r.Batch {
		s := rng.New(base, uint64(b))
		down, right := s.IntN(2*pad+1)-pad, s.IntN(2*pad+1)-pad
		mirror := s.IntN(2) == 1
		for c := range in.C {
			plane := x[(b*in.C+c)*len(old):][:len(old)]
			copy(old, plane)
			for i := range plane {
				row, col := i/in.W, i%in.W
				if mirror {
					col = in.W - 1 - col
				}
				row, col = row+down, col+right
				plane[i] = empty[c]
				if row >= 0 && row < in.H && col >= 0 && col < in.W {
					plane[i] = old[row*in.W+col]
				}
			}
		}
	}
}
