package space

import "fmt"

// SyntaxError says why Parse did not accept a text.
type SyntaxError struct {
	Offset int    // byte of the text at which it goes wrong, from 0
	Msg    string // what is wrong
	Hint   string // how to put it right; may be empty
}

// Error implements error.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("at byte %d: %s", e.Offset, e.Msg)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}
