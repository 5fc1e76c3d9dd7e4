package proxy

import (
	"fmt"
	"math"
	"strconv"
)

// Number is a float64 whose JSON form holds NaN and infinities, as the strings
// "NaN", "+Inf" and "-Inf", and is exact for every other value.
type Number float64

// AppendWire implements wire.Appender.
func (n Number) AppendWire(b []byte) []byte {
	f := float64(n)
	switch {
	case math.IsNaN(f):
		return append(b, `"NaN"`...)
	case math.IsInf(f, 1):
		return append(b, `"+Inf"`...)
	case math.IsInf(f, -1):
		return append(b, `"-Inf"`...)
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

// ParseWire implements wire.Parser.
func (n *Number) ParseWire(text []byte) error {
	s := string(text)
	switch s {
	case `"NaN"`, `"+Inf"`, `"-Inf"`:
		s = s[1 : len(s)-1]
	}
	// The value is one of JSON: of all that ParseFloat takes, that leaves numbers.
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return fmt.Errorf("%.64s is not a number", text)
	}
	*n = Number(f)
	return nil
}

// MarshalJSON implements json.Marshaler.
func (n Number) MarshalJSON() ([]byte, error) { return n.AppendWire(nil), nil }

// UnmarshalJSON implements json.Unmarshaler.
func (n *Number) UnmarshalJSON(text []byte) error { return n.ParseWire(text) }
