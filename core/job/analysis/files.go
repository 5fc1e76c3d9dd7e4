package analysis

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

// Files is what an analyst reads and keeps. A file has a reference:
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

// analyst has the tables that it has read.
type analyst struct {
	files Files
	open  []*opened // the latest is last
	last  *asked    // of the last question
}

// opened is a table that was read.
type opened struct {
	ref, id string
	bytes   int
	table   *table.Table
}

// held is how many tables an analyst holds: going back to one is common.
const held = 3

// read returns the table with a reference.
func (a *analyst) read(k *job.Task, ref string) (*opened, error) {
	if i := slices.IndexFunc(a.open, func(o *opened) bool { return o.ref == ref }); i >= 0 {
		o := a.open[i]
		a.open = append(slices.Delete(a.open, i, i+1), o)
		return o, nil
	}
	content, err := a.content(k, ref, table.MaxFile)
	if err != nil {
		return nil, err
	}
	var t *table.Table
	if table.IsFile(content) || !strings.HasPrefix(ref, "site:") {
		t, err = table.Decode(content, spaces.ByID)
	} else { // of another program, at an address
		name := ref[strings.LastIndexByte(ref, '/')+1:]
		t, _, err = importer.Import([]importer.File{{Name: name, Data: content}}, importer.Options{Progress: func(importer.Progress) error { return k.Checkpoint(0) }})
	}
	if err != nil {
		return nil, err
	}
	o := &opened{ref: ref, id: table.ID(content), bytes: len(content), table: t}
	a.hold(o)
	return o, nil
}

// hold keeps a table at hand.
func (a *analyst) hold(o *opened) {
	a.open = slices.DeleteFunc(a.open, func(other *opened) bool { return other.ref == o.ref })
	if a.open = append(a.open, o); len(a.open) > held {
		a.open = slices.Delete(a.open, 0, 1)
	}
}

// content returns a file.
func (a *analyst) content(k *job.Task, ref string, most int) ([]byte, error) {
	if a.files == nil {
		return nil, errors.New("there are no files here")
	}
	return a.files.Read(ref, most, alive(k))
}

// alive is a sign of life without progress.
func alive(k *job.Task) func() error { return func() error { return k.Checkpoint(0) } }
