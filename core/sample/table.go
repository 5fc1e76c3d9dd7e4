package sample

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"protocell/core/proxy"
)

// Table has the scores of a sample: for each setting and proxy a column, with a row
// for each architecture. It is small as JSON, for it goes from the page to a worker
// while scores come in.
type Table struct {
	Settings []Setting  `json:"settings"` // the first is the base
	Proxies  []string   `json:"proxies"`
	Columns  [][]Column `json:"columns"` // by setting, then proxy
	// Weights are those of the weighted mix, in [-1, 1], by proxy. Without any, the mix
	// has its own members.
	Weights map[string]float64 `json:"weights,omitempty"`
}

// Column has nine bytes a row: what kind of number the score is, or that there is
// none yet, and its value.
type Column []byte

const rowSize = 9

// kinds are the statuses of the rows of a column; 0 is no score.
var kinds = []proxy.Status{"", proxy.OK, proxy.NaN, proxy.PosInf, proxy.NegInf, proxy.Disconnected, proxy.Unlabelled, proxy.Undefined}

// NewColumn returns a column of rows that have no score yet.
func NewColumn(rows int) Column { return make(Column, rows*rowSize) }

// Len returns the number of rows.
func (c Column) Len() int { return len(c) / rowSize }

// Set puts a score, without its layers, into a row.
func (c Column) Set(row int, s proxy.Score) {
	b := c[row*rowSize:][:rowSize]
	b[0] = byte(max(slices.Index(kinds, s.Status), 0))
	binary.LittleEndian.PutUint64(b[1:], math.Float64bits(float64(s.Value)))
}

// At returns the score of a row, or false if it has none yet.
func (c Column) At(row int) (s proxy.Score, ok bool) {
	b := c[row*rowSize:][:rowSize]
	if b[0] == 0 || int(b[0]) >= len(kinds) {
		return proxy.Score{}, false
	}
	s.Status = kinds[b[0]]
	s.Value = proxy.Number(math.Float64frombits(binary.LittleEndian.Uint64(b[1:])))
	return s, true
}

// NewTable returns a table without a score.
func NewTable(settings []Setting, proxies []string, rows int) *Table {
	t := &Table{Settings: settings, Proxies: proxies, Columns: make([][]Column, len(settings))}
	for i := range t.Columns {
		for range proxies {
			t.Columns[i] = append(t.Columns[i], NewColumn(rows))
		}
	}
	return t
}

// Clone returns a copy whose scores do not change with those of t.
func (t *Table) Clone() *Table {
	c := *t
	c.Columns = make([][]Column, len(t.Columns))
	for i, columns := range t.Columns {
		for _, column := range columns {
			c.Columns[i] = append(c.Columns[i], slices.Clone(column))
		}
	}
	c.Weights = maps.Clone(t.Weights)
	return &c
}

// Rows returns the number of architectures.
func (t *Table) Rows() int {
	if len(t.Columns) == 0 || len(t.Columns[0]) == 0 {
		return 0
	}
	return t.Columns[0][0].Len()
}

// check returns an error unless t is a table of known proxies.
func (t *Table) check() error {
	if len(t.Columns) != len(t.Settings) || len(t.Settings) == 0 {
		return fmt.Errorf("sample: %d settings, but columns of %d", len(t.Settings), len(t.Columns))
	}
	for _, id := range t.Proxies {
		if _, ok := proxy.Lookup(id); !ok {
			return fmt.Errorf("sample: no proxy %q", id)
		}
	}
	for id := range t.Weights {
		if _, ok := proxy.Lookup(id); !ok {
			return fmt.Errorf("sample: a weight of %q, which is no proxy", id)
		}
	}
	rows := t.Rows()
	if rows > MaxSize {
		return outOfRange("size", rows, MinSize, MaxSize)
	}
	for i, columns := range t.Columns {
		if len(columns) != len(t.Proxies) {
			return fmt.Errorf("sample: %s has %d columns of %d proxies", t.Settings[i].Name, len(columns), len(t.Proxies))
		}
		for _, c := range columns {
			if len(c) != rows*rowSize {
				return fmt.Errorf("sample: a column of %s has %d bytes, not %d", t.Settings[i].Name, len(c), rows*rowSize)
			}
		}
	}
	return nil
}
