package job

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxRequest bounds the text of a request, in bytes. An experiment with its pins
// is a few kilobytes.
const maxRequest = 1 << 20

// decodeRequest reads a message from the page. If it cannot be read, the request
// that it returns has the ID, if that at least can be told, and nothing else.
func decodeRequest(text string) (Request, error) {
	if len(text) > maxRequest {
		return Request{}, fmt.Errorf("request of %d bytes: more than %d", len(text), maxRequest)
	}
	var r Request
	err := decodeStrict([]byte(text), &r)
	if err == nil {
		err = r.check()
	}
	if err != nil {
		var id struct {
			ID uint64 `json:"id"`
		}
		if json.Unmarshal([]byte(text), &id) != nil {
			id.ID = 0
		}
		return Request{ID: id.ID}, fmt.Errorf("request: %w", err)
	}
	return r, nil
}

// check returns an error that says what a decoded request lacks.
func (r Request) check() error {
	switch {
	case r.ID == 0:
		return errors.New("no job id")
	case r.Cancel && (r.Kind != "" || r.Input != nil):
		return errors.New("a cancellation has a kind or an input")
	case !r.Cancel && r.Kind == "":
		return errors.New("no kind of job")
	}
	return nil
}

// decodeStrict reads exactly one JSON value into v, and refuses fields that v
// does not have: the page and its workers are built together, so one that is
// unknown is a fault.
func decodeStrict(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("empty")
		}
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("text after the value, at byte %d", d.InputOffset())
	}
	return nil
}
