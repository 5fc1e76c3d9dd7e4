package search

import (
	"cmp"
	"slices"

	"protocell/core/rng"
	"protocell/core/space"
)

// drawing is the state that all strategies have: where their stream is, and the id of
// the last trial.
type drawing struct {
	Stream rng.Stream `json:"stream"`
	Last   int        `json:"last"`
}

// newDrawing returns the start of a strategy under the seed of a problem.
func newDrawing(p Problem) drawing { return drawing{Stream: *rng.Named(p.Seed, "search")} }

// trial returns a new trial of an architecture.
func (d *drawing) trial(a space.Arch, o Origin) Trial {
	d.Last++
	return Trial{ID: d.Last, Arch: a, Origin: o}
}

// random returns a new trial of a uniform architecture.
func (d *drawing) random(s space.Space) Trial { return d.trial(s.Sample(&d.Stream), Random) }

// normal returns an approximately normal number, of variance 1.
func (d *drawing) normal() float64 {
	v := rng.Normal(d.Stream.Key, (d.Stream.Pos+2)/3)
	d.Stream.Pos = (d.Stream.Pos+2)/3*3 + 3
	return v
}

// Member is an architecture with what is known of it.
type Member struct {
	ID    int        `json:"id"` // of its trial
	Arch  space.Arch `json:"arch"`
	Value float64    `json:"value"`
}

// better orders members from the best; equal ones by their trials, so that the order
// does not depend on that of the outcomes.
func better(a, b Member) int {
	return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.ID, b.ID))
}

// insert puts a member into a list that better orders, and keeps at most limit.
func insert(list []Member, m Member, limit int) []Member {
	at, _ := slices.BinarySearchFunc(list, m, better)
	if at >= limit {
		return list
	}
	list = slices.Insert(list, at, m)
	return list[:min(len(list), limit)]
}

// tournament returns the best of n members drawn with replacement; of equal ones the
// first drawn.
func tournament(r *rng.Stream, population []Member, n int) Member {
	best := population[r.IntN(len(population))]
	for range n - 1 {
		if m := population[r.IntN(len(population))]; m.Value > best.Value {
			best = m
		}
	}
	return best
}
