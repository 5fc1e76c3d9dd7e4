package data

import (
	"fmt"
	"io"
	"strings"
)

// Source has the stored sets of this machine.
type Source interface {
	// Open opens the set with an id. The error is a *MissingError if it is not
	// there.
	Open(id string) (Stored, error)
}

// Stored is the file of a stored set, open for reading.
type Stored interface {
	io.ReaderAt
	Size() int64
	Close() error
}

// MissingError says that a stored set is not on this machine.
type MissingError struct{ ID string }

// Error implements error.
func (e *MissingError) Error() string {
	return fmt.Sprintf("the image set %s is not on this machine; import the images that it was made from, or choose another set", e.ID)
}

// storedPrefix begins the id of every stored set.
const storedPrefix = "set-"

// IsStored reports whether id is one that a stored set may have: "set-" and 16
// lower-case hexadecimal digits.
func IsStored(id string) bool {
	digits, ok := strings.CutPrefix(id, storedPrefix)
	return ok && len(digits) == 16 && strings.Trim(digits, "0123456789abcdef") == ""
}
