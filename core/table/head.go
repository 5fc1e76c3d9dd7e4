package table

import "fmt"

// MaxHead is how many bytes of a file DecodeHead may need.
const MaxHead = len(magic) + 4 + maxHeaderSize

// Head is what the beginning of a file says of a table.
type Head struct {
	Space, Title string
	Rows         int
	Columns      int
	Curves       int
}

// DecodeHead reads the beginning of a file: all of it, or its first MaxHead bytes. It
// does not look at what follows, which may be damaged.
func DecodeHead(start []byte) (Head, error) {
	r := &reader{data: start}
	if !IsFile(start) {
		return Head{}, fmt.Errorf("not a table, which begins with %q", magic)
	}
	r.at = len(magic)
	h, err := r.header()
	if err != nil {
		return Head{}, err
	}
	return Head{h.Space, h.Title, h.Rows, len(h.Columns), len(h.Curves)}, nil
}
