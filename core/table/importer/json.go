package importer

import (
	"fmt"
	"math"
	"strconv"

	"protocell/core/wire"
)

// maxDepth bounds how deep values nest.
const maxDepth = 64

// jsonText is JSON that is being read, from a place on. It reads what Python writes:
// the numbers NaN, Infinity and -Infinity too.
type jsonText struct {
	data  []byte
	at    int
	depth int
}

// peek skips white space and returns the next byte, or 0 at the end.
func (j *jsonText) peek() byte {
	for ; j.at < len(j.data); j.at++ {
		switch c := j.data[j.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// unexpected returns an error about what comes next.
func (j *jsonText) unexpected(want string) error {
	found := "the end"
	if c := j.peek(); j.at < len(j.data) {
		switch {
		case c == '"':
			found = "a string"
		case c == '-' || '0' <= c && c <= '9':
			found = "a number"
		case c == '{':
			found = "an object"
		case c == '[':
			found = "an array"
		default:
			found = strconv.QuoteRune(rune(c))
		}
	}
	return fmt.Errorf("found %s, not %s", found, want)
}

// object reads an object, whose values each reads. It must not keep the key.
func (j *jsonText) object(each func(key []byte) error) error {
	return j.list('{', '}', "an object", func() error {
		key, err := j.text()
		if err != nil {
			return err
		}
		if j.peek() != ':' {
			return j.unexpected("a colon")
		}
		j.at++
		return each(key)
	})
}

// list reads what is in brackets, between commas.
func (j *jsonText) list(open, end byte, name string, each func() error) error {
	if j.peek() != open {
		return j.unexpected(name)
	}
	if j.depth == maxDepth {
		return fmt.Errorf("values nest more than %d deep", maxDepth)
	}
	j.depth++
	j.at++
	for first := true; !first || j.peek() != end; first = false {
		if err := each(); err != nil {
			return err
		}
		if j.peek() == end {
			break
		}
		if j.peek() != ',' {
			return j.unexpected("a comma or the end of " + name)
		}
		j.at++
	}
	j.at++
	j.depth--
	return nil
}

// text reads a string. What it returns may be a part of the data.
func (j *jsonText) text() ([]byte, error) {
	if j.peek() != '"' {
		return nil, j.unexpected("a string")
	}
	start := j.at
	plain := true
	for j.at++; j.at < len(j.data); j.at++ {
		switch c := j.data[j.at]; {
		case c == '"':
			j.at++
			if plain {
				return j.data[start+1 : j.at-1], nil
			}
			var s string
			if err := wire.Unmarshal(j.data[start:j.at], &s); err != nil {
				j.at = start
				return nil, fmt.Errorf("a string that is none: %w", err)
			}
			return []byte(s), nil
		case c == '\\':
			plain = false
			j.at++
		case c < ' ':
			return nil, fmt.Errorf("found %q in a string", c)
		}
	}
	j.at = len(j.data)
	return nil, fmt.Errorf("the file ends inside a string")
}

// number reads a number. What stands for none, null, is NaN.
func (j *jsonText) number() (float64, error) {
	j.peek()
	start := j.at
	for j.at < len(j.data) && isNumeral(j.data[j.at]) {
		j.at++
	}
	switch word := string(j.data[start:j.at]); word {
	case "NaN", "null":
		return math.NaN(), nil
	case "Infinity":
		return math.Inf(1), nil
	case "-Infinity":
		return math.Inf(-1), nil
	case "":
		return 0, j.unexpected("a number")
	default:
		v, ok := number(word)
		if !ok {
			j.at = start
			return 0, fmt.Errorf("%q is not a number", clip(word))
		}
		return v, nil
	}
}

// isNumeral reports whether c may be part of a number, or of a word in its place.
func isNumeral(c byte) bool {
	return '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// number reads a decimal number that is finite.
func number(s string) (float64, bool) {
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
		default:
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// skip goes past a value.
func (j *jsonText) skip() error {
	switch j.peek() {
	case '{':
		return j.object(func([]byte) error { return j.skip() })
	case '[':
		return j.list('[', ']', "an array", j.skip)
	case '"':
		_, err := j.text()
		return err
	case 't', 'f':
		for _, word := range []string{"true", "false"} {
			if len(j.data)-j.at >= len(word) && string(j.data[j.at:j.at+len(word)]) == word {
				j.at += len(word)
				return nil
			}
		}
	}
	_, err := j.number()
	return err
}
