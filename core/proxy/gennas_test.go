package proxy

import (
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/oracle"
	"protocell/core/rng"
	"protocell/core/space/nb201"
)

func TestBlur(t *testing.T) {
	// A constant stays, and so does the sum of what is blurred, for edges are mirrored.
	image := slices.Repeat([]float64{3}, 6*5)
	blur(image, 6, 5)
	for _, v := range image {
		if math.Abs(v-3) > 1e-14 {
			t.Fatalf("a constant 3 becomes %v", v)
		}
	}
	image = make([]float64, 9*9)
	image[4*9+4] = 1
	blur(image, 9, 9)
	sum := 0.0
	for _, v := range image {
		sum += v
	}
	if math.Abs(sum-1) > 1e-14 {
		t.Errorf("a dot of 1 adds up to %v", sum)
	}
	if got, want := image[4*9+5]/image[4*9+4], math.Exp(-0.5); relative(got, want) > 1e-14 {
		t.Errorf("beside a dot there is %v of it, want %v", got, want)
	}
	if got, want := image[3*9+5]/image[4*9+4], math.Exp(-1); relative(got, want) > 1e-14 {
		t.Errorf("diagonal to a dot there is %v of it, want %v", got, want)
	}
}

func TestMirror(t *testing.T) {
	for i, want := range map[int]int{-5: 1, -4: 2, -3: 2, -2: 1, -1: 0, 0: 0, 2: 2, 3: 2, 4: 1, 5: 0, 6: 0, 7: 1} {
		if got := mirror(i, 3); got != want {
			t.Errorf("position %d of 3 is %d, want %d", i, got, want)
		}
	}
}

// plane returns channel c of the first sample of a level's maps.
func plane(m []float32, h, w, channels, c int) []float64 {
	var p []float64
	for at := range h * w {
		p = append(p, float64(m[at*channels+c]))
	}
	return p
}

func TestMaps(t *testing.T) {
	const h, w, channels, samples = 8, 6, 20, 3
	r := rng.New(1, 2)
	lines := signal{channels: channels, line: 2, lines: [2]float64{0.1, 0.2}}
	m := lines.maps(samples, h, w, r)
	rows := 0
	for c := range channels {
		p := plane(m, h, w, channels, c)
		alongX := p[0] == p[w] // all rows are equal, or all columns
		if alongX {
			rows++
		}
		for y := range h {
			for x := range w {
				first := p[y*w]
				if alongX {
					first = p[x]
				}
				if v := p[y*w+x]; v != first || math.Abs(v) > 2 {
					t.Fatalf("channel %d has %v at %d, %d", c, v, x, y)
				}
			}
		}
		// Successive samples of a wave: v(t-1) + v(t+1) = 2cos(2πβ)·v(t).
		step := w
		if alongX {
			step = 1
		}
		cos := (p[0] + p[2*step]) / (2 * p[step])
		beta := math.Acos(cos) / (2 * math.Pi) * 9 / 0.1
		if math.Abs(beta-9-math.Round(beta-9)) > 1e-3 || beta < 9-1e-3 || beta > 18+1e-3 {
			t.Errorf("channel %d has frequency %v", c, beta*0.1/9)
		}
	}
	if rows == 0 || rows == channels {
		t.Errorf("%d of %d waves are along x", rows, channels)
	}
	if slices.Equal(m[:h*w*channels], m[h*w*channels:2*h*w*channels]) {
		t.Error("two samples have the same target")
	}
	lines.shared = true
	if m = lines.maps(samples, h, w, r); !slices.Equal(m[:h*w*channels], m[2*h*w*channels:]) {
		t.Error("samples that share a target have different ones")
	}

	dots := signal{channels: channels, dots: 3, filled: 0.25}
	m = dots.maps(1, h, w, r)
	for c := range channels {
		most := 0.0
		for _, v := range plane(m, h, w, channels, c) {
			most = max(most, math.Abs(v))
		}
		if math.Abs(most-3) > 1e-6 {
			t.Errorf("the largest dot of channel %d is %v, want 3", c, most)
		}
	}
	if m = (signal{channels: 1, dots: 1}).maps(1, h, w, r); slices.Max(m) != 0 || slices.Min(m) != 0 {
		t.Error("no dots are not zeros")
	}
}

