package analysis

import (
	"strings"

	"protocell/core/job"
	"protocell/core/space"
	"protocell/core/table"
)

// OpenInput is the input of an Open job.
type OpenInput struct {
	Ref string `json:"ref"`
}

// Description is what a page knows of a table: all but the values.
type Description struct {
	ID      string         `json:"id"` // of the content
	Bytes   int            `json:"bytes"`
	Space   string         `json:"space"`
	Title   string         `json:"title"`
	Rows    int            `json:"rows"`
	Codes   string         `json:"codes"` // of the architectures, by row, a line each
	Sources []table.Source `json:"sources"`
	Columns []Described    `json:"columns"`
	Curves  []DrawnCurve   `json:"curves,omitempty"`
}

// Described is a column without its values.
type Described struct {
	table.Meta
	Known    int `json:"known"`    // rows with a value
	Infinite int `json:"infinite"` // of them, rows with an infinite one
}

// DrawnCurve is a curve without its values.
type DrawnCurve struct {
	table.Meta
	Steps []int    `json:"steps"`
	Runs  []string `json:"runs"`
}

// describe opens a table and says what is in it.
func (a *analyst) describe(k *job.Task, in OpenInput) (*Description, error) {
	o, err := a.tables.Read(k, in.Ref)
	if err != nil {
		return nil, err
	}
	t := o.Table
	d := &Description{ID: o.ID, Bytes: o.Bytes, Space: t.Space, Title: t.Title, Rows: t.Len(), Sources: t.Sources, Codes: codes(t)}
	for i := range t.Columns {
		c := &t.Columns[i]
		d.Columns = append(d.Columns, Described{c.Meta, t.Len() - c.Missing(), c.Infinite()})
	}
	for _, c := range t.Curves {
		d.Curves = append(d.Curves, DrawnCurve{c.Meta, c.Steps, c.Runs})
	}
	return d, nil
}

// codes writes the architectures of a table.
func codes(t *table.Table) string {
	var b strings.Builder
	for i, arch := range t.Archs() {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(space.PrintCode(arch))
	}
	return b.String()
}
