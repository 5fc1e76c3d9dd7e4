// Package importer makes tables of public files about architectures: JSON of
// NAS-Bench-Suite-Zero as NASLib writes it, and CSV with a column of architectures
// in any notation, such as HW-NAS-Bench's; both also compressed by gzip. It trusts
// no file: whatever is wrong with one is one error that says at which row and
// column, and neither memory nor time is without bound.
package importer

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"protocell/core/space/spaces"
	"protocell/core/table"
)

// Bounds of an import.
const (
	MaxFiles    = 64
	MaxFile     = 128 << 20 // bytes of a file
	MaxUnpacked = 128 << 20 // bytes that a file unpacks to
)

// File is a file to import.
type File struct {
	Name string // of the file, perhaps with a path; it helps to tell spaces and data sets apart
	Data []byte
	// Source is what the file is and whose; if it has no title, it is made from the
	// name.
	Source table.Source
}

// Progress says how far an import is.
type Progress struct {
	Done, Total int64 // bytes read, and to be read
	Rows        int   // of the file so far
	File        string
}

// Options say how to import.
type Options struct {
	Title   string // of the table; if empty, the name of the space
	Space   string // id of the space; if empty, it is told by the architectures
	Dataset string // id of the data set of columns that do not say theirs
	Times   bool   // whether the times that NASLib measured for its proxies are columns too
	// Progress, if not nil, is called every few hundred rows. An error stops the
	// import and is returned.
	Progress func(Progress) error
}

// Note is something about a file that is not an error: a column that was left out,
// a value that was read as another.
type Note struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// Error says what is wrong with a file, and where.
type Error struct {
	File   string
	Row    int    // from 1, without the header; 0 if it is no row's fault
	Column string // name; "" if it is no column's fault
	Place  string // in the file: "line 7" or "byte 1234"; may be empty
	Reason string
}

// Error implements error.
func (e *Error) Error() string {
	s := e.File
	if e.Row > 0 {
		s += ", row " + strconv.Itoa(e.Row)
	}
	if e.Column != "" {
		s += ", column " + clip(e.Column)
	}
	if e.Place != "" {
		s += " (" + e.Place + ")"
	}
	return s + ": " + e.Reason
}

// importer is an import under way.
type importer struct {
	Options
	done, total int64
	notes       []Note
}

// Import makes a table of files, joined by their architectures, in the order of the
// files. Files that name architectures by their index in the benchmark come last:
// they need another that says which these are. An error is an *Error, or that of
// o.Progress.
func Import(files []File, o Options) (*table.Table, []Note, error) {
	im := &importer{Options: o}
	if len(files) == 0 {
		return nil, nil, errors.New("there are no files to import")
	}
	if len(files) > MaxFiles {
		return nil, nil, fmt.Errorf("%d files, more than %d", len(files), MaxFiles)
	}
	for _, f := range files {
		im.total += int64(len(f.Data))
	}
	joined, err := im.all(files)
	if err != nil {
		return nil, nil, err
	}
	if o.Title != "" {
		joined.Title = o.Title
	}
	return joined, im.notes, joined.Check()
}

// errIndexed is the error of a file that needs to know the benchmark's indices.
var errIndexed = errors.New("no column has architectures, but one has indices: they need a file that says which architectures these are, such as nats_bench.csv")

func (im *importer) all(files []File) (*table.Table, error) {
	var tables []*table.Table
	var indexed []File
	for _, f := range files {
		t, err := im.file(f, nil)
		if errors.Is(err, errIndexed) {
			indexed = append(indexed, f)
			continue
		}
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if len(tables) == 0 {
		return nil, &Error{File: indexed[0].Name, Reason: errIndexed.Error()}
	}
	base, err := table.Join(tables...)
	if err != nil || len(indexed) == 0 {
		return base, err
	}
	for _, f := range indexed {
		t, err := im.file(f, base)
		if errors.Is(err, errIndexed) {
			return nil, &Error{File: f.Name, Reason: err.Error()}
		}
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return table.Join(tables...)
}

// file imports one file. Base, if not nil, has the benchmark's indices.
func (im *importer) file(f File, base *table.Table) (*table.Table, error) {
	if f.Source.Title == "" {
		f.Source.Title = clip(baseName(f.Name))
	}
	if f.Source.Licence == "" {
		f.Source.Licence = "not stated"
	}
	text, kind, err := contents(&f)
	if err != nil {
		return nil, &Error{File: f.Name, Reason: err.Error()}
	}
	before, packed := im.done, int64(len(f.Data))
	defer func() { im.done = before + packed }()
	p := &part{importer: im, file: f, text: text, base: base, size: packed}
	switch kind {
	case kindTable:
		t, err := table.Decode(text, spaces.ByID)
		if err == nil && im.Space != "" && im.Space != t.Space {
			err = fmt.Errorf("a table of the space %s, not %s", t.Space, im.Space)
		}
		if err != nil {
			return nil, &Error{File: f.Name, Reason: err.Error()}
		}
		return t, nil
	case kindJSON:
		return p.naslib()
	}
	return p.csv()
}

// part is the import of one file.
type part struct {
	*importer
	file File
	text []byte
	base *table.Table
	size int64 // of the file, packed
	builder
}

// note records something about the file.
func (p *part) note(format string, args ...any) {
	p.notes = append(p.notes, Note{p.file.Name, fmt.Sprintf(format, args...)})
}

// reportEvery is the number of rows between two reports.
const reportEvery = 256

// report reports that the text has been read up to a byte.
func (p *part) report(at int64, rows int) error {
	if p.Progress == nil || rows%reportEvery != 0 {
		return nil
	}
	read := int64(float64(at) / float64(max(1, len(p.text))) * float64(p.size))
	return p.Progress(Progress{Done: p.done + read, Total: p.total, Rows: rows, File: p.file.Name})
}

// baseName returns the last element of a path of any system.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// clip shortens what is quoted.
func clip(s string) string {
	if len(s) > 64 {
		s = s[:60] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}
