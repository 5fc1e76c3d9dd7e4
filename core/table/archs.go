package table

import (
	"encoding/binary"
	"fmt"
	"slices"

	"protocell/core/space"
)

// appendArchs appends architectures: the number of decisions of the longest (one
// byte), of each decision the number of options in use (one byte each), whether all
// are as long (one byte, 1 or 0) and if not the number of decisions of each (one
// byte each). Then, of each, groups of decisions: as many as give numbers of at most
// 32 bits, in a mixed radix whose first digit is the most significant, in as many
// bytes as the largest needs. Of decisions that an architecture lacks the digit
// is 0.
func appendArchs(b []byte, archs []space.Arch) ([]byte, error) {
	longest, shortest := 0, space.MaxDecisions
	for i, a := range archs {
		if len(a) > space.MaxDecisions {
			return nil, fmt.Errorf("row %d: %d decisions, more than %d", i+1, len(a), space.MaxDecisions)
		}
		longest, shortest = max(longest, len(a)), min(shortest, len(a))
	}
	radix := slices.Repeat([]byte{1}, longest)
	for i, a := range archs {
		for k := range len(a) {
			if a[k] == 255 {
				return nil, fmt.Errorf("row %d: decision %d takes option 255", i+1, k)
			}
			radix[k] = max(radix[k], a[k]+1)
		}
	}
	b = append(append(b, byte(longest)), radix...)
	if shortest >= longest {
		b = append(b, 1)
	} else {
		b = append(b, 0)
		for _, a := range archs {
			b = append(b, byte(len(a)))
		}
	}
	groups := groupsOf(radix)
	for _, a := range archs {
		for _, g := range groups {
			var v uint64
			for k := g.from; k < g.to; k++ {
				v *= uint64(radix[k])
				if k < len(a) {
					v += uint64(a[k])
				}
			}
			b = appendBytes(b, v, g.bytes)
		}
	}
	return b, nil
}

// group is decisions that are one number.
type group struct {
	from, to int
	size     uint64 // the number is below it
	bytes    int
}

// groupsOf groups decisions. Those with one option take no bytes.
func groupsOf(radix []byte) []group {
	var groups []group
	for from := 0; from < len(radix); {
		g := group{from: from, to: from, size: 1}
		for g.to < len(radix) && g.size*uint64(radix[g.to]) <= 1<<32 {
			g.size *= uint64(radix[g.to])
			g.to++
		}
		g.bytes = bytesOf(g.size - 1)
		groups = append(groups, g)
		from = g.to
	}
	return groups
}

// archs reads n architectures.
func (r *reader) archs(n int) ([]space.Arch, error) {
	longest, err := r.take(1)
	if err != nil {
		return nil, err
	}
	radix, err := r.take(int(longest[0]))
	if err != nil {
		return nil, err
	}
	if slices.Contains(radix, 0) {
		return nil, fmt.Errorf("a decision without options")
	}
	alike, err := r.take(1)
	if err != nil {
		return nil, err
	}
	var lengths []byte
	if alike[0] != 1 {
		if lengths, err = r.take(n); err != nil {
			return nil, err
		}
	}
	groups := groupsOf(radix)
	size := 0
	for _, g := range groups {
		size += g.bytes
	}
	if size == 0 && lengths == nil && n > 1 {
		return nil, fmt.Errorf("%d rows with the same architecture", n)
	}
	all, err := r.take(n * size)
	if err != nil {
		return nil, err
	}
	archs := make([]space.Arch, n)
	digits := make([]byte, len(radix))
	for i := range archs {
		length := len(radix)
		if lengths != nil {
			length = int(lengths[i])
		}
		for _, g := range groups {
			v := uintOf(all[:g.bytes])
			all = all[g.bytes:]
			if v >= g.size {
				return nil, fmt.Errorf("row %d: %d is no number below %d", i+1, v, g.size)
			}
			for k := g.to - 1; k >= g.from; k-- {
				digits[k] = byte(v % uint64(radix[k]))
				v /= uint64(radix[k])
			}
		}
		if length > len(digits) || slices.ContainsFunc(digits[length:], func(d byte) bool { return d != 0 }) {
			return nil, fmt.Errorf("row %d: an architecture of %d decisions has more", i+1, length)
		}
		archs[i] = space.Arch(digits[:length])
	}
	return archs, nil
}

// bytesOf returns how many bytes v needs, 0 for 0.
func bytesOf(v uint64) int {
	n := 0
	for ; v > 0; v >>= 8 {
		n++
	}
	return n
}

// appendBytes appends the lower n bytes of v, little-endian.
func appendBytes(b []byte, v uint64, n int) []byte {
	var all [8]byte
	binary.LittleEndian.PutUint64(all[:], v)
	return append(b, all[:n]...)
}

// uintOf reads at most 8 bytes, little-endian.
func uintOf(b []byte) uint64 {
	var all [8]byte
	copy(all[:], b)
	return binary.LittleEndian.Uint64(all[:])
}
