package importer

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"protocell/core/data"
)

// kind is what a file is, by its first bytes and its name.
type kind uint8

const (
	kindUnknown kind = iota
	kindStored
	kindCIFAR
	kindIDX
	kindPicture
	kindZip
	kindTar
)

// String names the kind as in "x is ...".
func (k kind) String() string {
	return [...]string{"unknown", "a stored set", "a CIFAR file", "an IDX file", "a picture", "a zip", "a tar"}[k]
}

// found is a file that is part of the set.
type found struct {
	File
	kind kind
	gzip bool // compressed
}

// find returns the files to import, with archives unpacked, in the order of their
// paths. The others are skipped.
func (im *importer) find(files []File) ([]found, error) {
	var list []found
	count := len(files)
	if count > MaxFiles {
		return nil, fmt.Errorf("%d files, more than %d", count, MaxFiles)
	}
	if err := checkPaths(files); err != nil {
		return nil, err
	}
	for _, f := range files {
		g, ok := im.look(f)
		if !ok {
			continue
		}
		if g.kind != kindZip && g.kind != kindTar {
			list = append(list, g)
			continue
		}
		inside, err := im.unpack(g)
		if err == nil {
			err = checkPaths(inside)
		}
		if count += len(inside); err == nil && count > MaxFiles {
			err = fmt.Errorf("more than %d files", MaxFiles)
		}
		if err != nil {
			return nil, &FileError{f.Path, err}
		}
		for _, f := range inside {
			if g, ok = im.look(f); !ok {
				continue
			}
			if g.kind == kindZip || g.kind == kindTar {
				im.skip(f.Path, "an archive in an archive; unpack it first")
				continue
			}
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b found) int { return strings.Compare(a.Path, b.Path) })
	return list, nil
}

// look finds out what a file is. It is false for one that is skipped; files that
// systems put beside others are so without a word.
func (im *importer) look(f File) (found, bool) {
	if base := path.Base(f.Path); strings.HasPrefix(base, ".") || strings.Contains("/"+f.Path, "/__MACOSX/") || base == "Thumbs.db" || base == "desktop.ini" {
		return found{}, false
	}
	if im.isNames(f) {
		return found{}, false
	}
	g := found{File: f}
	reason := f.Refused
	if reason == "" {
		var err error
		if g.kind, g.gzip, err = kindOf(f); err != nil {
			reason = err.Error()
		}
	}
	if reason != "" {
		im.skip(f.Path, reason)
		return found{}, false
	}
	return g, true
}

// signatures are the first bytes of the kinds of file.
var signatures = []struct {
	start string
	kind  kind
}{
	{"protocell-set/", kindStored},
	{"PK\x03\x04", kindZip},
	{"PK\x05\x06", kindZip}, // an empty one
	{pngStart, kindPicture},
	{jpegStart, kindPicture},
	{"\x00\x00\x08\x01", kindIDX},
	{"\x00\x00\x08\x03", kindIDX},
}

// kindOf says what a file is, or why it is nothing known.
func kindOf(f File) (k kind, zipped bool, err error) {
	if f.Size == 0 {
		return 0, false, errors.New("the file is empty")
	}
	r, err := f.Open()
	if err != nil {
		return 0, false, err
	}
	defer r.Close()
	start := make([]byte, 16)
	n, err := r.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return 0, false, err
	}
	start = start[:n]
	if bytes.HasPrefix(start, []byte("\x1f\x8b")) {
		k, err := kindOfGzip(f, r)
		return k, true, err
	}
	k, err = kindOfStart(f.Path, start)
	return k, false, err
}

func kindOfStart(name string, start []byte) (kind, error) {
	for _, s := range signatures {
		if bytes.HasPrefix(start, []byte(s.start)) {
			return s.kind, nil
		}
	}
	base := strings.ToLower(path.Base(name))
	switch {
	case isWebP(start):
		return kindPicture, nil
	case strings.HasSuffix(base, ".bin"):
		return kindCIFAR, nil
	case strings.Contains(base, "-ubyte") || strings.Contains(base, "idx1") || strings.Contains(base, "idx3"):
		return 0, fmt.Errorf("byte 0: % x; IDX files of bytes begin with 00 00 08 03 (images) or 00 00 08 01 (labels)", start[:min(4, len(start))])
	}
	switch path.Ext(base) {
	case ".png", ".jpg", ".jpeg", ".webp":
		return 0, fmt.Errorf("byte 0: it does not begin as a PNG, JPEG or WebP picture does")
	case ".zip":
		return 0, errors.New("byte 0: it does not begin as a zip does")
	}
	return 0, errors.New("not a PNG, JPEG or WebP picture, nor a CIFAR, IDX, zip or tar file")
}

// kindOfGzip says what is in a gzip file.
func kindOfGzip(f File, r data.Stored) (kind, error) {
	z, err := gzip.NewReader(io.NewSectionReader(r, 0, f.Size))
	if err != nil {
		return 0, fmt.Errorf("gzip: %w", err)
	}
	start := make([]byte, 512)
	n, err := io.ReadFull(z, start)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return 0, fmt.Errorf("gzip: %w", err)
	}
	if start = start[:n]; n == 512 && string(start[257:262]) == "ustar" || n == 512 && strings.Contains(strings.ToLower(f.Path), ".tar") {
		return kindTar, nil
	}
	k, err := kindOfStart(strings.TrimSuffix(f.Path, ".gz"), start)
	if err == nil && k != kindIDX && k != kindCIFAR {
		err = fmt.Errorf("%v, packed by gzip; unpack it first", k)
	}
	return k, err
}
