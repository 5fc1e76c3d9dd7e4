package job

import (
	"errors"
	"fmt"

	"protocell/core/wire"
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
	err := wire.Unmarshal([]byte(text), &r)
	if err == nil {
		err = r.check()
	}
	if err != nil {
		var id uint64
		var fields map[string]wire.Raw
		if wire.Unmarshal([]byte(text), &fields) != nil || wire.Unmarshal(fields["id"], &id) != nil {
			id = 0
		}
		return Request{ID: id}, fmt.Errorf("request: %w", err)
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