// The loss falls from about that of putting out zeros, in training and under running
// statistics too.
func TestRegressionLearns(t *testing.T) {
	small, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	p := passes(t, small, best, Input{})
	net, err := p.openSingle("gennas", 0)
	if err != nil {
		t.Fatal(err)
	}
	r := newRegression(p, net)
	zeros := 0.0
	for _, l := range r.levels {
		for _, v := range l.target {
			zeros += l.weight * float64(v) * float64(v) / float64(len(l.target))
		}
	}
	losses, err := r.train(gennasIterations)
	if err != nil {
		t.Fatal(err)
	}
	first, last, evaluated := losses[0], losses[gennasIterations-1], losses[gennasIterations]
	if first < zeros/2 || first > 2*zeros {
		t.Errorf("the loss begins at %v; of zeros it is %v", first, zeros)
	}
	if last > 0.8*first || evaluated > 0.8*first {
		t.Errorf("the loss falls from %v to %v, and %v under running statistics", first, last, evaluated)
	}
}

// The gradients of a level's loss, against differences of the loss.
func TestLevelGradient(t *testing.T) {
	y, grad := []float32{1, -2, 0.5, 3}, make([]float32, 4)
	l := level{
		output: func() []float32 { return y }, grad: func() []float32 { return grad },
		weight: 0.5, target: []float32{0, 1, 2, -1}, bias: []float32{0.25, -0.5}, biasGrad: make([]float32, 2),
	}
	if got, want := l.loss(), 0.5*(1.25*1.25+3.5*3.5+1.25*1.25+3.5*3.5)/4; got != want {
		t.Fatalf("the loss is %v, want %v", got, want)
	}
	for i, want := range []float32{1.25, -3.5, -1.25, 3.5} {
		if grad[i] != want/4 {
			t.Errorf("gradient %d is %v, want %v", i, grad[i], want/4)
		}
	}
	if l.biasGrad[0] != 0 || l.biasGrad[1] != 0 {
		t.Errorf("the biases' gradients are %v, want 0", l.biasGrad)
	}
	y[0] = 2
	l.loss()
	if l.biasGrad[0] != 0.25 || l.biasGrad[1] != 0 {
		t.Errorf("the biases' gradients are %v, want 1/4 and 0", l.biasGrad)
	}
}

// The heads look at the same positions of either stage, at most 8 x 8.
func TestHeads(t *testing.T) {
	for _, test := range []struct{ in, want graph.Shape }{
		{graph.Shape{C: 3, H: 32, W: 32}, graph.Shape{H: 8, W: 8}},
		{graph.Shape{C: 3, H: 64, W: 64}, graph.Shape{H: 8, W: 8}},
		{graph.Shape{C: 1, H: 48, W: 40}, graph.Shape{H: 6, W: 5}},
		{graph.Shape{C: 3, H: 8, W: 12}, graph.Shape{H: 2, W: 3}},
	} {
		a, err := nb201.Space{}.Parse(best)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := nb201.Space{}.Build(a, graph.Skeleton{C: 4, N: 2, Input: test.in, Classes: 5})
		if err != nil {
			t.Fatal(err)
		}
		g, tap, err := gennasGraph(whole)
		if err != nil {
			t.Fatal(err)
		}
		for i, node := range []int{tap, len(g.Nodes) - 1} {
			want := test.want
			want.C = gennasLevels[i].channels
			if got := g.Nodes[node].Out; got != want {
				t.Errorf("%v: level %d is %v, want %v", test.in, i, got, want)
			}
		}
	}
}
