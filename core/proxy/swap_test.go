package proxy

import (
	"math"
	"testing"
)

// Two units of one layer, of which the second layer's are copies: the patterns over
// three samples are 101 and 010.
func TestPatterns(t *testing.T) {
	p := newPatterns(3)
	p.add([]float32{
		1, -1,
		0, 2,
		1e-30, -3,
	})
	if p.count() != 2 {
		t.Errorf("%d patterns, want 2", p.count())
	}
	p.add([]float32{5, 5, -5, -5, 5, 5})
	if p.count() != 2 {
		t.Errorf("%d patterns after units with known ones, want 2", p.count())
	}
	p.add([]float32{1, 1, 1})
	p.add([]float32{-1, float32(math.NaN()), 0})
	if p.count() != 4 {
		t.Errorf("%d patterns after the constant ones, want 4", p.count())
	}
}

// A pattern of all samples uses the last bit of the set.
func TestPatternsOfAllSamples(t *testing.T) {
	p := newPatterns(swapSamples)
	x := make([]float32, swapSamples)
	for i := range x {
		x[i] = 1
	}
	p.add(x)
	if p.count() != 1 || p.set[len(p.set)-1] != 1<<63 {
		t.Error("the pattern of all ones is not the last")
	}
}

func TestSwapFactor(t *testing.T) {
	for _, test := range [][2]float64{{1, 1}, {2, math.Exp(-1)}, {0, math.Exp(-1)}, {0.5, math.Exp(-0.25)}} {
		if got := swapFactor(test[0]); relative(got, test[1]) > 1e-15 {
			t.Errorf("%v million: %v, want %v", test[0], got, test[1])
		}
	}
}
