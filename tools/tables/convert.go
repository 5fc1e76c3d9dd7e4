package main

import (
	"slices"

	"protocell/core/table"
	"protocell/core/table/importer"
)

// convert makes the table of an output of those of its files whose content is there.
func (o *output) convert(base string, contents map[string][]byte) (*table.Table, []importer.Note, error) {
	var tables []*table.Table
	var notes []importer.Note
	for i := range o.files {
		f := &o.files[i]
		content, ok := contents[f.place()]
		if !ok {
			continue
		}
		t, said, err := importer.Import([]importer.File{{Name: f.path, Data: content, Source: f.source(base)}}, importer.Options{Title: o.title, Space: o.space})
		if err != nil {
			return nil, nil, err
		}
		notes = append(notes, said...)
		f.take(t)
		tables = append(tables, t)
	}
	if len(tables) == 0 {
		return nil, notes, nil
	}
	t, err := table.Join(tables...)
	return t, notes, err
}

// take leaves the columns in the table that are taken, rounded.
func (f *file) take(t *table.Table) {
	if f.sets != nil {
		t.Columns = slices.DeleteFunc(t.Columns, func(c table.Column) bool { return !slices.Contains(f.sets, c.Dataset) })
	}
	if f.digits > 0 {
		for i := range t.Columns {
			t.Columns[i].Round(f.digits)
		}
	}
}
