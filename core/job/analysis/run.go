package analysis

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/sample"
	"protocell/core/table"
	"protocell/core/wire"
)

// Run is what was scored on this machine of the architectures of a table.
type Run struct {
	Table   string          `json:"table"`   // id of the table's content
	Spec    experiment.Spec `json:"spec"`    // under which; its architecture does not matter
	Proxies []string        `json:"proxies"` // ids
	Rows    int             `json:"rows"`    // of the table
	// Columns have the scores of each proxy, a row an architecture of the table.
	Columns []sample.Column `json:"-"`
}

// NewRun returns a run without a score.
func NewRun(tableID string, spec experiment.Spec, proxies []string, rows int) *Run {
	r := &Run{Table: tableID, Spec: spec, Proxies: proxies, Rows: rows}
	for range proxies {
		r.Columns = append(r.Columns, sample.NewColumn(rows))
	}
	return r
}

// runMagic is what the file of a run begins with. The length of its header follows,
// in 4 bytes, little-endian, then the header, which is JSON, then the columns.
const runMagic = "protocell-run/1\n"

// MaxRun bounds the file of a run, in bytes.
const MaxRun = 1 << 26

// Encode returns the file of a run.
func (r *Run) Encode() ([]byte, error) {
	head, err := wire.Marshal(r)
	if err != nil {
		return nil, err
	}
	b := binary.LittleEndian.AppendUint32([]byte(runMagic), uint32(len(head)))
	b = append(b, head...)
	for _, c := range r.Columns {
		b = append(b, c...)
	}
	return b, nil
}

// DecodeRun reads the file of a run. It trusts nothing.
func DecodeRun(b []byte) (*Run, error) {
	const start = len(runMagic) + 4
	if len(b) < start || string(b[:len(runMagic)]) != runMagic {
		return nil, errors.New("not scores of this program")
	}
	size := int64(binary.LittleEndian.Uint32(b[len(runMagic):]))
	if size > int64(len(b)-start) {
		return nil, errors.New("scores: the file is cut short")
	}
	r := new(Run)
	if err := wire.Unmarshal(b[start:start+int(size)], r); err != nil {
		return nil, fmt.Errorf("scores: %w", err)
	}
	b = b[start+int(size):]
	if r.Rows < 0 || r.Rows > table.MaxRows || len(r.Proxies) == 0 || len(r.Proxies) > 64 {
		return nil, fmt.Errorf("scores of %d proxies and %d rows", len(r.Proxies), r.Rows)
	}
	bytes := len(sample.NewColumn(1)) * r.Rows
	if len(b) != bytes*len(r.Proxies) {
		return nil, fmt.Errorf("scores: %d bytes follow the header, not %d", len(b), bytes*len(r.Proxies))
	}
	for range r.Proxies {
		r.Columns = append(r.Columns, slices.Clone(sample.Column(b[:bytes])))
		b = b[bytes:]
	}
	return r, nil
}

// column returns the scores of a proxy.
func (r *Run) column(t *table.Table, id string) (values, error) {
	if r.Rows != t.Len() {
		return values{}, fmt.Errorf("what was computed here is of %d rows, and the table has %d", r.Rows, t.Len())
	}
	i := slices.Index(r.Proxies, id)
	p, ok := proxy.Lookup(id)
	if i < 0 || !ok {
		return values{}, fmt.Errorf("%s has not been computed here", id)
	}
	v := values{id: Here + id, proxy: id, here: true, lower: p.Traits().Lower, all: make([]float64, r.Rows)}
	known := make([]bool, r.Rows)
	for row := range v.all {
		var s proxy.Score
		if s, known[row] = r.Columns[i].At(row); known[row] {
			v.all[row] = ranked(s)
		}
	}
	v.known = func(row int) bool { return known[row] }
	return v, nil
}

// ranked returns what a score ranks by: NaN, which is last, if it is not ok.
func ranked(s proxy.Score) float64 {
	if s.Status != proxy.OK {
		return math.NaN()
	}
	return float64(s.Value)
}

// statusOf returns the status of a value.
func statusOf(v float64) proxy.Status {
	switch {
	case v != v:
		return proxy.NaN
	case math.IsInf(v, 1):
		return proxy.PosInf
	case math.IsInf(v, -1):
		return proxy.NegInf
	}
	return proxy.OK
}
