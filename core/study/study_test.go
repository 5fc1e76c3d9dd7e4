package study

import (
	"fmt"
	"math"
	"testing"

	"protocell/core/rng"
)

var nan, inf = math.NaN(), math.Inf(1)

// sample returns a truth and proxies that follow it more or less; some have ties, and
// some numbers are not finite.
func sample(seed uint64, rows, proxies int) (truth Column, columns []Column) {
	r := rng.Named(seed, "study/test")
	truth.ID = "accuracy"
	for range rows {
		truth.Values = append(truth.Values, math.Floor(2000*r.Float64())/20)
	}
	for i := range proxies {
		c := Column{ID: fmt.Sprintf("p%d", i), Lower: i == 3}
		for _, v := range truth.Values {
			v += 20 * float64(i+1) * r.Float64()
			switch {
			case i == 1 || i == 2:
				v = math.Floor(v / 8)
			case i == 4 && r.IntN(20) == 0:
				v = nan
			}
			if c.Lower {
				v = -v
			}
			c.Values = append(c.Values, v)
		}
		columns = append(columns, c)
	}
	return truth, columns
}

// BenchmarkCompute is of the size of NAS-Bench-201 and NAS-Bench-Suite-Zero.
func BenchmarkCompute(b *testing.B) {
	truth, columns := sample(1, 15625, 13)
	o := Defaults()
	o.Given = []string{"p1"}
	for b.Loop() {
		if _, err := Compute(truth, columns, o, nil); err != nil {
			b.Fatal(err)
		}
	}
}
