// Package display writes numbers for people: with units, few digits, and the
// same everywhere on the page. What machines read is written by Exact.
package display

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Exact returns the shortest text that parses back to f.
func Exact(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "+Inf"
	case math.IsInf(f, -1):
		return "-Inf"
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// Count writes a count with three digits and a prefix: "73.3 K", "1.07 M".
func Count(n int64) string {
	if n > -1000 && n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	v, unit := scale(float64(n), 1000, "K", "M", "G", "T")
	return v + nbsp + unit
}

// Bytes writes an amount of memory: "640 B", "1.25 MB". A MB is 10^6 bytes.
func Bytes(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + nbsp + "B"
	}
	v, unit := scale(float64(n), 1000, "kB", "MB", "GB", "TB")
	return v + nbsp + unit
}

// scale divides v by the base until it is less, and names how often.
func scale(v, base float64, units ...string) (string, string) {
	u := -1
	for u < 0 || u < len(units)-1 && digits3(v) >= base {
		v /= base
		u++
	}
	return Significant(v, 3), units[u]
}

// digits3 returns the size of v, rounded to three digits as Significant does.
func digits3(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(math.Abs(v), 'e', 2, 64), 64)
	return r
}

// Significant writes v with n significant digits, without an exponent where that
// is readable. Zeros at the end are kept, so that columns line up.
func Significant(v float64, n int) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	case v == 0:
		return "0"
	}
	text := strconv.FormatFloat(v, 'e', n-1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	exp, _ := strconv.Atoi(exponent)
	if exp < -4 || exp > n+2 {
		return minus(mantissa) + "e" + minus(strconv.Itoa(exp))
	}
	rounded, _ := strconv.ParseFloat(text, 64)
	return minus(strconv.FormatFloat(rounded, 'f', max(n-1-exp, 0), 64))
}

// minus replaces the hyphen in front of a number by a minus sign.
func minus(s string) string {
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		return "−" + rest
	}
	return s
}

// Score writes a score: its decimal logarithm if log is set, which the caller
// says beside it. A logarithm that does not exist is written as what it tends to.
func Score(v float64, log bool) string {
	if !log {
		return Significant(v, 5)
	}
	if v = Log10(v); math.IsNaN(v) || math.IsInf(v, 0) {
		return Significant(v, 5)
	}
	return minus(strconv.FormatFloat(v, 'f', 3, 64))
}

// Log10 returns the decimal logarithm of v, of display precision; it is -Inf for
// v <= 0.
func Log10(v float64) float64 {
	if v <= 0 {
		return math.Inf(-1)
	}
	return math.Log10(v)
}

// Millis writes a time in milliseconds: "0.4 ms", "87 ms", "1.3 s", "2 min 5 s".
func Millis(ms float64) string {
	switch {
	case ms < 0.05:
		return "0" + nbsp + "ms"
	case ms < 9.95:
		return strconv.FormatFloat(ms, 'f', 1, 64) + nbsp + "ms"
	case ms < 999.5:
		return strconv.FormatFloat(ms, 'f', 0, 64) + nbsp + "ms"
	case ms < 9950:
		return strconv.FormatFloat(ms/1000, 'f', 1, 64) + nbsp + "s"
	}
	s := int64(math.Round(ms / 1000))
	if s < 60 {
		return strconv.FormatInt(s, 10) + nbsp + "s"
	}
	if s < 3600 {
		return fmt.Sprintf("%d%smin %d%ss", s/60, nbsp, s%60, nbsp)
	}
	return fmt.Sprintf("%d%sh %d%smin", s/3600, nbsp, s/60%60, nbsp)
}

// Seconds writes a time that was measured, in the unit that fits it.
func Seconds(s float64) string {
	switch {
	case s < 1e-6:
		return Significant(1e9*s, 3) + " ns"
	case s < 1e-3:
		return Significant(1e6*s, 3) + " µs"
	case s < 1:
		return Significant(1e3*s, 3) + " ms"
	}
	return Significant(s, 3) + " s"
}

// Percent writes a share.
func Percent(v float64) string {
	if v < 0.0005 {
		return "0 %"
	}
	return Significant(100*v, 2) + " %"
}

// Ordinal writes n with its English ending: "1st", "22nd", "13th".
func Ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}

// Plural writes a count and what it counts: "1 cell", "3 cells".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Thousands writes a count in full: "15,625".
func Thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
