package wire

import "unicode/utf8"

// decoder reads text from a place on.
type decoder struct {
	data  []byte
	at    int
	depth int
}

// fail returns an error about the place where the decoder is.
func (d *decoder) fail(reason string) *Error { return &Error{Offset: d.at, Reason: reason} }

// peek returns the next byte, or 0 at the end, where no other byte 0 is valid.
func (d *decoder) peek() byte {
	if d.at < len(d.data) {
		return d.data[d.at]
	}
	return 0
}

// space goes past white space.
func (d *decoder) space() {
	for {
		switch d.peek() {
		case ' ', '\t', '\r', '\n':
			d.at++
		default:
			return
		}
	}
}

// unexpected returns an error about the next byte.
func (d *decoder) unexpected(want string) *Error {
	found := "the end"
	if d.at < len(d.data) {
		switch c := d.data[d.at]; {
		case c == '"':
			found = "a string"
		case c == '-' || '0' <= c && c <= '9':
			found = "a number"
		case c == '{':
			found = "an object"
		case c == '[':
			found = "an array"
		case c > ' ' && c < 0x7F:
			found = "'" + string(rune(c)) + "'"
		default:
			found = "byte 0x" + string([]byte{hex[c>>4], hex[c&15]})
		}
	}
	return d.fail("found " + found + ", not " + want)
}

// whole calls read, which is to read all the text.
func (d *decoder) whole(read func() *Error) *Error {
	d.space()
	if d.at == len(d.data) {
		return d.fail("empty")
	}
	err := read()
	if d.space(); err == nil && d.at < len(d.data) {
		err = d.fail("text after the value")
	}
	return err
}

// skip goes past a value.
func (d *decoder) skip() *Error {
	switch c := d.peek(); {
	case c == '{':
		return d.object(func([]byte, bool) *Error { return d.skip() })
	case c == '[':
		return d.array(func(int) *Error { return d.skip() })
	case c == '"':
		_, _, err := d.text()
		return err
	case c == '-' || '0' <= c && c <= '9':
		_, err := d.number()
		return err
	case d.word("null") || d.word("true") || d.word("false"):
		return nil
	}
	return d.unexpected("a value")
}

// word goes past a word, if it is there.
func (d *decoder) word(w string) bool {
	if len(d.data)-d.at < len(w) || string(d.data[d.at:d.at+len(w)]) != w {
		return false
	}
	d.at += len(w)
	return true
}

// array reads an array, whose elements read reads.
func (d *decoder) array(read func(i int) *Error) *Error {
	return d.list('[', ']', "an array", func(i int) *Error {
		if err := read(i); err != nil {
			return err.at(i)
		}
		return nil
	})
}

// object reads an object, whose values read reads. It gets the inside of the key,
// and whether that is what it means.
func (d *decoder) object(read func(key []byte, plain bool) *Error) *Error {
	return d.list('{', '}', "an object", func(int) *Error {
		key, plain, err := d.text()
		if err != nil {
			return err
		}
		if d.space(); d.peek() != ':' {
			return d.unexpected("a colon")
		}
		d.at++
		d.space()
		return read(key, plain)
	})
}

// list reads what is in brackets, between commas.
func (d *decoder) list(open, end byte, name string, read func(i int) *Error) *Error {
	if d.peek() != open {
		return d.unexpected(name)
	}
	if d.depth == maxDepth {
		return d.fail("nests too deep")
	}
	d.depth++
	d.at++
	d.space()
	for i := 0; d.peek() != end || i > 0; i++ {
		if err := read(i); err != nil {
			return err
		}
		d.space()
		if d.peek() == end {
			break
		}
		if d.peek() != ',' {
			return d.unexpected("a comma or the end of " + name)
		}
		d.at++
		d.space()
	}
	d.at++
	d.depth--
	return nil
}

// text goes past a string. It returns what is between the quotes, and whether that
// is what it means.
func (d *decoder) text() (inside []byte, plain bool, err *Error) {
	if d.peek() != '"' {
		return nil, false, d.unexpected("a string")
	}
	start := d.at + 1
	plain = true
	ascii := true
	for d.at++; ; d.at++ {
		switch c := d.peek(); {
		case c == '"':
			inside = d.data[start:d.at]
			d.at++
			return inside, plain && (ascii || utf8.Valid(inside)), nil
		case c < ' ':
			return nil, false, d.unexpected("a character of a string")
		case c == '\\':
			plain = false
			d.at++
			switch d.peek() {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				if hexRune(d.data[d.at+1:]) < 0 {
					return nil, false, d.fail("not four hexadecimal digits")
				}
				d.at += 4
			default:
				return nil, false, d.unexpected("an escape")
			}
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
}

// number goes past a number and returns it.
func (d *decoder) number() (string, *Error) {
	start := d.at
	if c := d.peek(); c != '-' && (c < '0' || c > '9') {
		return "", d.unexpected("a number")
	}
	if d.peek() == '-' {
		d.at++
	}
	ok := true
	if d.peek() == '0' {
		d.at++
	} else {
		ok = d.digits()
	}
	if ok && d.peek() == '.' {
		d.at++
		ok = d.digits()
	}
	if ok && d.peek()|0x20 == 'e' {
		d.at++
		if c := d.peek(); c == '+' || c == '-' {
			d.at++
		}
		ok = d.digits()
	}
	if !ok {
		return "", d.unexpected("a digit")
	}
	return string(d.data[start:d.at]), nil
}

// digits goes past digits, and reports whether there is one.
func (d *decoder) digits() bool {
	start := d.at
	for c := d.peek(); '0' <= c && c <= '9'; c = d.peek() {
		d.at++
	}
	return d.at > start
}
