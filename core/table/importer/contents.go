package importer

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"protocell/core/table"
)

// kind is a kind of file.
type kind int

const (
	kindCSV kind = iota
	kindJSON
	kindTable
)

// contents unpacks a file and says what it is.
func contents(f *File) ([]byte, kind, error) {
	text := f.Data
	if len(text) > MaxFile {
		return nil, 0, fmt.Errorf("%d bytes, more than %d", len(text), MaxFile)
	}
	if bytes.HasPrefix(text, []byte("\x1f\x8b")) {
		var err error
		if text, err = gunzip(text); err != nil {
			return nil, 0, err
		}
	}
	if table.IsFile(text) {
		return text, kindTable, nil
	}
	if err := refuse(text); err != nil {
		return nil, 0, err
	}
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	switch start := bytes.TrimLeft(text, " \t\r\n"); {
	case len(start) == 0:
		return nil, 0, errors.New("the file is empty")
	case start[0] == '{' || start[0] == '[':
		return text, kindJSON, nil
	}
	return text, kindCSV, nil
}

// gunzip unpacks gzip, as far as it is bounded.
func gunzip(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, MaxUnpacked+1))
	switch {
	case len(text) > MaxUnpacked:
		return nil, fmt.Errorf("it unpacks to more than %d bytes", MaxUnpacked)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("gzip, after %d bytes: the file is cut short", len(text))
	case err != nil:
		return nil, fmt.Errorf("gzip, after %d bytes: %w", len(text), err)
	}
	return text, nil
}

// refuse returns an error for files that are no text, and says what they are.
func refuse(text []byte) error {
	switch {
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return errors.New("a zip archive, or a file that PyTorch wrote; unpack it, or write its values as CSV")
	case bytes.HasPrefix(text, []byte("\x80")):
		return errors.New("a Python pickle, which is a program and is not run; write its values as CSV")
	case bytes.HasPrefix(text, []byte("\xFF\xFE")), bytes.HasPrefix(text, []byte("\xFE\xFF")):
		return errors.New("text in UTF-16; save it as UTF-8")
	case bytes.HasPrefix(text, []byte("PAR1")):
		return errors.New("a Parquet file; write its values as CSV")
	}
	if i := bytes.IndexByte(text[:min(len(text), 4096)], 0); i >= 0 {
		return fmt.Errorf("byte %d is 0: not a text file", i)
	}
	return nil
}
