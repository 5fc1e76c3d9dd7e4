package proxy

import (
	"math"
	"testing"

	"protocell/core/eigen"
	"protocell/core/graph"
	"protocell/core/oracle"
)

// smallest returns the smallest eigenvalue of the correlations of channels.
func smallest(x []float32, c int) float64 {
	return eigen.Values(correlation(covariance(x, c), c), c)[0]
}

// Two channels with correlation r have the eigenvalues 1 ± r.
func TestSmallestEigenvalueOfCorrelations(t *testing.T) {
	for _, test := range []struct {
		name string
		x    []float32
		want float64
	}{
		{"orthogonal", []float32{1, 1, 1, -1, -1, 1, -1, -1}, 1},
		{"equal but for scale and shift", []float32{1, 13, 2, 16, 3, 19}, 0},
		{"opposite", []float32{1, -1, 2, -2, 3, -3}, 0},
		{"correlation 1/2", []float32{1, 1, 0, -1, -1, 0}, 0.5},
		{"one is constant", []float32{1, 5, 2, 5, 3, 5}, 0},
		{"one position", []float32{1, 5}, 0},
	} {
		if got := smallest(test.x, 2); math.Abs(got-test.want) > 1e-15 {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// Two positions make two channels dependent, whatever rounding says.
func TestLeastOfFewPositions(t *testing.T) {
	m := []float64{1, 0.5, 0.5, 1}
	if few, enough := leastOf(m, 2, 2), leastOf(m, 2, 3); few != 0 || math.Abs(enough-0.5) > 1e-15 {
		t.Errorf("%v of 2 positions, %v of 3", few, enough)
	}
}

func TestSubmatrix(t *testing.T) {
	got := submatrix([]float64{0, 1, 2, 3, 4, 5, 6, 7, 8}, 3, []int{2, 0})
	for i, want := range []float64{8, 6, 2, 0} {
		if got[i] != want {
			t.Fatalf("%v", got)
		}
	}
}

// Modules of the network of one cell a stage, counted by hand in the authors' code.
func TestModules(t *testing.T) {
	small, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	g := passes(t, small, "|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|none~1|skip_connect~2|", Input{}).Graph()
	count := modules(g)
	want := map[string]int{
		"stem.conv": 1,
		"stem.bn":   3 + 1, // and the skip connection from the cell's input
		"head.bn":   1, "head.relu": 2, "head.pool": 0, "head.linear": 0,
	}
	cell := func(name string, last int) {
		want[name+".edge.1<-0.relu"], want[name+".edge.1<-0.conv"], want[name+".edge.1<-0.bn"] = 1, 1, 3
		want[name+".edge.2<-0.none"], want[name+".edge.2<-1.pool"] = 0, 2
		want[name+".edge.3<-1.none"] = 0
		want[name+".node.1"], want[name+".node.2"], want[name+".node.3"] = 0, 1, last
	}
	cells := 0
	for i, b := range g.Blocks {
		switch b.Kind {
		case graph.Cell:
			cells++
			last := 1
			if g.Blocks[i+1].Kind != graph.Cell {
				last = 2
			}
			if g.Blocks[i+1].Kind == graph.Cell {
				last++ // copied by the next cell
			}
			cell("cells."+string('0'+rune(b.Index)), last)
		case graph.Reduction:
			name := "cells." + string('0'+rune(b.Index))
			for _, part := range []string{".conv_a", ".conv_b"} {
				want[name+part+".relu"], want[name+part+".conv"], want[name+part+".bn"] = 1, 1, 3
			}
			want[name+".down.pool"], want[name+".down.conv"] = 1, 2
			want[name+".sum"] = 1 + 1
		}
	}
	for i, n := range g.Nodes {
		if i > 0 && count[i] != want[n.Label] {
			t.Errorf("%s is put out by %d modules, want %d", n.Label, count[i], want[n.Label])
		}
	}
	if cells == 0 {
		t.Error("no cells")
	}
}
