// Package table is what is known about architectures of a search space: accuracies
// of trained networks, costs, latencies, scores of others' proxies. A Table has one
// row an architecture and one column a quantity, and each column says what it is,
// how it was measured and whose it is.
//
// Tables come from files of the public benchmarks, by table/importer, and are kept
// in a compact file of their own: Encode and Decode.
package table

import (
	"fmt"

	"protocell/core/space"
)

// Bounds of a table.
const (
	MaxRows    = 1 << 20 // architectures
	MaxColumns = 1 << 10
	MaxCurves  = 1 << 6
	MaxValues  = 1 << 24 // of all columns and curves
	MaxSources = 1 << 8
	MaxText    = 1 << 12 // bytes of any text
)

// Source is a file that columns come from, or a program that made them.
type Source struct {
	Title   string `json:"title"`             // of the benchmark or the file
	Paper   string `json:"paper,omitempty"`   // citation
	URL     string `json:"url,omitempty"`     // of the very file, with its commit
	SHA256  string `json:"sha256,omitempty"`  // of the file, in hexadecimal digits
	Licence string `json:"licence,omitempty"` // its SPDX name, or what is known of it
	Note    string `json:"note,omitempty"`    // what one must know to use it
	// Details are facts about how values were made: versions, seeds, hardware, time.
	Details []Detail `json:"details,omitempty"`
}

// Detail is a named fact.
type Detail struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Table is what is known about architectures of a space. It is safe for concurrent
// use, but for what changes it.
type Table struct {
	Space   string // id of the space
	Title   string // for people
	Sources []Source
	Columns []Column
	Curves  []Curve

	archs []space.Arch
	rows  map[space.Arch]int
}

// New returns a table without columns of architectures of the space with the id.
// It keeps archs. The error names the row of one that is there twice.
func New(spaceID string, archs []space.Arch) (*Table, error) {
	if len(archs) > MaxRows {
		return nil, fmt.Errorf("%d rows, more than %d", len(archs), MaxRows)
	}
	t := &Table{Space: spaceID, archs: archs, rows: make(map[space.Arch]int, len(archs))}
	for i, a := range archs {
		if first, ok := t.rows[a]; ok {
			return nil, fmt.Errorf("rows %d and %d have the same architecture", first+1, i+1)
		}
		t.rows[a] = i
	}
	return t, nil
}

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.archs) }

// Arch returns the architecture of a row, from 0.
func (t *Table) Arch(row int) space.Arch { return t.archs[row] }

// Archs returns the architectures, by row. The caller must not change them.
func (t *Table) Archs() []space.Arch { return t.archs }

// Row returns the row of an architecture.
func (t *Table) Row(a space.Arch) (row int, ok bool) {
	row, ok = t.rows[a]
	return row, ok
}

// Column returns the column with the id, or nil.
func (t *Table) Column(id string) *Column {
	for i := range t.Columns {
		if t.Columns[i].ID == id {
			return &t.Columns[i]
		}
	}
	return nil
}

// Curve returns the curve with the id, or nil.
func (t *Table) Curve(id string) *Curve {
	for i := range t.Curves {
		if t.Curves[i].ID == id {
			return &t.Curves[i]
		}
	}
	return nil
}

// Values returns how many values all columns and curves have.
func (t *Table) Values() int {
	n := len(t.Columns) * t.Len()
	for i := range t.Curves {
		n += len(t.Curves[i].Values)
	}
	return n
}

// CheckSpace returns an error that names the first row whose architecture is none
// of the space s, or nil.
func (t *Table) CheckSpace(s space.Space) error {
	if id := s.Info().ID; id != t.Space {
		return fmt.Errorf("a table of the space %q, not %q", t.Space, id)
	}
	for i, a := range t.archs {
		if err := s.Check(a); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return nil
}
