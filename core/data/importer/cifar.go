package importer

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strings"

	"protocell/core/data"
)

// reportEvery is the number of small images between two reports.
const reportEvery = 256

// cifarPixels is the size of an image: 3x32x32, channels first.
const cifarPixels = 3 * 32 * 32

// cifarFormat is one of the two binary formats (Krizhevsky, "Learning multiple
// layers of features from tiny images", 2009): records of labels, a byte each, and
// pixels. The last label is the one that counts.
type cifarFormat struct {
	kind    string
	name    string
	labels  int
	classes int
	names   string // file of the names of the classes, a line each
}

func (c cifarFormat) record() int64 { return int64(c.labels + cifarPixels) }

var cifarFormats = []cifarFormat{
	{"cifar-10", "CIFAR-10", 1, 10, "batches.meta.txt"},
	{"cifar-100", "CIFAR-100", 2, 100, "fine_label_names.txt"},
}

// cifarOf returns the format of a file of a size, which records must fill.
func cifarOf(f found) (cifarFormat, error) {
	for _, c := range cifarFormats {
		if f.Size%c.record() == 0 {
			return c, nil
		}
	}
	c := cifarFormats[0]
	return c, &FileError{f.Path, fmt.Errorf("byte %d: the file ends within a record; CIFAR-10 has %d bytes a record, CIFAR-100 %d",
		f.Size, c.record(), cifarFormats[1].record())}
}

// cifar reads binary files of CIFAR-10 or CIFAR-100, all of one format.
func (im *importer) cifar(list []found) error {
	var format cifarFormat
	var files []found
	for i, f := range list {
		if f.gzip {
			im.skip(f.Path, "packed by gzip; unpack it first")
			continue
		}
		c, err := cifarOf(f)
		if err != nil {
			return err
		}
		if len(files) > 0 && c != format {
			return fmt.Errorf("%s is of %s, but %s of %s; choose files of one", list[0].Path, format.name, list[i].Path, c.name)
		}
		format = c
		files = append(files, f)
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: packed by gzip; unpack it first", list[0].Path)
	}
	im.set = newSet(format.kind, 3, 32, 32, im.cifarNames(format))
	for _, f := range files {
		if err := im.cifarFile(f, format); err != nil {
			return &FileError{f.Path, err}
		}
	}
	return nil
}

func (im *importer) cifarFile(f found, format cifarFormat) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, f.Size), 1<<18)
	record := make([]byte, format.record())
	for i := int64(0); i < f.Size/format.record(); i++ {
		at := i * format.record()
		if _, err := io.ReadFull(in, record); err != nil {
			return fmt.Errorf("byte %d: record %d: %w", at, i, err)
		}
		label := int(record[format.labels-1])
		if label >= format.classes {
			return fmt.Errorf("byte %d: record %d has label %d; those of %s are 0 to %d",
				at+int64(format.labels-1), i, label, format.name, format.classes-1)
		}
		if err := im.set.add(record[format.labels:], label); err != nil {
			return err
		}
		if i%reportEvery == 0 {
			if err := im.report(f, min(reportEvery*format.record(), f.Size-at)); err != nil {
				return err
			}
		}
	}
	return nil
}

// cifarNames returns the names of the classes: those of a file beside the images,
// which is then not skipped any more, or the published ones of CIFAR-10, or
// numbers.
func (im *importer) cifarNames(format cifarFormat) []string {
	if names := im.names[format.names]; len(names) == format.classes {
		return names
	}
	if format.classes == 10 {
		return []string{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"}
	}
	return numbers(format.classes)
}

// numbers names n classes by their numbers.
func numbers(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint(i)
	}
	return names
}

// isNames reports whether a file has names of classes, and reads them if so.
func (im *importer) isNames(f File) bool {
	base := path.Base(f.Path)
	for _, c := range cifarFormats {
		if base != c.names || f.Open == nil || f.Size > 1<<16 {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return false
		}
		defer r.Close()
		text, err := io.ReadAll(io.NewSectionReader(r, 0, f.Size))
		if err != nil {
			return false
		}
		im.names[base] = strings.Fields(strings.ToValidUTF8(string(text), ""))
		return true
	}
	return false
}

// unzipped opens a file, unpacked if it is packed by gzip.
func unzipped(f found) (io.Reader, data.Stored, error) {
	r, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	in := io.Reader(bufio.NewReaderSize(io.NewSectionReader(r, 0, f.Size), 1<<18))
	if f.gzip {
		if in, err = gzip.NewReader(in); err != nil {
			r.Close()
			return nil, nil, fmt.Errorf("gzip: %w", err)
		}
	}
	return in, r, nil
}
