package proxy

import (
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/oracle"
)

// hadamard has columns that are orthogonal, of two channels each row.
var hadamard = []float32{1, 1, 1, -1, -1, 1, -1, -1}

func TestChannelEntropy(t *testing.T) {
	for _, test := range []struct {
		name string
		x    []float32
		want float64
	}{
		{"equal variances", hadamard, math.Ln2},
		{"equal channels", []float32{1, 1, 2, 2, 3, 3}, 0},
		{"shifted", []float32{8, 1, 8, -1, 6, 1, 6, -1}, math.Ln2},
		{"a quarter", []float32{1, 2, 1, -2, -1, 2, -1, -2}, -0.2*math.Log(0.2) - 0.8*math.Log(0.8)},
	} {
		// The 1e-8 in the logarithm is worth as much for each channel.
		if got := channelEntropy(test.x, 2); math.Abs(got-test.want) > 4e-8 {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	if got := channelEntropy([]float32{2, 3, 2, 3}, 2); !math.IsNaN(got) {
		t.Errorf("of constants: %v, want NaN", got)
	}
}

// A rotation keeps the length of gradients: its trainability is 0. Twice as long
// gradients are worth 2 - 2 - 1/2.
func TestIsometry(t *testing.T) {
	out := graph.Shape{C: 2, H: 2, W: 2}
	const c, s = 0.6, 0.8
	rotated := make([]float32, len(hadamard))
	for i := 0; i < len(rotated); i += 2 {
		x, y := hadamard[i], hadamard[i+1]
		rotated[i], rotated[i+1] = c*x-s*y, s*x+c*y
	}
	if got := isometry(largestSingular(rotated, hadamard, out)); math.Abs(got) > 2e-6 {
		t.Errorf("a rotation: %v, want 0", got)
	}
	twice := slices.Clone(hadamard)
	for i := range twice {
		twice[i] *= 2
	}
	if got := isometry(largestSingular(twice, hadamard, out)); math.Abs(got+0.5) > 1e-6 {
		t.Errorf("twice the gradient: %v, want -0.5", got)
	}
	if got := isometry(largestSingular(make([]float32, 16), hadamard, out)); math.Abs(got+1e6-2) > 1e-6 {
		t.Errorf("no gradient: %v, want -999998", got)
	}
}

func TestUnshuffle(t *testing.T) {
	// Two images of 2 x 4 positions with 1 channel: of each, two squares of four.
	x := []float32{
		0, 1, 4, 5,
		2, 3, 6, 7,
		8, 9, 12, 13,
		10, 11, 14, 15,
	}
	for i, v := range unshuffle(x, graph.Shape{C: 1, H: 2, W: 4}, graph.Shape{C: 1, H: 1, W: 2}) {
		if v != float32(i) {
			t.Fatalf("element %d is %v", i, v)
		}
	}
}

// TestUnshuffleOfOddSizes: the last position has fewer than four, and zeros.
func TestUnshuffleOfOddSizes(t *testing.T) {
	got := unshuffle([]float32{1, 2, 3}, graph.Shape{C: 1, H: 1, W: 3}, graph.Shape{C: 1, H: 1, W: 2})
	if want := []float32{1, 2, 3, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestLeastGrowth(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		x    []float64
		want float64
	}{
		{[]float64{1, 3, 4, 9}, 1},
		{[]float64{5, 2, 4}, -3},
		{[]float64{1, nan, 4}, math.Inf(-1)},
		{[]float64{1, 2, nan}, math.Inf(-1)},
	} {
		if got := leastGrowth(test.x); got != test.want {
			t.Errorf("%v: %v, want %v", test.x, got, test.want)
		}
	}
}

// A cell that only copies its input is told apart; one that is cut off is -Inf in
// all that looks at its output.
func TestAZExtremes(t *testing.T) {
	small, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	copies := passes(t, small, "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|", Input{})
	zeros := passes(t, small, "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", Input{})
	for _, test := range []struct {
		p     *Passes
		proxy Proxy
		want  Status
	}{
		{copies, azExpressivity{}, OK}, {copies, azProgressivity{}, OK}, {copies, azTrainability{}, NegInf},
		{zeros, azExpressivity{}, NegInf}, {zeros, azProgressivity{}, NegInf}, {zeros, azTrainability{}, Disconnected},
	} {
		s, err := test.proxy.Score(test.p)
		if err != nil {
			t.Fatal(err)
		}
		if s.Status != test.want {
			t.Errorf("%s: %v, %s, want %s", test.proxy.Info().ID, s.Value, s.Status, test.want)
		}
	}
	s, err := azProgressivity{}.Score(copies)
	if err != nil {
		t.Fatal(err)
	}
	if s.Value > 0 {
		t.Errorf("a copy grows by %v", s.Value)
	}
}
