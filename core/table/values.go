package table

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// The ways in which values are written. The smallest that keeps every bit is taken.
const (
	asFloat64 = iota
	asFloat32 // where every value is one
	asSteps   // multiples of one unit, as differences from the least, each of as many bytes
	asDeltas  // multiples of one unit, as differences from the one before, of variable length
)

// appendValues appends values: the way (one byte), whether some are missing (one
// byte) and if so one bit a value, lowest first, that is set where it is not; then
// those that are not missing.
//
// Floats are written by planes: the lowest bytes of all, then the next. So are
// steps, after the unit, the least multiple and the number of bytes of each. The
// unit is 1/n, and the multiple k of it stands for the float64 nearest to k/n.
func appendValues(b []byte, values []float64) []byte {
	present := make([]float64, 0, len(values))
	known := make([]byte, (len(values)+7)/8)
	for i, v := range values {
		if v == v {
			present = append(present, v)
			known[i/8] |= 1 << (i % 8)
		}
	}
	way, body := smallest(present)
	b = append(b, way)
	if len(present) == len(values) {
		b = append(b, 0)
	} else {
		b = append(append(b, 1), known...)
	}
	return append(b, body...)
}

// smallest writes values in the smallest way.
func smallest(values []float64) (way byte, body []byte) {
	if n, steps, ok := stepsOf(values); ok {
		least, most := int64(0), int64(0)
		if len(steps) > 0 {
			least, most = steps[0], steps[0]
		}
		for _, k := range steps {
			least, most = min(least, k), max(most, k)
		}
		head := binary.AppendVarint(binary.AppendUvarint(nil, n), least)
		width := bytesOf(uint64(most - least))
		deltas := append([]byte{}, head...)
		before := least
		for _, k := range steps {
			deltas = binary.AppendVarint(deltas, k-before)
			before = k
		}
		if fixed := len(head) + 1 + width*len(steps); fixed <= len(deltas) {
			way, body = asSteps, append(head, byte(width))
			body = appendPlanes(body, width, len(steps), func(i int) uint64 { return uint64(steps[i] - least) })
		} else {
			way, body = asDeltas, deltas
		}
	}
	if isFloat32(values) {
		if body == nil || 4*len(values) < len(body) {
			return asFloat32, appendPlanes(nil, 4, len(values), func(i int) uint64 { return uint64(math.Float32bits(float32(values[i]))) })
		}
	} else if body == nil || 8*len(values) < len(body) {
		return asFloat64, appendPlanes(nil, 8, len(values), func(i int) uint64 { return math.Float64bits(values[i]) })
	}
	return way, body
}

func isFloat32(values []float64) bool {
	for _, v := range values {
		if math.Float64bits(float64(float32(v))) != math.Float64bits(v) {
			return false
		}
	}
	return true
}

