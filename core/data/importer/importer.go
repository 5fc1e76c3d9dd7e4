// Package importer makes stored image sets of what people have: CIFAR-10 and
// CIFAR-100 as published, MNIST and its kin (IDX), and folders, zips and tars of
// pictures. It trusts no file: whatever is wrong with one is an error or a named
// omission, and neither memory nor time is without bound. The page runs it in a
// worker of its own, the command line as it is.
package importer

import (
	"errors"
	"fmt"

	"protocell/core/data"
)

// Bounds of an import.
const (
	MaxFiles    = 500_000    // files, those in archives included
	MaxBytes    = 512 << 20  // bytes of all images of the set
	MaxFile     = 64 << 20   // bytes of a picture's file
	MaxUnpacked = 2 << 30    // bytes that a zip unpacks to
	MaxTar      = 512 << 20  // bytes that a tar unpacks to, in memory
	MaxSide     = 16_384     // pixels of a picture's edge
	MaxPixels   = 50_000_000 // pixels of a picture
)

// DefaultEdge is the edge of pictures, in pixels, unless another is asked for.
const DefaultEdge = 32

// File is a file to import.
type File struct {
	Path string // with slashes, from the folder that was chosen
	Size int64
	Open func() (data.Stored, error)
	// Refused, if not empty, says why the file is not read, e.g. that it is a
	// symbolic link.
	Refused string
}

// Progress says how far an import is.
type Progress struct {
	Done, Total int64 // bytes read, and to be read
	Images      int   // so far
	Path        string
}

// Options say how to import.
type Options struct {
	Name string // of the set; if empty, it is made from the files' names
	Edge int    // of pictures; 0 means DefaultEdge. CIFAR and IDX keep their size
	// Progress, if not nil, is called at least once a file. An error stops the
	// import and is returned.
	Progress func(Progress) error
}

// Skipped is a file that is not in the set.
type Skipped struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// FileError says what is wrong with a file.
type FileError struct {
	Path string
	Err  error
}

// Error implements error.
func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// importer is an import under way.
type importer struct {
	Options
	done, total int64
	set         *Set
	skipped     []Skipped
	names       map[string][]string // of classes, by the file that has them
}

// Import makes a set of files, in the order of their paths. Files that cannot be
// part of it are skipped and named. The error is a *FileError where one file is to
// blame, or that of o.Progress.
func Import(files []File, o Options) (*Set, error) {
	if o.Edge == 0 {
		o.Edge = DefaultEdge
	}
	if o.Edge < 4 || o.Edge > data.MaxEdge {
		return nil, fmt.Errorf("an edge of %d pixels; choose 4 to %d", o.Edge, data.MaxEdge)
	}
	im := &importer{Options: o, names: map[string][]string{}}
	list, err := im.find(files)
	if err != nil {
		return nil, err
	}
	k, err := im.oneKind(list)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		im.total += f.Size
	}
	switch k {
	case kindStored:
		err = im.stored(list)
	case kindCIFAR:
		err = im.cifar(list)
	case kindIDX:
		err = im.idx(list)
	default:
		err = im.pictures(list)
	}
	if err != nil {
		return nil, err
	}
	im.set.Skipped = im.skipped
	name := o.Name
	if name == "" && im.set.Name == "" {
		name = nameOf(files)
	}
	return im.set, im.set.finish(name)
}

// skip leaves a file out.
func (im *importer) skip(path, reason string) {
	im.skipped = append(im.skipped, Skipped{path, reason})
}

// report reports that n more bytes are read, of f.
func (im *importer) report(f found, n int64) error {
	im.done = min(im.total, im.done+n)
	if im.Progress == nil {
		return nil
	}
	p := Progress{Done: im.done, Total: im.total, Path: f.Path}
	if im.set != nil {
		p.Images = im.set.Header.Count
	}
	return im.Progress(p)
}

// oneKind returns the kind of the files, which must be the same. Unknown files are
// skipped before.
func (im *importer) oneKind(list []found) (kind, error) {
	if len(list) == 0 {
		switch len(im.skipped) {
		case 0:
			return 0, errors.New("there are no files to import")
		case 1:
			return 0, &FileError{im.skipped[0].Path, errors.New(im.skipped[0].Reason)}
		}
		return 0, fmt.Errorf("none of the %d files can be read; %s: %s", len(im.skipped), im.skipped[0].Path, im.skipped[0].Reason)
	}
	for _, f := range list[1:] {
		if f.kind != list[0].kind {
			return 0, fmt.Errorf("%s is %s, but %s is %s; choose files of one kind", list[0].Path, list[0].kind, f.Path, f.kind)
		}
	}
	return list[0].kind, nil
}
