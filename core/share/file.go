package share

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"protocell/core/experiment"
	"protocell/core/proxy"
	"slices"
	"strings"
)

// Format is the tag that an experiment's file begins with.
const Format = "protocell-experiment"

// FileVersion is the version of the files that EncodeFile writes.
const FileVersion = 1

// MaxFile is the size in bytes of the largest file that DecodeFile reads.
const MaxFile = 256 << 10

// file is the JSON form of an experiment. What is left out has the default of a
// link of version 1.
type file struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Spec    experiment.Spec `json:"spec"`
	Mix     string          `json:"mix,omitempty"`    // as Link.Mix
	Digest  string          `json:"digest,omitempty"` // of the result
}

// FileError says where a file is wrong.
type FileError struct {
	Line, Column int // from 1; 0 if the whole is wrong
	Reason       string
}

// Error implements error.
func (e *FileError) Error() string {
	if e.Line == 0 {
		return "the file " + e.Reason
	}
	return fmt.Sprintf("the file, line %d, column %d: %s", e.Line, e.Column, e.Reason)
}

// EncodeFile returns the file of the experiment of l, with its digest, ending in a
// newline. The error is that of an invalid link.
func EncodeFile(l Link) ([]byte, error) {
	l, err := l.canonical()
	if err != nil {
		return nil, err
	}
	if l.Digest != "" && l.Spec.Proxies == nil {
		l.Spec.Proxies = proxy.Defaults() // as in a link: the digest is of these
	}
	text, err := json.MarshalIndent(file{Format, FileVersion, l.Spec, l.Mix, l.Digest}, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

// DecodeFile reads a file. It is strict: an unknown or repeated key is an error, so
// that no setting is lost in silence. The Spec of the result is canonical and
// valid.
func DecodeFile(text []byte) (Link, error) {
	if len(text) > MaxFile {
		return Link{}, &FileError{Reason: fmt.Sprintf("has %d bytes, more than %d", len(text), MaxFile)}
	}
	if err := checkKeys(text); err != nil {
		return Link{}, err
	}
	f := file{Spec: linkDefaults()}
	if err := json.Unmarshal(text, &f); err != nil {
		return Link{}, located(text, err)
	}
	switch {
	case f.Format != Format:
		return Link{}, &FileError{Reason: fmt.Sprintf("is not an experiment: its format is %s, want %q", brief(f.Format), Format)}
	case f.Version > FileVersion:
		return Link{}, &FileError{Reason: fmt.Sprintf("is of version %d, and this is Protocell of version %d; reload the page to get the newest", f.Version, FileVersion)}
	case f.Version < 1:
		return Link{}, &FileError{Reason: fmt.Sprintf("has version %d, want 1 to %d", f.Version, FileVersion)}
	}
	l, err := Link{Spec: f.Spec, Mix: f.Mix, Digest: f.Digest}.canonical()
	if err != nil {
		return Link{}, &FileError{Reason: "is not valid: " + err.Error()}
	}
	return l, nil
}

// fileKeys are the keys of each object of a file, by the path to it.
var fileKeys = map[string][]string{
	"":                     {"format", "version", "spec", "mix", "digest"},
	".spec":                {"space", "arch", "skeleton", "batch", "data", "transform", "augment", "seed", "shift", "proxies", "pins"},
	".spec.shift":          {"init", "batch", "noise"},
	".spec.skeleton":       {"c", "n", "input", "classes"},
	".spec.skeleton.input": {"c", "h", "w"},
}

// checkKeys makes sure that text is one JSON object with known keys, each once and
// spelt exactly: package json would let other capitals and repetitions pass.
func checkKeys(text []byte) error {
	var whole json.RawMessage
	if err := json.Unmarshal(text, &whole); err != nil {
		return located(text, err) // a Decoder would give the wrong place
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return checkValue(d, text, "")
}

// checkValue reads one value: an object if path has keys, else anything that is
// not an object.
func checkValue(d *json.Decoder, text []byte, path string) error {
	t, err := d.Token()
	if err != nil {
		return located(text, err)
	}
	keys, isObject := fileKeys[path]
	if isObject != (t == json.Delim('{')) {
		return at(text, d.InputOffset(), describe(path)+" is "+kind(isObject))
	}
	if t == json.Delim('[') {
		if strings.HasSuffix(path, "[]") {
			return at(text, d.InputOffset(), describe(path)+" is a list in a list")
		}
		for d.More() {
			if err := checkValue(d, text, path+"[]"); err != nil {
				return err
			}
		}
	}
	var seen []string
	for isObject && d.More() {
		t, err := d.Token()
		if err != nil {
			return located(text, err)
		}
		key, _ := t.(string) // Token fails unless a key is a string
		if !slices.Contains(keys, key) {
			return at(text, d.InputOffset(), fmt.Sprintf("%s has no key %s; it has %s", describe(path), brief(key), strings.Join(keys, ", ")))
		}
		if slices.Contains(seen, key) {
			return at(text, d.InputOffset(), fmt.Sprintf("the key %q is there twice", key))
		}
		seen = append(seen, key)
		if err := checkValue(d, text, path+"."+key); err != nil {
			return err
		}
	}
	if _, open := t.(json.Delim); open {
		if _, err := d.Token(); err != nil { // the closing bracket
			return located(text, err)
		}
	}
	return nil
}

func describe(path string) string {
	if path == "" {
		return "the whole"
	}
	return strings.TrimPrefix(path, ".")
}

func kind(isObject bool) string {
	if isObject {
		return "not an object, as it should be"
	}
	return "an object, and should not be"
}

// located turns an error of package json into one with a place.
func located(text []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return at(text, syntax.Offset, syntax.Error())
	case errors.As(err, &kind):
		return at(text, kind.Offset, fmt.Sprintf("%s cannot be %s", kind.Field, kind.Value))
	}
	return &FileError{Reason: "cannot be read: " + err.Error()}
}

// at returns an error at the byte before an offset.
func at(text []byte, offset int64, reason string) error {
	before := text[:max(0, min(int(offset)-1, len(text)))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return &FileError{line, column, reason}
}
