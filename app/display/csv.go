package display

import "strings"

// CSV is lines of cells as CSV.
type CSV struct{ b strings.Builder }

// Line adds a line: texts are quoted if need be, numbers exact.
func (t *CSV) Line(cells ...any) {
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
			t.b.WriteString(Exact(c))
		case int:
			t.b.WriteString(Exact(float64(c)))
		}
	}
	t.b.WriteByte('\n')
}

// String returns the lines.
func (t *CSV) String() string { return t.b.String() }
