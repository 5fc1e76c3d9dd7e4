package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"protocell/core/space"
	"protocell/core/table"
)

// Roles of a column of CSV.
const (
	roleValue   = iota
	roleLeftOut // text, or the number of the line
	roleArch
	roleIndex   // in the benchmark
	roleDataset // of the row
)

// csvRows reads CSV by rows.
type csvRows struct {
	*part
	reader  *csv.Reader
	header  []string
	roles   []int
	arch    int // column of architectures, or of indices
	dataset int // column of data sets, or -1
	columns map[csvColumn]int
	seen    map[csvCell]int
	byIndex map[float64]space.Arch
	n       int // rows so far
}

// csvColumn is a column of a table: that of the file, for a data set.
type csvColumn struct {
	at      int
	dataset string
}

// csvCell is what a row is about.
type csvCell struct {
	arch    space.Arch
	dataset string
}

// csv imports CSV.
func (p *part) csv() (*table.Table, error) {
	r := &csvRows{part: p, columns: map[csvColumn]int{}, seen: map[csvCell]int{}, dataset: -1}
	samples, err := r.open()
	if err == nil {
		err = r.assign(samples)
	}
	if errors.Is(err, errIndexed) {
		return nil, err
	}
	if err == nil {
		err = r.read()
	}
	var stop stopped
	var e *Error
	switch {
	case errors.As(err, &stop):
		return nil, stop.error
	case errors.As(err, &e):
		return nil, err
	case err != nil:
		return nil, &Error{File: p.file.Name, Reason: err.Error()}
	}
	if err := r.number(); err != nil {
		return nil, &Error{File: p.file.Name, Reason: err.Error()}
	}
	p.settle(r.fromSuite())
	t, err := p.table(p.file.Source, func(id string) { p.note("%s has no values and is left out", id) })
	if err != nil {
		return nil, &Error{File: p.file.Name, Reason: err.Error()}
	}
	return t, nil
}

// open reads the header and the first rows.
func (r *csvRows) open() (samples [][]string, err error) {
	comma := delimiter(r.text)
	r.reader = newReader(r.text, comma)
	header, err := r.reader.Read()
	if err != nil {
		return nil, r.syntax(err)
	}
	if len(header) > table.MaxColumns {
		return nil, fmt.Errorf("%d columns, more than %d", len(header), table.MaxColumns)
	}
	names := map[string]bool{}
	for _, name := range header {
		name = clip(strings.TrimSpace(name))
		if name != "" && names[name] {
			return nil, fmt.Errorf("two columns are called %q", name)
		}
		names[name] = true
		r.header = append(r.header, name)
	}
	ahead := newReader(r.text, comma)
	for len(samples) <= probe {
		row, err := ahead.Read()
		if err != nil && err != io.EOF && len(samples) < 2 {
			r.n = len(samples)
			return nil, r.syntax(err)
		}
		if err != nil {
			break // it is met again, with its place
		}
		samples = append(samples, slices.Clone(row))
	}
	if len(samples) < 2 {
		return nil, errors.New("there is a header, but no row")
	}
	return samples[1:], nil
}

func newReader(text []byte, comma rune) *csv.Reader {
	c := csv.NewReader(bytes.NewReader(text))
	c.Comma, c.ReuseRecord = comma, true
	return c
}

