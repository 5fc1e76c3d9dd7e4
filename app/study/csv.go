package study

import (
	"strings"

	"protocell/app/display"
)

// csv is lines of cells as CSV.
type csv struct{ b strings.Builder }

// line adds a line: texts are quoted if need be, numbers exact.
func (t *csv) line(cells ...any) {
	for i, c := range cells {
		if i > 0 {
			t.b.WriteByte(',')
		}
		switch c := c.(type) {
		case string:
			if strings.ContainsAny(c, "\",\n\r") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			t.b.WriteString(c)
		case float64:
			t.b.WriteString(display.Exact(c))
		case int:
			t.b.WriteString(display.Exact(float64(c)))
		}
	}
	t.b.WriteByte('\n')
}

func (t *csv) String() string { return t.b.String() }
