package importer

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"protocell/core/data"
)

// unpack returns the files in an archive, under its name.
func (im *importer) unpack(f found) ([]File, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	if f.kind == kindTar {
		defer r.Close()
		return im.unpackTar(f, r)
	}
	return im.unpackZip(f, r)
}

// inside returns the path of a member of an archive.
func inside(archive found, name string) (string, error) {
	if !isPlain(name) {
		return "", fmt.Errorf("entry %q: not the plain path of a file inside of the archive", name)
	}
	return archive.Path + "/" + path.Clean(name), nil
}

// unpackZip leaves the zip open: its files are unpacked when they are read.
func (im *importer) unpackZip(f found, r data.Stored) ([]File, error) {
	z, err := zip.NewReader(r, f.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("not a whole zip: %w", err)
	}
	if len(z.File) > MaxFiles {
		return nil, fmt.Errorf("%d entries, more than %d", len(z.File), MaxFiles)
	}
	budget := int64(MaxUnpacked)
	var files []File
	for _, e := range z.File {
		if strings.HasSuffix(e.Name, "/") {
			continue
		}
		p, err := inside(f, strings.ToValidUTF8(e.Name, "\uFFFD"))
		if err != nil {
			return nil, err
		}
		file := File{Path: p, Size: int64(min(e.UncompressedSize64, 1<<62))}
		switch {
		case !e.Mode().IsRegular():
			file.Refused = "not a file but a link or the like"
		case e.Flags&1 != 0:
			file.Refused = "encrypted"
		}
		limit := int64(MaxFile)
		if strings.HasSuffix(p, ".bin") || strings.Contains(p, "-ubyte") {
			limit = MaxTar
		}
		if file.Size > limit {
			file.Refused = fmt.Sprintf("it unpacks to %d bytes, more than %d", file.Size, limit)
		}
		file.Open = func() (data.Stored, error) { return openEntry(e, limit, &budget) }
		files = append(files, file)
	}
	return files, nil
}

// openEntry opens an entry of a zip, which is unpacked as far as it is read: to
// its first bytes at once, wholly by the first read beyond them.
func openEntry(e *zip.File, limit int64, budget *int64) (data.Stored, error) {
	return &entry{file: e, limit: limit, budget: budget}, nil
}

// entry is an entry of a zip.
type entry struct {
	file   *zip.File
	limit  int64
	budget *int64 // bytes that the whole zip may still unpack to
	start  []byte
	all    []byte
}

const startSize = 16

// ReadAt implements io.ReaderAt.
func (e *entry) ReadAt(b []byte, at int64) (int, error) {
	whole := at+int64(len(b)) > startSize
	if err := e.load(whole); err != nil {
		return 0, err
	}
	from := e.all
	if !whole {
		from = e.start
	}
	return bytes.NewReader(from).ReadAt(b, at)
}

func (e *entry) load(whole bool) error {
	if e.all != nil || !whole && e.start != nil {
		e.start = append([]byte{}, e.all[:min(len(e.all), startSize)]...)
		return nil
	}
	r, err := e.file.Open()
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	defer r.Close()
	limit := int64(startSize)
	if whole {
		limit = min(e.limit, *e.budget)
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return fmt.Errorf("unpack, after %d bytes: %w", len(b), err)
	case whole && int64(len(b)) > limit:
		return fmt.Errorf("it unpacks to more than %d bytes", limit)
	case whole:
		*e.budget -= int64(len(b))
		e.all = b
	default:
		e.start = b
	}
	return nil
}

// Size implements data.Stored.
func (e *entry) Size() int64 { return int64(e.file.UncompressedSize64) }

// Close implements data.Stored.
func (e *entry) Close() error { return nil }

// unpackTar unpacks a tar into memory.
func (im *importer) unpackTar(f found, r data.Stored) ([]File, error) {
	z, err := gzip.NewReader(io.NewSectionReader(r, 0, f.Size))
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	t := tar.NewReader(z)
	left := int64(MaxTar)
	var files []File
	for {
		h, err := t.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("after entry %d: %w", len(files), err)
		}
		if len(files) > MaxFiles {
			return nil, fmt.Errorf("more than %d entries", MaxFiles)
		}
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		p, err := inside(f, strings.ToValidUTF8(h.Name, "\uFFFD"))
		if err != nil {
			return nil, err
		}
		file := File{Path: p, Size: h.Size}
		switch {
		case h.Typeflag != tar.TypeReg:
			file.Refused = "not a file but a link or the like"
		case h.Size > left:
			return nil, fmt.Errorf("entry %q: with it the archive unpacks to more than %d bytes", h.Name, MaxTar)
		default:
			b, err := io.ReadAll(io.LimitReader(t, h.Size))
			if err != nil {
				return nil, fmt.Errorf("entry %q, byte %d of %d: %w", h.Name, len(b), h.Size, err)
			}
			left -= h.Size
			file.Open = func() (data.Stored, error) { return memory{bytes.NewReader(b)}, nil }
		}
		files = append(files, file)
	}
}

// memory is a file in memory.
type memory struct{ *bytes.Reader }

// Close implements data.Stored.
func (memory) Close() error { return nil }
