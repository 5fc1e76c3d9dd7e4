// Package rng has counter-based random streams: element k of stream id under a
// seed is a pure function of (seed, id, k), so that any part of a tensor can be
// made at any time, in any order, by any worker, with the same bits.
//
// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", OOPSLA 2014), started at a key mixed from
// seed and id.
package rng

import "math/bits"

// golden is 2^64 divided by the golden ratio, SplitMix64's increment.
const golden = 0x9E3779B97F4A7C15

// Mix is SplitMix64's finaliser, a bijection of the 64-bit integers.
func Mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

// Key returns the start of the stream id under seed.
func Key(seed, id uint64) uint64 {
	return Mix((Mix(seed+golden) ^ id) + golden)
}

// At returns output k of the stream that starts at key.
func At(key, k uint64) uint64 {
	return Mix(key + (k+1)*golden)
}

// Normal returns element i of the approximately normal sequence of the stream
// that starts at key: the sum of twelve uniform 16-bit fields (Irwin–Hall),
// centred, over 65536. Mean 0, variance 1 - 2^-32, range (-6, 6). Its value is
// exact in float32, so every platform has the same bits.
func Normal(key, i uint64) float64 {
	var sum uint64
	for k := 3 * i; k < 3*i+3; k++ {
		u := At(key, k)
		sum += u&0xFFFF + u>>16&0xFFFF + u>>32&0xFFFF + u>>48
	}
	return float64(int64(sum)-393210) / 65536
}

// FillNormal writes float32(Normal·std) of stream (seed, id) into dst, element i
// from counter i. The product is rounded once to float64 and once to float32.
func FillNormal(dst []float32, seed, id uint64, std float64) {
	key := Key(seed, id)
	for i := range dst {
		dst[i] = float32(Normal(key, uint64(i)) * std)
	}
}

// Stream reads a counter-based stream from its beginning. Its whole state is
// Key and Pos, so that it can be stored and resumed.
type Stream struct {
	Key uint64 // start of the stream, from Key or Named
	Pos uint64 // outputs taken so far
}

// New returns the stream id under seed.
func New(seed, id uint64) *Stream { return &Stream{Key: Key(seed, id)} }

// Named returns the stream with a name under seed. The name is hashed by
// FNV-1a with the top bit set, which keeps it apart from the small numeric ids
// of weights and inputs.
func Named(seed uint64, name string) *Stream {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(name); i++ {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return New(seed, h|1<<63)
}

// Uint64 returns the next output.
func (s *Stream) Uint64() uint64 {
	u := At(s.Key, s.Pos)
	s.Pos++
	return u
}

// IntN returns a uniform integer in [0, n), without bias (Lemire, "Fast random
// integer generation in an interval", 2019). It panics if n <= 0.
func (s *Stream) IntN(n int) int {
	if n <= 0 {
		panic("rng: IntN of a non-positive bound")
	}
	bound := uint64(n)
	hi, lo := bits.Mul64(s.Uint64(), bound)
	for threshold := -bound % bound; lo < threshold; {
		hi, lo = bits.Mul64(s.Uint64(), bound)
	}
	return int(hi)
}

// Float64 returns a uniform number in [0, 1), a multiple of 2^-53.
func (s *Stream) Float64() float64 { return float64(s.Uint64()>>11) / (1 << 53) }

// Perm returns a uniform permutation of 0..n-1 (Fisher–Yates).
func (s *Stream) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		j := s.IntN(i + 1)
		p[i], p[j] = p[j], i
	}
	return p
}
