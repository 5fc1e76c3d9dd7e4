// Package shelf has the tables that workers read from the visitor's files and from the
// site, and keeps the last few at hand.
package shelf

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"protocell/core/job"
	"protocell/core/space/spaces"
	"protocell/core/table"
	"protocell/core/table/importer"
)

// Files is what workers read and keep. A file has a reference:
//
//	site:ADDRESS   a file of the site, by its whole address
//	table:DIGITS   a table that was kept, by its id
//	given:NAME     a file that the visitor gave, as the page calls it
//	run:NAME       scores that were computed on this machine
type Files interface {
	// Read returns a file, of at most most bytes. While it waits it calls alive at
	// least every 100 ms, whose error stops it.
	Read(ref string, most int, alive func() error) ([]byte, error)
	// Head returns the first bytes of a file, at most n.
	Head(ref string, n int, alive func() error) ([]byte, error)
	// Keep keeps a file. It returns why it is kept in the page's memory alone, or "".
	Keep(ref string, content []byte, alive func() error) (unkept string, err error)
	// List returns the references of the tables that are kept.
	List(alive func() error) ([]string, error)
}

// MissingError says that a file is not there.
type MissingError struct{ Ref string }

// Error implements error.
func (e *MissingError) Error() string {
	if address, ok := strings.CutPrefix(e.Ref, "site:"); ok {
		return fmt.Sprintf("there is no %s", address)
	}
	return fmt.Sprintf("%s is not on this machine", e.Ref)
}

// Tables are the tables of a worker.
type Tables struct {
	Files Files     // nil if there are none here
	open  []*Opened // the latest is last
}

// Opened is a table that was read.
type Opened struct {
	Ref, ID string
	Bytes   int
	Table   *table.Table
}

// held is how many tables are held: going back to one is common.
const held = 3

// Read returns the table with a reference.
func (t *Tables) Read(k *job.Task, ref string) (*Opened, error) {
	if i := slices.IndexFunc(t.open, func(o *Opened) bool { return o.Ref == ref }); i >= 0 {
		o := t.open[i]
		t.open = append(slices.Delete(t.open, i, i+1), o)
		return o, nil
	}
	content, err := t.Content(k, ref, table.MaxFile)
	if err != nil {
		return nil, err
	}
	var read *table.Table
	if table.IsFile(content) || !strings.HasPrefix(ref, "site:") {
		read, err = table.Decode(content, spaces.ByID)
	} else { // of another program, at an address
		name := ref[strings.LastIndexByte(ref, '/')+1:]
		read, _, err = importer.Import([]importer.File{{Name: name, Data: content}}, importer.Options{Progress: func(importer.Progress) error { return k.Checkpoint(0) }})
	}
	if err != nil {
		return nil, err
	}
	o := &Opened{Ref: ref, ID: table.ID(content), Bytes: len(content), Table: read}
	t.Hold(o)
	return o, nil
}

// Hold keeps a table at hand.
func (t *Tables) Hold(o *Opened) {
	t.open = slices.DeleteFunc(t.open, func(other *Opened) bool { return other.Ref == o.Ref })
	if t.open = append(t.open, o); len(t.open) > held {
		t.open = slices.Delete(t.open, 0, 1)
	}
}

// Content returns a file, of at most most bytes.
func (t *Tables) Content(k *job.Task, ref string, most int) ([]byte, error) {
	if t.Files == nil {
		return nil, errors.New("there are no files here")
	}
	return t.Files.Read(ref, most, Alive(k))
}

// Alive is a sign of life of a job without progress.
func Alive(k *job.Task) func() error { return func() error { return k.Checkpoint(0) } }
