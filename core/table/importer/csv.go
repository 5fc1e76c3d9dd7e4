package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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
