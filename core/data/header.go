package data

import (
	"encoding/binary"
	"fmt"
	"hash"
	"hash/fnv"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"protocell/core/rng"
	"protocell/core/wire"
)

// A stored set is one file:
//
//	16 bytes        "protocell-set/1\n"
//	240 bytes       the name, UTF-8, zeros behind it
//	4 bytes         the length of the header, little-endian
//	header          Header as JSON
//	2 bytes each    the labels, little-endian; none if the set has no classes
//	C·H·W each      the images, a byte a value, channels first
//
// Its id is a digest of all from byte 256 on: the name can be changed.
const (
	storedMagic = "protocell-set/1\n"
	// NameSize is the largest number of bytes of a name.
	NameSize = 240
	// NamedSize is the length of the beginning of a stored set that has its name.
	NamedSize = len(storedMagic) + NameSize
)

// Bounds of a stored set.
const (
	MaxEdge       = 256     // pixels of an image's edge
	MaxClasses    = 1 << 16 // so that labels are two bytes
	MaxCount      = 1 << 24 // images
	maxHeaderSize = 4 << 20
)

// Header describes a stored set.
type Header struct {
	Kind    string    `json:"kind"`  // what it was made from: "cifar-10", "cifar-100", "idx" or "pictures"
	C       int       `json:"c"`     // channels: 1, grey, or 3, red, green and blue
	H       int       `json:"h"`     // height
	W       int       `json:"w"`     // width
	Count   int       `json:"count"` // images
	Classes []string  `json:"classes,omitempty"`
	Mean    []float64 `json:"mean"` // of each channel over the whole set, 0 to 1
	Std     []float64 `json:"std"`  // and the standard deviation, 1 if that is 0
}

// Labelled reports whether the images have labels.
func (h *Header) Labelled() bool { return len(h.Classes) > 0 }

// Len returns the number of bytes of an image.
func (h *Header) Len() int { return h.C * h.H * h.W }

// LabelsLen returns the number of bytes of all labels.
func (h *Header) LabelsLen() int {
	if !h.Labelled() {
		return 0
	}
	return 2 * h.Count
}

// check returns what is wrong with a header, or nil.
func (h *Header) check() error {
	switch {
	case h.C != 1 && h.C != 3:
		return fmt.Errorf("%d channels, not 1 or 3", h.C)
	case h.H < 1 || h.H > MaxEdge || h.W < 1 || h.W > MaxEdge:
		return fmt.Errorf("images of %dx%d; each edge is 1 to %d", h.H, h.W, MaxEdge)
	case h.Count < 1 || h.Count > MaxCount:
		return fmt.Errorf("%d images, not 1 to %d", h.Count, MaxCount)
	case len(h.Classes) > MaxClasses:
		return fmt.Errorf("%d classes, more than %d", len(h.Classes), MaxClasses)
	case len(h.Mean) != h.C || len(h.Std) != h.C:
		return fmt.Errorf("%d means and %d standard deviations of %d channels", len(h.Mean), len(h.Std), h.C)
	}
	for c := range h.Mean {
		if !(h.Mean[c] >= 0 && h.Mean[c] <= 1 && h.Std[c] >= 1e-9 && h.Std[c] <= 1) {
			return fmt.Errorf("mean %v and standard deviation %v of channel %d, not those of values from 0 to 1", h.Mean[c], h.Std[c], c)
		}
	}
	return nil
}

// Encode returns the beginning of the file of a set, up to its labels.
func (h *Header) Encode(name string) ([]byte, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	out, err := EncodeName(name)
	if err != nil {
		return nil, err
	}
	text, err := wire.Marshal(h)
	if err != nil {
		return nil, err
	}
	if len(text) > maxHeaderSize {
		return nil, fmt.Errorf("the names of the classes take %d bytes, more than %d", len(text), maxHeaderSize)
	}
	return append(binary.LittleEndian.AppendUint32(out, uint32(len(text))), text...), nil
}

