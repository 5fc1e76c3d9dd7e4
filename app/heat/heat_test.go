package heat

import (
	"math"
	"testing"

	"protocell/core/score"
)

func matrix(n, units int, values ...float64) *score.Matrix {
	return &score.Matrix{N: n, Units: units, Values: values}
}

func TestSummary(t *testing.T) {
	m := matrix(3, 10, 10, 4, 6, 4, 10, 8, 6, 8, 10)
	s, ok := Summarize(m)
	if !ok || math.Abs(s.Mean-0.6) > 1e-12 || s.Low != 0.4 || s.High != 0.8 || s.A != 1 || s.B != 2 {
		t.Errorf("got %+v, %t", s, ok)
	}
	want := "Two images agree in 60.0 % of the ReLU units on average, in 40.0 % at least and in 80.0 % at most. Images 2 and 3 are most alike."
	if s.String() != want {
		t.Errorf("got %q", s)
	}
	twins, _ := Summarize(matrix(2, 5, 5, 5, 5, 5))
	if want := "Two images agree in 100.0 % of the ReLU units on average, in 100.0 % at least and in 100.0 % at most. Images 1 and 2 have one code, so the matrix is singular."; twins.String() != want {
		t.Errorf("got %q", twins)
	}
}

func TestNoPairNoSummary(t *testing.T) {
	for _, m := range []*score.Matrix{nil, matrix(1, 5, 5), matrix(2, 0, 0, 0, 0, 0)} {
		if _, ok := Summarize(m); ok || Pixels(m) != nil {
			t.Errorf("%+v has a summary or pixels", m)
		}
	}
}

func TestPixelsUseTheWholeScale(t *testing.T) {
	rgb := Pixels(matrix(3, 10, 10, 4, 6, 4, 10, 8, 6, 8, 10))
	at := func(i, j int) [3]byte { return [3]byte(rgb[3*(3*i+j):]) }
	if at(0, 1) != Colour(0) || at(1, 2) != Colour(1) || at(0, 2) != Colour(0.5) || at(2, 2) != Colour(1) {
		t.Errorf("pixels %v", rgb)
	}
}

func TestColourIsBounded(t *testing.T) {
	if Colour(math.NaN()) != Colour(0) || Colour(-3) != Colour(0) || Colour(7) != Colour(1) {
		t.Error("a position outside the scale has a colour of its own")
	}
	if c := Colour(1); c != [3]byte{253, 231, 37} {
		t.Errorf("the end of the scale is %v", c)
	}
}
