package train

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"protocell/core/rng"
)

// state is a training after some epoch: all that it needs to go on, to the bit.
type state struct {
	Weights  []float32 // of all parameter tensors, in the graph's order and the engine's layout
	Velocity []float32 // likewise
	Moments  []float64 // running means and variances of the batch normalisations; nil before the first epoch
	Curve    []Epoch
	Status   Status
}

// magic begins a stored state. Its last byte is the version.
const magic = "protocell training\x01"

// statuses are the stored numbers of Status.
var statuses = []Status{Running, Done, Stopped, Diverged}

// Save returns the state of the training as bytes, for Load.
func (t *Trainer) Save() []byte {
	s := &t.state
	b := append([]byte(magic), 0)
	b[len(magic)] = byte(slices.Index(statuses, s.Status))
	b = binary.LittleEndian.AppendUint64(b, t.spec.digest())
	for _, n := range []int{len(s.Weights), len(s.Moments), len(s.Curve)} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	for _, list := range [][]float32{s.Weights, s.Velocity} {
		for _, v := range list {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	for _, v := range s.Moments {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	for _, e := range s.Curve {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(e.Loss))
		for _, n := range []int{e.Train, e.Validation, e.Test} {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		}
	}
	return binary.LittleEndian.AppendUint64(b, checksum(b))
}

// Load makes the training go on from bytes that Save returned under the same Spec.
// After an error it is as it was.
func (t *Trainer) Load(b []byte) error {
	const head = len(magic) + 1 + 8 + 3*4
	if len(b) < head+8 || string(b[:len(magic)]) != magic {
		return errors.New("train: not the state of a training")
	}
	body, sum := b[:len(b)-8], binary.LittleEndian.Uint64(b[len(b)-8:])
	if checksum(body) != sum {
		return errors.New("train: the state is damaged: its checksum is not that of its bytes")
	}
	if binary.LittleEndian.Uint64(b[len(magic)+1:]) != t.spec.digest() {
		return errors.New("train: the state is of another training")
	}
	var n [3]int
	for i := range n {
		n[i] = int(binary.LittleEndian.Uint32(b[head-12+4*i:]))
	}
	status := int(b[len(magic)])
	moments := t.net.RunningLen()
	if n[2] == 0 {
		moments = 0
	}
	if status >= len(statuses) || n[0] != len(t.state.Weights) || n[1] != moments || n[2] > t.spec.Epochs ||
		len(body) != head+8*n[0]+8*n[1]+20*n[2] {
		return fmt.Errorf("train: the state has %d weights, %d moments and %d epochs, which do not fit the training", n[0], n[1], n[2])
	}
	s := state{Weights: make([]float32, n[0]), Velocity: make([]float32, n[0]), Status: statuses[status]}
	rest := body[head:]
	for _, list := range [][]float32{s.Weights, s.Velocity} {
		for i := range list {
			list[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[4*i:]))
		}
		rest = rest[4*len(list):]
	}
	for range n[1] {
		s.Moments = append(s.Moments, math.Float64frombits(binary.LittleEndian.Uint64(rest)))
		rest = rest[8:]
	}
	for ; len(rest) > 0; rest = rest[20:] {
		count := func(i int) int { return int(binary.LittleEndian.Uint32(rest[8+4*i:])) }
		s.Curve = append(s.Curve, Epoch{math.Float64frombits(binary.LittleEndian.Uint64(rest)), count(0), count(1), count(2)})
	}
	t.state = s
	t.restore()
	return nil
}

// checksum returns the 64-bit FNV-1a hash of b, finished by rng.Mix.
func checksum(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return rng.Mix(h.Sum64())
}

// Key identifies the training of a canonical Spec: 16 hexadecimal digits.
func (s Spec) Key() string { return fmt.Sprintf("%016x", s.digest()) }

// digest returns a hash of all that s says.
func (s Spec) digest() uint64 {
	k := s.Skeleton
	return checksum(fmt.Appendf(nil, "%q %q %d %d %d %d %d %d %q %d %d %d %d %d %d %d %016x %016x %016x %t",
		s.Space, s.Arch, k.C, k.N, k.Input.C, k.Input.H, k.Input.W, k.Classes,
		s.Data, s.Images, s.Train, s.Validation, s.Test, s.Seed, s.Epochs, s.Batch,
		math.Float64bits(s.Rate), math.Float64bits(s.Momentum), math.Float64bits(s.Decay), s.Augment))
}
