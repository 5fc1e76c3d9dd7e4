package space

import (
	"fmt"
	"strings"
)

// Code is the id of the notation that every space has for links, messages and
// tables: one digit a decision, the index of the option.
const Code = "code"

// digits are those of a code, by value.
const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// MaxOptions is the largest number of options of a decision, and MaxDecisions that
// of decisions.
const (
	MaxOptions   = len(digits)
	MaxDecisions = 255
)

// PrintCode returns a in the notation Code.
func PrintCode(a Arch) string {
	b := make([]byte, len(a))
	for i := range b {
		b[i] = digits[a[i]]
	}
	return string(b)
}

// ParseCode reads the notation Code of the space, and no other. An error is a
// *SyntaxError.
func ParseCode(s Space, text string) (Arch, error) {
	if len(text) > MaxDecisions {
		return "", &SyntaxError{Offset: MaxDecisions, Msg: fmt.Sprintf("a code of %d digits, more than %d", len(text), MaxDecisions)}
	}
	b := make([]byte, len(text))
	for i := range b {
		v := strings.IndexByte(digits, text[i])
		if v < 0 {
			return "", &SyntaxError{Offset: i, Msg: fmt.Sprintf("%q is no digit of a code", text[i])}
		}
		b[i] = byte(v)
	}
	if err := s.Check(Arch(b)); err != nil {
		return "", &SyntaxError{Msg: err.Error()}
	}
	return Arch(b), nil
}
