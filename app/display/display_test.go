package display

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestWriters(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Count(0), "0"},
		{Count(999), "999"},
		{Count(1000), "1.00 K"},
		{Count(73306), "73.3 K"},
		{Count(999_499), "999 K"},
		{Count(999_500), "1.00 M"},
		{Count(1_073_466), "1.07 M"},
		{Count(153_273_000), "153 M"},
		{Count(2_500_000_000_000_000), "2500 T"},
		{Bytes(640), "640 B"},
		{Bytes(65536), "65.5 kB"},
		{Bytes(1_250_000), "1.25 MB"},
		{Significant(812.3456, 5), "812.35"},
		{Significant(-0.00012345, 3), "−0.000123"},
		{Significant(1.5e-7, 3), "1.50e−7"},
		{Significant(9.9999e9, 3), "1.00e10"},
		{Significant(99999.7, 5), "100000"},
		{Significant(math.NaN(), 3), "NaN"},
		{Significant(math.Inf(-1), 3), "−∞"},
		{Score(1e32, true), "32.000"},
		{Score(0.01, true), "−2.000"},
		{Score(0, true), "−∞"},
		{Score(-3.25, false), "−3.2500"},
		{Score(math.Inf(1), true), "∞"},
		{Millis(0.01), "0 ms"},
		{Millis(0.44), "0.4 ms"},
		{Millis(9.96), "10 ms"},
		{Millis(999.4), "999 ms"},
		{Millis(1260), "1.3 s"},
		{Millis(59_700), "1 min 0 s"},
		{Millis(125_000), "2 min 5 s"},
		{Millis(7_260_000), "2 h 1 min"},
		{Ordinal(1), "1st"},
		{Ordinal(12), "12th"},
		{Ordinal(22), "22nd"},
		{Ordinal(93), "93rd"},
		{Ordinal(100), "100th"},
		{Plural(1, "cell"), "1 cell"},
		{Plural(0, "cell"), "0 cells"},
	} {
		if got := strings.ReplaceAll(c.got, nbsp, " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func FuzzExact(f *testing.F) {
	for _, v := range []float64{0, 1.5, -1e300, 5e-324, math.Inf(1), math.NaN(), math.Copysign(0, -1)} {
		f.Add(math.Float64bits(v))
	}
	f.Fuzz(func(t *testing.T, bits uint64) {
		v := math.Float64frombits(bits)
		got, err := strconv.ParseFloat(Exact(v), 64)
		if err != nil || math.Float64bits(got) != bits && !math.IsNaN(v) {
			t.Errorf("%x is written %s, which reads as %x (%v)", bits, Exact(v), math.Float64bits(got), err)
		}
	})
}
