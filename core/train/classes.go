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
	groups, err := classes(sp, k)
	if err != nil {
		return nil, err
	}
	return spread(groups, count, seed), nil
}

// group is the classes of one number of MACs.
type group struct {
	macs  int64
	archs []space.Arch
}

// classes returns all classes of sp, by their MACs in skeleton k.
func classes(sp space.Space, k graph.Skeleton) ([]group, error) {
	var groups []group
	at, seen := map[int64]int{}, map[string]bool{}
	for i := range sp.Info().Size {
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
	return groups, nil
}

// spread takes from each group in turn, in random order.
func spread(groups []group, count int, seed uint64) (list []space.Arch) {
	draw := rng.Named(seed, "train.classes")
	groups = slices.Clone(groups)
	for n, g := range groups {
		archs := slices.Clone(g.archs)
		for i := range archs {
			j := i + draw.IntN(len(archs)-i)
			archs[i], archs[j] = archs[j], archs[i]
		}
		groups[n].archs = archs
	}
	for turn, left := 0, true; left; turn++ {
		left = false
		for _, g := range groups {
			if turn < len(g.archs) && len(list) < count {
				list, left = append(list, g.archs[turn]), true
			}
		}
	}
	return list
}
