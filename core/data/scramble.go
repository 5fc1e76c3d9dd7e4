package data

import "protocell/core/rng"

// Scrambled is the transform that moves the pixels of every image by one and the
// same permutation, a uniform one under the seed of images, so that neighbours
// are neighbours no more while all statistics of single pixels stay.
const Scrambled = "scrambled"

func scramble(x []float32, r *Request) {
	plane := r.Shape.H * r.Shape.W
	from := rng.New(r.Seed, scrambleStream).Perm(plane)
	old := make([]float32, plane)
	for at := 0; at < len(x); at += plane {
		copy(old, x[at:])
		for i, j := range from {
			x[at+i] = old[j]
		}
	}
}
