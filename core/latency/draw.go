package latency

import (
	"protocell/core/rng"
	"protocell/core/space"
)

// Draw returns n valid architectures of a space, no two of which the benchmark counts as
// isomorphic, or fewer if the space has not as many.
func Draw(s space.Space, n int, seed uint64) []space.Arch {
	r := rng.Named(seed, "latency")
	var archs []space.Arch
	seen := map[string]bool{}
	for tries := 0; len(archs) < n && tries < 100*(n+1); tries++ {
		a := s.Sample(r)
		if c := s.Canonical(a); !seen[c] && s.Valid(a) == nil {
			seen[c] = true
			archs = append(archs, a)
		}
	}
	return archs
}
