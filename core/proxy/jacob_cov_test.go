package proxy

import (
	"math"
	"testing"
)

// TestCorrelationOfIndependentRows: rows that do not correlate have the identity as
// their matrix, the best there is; a constant row has no correlation.
func TestCorrelationOfIndependentRows(t *testing.T) {
	rows := []float64{
		1, 1, 1, 1, -1, -1, -1, -1,
		1, 1, -1, -1, 1, 1, -1, -1,
		1, -1, 1, -1, 1, -1, 1, -1,
		3, -3, -3, 3, 3, -3, -3, 3, // the product of the two before, thrice
	}
	always := func(float64) error { return nil }
	c, err := correlate(rows, 4, always)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range c {
		want := 0.0
		if i%5 == 0 {
			want = 1
		}
		if math.Abs(v-want) > 4e-16 {
			t.Errorf("entry %d is %v, want %v", i, v, want)
		}
	}
	got, _ := jacobianScore(c, 4)
	if want := -4.0000000002; relative(got, want) > 1e-11 {
		t.Errorf("the score of the identity is %v, want %v", got, want)
	}
	c, err = correlate([]float64{1, 2, 3, 7, 7, 7}, 2, always)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := jacobianScore(c, 2); s == s {
		t.Errorf("with a constant row the score is %v", s)
	}
}
