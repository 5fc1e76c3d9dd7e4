// Package scan reads the notations of search spaces, token by token, with errors
// that say at which byte a text goes wrong.
package scan

import (
	"fmt"
	"strings"

	"protocell/core/space"
)

// MaxText is the longest text in bytes that New accepts.
const MaxText = 4096

// Text is a text that is being read. White space around tokens is skipped.
type Text struct {
	text     string
	pos, end int
}

// New begins to read a text of at most MaxText bytes, without the white space
// around it, and without one pair of quotes around the whole. An error is a
// *space.SyntaxError.
func New(text string) (*Text, error) {
	if len(text) > MaxText {
		return nil, &space.SyntaxError{Offset: MaxText, Msg: fmt.Sprintf("the text has %d bytes, more than %d", len(text), MaxText)}
	}
	t := &Text{text: text, end: len(text)}
	t.Peek()
	for t.end > t.pos && isSpace(text[t.end-1]) {
		t.end--
	}
	if q := t.pos; t.end-q >= 2 && isQuote(text[q]) && text[t.end-1] == text[q] &&
		strings.IndexByte(text[q+1:t.end-1], text[q]) < 0 {
		t.pos++
		t.end--
	}
	return t, nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
func isQuote(c byte) bool { return c == '\'' || c == '"' }
func isWord(c byte) bool {
	return c == '_' || c == '.' || IsDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// IsDigit says whether c is a decimal digit.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// Pos returns the byte of the text at which reading goes on.
func (t *Text) Pos() int { return t.pos }

// Back goes back to a position that Pos returned.
func (t *Text) Back(pos int) { t.pos = pos }

// Peek skips white space and returns the next byte, or 0 at the end.
func (t *Text) Peek() byte {
	for t.pos < t.end && isSpace(t.text[t.pos]) {
		t.pos++
	}
	if t.pos == t.end {
		return 0
	}
	return t.text[t.pos]
}

// AtEnd says whether nothing but white space is left.
func (t *Text) AtEnd() bool {
	t.Peek()
	return t.pos == t.end
}

// Accept reads c if it comes next.
func (t *Text) Accept(c byte) bool {
	if t.AtEnd() || t.text[t.pos] != c {
		return false
	}
	t.pos++
	return true
}

// Expect reads c, which comes after what is named, or returns an error.
func (t *Text) Expect(c byte, after string) error {
	if !t.Accept(c) {
		return t.Fail(fmt.Sprintf("expected %q after %s, found %s", c, after, t.Found()), "")
	}
	return nil
}

// Word reads letters, digits, underscores and points, possibly none.
func (t *Text) Word() string {
	t.Peek()
	start := t.pos
	for t.pos < t.end && isWord(t.text[t.pos]) {
		t.pos++
	}
	return t.text[start:t.pos]
}

// Quoted reads a word in quotes or not.
func (t *Text) Quoted() (string, error) {
	quote := t.Peek()
	if !isQuote(quote) {
		return t.Word(), nil
	}
	t.pos++
	word := t.Word()
	return word, t.Expect(quote, word)
}

// Number reads a number from 0 to most. What says what it is, for an error.
func (t *Text) Number(what string, most int) (int, error) {
	t.Peek()
	start := t.pos
	n, digits := 0, 0
	for t.pos < t.end && IsDigit(t.text[t.pos]) {
		n = min(10*n+int(t.text[t.pos]-'0'), 1<<30)
		t.pos++
		digits++
	}
	if digits == 0 || n > most {
		t.pos = start
		found := t.Found()
		if digits > 0 {
			found = t.text[start : start+min(digits, 20)]
		}
		return 0, t.Fail(fmt.Sprintf("%s is 0 to %d, and not %s", what, most, found), "")
	}
	return n, nil
}

// Found describes what comes next, for an error.
func (t *Text) Found() string {
	if t.AtEnd() {
		return "the end"
	}
	rest := t.text[t.pos:t.end]
	for i := range rest {
		if i > 0 {
			return fmt.Sprintf("%q", rest[:i])
		}
	}
	return fmt.Sprintf("%q", rest)
}

// Fail returns an error at the position, with how to put it right if that is known.
func (t *Text) Fail(msg, hint string) error {
	return &space.SyntaxError{Offset: t.pos, Msg: msg, Hint: hint}
}

// Finish returns a, or an error if something follows it.
func (t *Text) Finish(a space.Arch) (space.Arch, error) {
	if !t.AtEnd() {
		return "", t.Fail(fmt.Sprintf("the architecture is complete, but %s follows", t.Found()), "")
	}
	return a, nil
}
