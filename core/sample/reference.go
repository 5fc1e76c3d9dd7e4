package sample

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// ReferenceSize is the number of architectures of a reference sample, unless another
// is asked for.
const ReferenceSize = 64

// Reference draws the reference sample of a space, among which scores get a percentile
// and ensembles rank: n distinct connected architectures, uniformly, always the same
// ones, so that a place means the same to everyone. A longer sample begins with the
// shorter one. It is shorter than n where the space has fewer such architectures than
// draws find.
func Reference(sp space.Space, n int) []space.Arch {
	r := rng.Named(0, "page/reference")
	seen := make(map[space.Arch]bool, n)
	list := make([]space.Arch, 0, n)
	for tries := 0; len(list) < n && tries < 100*n+1000; tries++ {
		if a := sp.Sample(r); !seen[a] && sp.Valid(a) == nil {
			seen[a] = true
			list = append(list, a)
		}
	}
	return list
}
