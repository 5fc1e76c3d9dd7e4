package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// rawFiles is the server of the files of public repositories.
const rawFiles = "https://raw.githubusercontent.com"

// store is a folder of public files that have been fetched, each at its place.
type store struct {
	dir    string
	base   string // server
	mirror string // folder that is read in the place of the server; "" for the server
	client *http.Client
	// pause is waited between two attempts.
	pause time.Duration
}

// attempts is how often a file is asked for before it is given up.
const attempts = 3

// get returns the content of a file and where it was: "here", "mirror" or "network". What
// is not whole stays in a file with the ending .part, and the next attempt goes on
// behind it.
func (s *store) get(ctx context.Context, f *file) (content []byte, from string, err error) {
	name := filepath.Join(s.dir, filepath.FromSlash(f.place()))
	if content, err = os.ReadFile(name); err == nil && f.check(content) == nil {
		return content, "here", nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, "", err
	}
	if s.mirror != "" {
		content, err = s.read(f)
		from = "mirror"
	} else {
		content, err = s.download(ctx, f, name+".part")
		from = "network"
	}
	if err != nil {
		return nil, "", err
	}
	// The file is whole before it has its name.
	if err := os.WriteFile(name+".part", content, 0o644); err != nil {
		return nil, "", err
	}
	return content, from, os.Rename(name+".part", name)
}

// check returns an error unless content is that of the file.
func (f *file) check(content []byte) error {
	if int64(len(content)) != f.bytes {
		return fmt.Errorf("%d bytes, not %d", len(content), f.bytes)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != f.sha256 {
		return fmt.Errorf("its SHA-256 is %x, not %s", sum, f.sha256)
	}
	return nil
}

// read reads a file of the mirror.
func (s *store) read(f *file) ([]byte, error) {
	r, err := os.Open(filepath.Join(s.mirror, filepath.FromSlash(f.place())))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, f.bytes+1))
	if err != nil {
		return nil, err
	}
	return content, f.check(content)
}

// download asks the server for a file, as often as need be.
func (s *store) download(ctx context.Context, f *file, part string) ([]byte, error) {
	for n := 1; ; n++ {
		content, err := s.attempt(ctx, f, part)
		var final *finalError
		if err == nil || errors.As(err, &final) || ctx.Err() != nil || n == attempts {
			return content, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(s.pause):
		}
	}
}

// finalError is an error that another attempt would meet again.
type finalError struct{ reason string }

// Error implements error.
func (e *finalError) Error() string { return e.reason }

// attempt asks for what is not there yet.
func (s *store) attempt(ctx context.Context, f *file, part string) ([]byte, error) {
	have, err := os.ReadFile(part)
	if err != nil || int64(len(have)) >= f.bytes {
		have = nil
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/"+f.place(), nil)
	if err != nil {
		return nil, err
	}
	// The bytes are counted and summed as they are published.
	r.Header.Set("Accept-Encoding", "identity")
	if len(have) > 0 {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", len(have)))
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusPartialContent && len(have) > 0:
	case answer.StatusCode == http.StatusOK:
		have = nil
	case answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests:
		return nil, errors.New("the server says " + answer.Status)
	default:
		return nil, &finalError{"the server says " + answer.Status}
	}
	rest, err := io.ReadAll(io.LimitReader(answer.Body, f.bytes-int64(len(have))+1))
	content := append(have, rest...)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("after %d of %d bytes: %w", len(content), f.bytes, err), os.WriteFile(part, content, 0o644))
	}
	if err := f.check(content); err != nil {
		// Nothing of it is of use.
		if gone := os.Remove(part); gone != nil && !errors.Is(gone, os.ErrNotExist) {
			return nil, gone
		}
		return nil, fmt.Errorf("what came is not the file: %w", err)
	}
	return content, nil
}
