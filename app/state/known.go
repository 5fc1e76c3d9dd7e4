package state

import (
	"encoding/json"
	"maps"

	"protocell/core/experiment"
	"protocell/core/score"
	"protocell/core/space"
)

// Key identifies a set-up: everything but the architecture that a score depends
// on.
type Key string

// setup returns the key of spec's set-up.
func setup(spec experiment.Spec) Key {
	spec.Arch, spec.Pins, spec.Proxies = "", nil, nil
	text, err := json.Marshal(spec)
	if err != nil {
		panic(err) // numbers and strings only
	}
	return Key(text)
}

// Setup returns the key of the set-up on show.
func (s State) Setup() Key { return s.key }

// Known is what has been computed. Scores are a pure function of set-up and
// architecture, so it only grows, and a State may share it with the States
// before it.
type Known struct {
	records map[Key]map[space.Arch]*Record
	plans   map[string]int64 // bytes that scoring takes, by id of the job that planned it
	matrix  []place          // of the records with a matrix, the oldest first
}

type place struct {
	key  Key
	arch space.Arch
}

// maxMatrices bounds how many kernel matrices are kept; they are large.
const maxMatrices = 16

// Record is what is known of one architecture under one set-up. It is never
// changed; what is learnt later makes a new one.
type Record struct {
	Arch    space.Arch
	Scores  map[string]score.Entry // by proxy
	Matrix  *score.Matrix
	Kernels string
}

func newKnown() *Known {
	return &Known{records: map[Key]map[space.Arch]*Record{}, plans: map[string]int64{}}
}

// of returns what is known of a under a set-up, which may be nothing.
func (k *Known) of(key Key, a space.Arch) *Record { return k.records[key][a] }

// learn adds a result.
func (k *Known) learn(key Key, a space.Arch, r *score.Result) {
	if k.records[key] == nil {
		k.records[key] = map[space.Arch]*Record{}
	}
	next := &Record{Arch: a, Scores: map[string]score.Entry{}}
	if old := k.records[key][a]; old != nil {
		*next = *old
		next.Scores = maps.Clone(old.Scores)
	}
	for _, e := range r.Scores {
		next.Scores[e.ID] = e
	}
	next.Kernels = r.Kernels
	if r.Matrix != nil {
		next.Matrix = r.Matrix
		k.matrix = append(k.matrix, place{key, a})
	}
	k.records[key][a] = next
	if len(k.matrix) > maxMatrices {
		k.forget(k.matrix[0])
		k.matrix = k.matrix[1:]
	}
}

// forget drops the kernel matrix of a record.
func (k *Known) forget(at place) {
	for _, later := range k.matrix[1:] {
		if later == at {
			return
		}
	}
	r := *k.records[at.key][at.arch]
	r.Matrix = nil
	k.records[at.key][at.arch] = &r
}

// has reports whether the scores of all the proxies are known.
func (r *Record) has(proxies []string) bool {
	if r == nil {
		return false
	}
	for _, id := range proxies {
		if _, ok := r.Scores[id]; !ok {
			return false
		}
	}
	return true
}