// units are the units that are tried, as the number that makes 1: decimals, thirds
// of decimals (the mean of three runs), and powers of two (shares of that many
// images); the largest unit first.
var units = func() []uint64 {
	var all []uint64
	for n := uint64(1); n <= 1e9; n *= 10 {
		all = append(all, n)
	}
	for n := uint64(3); n <= 3e6; n *= 10 {
		all = append(all, n)
	}
	for n := uint64(2); n <= 1<<20; n *= 2 {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}()

// maxStep bounds multiples: below it they are exact as float64.
const maxStep = 1 << 53

// stepsOf returns values as multiples of 1/n, if there is such a unit.
func stepsOf(values []float64) (n uint64, steps []int64, ok bool) {
	steps = make([]int64, len(values))
next:
	for _, n := range units {
		for i, v := range values {
			k := math.Round(v * float64(n))
			if !(math.Abs(k) < maxStep) || math.Float64bits(k/float64(n)) != math.Float64bits(v) {
				continue next
			}
			steps[i] = int64(k)
		}
		return n, steps, true
	}
	return 0, nil, false
}

// appendPlanes appends the lower bytes of n numbers, plane by plane.
func appendPlanes(b []byte, bytes, n int, at func(i int) uint64) []byte {
	for p := range bytes {
		for i := range n {
			b = append(b, byte(at(i)>>(8*p)))
		}
	}
	return b
}

// values reads n values.
func (r *reader) values(n int) ([]float64, error) {
	head, err := r.take(2)
	if err != nil {
		return nil, err
	}
	present := n
	var known []byte
	if head[1] != 0 {
		if known, err = r.take((n + 7) / 8); err != nil {
			return nil, err
		}
		present = 0
		for i := range n {
			present += int(known[i/8] >> (i % 8) & 1)
		}
	}
	values := make([]float64, n)
	packed := values[:present]
	if err := r.packed(packed, head[0]); err != nil {
		return nil, err
	}
	if known != nil {
		spread(values, known, present)
	}
	return values, nil
}

// spread moves the first values to where they are known, from the last on, and makes
// the others NaN.
func spread(values []float64, known []byte, present int) {
	for i := len(values) - 1; i >= 0; i-- {
		if known[i/8]>>(i%8)&1 == 0 {
			values[i] = math.NaN()
			continue
		}
		present--
		values[i] = values[present]
	}
}

// packed reads values that are not missing, written in a way.
func (r *reader) packed(values []float64, way byte) error {
	switch way {
	case asFloat64:
		return r.floats(values, 8, math.Float64frombits)
	case asFloat32:
		return r.floats(values, 4, func(v uint64) float64 { return float64(math.Float32frombits(uint32(v))) })
	case asSteps, asDeltas:
		return r.steps(values, way)
	}
	return fmt.Errorf("values written in way %d, which there is not", way)
}

func (r *reader) floats(values []float64, bytes int, float func(uint64) float64) error {
	b, err := r.take(bytes * len(values))
	if err != nil {
		return err
	}
	for i := range values {
		if values[i] = float(planes(b, bytes, len(values), i)); values[i] != values[i] {
			return fmt.Errorf("value %d is not a number", i+1)
		}
	}
	return nil
}

// planes reads number i of n.
func planes(b []byte, bytes, n, i int) uint64 {
	var v uint64
	for p := range bytes {
		v |= uint64(b[p*n+i]) << (8 * p)
	}
	return v
}

func (r *reader) steps(values []float64, way byte) error {
	unit, err := r.uvarint()
	if err != nil {
		return err
	}
	if unit == 0 || unit >= maxStep {
		return fmt.Errorf("a unit of 1/%d", unit)
	}
	k, err := r.varint()
	if err != nil {
		return err
	}
	if way == asDeltas {
		for i := range values {
			d, err := r.varint()
			if err != nil {
				return err
			}
			if k += d; k <= -maxStep || k >= maxStep {
				return fmt.Errorf("value %d is out of range", i+1)
			}
			values[i] = float64(k) / float64(unit)
		}
		return nil
	}
	width, err := r.take(1)
	if err != nil {
		return err
	}
	if width[0] > 8 {
		return fmt.Errorf("numbers of %d bytes", width[0])
	}
	b, err := r.take(int(width[0]) * len(values))
	if err != nil {
		return err
	}
	for i := range values {
		step := planes(b, int(width[0]), len(values), i)
		if k <= -maxStep || step >= 2*maxStep || k+int64(step) >= maxStep {
			return fmt.Errorf("value %d is out of range", i+1)
		}
		values[i] = float64(k+int64(step)) / float64(unit)
	}
	return nil
}

// varint reads a number of variable length with a sign, between -maxStep and
// maxStep twice over.
func (r *reader) varint() (int64, error) {
	v, n := binary.Varint(r.data[r.at:])
	if n <= 0 {
		return 0, fmt.Errorf("a number should follow")
	}
	if v <= -2*maxStep || v >= 2*maxStep {
		return 0, fmt.Errorf("the number %d is out of range", v)
	}
	r.at += n
	return v, nil
}
