package table

import (
	"fmt"
	"math"
	"strconv"
)

// Round rounds the values of a column to significant digits, 1 to 17, and says so in
// its Digits. Measurements take less room without the digits that mean nothing.
func (c *Column) Round(digits int) {
	if digits < 1 || digits > 17 {
		panic(fmt.Sprintf("table: %d significant digits", digits))
	}
	for i, v := range c.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		// What FormatFloat writes can be read.
		c.Values[i], _ = strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	}
	c.Digits = digits
}
