//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"protocell/core/job/searching"
	files "protocell/core/job/shelf"
	"protocell/wasm/internal/host"
	"protocell/wasm/internal/shelf"
)

// store is the files of the browser, which the script of the worker opens: a
// searching.Store.
type store struct{ shelf.Files }

// traceOf returns the name of the file of a trace, if a reference is that of one: of a
// session, or one that the visitor gave.
func traceOf(ref string) (name string, ok bool) {
	if given, ok := strings.CutPrefix(ref, "given:"); ok {
		return "given-" + given, true
	}
	return strings.CutPrefix(ref, "trace:")
}

// Read implements shelf.Files.
func (s store) Read(ref string, most int, alive func() error) ([]byte, error) {
	if name, ok := traceOf(ref); ok {
		return s.trace(ref, name, most, true, alive)
	}
	return s.Files.Read(ref, most, alive)
}

// Head implements shelf.Files.
func (s store) Head(ref string, n int, alive func() error) ([]byte, error) {
	if name, ok := traceOf(ref); ok {
		return s.trace(ref, name, n, false, alive)
	}
	return s.Files.Head(ref, n, alive)
}

func (s store) trace(ref, name string, most int, whole bool, alive func() error) ([]byte, error) {
	v, err := s.Host.Call("states", "read", alive, name, most, whole)
	if err != nil {
		return nil, err
	}
	content, err := host.Bytes(v)
	if err == nil && content == nil {
		err = &files.MissingError{Ref: ref}
	}
	return content, err
}

// Append implements searching.Store.
func (s store) Append(session string, at int64, content []byte, alive func() error) (unkept string, err error) {
	bytes, err := host.Array(content)
	if err != nil {
		return "", err
	}
	v, err := s.Host.Call("states", "append", alive, session, float64(at), bytes)
	if err != nil {
		return "", err
	}
	return host.Text(v, "unkept"), nil
}

// Has implements searching.Store.
func (s store) Has(session string, alive func() error) (bool, error) {
	v, err := s.Host.Call("states", "has", alive, session)
	if err != nil {
		return false, err
	}
	return host.Text(v, "name") != "", nil
}

// Close implements searching.Store.
func (s store) Close(session string, alive func() error) error {
	_, err := s.Host.Call("states", "close", alive, session)
	return err
}

// Traces implements searching.Store.
func (s store) Traces(alive func() error) ([]searching.TraceFile, error) {
	v, err := s.Host.Call("states", "list", alive)
	if err != nil {
		return nil, err
	}
	var list []searching.TraceFile
	for line := range strings.Lines(host.Text(v, "text")) {
		words := strings.Fields(line)
		if len(words) != 3 {
			continue
		}
		f := searching.TraceFile{Session: words[0]}
		if f.Bytes, err = strconv.ParseInt(words[1], 10, 64); err != nil {
			return nil, err
		}
		if f.Modified, err = strconv.ParseInt(words[2], 10, 64); err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

// Remove implements searching.Store.
func (s store) Remove(session string, alive func() error) error {
	_, err := s.Host.Call("states", "remove", alive, session)
	return err
}

// Training implements searching.Store.
func (s store) Training(session, key string, alive func() error) ([]byte, error) {
	v, err := s.Host.Call("states", "training", alive, session+"."+key)
	if err != nil {
		return nil, err
	}
	return host.Bytes(v)
}

// KeepTraining implements searching.Store.
func (s store) KeepTraining(session, key string, state []byte, alive func() error) (unkept string, err error) {
	bytes, err := host.Array(state)
	if err != nil {
		return "", err
	}
	v, err := s.Host.Call("states", "keepTraining", alive, session+"."+key, bytes)
	if err != nil {
		return "", err
	}
	return host.Text(v, "unkept"), nil
}
