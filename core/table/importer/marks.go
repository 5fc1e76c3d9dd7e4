package importer

import (
	"math"
	"strings"

	"protocell/core/table"
)

// Marks of NASLib: it writes them for scores that are not finite.
const (
	markNaN = -1e8
	markInf = 1e9
)

// settle reads marks for what they stand for, and finds units that only values tell.
func (p *part) settle(naslib bool) {
	for i := range p.columns {
		c := &p.columns[i]
		if c.Kind == table.Proxy {
			p.unmark(c, naslib)
		}
		if c.Kind == table.Params || c.Kind == table.MACs {
			if inMillions(c.Values) {
				c.Unit = "M"
			}
		}
		if c.Kind == table.Accuracy && c.Unit == "%" && largest(c.Values) <= 1 {
			c.Unit = ""
		}
		if strings.HasSuffix(c.ID, "edgetpu_latency") {
			if n := replace(c.Values, -1, math.NaN()); n > 0 {
				p.note("%s: -1, by which HW-NAS-Bench marks what the device could not run, read as not known: %d", c.ID, n)
			}
		}
	}
}

// unmark replaces NASLib's marks in a column: a score that is not a number becomes
// -Inf, which ranks last as the mark did; if all are so, there are none. That of
// infinity is a common number, and a mark only in files as NASLib writes them.
func (p *part) unmark(c *table.Column, naslib bool) {
	n := replace(c.Values, markNaN, math.Inf(-1))
	if naslib {
		n += replace(c.Values, markInf, math.Inf(1))
		n += replace(c.Values, -markInf, math.Inf(-1))
	}
	if n == 0 {
		return
	}
	if n == len(c.Values)-c.Missing() {
		for i := range c.Values {
			c.Values[i] = math.NaN()
		}
		return
	}
	p.note("%s: marks of NASLib for a score that is not finite, read as infinite: %d", c.ID, n)
}

// replace replaces values and returns how many.
func replace(values []float64, from, to float64) int {
	n := 0
	for i, v := range values {
		if v == from {
			values[i] = to
			n++
		}
	}
	return n
}

// inMillions reports whether counts are in millions: some are not whole, and none is
// large.
func inMillions(values []float64) bool {
	broken := false
	for _, v := range values {
		if math.Abs(v) >= 1e5 {
			return false
		}
		broken = broken || v == v && v != math.Floor(v)
	}
	return broken
}

// largest returns the largest of values, or -Inf.
func largest(values []float64) float64 {
	most := math.Inf(-1)
	for _, v := range values {
		if v > most {
			most = v
		}
	}
	return most
}
