// Package wire reads and writes the messages between the page and its workers:
// JSON, as encoding/json would write it, by a codec small enough for a worker's
// program.
//
// It knows what a message is made of: booleans, integers, floats, strings, slices,
// []byte as base64, maps with strings as keys, structs with the tags of
// encoding/json (a name, omitempty, omitzero, "-"), structs embedded in structs, and
// pointers to all these. What it writes is what encoding/json writes, byte for byte.
//
// It reads what encoding/json reads, and is stricter, for both ends of a message
// are built together: a key must be that of a field, in the same case, and must not
// come twice; []byte is never an array of numbers; values nest at most 100 deep;
// nothing follows the value. A slice or map that is read replaces the one that was
// there. Text that is not UTF-8 is read as encoding/json does, with U+FFFD for what
// is wrong.
package wire

import (
	"strconv"
	"strings"
)

// maxDepth bounds how deep values nest.
const maxDepth = 100

// Appender is implemented by a type that writes itself, by its value.
type Appender interface {
	// AppendWire appends one value of JSON, without space around it, to b.
	AppendWire(b []byte) []byte
}

// Parser is implemented by a type that reads itself, by a pointer to it.
type Parser interface {
	// ParseWire sets the receiver to what text says, which is one value of JSON,
	// without space around it. It does not keep text.
	ParseWire(text []byte) error
}

// Raw is a value that has been written, or has not been read yet. It is written as
// it is.
type Raw []byte

// AppendWire implements Appender.
func (r Raw) AppendWire(b []byte) []byte {
	if r == nil {
		return append(b, "null"...)
	}
	return append(b, r...)
}

// ParseWire implements Parser.
func (r *Raw) ParseWire(text []byte) error {
	*r = append(Raw{}, text...)
	return nil
}

// MarshalJSON implements json.Marshaler.
func (r Raw) MarshalJSON() ([]byte, error) { return r.AppendWire(nil), nil }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Raw) UnmarshalJSON(text []byte) error { return r.ParseWire(text) }

// Error says what cannot be written or read, and where.
type Error struct {
	Path   string // of fields, keys and indices: "columns[2].id"; "" for the whole
	Offset int    // in bytes, of what is read; -1 of what is written
	Reason string
}

// Error implements error.
func (e *Error) Error() string {
	s := e.Reason
	if e.Path != "" {
		s = e.Path + ": " + s
	}
	if e.Offset >= 0 {
		s += " (byte " + strconv.Itoa(e.Offset) + ")"
	}
	return s
}

// in puts the name of a field or key before the path.
func (e *Error) in(name string) *Error {
	if e.Path != "" && !strings.HasPrefix(e.Path, "[") {
		name += "."
	}
	e.Path = clip(name) + e.Path
	return e
}

// at puts an index before the path.
func (e *Error) at(i int) *Error { return e.in("[" + strconv.Itoa(i) + "]") }

// clip shortens what a message quotes.
func clip(s string) string {
	if len(s) > 64 {
		s = s[:60] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}