// EncodeName returns the first NamedSize bytes of a set with a name.
func EncodeName(name string) ([]byte, error) {
	if name == "" || len(name) > NameSize || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7F }) {
		return nil, fmt.Errorf("the name of a set is 1 to %d bytes of text in one line", NameSize)
	}
	out := make([]byte, NamedSize)
	copy(out, storedMagic)
	copy(out[len(storedMagic):], name)
	return out, nil
}

// ReadHeader reads the beginning of the file of a set and returns its name, its
// header and where its labels begin. The error says what is wrong with the file.
func ReadHeader(f Stored) (name string, h *Header, labels int64, err error) {
	start := make([]byte, NamedSize+4)
	if _, err := f.ReadAt(start, 0); err != nil && err != io.EOF {
		return "", nil, 0, fmt.Errorf("byte 0: %w", err)
	}
	if string(start[:len(storedMagic)]) != storedMagic {
		return "", nil, 0, fmt.Errorf("byte 0: not an image set, which begins with %q", storedMagic)
	}
	name = strings.TrimRight(string(start[len(storedMagic):NamedSize]), "\x00")
	if _, err := EncodeName(name); err != nil {
		return "", nil, 0, fmt.Errorf("byte %d: %w", len(storedMagic), err)
	}
	if f.Size() < int64(len(start)) {
		return "", nil, 0, fmt.Errorf("byte %d: the file ends here, before its header", f.Size())
	}
	n := binary.LittleEndian.Uint32(start[NamedSize:])
	if n > maxHeaderSize || int64(n) > f.Size() {
		return "", nil, 0, fmt.Errorf("byte %d: a header of %d bytes, more than there are", NamedSize, n)
	}
	text := make([]byte, n)
	if _, err := f.ReadAt(text, int64(len(start))); err != nil && err != io.EOF {
		return "", nil, 0, fmt.Errorf("byte %d: the header: %w", len(start), err)
	}
	h = new(Header)
	if err := wire.Unmarshal(text, h); err != nil {
		return "", nil, 0, fmt.Errorf("byte %d: the header: %w", len(start), err)
	}
	if err := h.check(); err != nil {
		return "", nil, 0, fmt.Errorf("byte %d: the header: %w", len(start), err)
	}
	labels = int64(len(start)) + int64(n)
	if want := labels + int64(h.LabelsLen()) + int64(h.Count)*int64(h.Len()); f.Size() != want {
		return "", nil, 0, fmt.Errorf("byte %d: the file ends here; with %d images it has %d bytes", f.Size(), h.Count, want)
	}
	return name, h, labels, nil
}

// Digest makes the id of a stored set: write it the file from byte NamedSize on.
// It is the 64-bit FNV-1a hash, finished by rng.Mix: sets differ by it but for an
// accident of one in 2^64, and it is no protection against malice.
type Digest struct{ h hash.Hash64 }

// NewDigest returns the digest of nothing.
func NewDigest() *Digest { return &Digest{fnv.New64a()} }

// Write implements io.Writer.
func (d *Digest) Write(b []byte) (int, error) { return d.h.Write(b) }

// ID returns the id of the set that was written.
func (d *Digest) ID() string { return fmt.Sprintf("%s%016x", storedPrefix, rng.Mix(d.h.Sum64())) }

// Moments returns the mean and the standard deviation of values from 0 to 1, of
// which n are the byte k in counts[k]. The sums are exact integers.
func Moments(counts *[256]int64) (mean, std float64) {
	var n, sum, squares int64
	for k, c := range counts {
		n, sum, squares = n+c, sum+c*int64(k), squares+c*int64(k*k)
	}
	if n == 0 {
		return 0, 1
	}
	mean = float64(sum) / float64(n) / 255
	variance := float64(squares)/float64(n)/(255*255) - float64(mean*mean)
	if std = math.Sqrt(max(0, variance)); std < 1e-6 {
		std = 1
	}
	return mean, std
}
