package space

import "protocell/core/rng"

// With returns a with another option of a decision.
func (a Arch) With(decision int, option byte) Arch {
	b := []byte(a)
	b[decision] = option
	return Arch(b)
}

// Changes returns, for each decision, the architectures of the space that differ
// from a in that decision alone, in the order of options.
func Changes(s Space, a Arch) [][]Arch {
	list := make([][]Arch, len(a))
	for i, d := range s.Decisions() {
		for option := range d.Options {
			if b := a.With(i, byte(option)); b != a && s.Check(b) == nil {
				list[i] = append(list[i], b)
			}
		}
	}
	return list
}

// MutateOne is a Space.Mutate.
func MutateOne(s Space, a Arch, r *rng.Stream) Arch {
	var can [][]Arch
	for _, list := range Changes(s, a) {
		if len(list) > 0 {
			can = append(can, list)
		}
	}
	list := can[r.IntN(len(can))]
	return list[r.IntN(len(list))]
}

// NeighboursOf is a Space.Neighbours.
func NeighboursOf(s Space, a Arch) []Arch {
	var all []Arch
	for _, list := range Changes(s, a) {
		all = append(all, list...)
	}
	return all
}