// delimiter returns which delimiter the header has most of, outside of quotes.
func delimiter(text []byte) rune {
	counts := map[byte]int{}
	quoted := false
	for _, c := range text {
		if c == '\n' && !quoted {
			break
		}
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte(";\t") {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return rune(best)
}

// syntax returns an error of package csv as one of the file.
func (r *csvRows) syntax(err error) error {
	var e *csv.ParseError
	switch {
	case err == io.EOF:
		return errors.New("the file is empty")
	case !errors.As(err, &e):
		return err
	case errors.Is(e.Err, csv.ErrFieldCount):
		return &Error{File: r.file.Name, Row: r.n, Place: line(e.Line), Reason: fmt.Sprintf("not %d values, as the header has", len(r.header))}
	}
	return &Error{File: r.file.Name, Row: r.n, Place: line(e.Line), Reason: e.Err.Error()}
}

func line(n int) string { return "line " + strconv.Itoa(n) }

// read reads the rows.
func (r *csvRows) read() error {
	for {
		r.n++
		record, err := r.reader.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return r.syntax(err)
		}
		if err := r.report(r.reader.InputOffset(), r.n); err != nil {
			return stopped{err}
		}
		if err := r.record(record); err != nil {
			return err
		}
	}
}

// wrong returns an error about a value of the row.
func (r *csvRows) wrong(column int, format string, args ...any) error {
	at, _ := r.reader.FieldPos(column)
	name := r.header[column]
	if name == "" {
		name = strconv.Itoa(column + 1)
	}
	return &Error{File: r.file.Name, Row: r.n, Column: name, Place: line(at), Reason: fmt.Sprintf(format, args...)}
}

// record reads a row.
func (r *csvRows) record(record []string) error {
	a, err := r.archOf(record[r.arch])
	if err != nil {
		return r.wrong(r.arch, "%v", err)
	}
	cell := csvCell{arch: a}
	if r.dataset >= 0 {
		cell.dataset = clip(strings.Clone(strings.TrimSpace(record[r.dataset])))
	}
	if first, ok := r.seen[cell]; ok {
		return r.wrong(r.arch, "the same architecture as in row %d: %s", first, r.space.Print(a))
	}
	r.seen[cell] = r.n
	row, err := r.row(a)
	if err != nil {
		return r.wrong(r.arch, "%v", err)
	}
	for i, text := range record {
		if r.roles[i] != roleValue && (r.roles[i] != roleIndex || i == r.arch) {
			continue
		}
		v, err := value(text)
		if err != nil {
			return r.wrong(i, "%v", err)
		}
		if math.IsNaN(v) {
			continue
		}
		column, err := r.columnOf(i, cell.dataset)
		if err != nil {
			return r.wrong(i, "%v", err)
		}
		r.set(column, row, v)
	}
	return nil
}

// archOf reads an architecture, or what has its index.
func (r *csvRows) archOf(text string) (space.Arch, error) {
	if r.byIndex == nil {
		a, err := r.space.Parse(text)
		if err != nil {
			return "", fmt.Errorf("%q: %w", clip(text), err)
		}
		return a, nil
	}
	v, err := value(text)
	if err != nil {
		return "", err
	}
	a, ok := r.byIndex[v]
	if !ok {
		return "", fmt.Errorf("no architecture is known that has the index %s", clip(text))
	}
	return a, nil
}

// columnOf returns the table's column for a column of the file and the data set of
// a row.
func (r *csvRows) columnOf(at int, dataset string) (int, error) {
	key := csvColumn{at, dataset}
	if i, ok := r.columns[key]; ok {
		return i, nil
	}
	m := indexMeta
	if r.roles[at] != roleIndex {
		if dataset == "" {
			if dataset = r.Dataset; dataset == "" {
				dataset = datasetOf(r.file.Name)
			}
		}
		m = metaOf(r.space.Info().ID, r.header[at], dataset, r.fromSuite())
	}
	i, err := r.column(m)
	if err == nil {
		r.columns[key] = i
	}
	return i, err
}

// fromSuite reports whether the file has scores as NASLib writes them.
func (r *csvRows) fromSuite() bool {
	return slices.Contains(r.header, "epe_nas") || slices.Contains(r.header, "jacov")
}

// number adds the indices of the benchmark, if the file is known to have the whole
// space in their order.
func (r *csvRows) number() error {
	if r.header[0] != "CIFAR10TestAccuracy200Epochs" || int64(len(r.archs)) != r.space.Info().Size {
		return nil
	}
	i, err := r.column(indexMeta)
	if err != nil {
		return err
	}
	for row := range r.archs {
		r.set(i, row, float64(row))
	}
	return nil
}

// value reads a number; NaN is what stands for none.
func value(text string) (float64, error) {
	text = strings.TrimSpace(text)
	if v, ok := number(text); ok {
		return v, nil
	}
	switch low := strings.ToLower(text); strings.TrimLeft(low, "+-") {
	case "", "nan", "na", "n/a", "none", "null":
		return math.NaN(), nil
	case "inf", "infinity":
		if low[0] == '-' {
			return math.Inf(-1), nil
		}
		return math.Inf(1), nil
	}
	return 0, fmt.Errorf("%q is not a number", clip(text))
}
