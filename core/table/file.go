package table

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/wire"
)

// A table is one file:
//
//	18 bytes   "protocell-table/1\n"
//	4 bytes    the length of the header, little-endian
//	header     JSON: the space, the title, the number of rows, the sources, and what
//	           the columns and curves are
//	archs      the architectures; see appendArchs
//	values     of the columns, then of the curves; see appendValues
//	8 bytes    a digest of all before, little-endian
//
// It keeps every bit of every value: quantised is only what is a multiple of one
// unit, as most accuracies are, and comes back as it was.
const (
	magic      = "protocell-table/1\n"
	digestSize = 8
)

// Bounds of a file.
const (
	MaxFile       = 1 << 28 // bytes
	maxHeaderSize = 1 << 24
)

// header is the part of a table that is JSON.
type header struct {
	Space   string   `json:"space"`
	Title   string   `json:"title"`
	Rows    int      `json:"rows"`
	Sources []Source `json:"sources"`
	Columns []Column `json:"columns"`
	Curves  []Curve  `json:"curves,omitempty"`
}

// Encode returns the file of a table. The error is that of Check.
func Encode(t *Table) ([]byte, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	text, err := wire.Marshal(header{t.Space, t.Title, t.Len(), t.Sources, t.Columns, t.Curves})
	if err != nil {
		return nil, err
	}
	if len(text) > maxHeaderSize {
		return nil, fmt.Errorf("the descriptions of the columns take %d bytes, more than %d", len(text), maxHeaderSize)
	}
	b := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(text)))...)
	b = append(b, text...)
	if b, err = appendArchs(b, t.archs); err != nil {
		return nil, err
	}
	for i := range t.Columns {
		b = appendValues(b, t.Columns[i].Values)
	}
	for i := range t.Curves {
		b = appendValues(b, t.Curves[i].Values)
	}
	return binary.LittleEndian.AppendUint64(b, digest(b)), nil
}

// Decode reads the file of a table. It trusts nothing: what it returns passes Check,
// and its architectures are of the space, which find finds by its id. An error says
// what is wrong at which byte.
func Decode(b []byte, find func(id string) (space.Space, error)) (*Table, error) {
	r := &reader{data: b}
	t, err := r.table(find)
	if err != nil {
		return nil, fmt.Errorf("table, byte %d: %w", r.at, err)
	}
	return t, nil
}

// IsFile reports whether a file that begins with start is a table.
func IsFile(start []byte) bool {
	return len(start) >= len(magic) && string(start[:len(magic)]) == magic
}

// ID returns what names the content of the file of a table, e.g.
// "table:00c0ffee00c0ffee", or "" if b is none. It is no protection against malice.
func ID(b []byte) string {
	if !IsFile(b) || len(b) < len(magic)+digestSize {
		return ""
	}
	return fmt.Sprintf("table:%016x", binary.LittleEndian.Uint64(b[len(b)-digestSize:]))
}

// digest is the 64-bit FNV-1a hash, finished by rng.Mix.
func digest(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return rng.Mix(h.Sum64())
}

// reader reads a file from a place on.
type reader struct {
	data []byte
	at   int
}

func (r *reader) table(find func(id string) (space.Space, error)) (*Table, error) {
	if !IsFile(r.data) {
		return nil, fmt.Errorf("not a table, which begins with %q", magic)
	}
	if len(r.data) > MaxFile {
		return nil, fmt.Errorf("%d bytes, more than %d", len(r.data), MaxFile)
	}
	end := len(r.data) - digestSize
	if end < len(magic) || binary.LittleEndian.Uint64(r.data[end:]) != digest(r.data[:end]) {
		r.at = len(r.data)
		return nil, fmt.Errorf("the digest is not that of the content: the file is damaged or cut short")
	}
	r.data, r.at = r.data[:end], len(magic)
	h, err := r.header()
	if err != nil {
		return nil, err
	}
	s, err := find(h.Space)
	if err != nil {
		return nil, err
	}
	archs, err := r.archs(h.Rows)
	if err != nil {
		return nil, err
	}
	t, err := New(h.Space, archs)
	if err != nil {
		return nil, err
	}
	if err := t.CheckSpace(s); err != nil {
		return nil, err
	}
	t.Title, t.Sources, t.Columns, t.Curves = h.Title, h.Sources, h.Columns, h.Curves
	for i := range t.Columns {
		if t.Columns[i].Values, err = r.values(h.Rows); err != nil {
			return nil, fmt.Errorf("column %s: %w", clip(t.Columns[i].ID), err)
		}
	}
	for i := range t.Curves {
		c := &t.Curves[i]
		if c.Values, err = r.values(h.Rows * len(c.Runs) * len(c.Steps)); err != nil {
			return nil, fmt.Errorf("curve %s: %w", clip(c.ID), err)
		}
	}
	if r.at != len(r.data) {
		return nil, fmt.Errorf("%d bytes follow the last value", len(r.data)-r.at)
	}
	return t, t.Check()
}

// header reads the header, and makes sure that what it announces is within bounds.
func (r *reader) header() (*header, error) {
	size, err := r.take(4)
	if err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint32(size)
	if n > maxHeaderSize {
		return nil, fmt.Errorf("a header of %d bytes, more than %d", n, maxHeaderSize)
	}
	text, err := r.take(int(n))
	if err != nil {
		return nil, err
	}
	h := new(header)
	if err := wire.Unmarshal(text, h); err != nil {
		return nil, fmt.Errorf("the header: %w", err)
	}
	if h.Rows < 0 || h.Rows > MaxRows || len(h.Columns) > MaxColumns || len(h.Curves) > MaxCurves {
		return nil, fmt.Errorf("%d rows, %d columns and %d curves; there may be %d, %d and %d",
			h.Rows, len(h.Columns), len(h.Curves), MaxRows, MaxColumns, MaxCurves)
	}
	left := MaxValues - h.Rows*len(h.Columns)
	for _, c := range h.Curves {
		if len(c.Runs) > MaxSources || len(c.Steps) > MaxRows {
			return nil, fmt.Errorf("curve %s: %d runs of %d steps", clip(c.ID), len(c.Runs), len(c.Steps))
		}
		// No product of the bounds overflows 64 bits, but on 32 the sum might.
		left -= int(min(int64(h.Rows)*int64(len(c.Runs))*int64(len(c.Steps)), MaxValues+1))
		if left < 0 {
			break
		}
	}
	if left < 0 {
		return nil, fmt.Errorf("more than %d values", MaxValues)
	}
	return h, nil
}

// take returns the next n bytes.
func (r *reader) take(n int) ([]byte, error) {
	if n < 0 || n > len(r.data)-r.at {
		return nil, fmt.Errorf("%d bytes should follow, but there are %d", n, len(r.data)-r.at)
	}
	b := r.data[r.at : r.at+n]
	r.at += n
	return b, nil
}

// uvarint reads an unsigned number of variable length.
func (r *reader) uvarint() (uint64, error) {
	v, n := binary.Uvarint(r.data[r.at:])
	if n <= 0 {
		return 0, fmt.Errorf("a number should follow")
	}
	r.at += n
	return v, nil
}
