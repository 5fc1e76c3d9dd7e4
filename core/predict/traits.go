package predict

import (
	"protocell/core/space"
)

// traits are what an architecture has or has not: the vocabulary of few-shot
// adaptation, whose weights are learned from other devices. An architecture has a trait
// for each decision, for each operation that carries its input to its output, for each
// pair of these, for their number and for the longest chain of them.
type traits struct {
	space     space.Space
	decisions []space.Decision
	index     map[int64]int
	pairs     bool
}

// maxTraits bounds the vocabulary: pairs are left out of spaces with many operations.
const maxTraits = 600

// newTraits returns the vocabulary of architectures.
func newTraits(s space.Space, archs []space.Arch) *traits {
	t := &traits{space: s, decisions: s.Decisions(), pairs: true}
	if t.learn(archs); len(t.index) > maxTraits {
		t.pairs = false
		t.learn(archs)
	}
	return t
}

func (t *traits) learn(archs []space.Arch) {
	t.index = map[int64]int{}
	for _, a := range archs {
		t.each(a, func(key int64) {
			if _, ok := t.index[key]; !ok {
				t.index[key] = len(t.index)
			}
		})
	}
}

// of appends the traits of an architecture that are in the vocabulary.
func (t *traits) of(dst []int, a space.Arch) []int {
	t.each(a, func(key int64) {
		if k, ok := t.index[key]; ok {
			dst = append(dst, k)
		}
	})
	return dst
}

// Kinds of trait, the upper bits of their keys.
const (
	decisionTrait int64 = iota << 56
	operationTrait
	pairTrait
	numberTrait
	depthTrait
)

// each calls f with the key of each trait.
func (t *traits) each(a space.Arch, f func(key int64)) {
	for d := range len(a) {
		f(decisionTrait | int64(d)<<8 | int64(a[d]))
	}
	ops := operations(t.space, t.decisions, a, which{connections: true})
	for i := range ops {
		f(operationTrait | int64(ops[i].key))
		for j := range i {
			if t.pairs {
				f(pairTrait | int64(ops[j].key)<<20 | int64(ops[i].key))
			}
		}
	}
	ops = operations(t.space, t.decisions, a, which{})
	f(numberTrait | int64(len(ops)))
	f(depthTrait | int64(longest(ops)))
}
