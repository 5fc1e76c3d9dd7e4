package handnet

import (
	"math"
	"math/bits"
	"testing"

	"protocell/core/rng"
)

// chain is a network of two neurons with R = 10, and a third without weights.
var chain = Net{Hidden: [3][2]float64{{1, -2}, {3, 0.5}}, Output: [3]float64{-1, 2}}

func TestSynFlowOfAChain(t *testing.T) {
	f := SynFlow(chain)
	if f.R != 10 || f.Layers != [2]float64{10, 10} || f.Score != 20 || !f.Conserved() {
		t.Errorf("the flow is %+v", f)
	}
	if f.Activation != [3]float64{3, 3.5} || f.Terms != [3]float64{3, 7} || f.Hidden != [3][2]float64{{1, 2}, {6, 1}} || f.Gradient[1][0] != 2 {
		t.Errorf("on the way are %+v", f)
	}
	scaled, flipped := chain, chain
	for j := range scaled.Hidden {
		for i := range scaled.Hidden[j] {
			scaled.Hidden[j][i] *= 4
			flipped.Hidden[j][i] *= -1
		}
	}
	if got := SynFlow(scaled).Score; got != 80 {
		t.Errorf("a layer four times as large scores %v, want 80", got)
	}
	if SynFlow(flipped) != f {
		t.Error("flipped signs make a difference")
	}
	if f := SynFlow(Net{}); f.Score != 0 || !f.Conserved() {
		t.Errorf("no weights flow %+v", f)
	}
}

// TestFlowIsConserved, with gradients against differences of R.
func TestFlowIsConserved(t *testing.T) {
	s := rng.Named(1, "networks")
	for range 200 {
		var n Net
		for j := range n.Hidden {
			n.Output[j] = 4*s.Float64() - 2
			for i := range n.Hidden[j] {
				n.Hidden[j][i] = 4*s.Float64() - 2
			}
		}
		f := SynFlow(n)
		if !f.Conserved() {
			t.Errorf("%+v: layers %v, R %v", n, f.Layers, f.R)
		}
		m := n
		m.Hidden[1][0] = math.Abs(n.Hidden[1][0]) + 0.5
		if got, want := (SynFlow(m).R-f.R)/0.5, f.Gradient[1][0]; math.Abs(got-want) > 1e-12 {
			t.Errorf("the slope is %v, the gradient %v", got, want)
		}
	}
}

// TestNWOT on the lines x = 0, y = 0 and x + y = 1.
func TestNWOT(t *testing.T) {
	n := Net{Hidden: [3][2]float64{{1, 0}, {0, 1}, {1, 1}}, Bias: [3]float64{0, 0, -1}}
	for _, c := range []struct {
		name   string
		points []Point
		det    int64
		cause  Cause
	}{
		{"one", []Point{{1, 1}}, 3, None},
		{"two apart", []Point{{1, 1}, {-1, -1}}, 9, None},                                       // 111, 000: K = 3 I
		{"neighbours", []Point{{0.2, 0.2}, {2, 2}}, 5, None},                                    // 110, 111: 3·3 − 2·2
		{"one region", []Point{{-1, -1}, {0.2, 0.3}, {0.3, 0.2}}, 0, Identical},                 //
		{"square", []Point{{-0.5, -0.5}, {0.2, -0.5}, {-0.5, 0.2}, {0.2, 0.2}}, 0, Dependent},   // 000 100 010 110
		{"independent", []Point{{-0.5, -0.5}, {0.2, -0.5}, {-0.5, 0.2}, {1, 1}}, 12, None},      // 000 100 010 111
		{"five", []Point{{-0.5, -0.5}, {0.2, -0.5}, {-0.5, 0.2}, {1, 1}, {.2, .2}}, 0, TooMany}, //
	} {
		k, err := NWOT(n, c.points)
		if err != nil {
			t.Fatal(err)
		}
		if k.Det != c.det || k.Cause != c.cause {
			t.Errorf("%s: codes %v, K %v: determinant %d with cause %d, want %d with %d", c.name, k.Codes, k.K, k.Det, k.Cause, c.det, c.cause)
		}
		if c.det == 0 && !math.IsInf(k.Ln, -1) || c.det != 0 && math.Abs(k.Ln-math.Log(float64(c.det))) > 1e-15 {
			t.Errorf("%s: the logarithm is %v", c.name, k.Ln)
		}
		for i := range k.K {
			for j := range k.K {
				if k.K[i][j] != k.K[j][i] || k.K[i][i] != Neurons {
					t.Errorf("%s: K is %v", c.name, k.K)
				}
			}
		}
	}
	if k, _ := NWOT(n, []Point{{-1, -1}, {0.2, 0.3}, {0.3, 0.2}}); k.A != 1 || k.B != 2 {
		t.Errorf("points %d and %d have one code, want 1 and 2", k.A, k.B)
	}
	for _, bad := range [][]Point{nil, make([]Point, MaxPoints+1), {{math.NaN(), 0}}, {{0, math.Inf(1)}}} {
		if _, err := NWOT(n, bad); err == nil {
			t.Errorf("%v are taken", bad)
		}
	}
}

// TestDeterminant compares with the expansion by the first row.
func TestDeterminant(t *testing.T) {
	var expand func(m [][]int) int64
	expand = func(m [][]int) int64 {
		if len(m) == 0 {
			return 1
		}
		sum, sign := int64(0), int64(1)
		for c := range m {
			var minor [][]int
			for _, row := range m[1:] {
				minor = append(minor, append(append([]int(nil), row[:c]...), row[c+1:]...))
			}
			sum += sign * int64(m[0][c]) * expand(minor)
			sign = -sign
		}
		return sum
	}
	s := rng.Named(1, "codes")
	for range 200 {
		k := Kernel{}
		for range 1 + s.IntN(5) {
			k.Codes = append(k.Codes, Code(s.IntN(8)))
		}
		for _, a := range k.Codes {
			var row []int
			for _, b := range k.Codes {
				row = append(row, Neurons-bits.OnesCount8(uint8(a^b)))
			}
			k.K = append(k.K, row)
		}
		if got, want := determinant(k.K), expand(k.K); got != want {
			t.Errorf("the determinant of %v is %d, want %d", k.K, got, want)
		}
	}
}

func TestDefaultTellsFourPointsApart(t *testing.T) {
	seen := map[Code]bool{}
	for i := range 40 {
		for j := range 40 {
			seen[Default().CodeAt(Point{-2 + float64(i)/10, -2 + float64(j)/10})] = true
		}
	}
	if len(seen) != 7 {
		t.Errorf("three lines cut the window into %d regions, want 7", len(seen))
	}
}

func TestNewKernel(t *testing.T) {
	k, err := NewKernel([]Code{0b111111, 0b111110, 0b000000}, 6)
	if err != nil || k.K[0][1] != 5 || k.K[0][2] != 0 || k.K[1][2] != 1 || k.Det != 6*(36-1)-5*5*6 {
		t.Errorf("%+v, %v", k, err)
	}
	// What is beyond the units does not count.
	if k, err := NewKernel([]Code{0b1_01, 0b0_01}, 2); err != nil || k.Cause != Identical {
		t.Errorf("%+v, %v", k, err)
	}
	for _, units := range []int{0, MaxUnits + 1} {
		if k, err := NewKernel([]Code{0}, units); err == nil {
			t.Errorf("%d neurons: %+v", units, k)
		}
	}
}
