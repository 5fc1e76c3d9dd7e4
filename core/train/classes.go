package train

import (
	"cmp"
	"fmt"
	"slices"

	"protocell/core/graph"
	"protocell/core/rng"
	"protocell/core/space"
)

// maxEnumerated is the size of the largest space whose classes Classes finds.
const maxEnumerated = 1 << 16

// Classes returns up to count architectures of sp, no two of which the benchmark
// counts as isomorphic, spread evenly over the MACs of their networks in skeleton k:
// of each number of MACs in turn, from the least, one class that is not there yet,
// drawn at random under the seed. A class stands for itself by its first member in the
// space's order. A smaller count has the beginning of the list of a larger one.
func Classes(sp space.Space, k graph.Skeleton, count int, seed uint64) ([]space.Arch, error) {
	size := sp.Info().Size
	if size > maxEnumerated {
		return nil, fmt.Errorf("%s has %d architectures; classes are found by listing all, of at most %d", sp.Info().ID, size, maxEnumerated)
	}
	type group struct {
		macs  int64
		archs []space.Arch
	}
	var groups []group
	at, seen := map[int64]int{}, map[string]bool{}
	for i := range size {
		a := sp.At(i)
		if class := sp.Canonical(a); seen[class] {
			continue
		} else {
			seen[class] = true
		}
		g, err := sp.Build(a, k)
		if err != nil {
			return nil, err
		}
		macs := g.Costs().Total.MACs
		n, ok := at[macs]
		if !ok {
			n = len(groups)
			at[macs] = n
			groups = append(groups, group{macs: macs})
		}
		groups[n].archs = append(groups[n].archs, a)
	}
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.macs, b.macs) })
	draw := rng.Named(seed, "train.classes")
	for _, g := range groups {
		for i := range g.archs {
			j := i + draw.IntN(len(g.archs)-i)
			g.archs[i], g.archs[j] = g.archs[j], g.archs[i]
		}
	}
	var list []space.Arch
	for turn, left := 0, true; left; turn++ {
		left = false
		for _, g := range groups {
			if turn < len(g.archs) && len(list) < count {
				list, left = append(list, g.archs[turn]), true
			}
		}
	}
	return list, nil
}
