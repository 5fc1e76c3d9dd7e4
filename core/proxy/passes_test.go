package proxy

import (
	"errors"
	"math"
	"strings"
	"testing"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/rng"
)

const best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|"

// TestSynFlowOfAChain is a network that can be computed by hand: the layers
// |W1| = [1 2; 3 1/2] and |W2| = [1 2] take ones to 3, 3.5 and 10, and by the
// conservation of synaptic flow each has a share of 10.
func TestSynFlowOfAChain(t *testing.T) {
	b := graph.NewBuilder(graph.Shape{C: 2, H: 1, W: 1})
	b.Block(graph.Stem, 0, -1)
	b.Linear("w2", "w2", b.ReLU("relu", b.Conv("w1", "w1", 0, 2, graph.Square(1, 1))), 1)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		params engine.Params
		want   float64
	}{
		{engine.Params{{1, -2, 3, 0.5}, {-1, 2}, {0}}, 20},
		{engine.Params{{-1, 2, 3, -0.5}, {1, 2}, {0}}, 20},
		{engine.Params{{4, -8, 12, 2}, {-1, 2}, {0}}, 80},
		{engine.Params{{1, -2, 3, 0.5}, {-1, 2}, {7}}, 20}, // a bias has no share
	} {
		p, err := NewPasses(Input{Graph: g, Needs: NeedSynFlow, Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		p.params = test.params
		s, err := synflow{}.Score(p)
		if err != nil {
			t.Fatal(err)
		}
		if s.Value != Number(test.want) || s.Layers[0].Value != s.Layers[1].Value {
			t.Errorf("%v: %v with shares %v, want %v", test.params, s.Value, s.Layers, test.want)
		}
	}
}

// TestScalingALayerBeforeBatchNorm: doubling the weights halves the gradient, so
// the share of SNIP stays and that of GradNorm halves, but for the epsilon. The
// gradient is orthogonal to the weights, so plain has no share.
func TestScalingALayerBeforeBatchNorm(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	score := func(factor float32, proxy Proxy) float64 {
		p := passes(t, n, best, Input{Double: true})
		for i, v := range p.Params()[0] {
			p.params[0][i] = factor * v
		}
		s, err := proxy.Score(p)
		if err != nil {
			t.Fatal(err)
		}
		return float64(s.Layers[0].Value)
	}
	if d := relative(score(2, snip{}), score(1, snip{})); d > 1e-4 {
		t.Errorf("the stem's share of SNIP changes by %.2g", d)
	}
	if d := relative(2*score(2, gradNorm{}), score(1, gradNorm{})); d > 1e-4 {
		t.Errorf("the stem's share of GradNorm does not halve: off by %.2g", d)
	}
	if d := score(1, plain{}) / score(1, snip{}); math.Abs(d) > 1e-4 {
		t.Errorf("the stem's share of plain is %.2g of that of SNIP", d)
	}
}

func TestLogDet(t *testing.T) {
	for _, test := range []struct {
		name string
		k    []int64
		n    int
		want float64
	}{
		{"one", []int64{7}, 1, math.Log(7)},
		{"codes 1010 and 1001", []int64{4, 2, 2, 4}, 2, math.Log(12)},
		{"needs another pivot order", []int64{2, 1, 0, 1, 9, 3, 0, 3, 5}, 3, math.Log(2*36 - 5)},
		{"equal codes", []int64{4, 4, 4, 4}, 2, math.Inf(-1)},
		{"equal codes among others", []int64{6, 3, 6, 3, 6, 3, 6, 3, 6}, 3, math.Inf(-1)},
		{"no units", []int64{0, 0, 0, 0}, 2, math.Inf(-1)},
	} {
		if got := logDet(test.k, test.n); math.Abs(got-test.want) > 1e-14 && got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// kernelOf returns the codes of one ReLU.
func kernelOf(t *testing.T, x []float32, images int) *Codes {
	t.Helper()
	g := &graph.Graph{Nodes: []graph.Node{{Op: graph.Input}, {Op: graph.ReLU, Inputs: []int{0}}}}
	c := newCodes(images)
	new(coder[float32]).record(c, kernel.Go().F32, g, []int{1}, x)
	return c
}

func TestKernelOfOneReLU(t *testing.T) {
	ops, err := oracle.LoadOperations()
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops.Cases {
		if op.Op != "nwot_of_one_relu" {
			continue
		}
		in := op.Inputs["relu_input"]
		x := make([]float32, in.Shape[0]*in.Shape[1])
		rng.FillNormal(x, ops.Seed, in.ID, in.Std)
		c := kernelOf(t, x, in.Shape[0])
		for i, row := range op.K {
			for j, want := range row {
				if got := c.Matrix[i*c.Images+j]; float64(got) != want {
					t.Errorf("K[%d,%d] is %d, want %v", i, j, got, want)
				}
			}
		}
		if got := logDet(c.Matrix, c.Images); relative(got, op.Y[0]) > 1e-14 {
			t.Errorf("%v, want %v", got, op.Y[0])
		}
		return
	}
	t.Fatal("the oracle has no such case")
}

// TestUnitsMayBePermutedAndComplemented: the kernel is the same when units swap
// places, and when a unit's bit is flipped in all images.
func TestUnitsMayBePermutedAndComplemented(t *testing.T) {
	const images, units = 5, 130
	x := make([]float32, images*units)
	rng.FillNormal(x, 1, 2, 1)
	want := kernelOf(t, x, images)
	y := make([]float32, len(x))
	perm := rng.Named(1, "units").Perm(units)
	for i, v := range x {
		unit := i % units
		if unit%3 == 0 {
			v = -v
		}
		y[i/units*units+perm[unit]] = v
	}
	got := kernelOf(t, y, images)
	for i, v := range want.Matrix {
		if got.Matrix[i] != v {
			t.Fatalf("entry %d is %d, want %d", i, got.Matrix[i], v)
		}
	}
	for i := range images {
		if got.Matrix[i*images+i] != units {
			t.Errorf("the diagonal is %d, want %d units", got.Matrix[i*images+i], units)
		}
	}
}

func TestExactZeroIsNotActive(t *testing.T) {
	c := kernelOf(t, []float32{0, float32(math.Copysign(0, -1)), 1, -1, -2, 1e-45}, 2)
	if c.Matrix[1] != 3 {
		t.Errorf("%d equal bits, want 3: 0 and -0 have the bit 0, the smallest number has 1", c.Matrix[1])
	}
}

func TestPassesRefuse(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	good := passes(t, n, best, Input{}).in
	for _, test := range []struct {
		name  string
		spoil func(*Input)
	}{
		{"pixels", func(in *Input) { in.Images = in.Images[1:] }},
		{"needs labels", func(in *Input) { in.Labels = nil }},
		{"labels for", func(in *Input) { in.Labels = in.Labels[1:] }},
		{"label 10 of 10", func(in *Input) { in.Labels = append([]int{10}, in.Labels[1:]...) }},
		{"label -1", func(in *Input) { in.Labels = append([]int{-1}, in.Labels[1:]...) }},
		{"MB of memory", func(in *Input) { in.MaxBytes = 1 << 16 }},
	} {
		in := good
		test.spoil(&in)
		if p, err := NewPasses(in); err == nil || p != nil || !strings.Contains(err.Error(), test.name) {
			t.Errorf("%s: the error is %v", test.name, err)
		}
	}
	in := good
	in.Needs, in.Proxies = 0, nil
	p, err := NewPasses(in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Codes(); err == nil {
		t.Error("codes that were not planned")
	}
	if _, err := p.Gradient(); err == nil {
		t.Error("a gradient that was not planned")
	}
	if _, err := p.SynFlow(); err == nil {
		t.Error("SynFlow that was not planned")
	}
}

func TestProgress(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	// Shared passes, and networks of a proxy's own in either precision; the suite
	// proxytest watches every proxy alone.
	proxies := []Proxy{nwot{}, synflow{}, gradNorm{}, synflowBN{}, zico{}}
	run := func(progress func(float64) error) error {
		p := passes(t, n, best, Input{Proxies: proxies, Progress: progress})
		for _, proxy := range proxies {
			if _, err := proxy.Score(p); err != nil {
				return err
			}
		}
		return nil
	}
	last, calls := 0.0, 0
	err = run(func(done float64) error {
		if done < last || done > 1 {
			t.Fatalf("progress goes from %v to %v", last, done)
		}
		last = done
		calls++
		return nil
	})
	if err != nil || last < 1-1e-9 {
		t.Errorf("the passes end at %v, with the error %v", last, err)
	}
	stop := errors.New("stop")
	for at := 1; at <= calls; at += 17 {
		left := at
		err := run(func(float64) error {
			if left--; left == 0 {
				return stop
			}
			return nil
		})
		if err != stop {
			t.Errorf("stopped at call %d: the error is %v", at, err)
		}
	}
}

func BenchmarkCodes(b *testing.B) {
	const images, units = 128, 16 * 32 * 32
	x := make([]float32, images*units)
	rng.FillNormal(x, 1, 2, 1)
	g := &graph.Graph{Nodes: []graph.Node{{Op: graph.Input}, {Op: graph.ReLU, Inputs: []int{0}}}}
	c, words := newCodes(images), new(coder[float32])
	b.ReportAllocs()
	for b.Loop() {
		words.record(c, kernel.Go().F32, g, []int{1}, x)
	}
}

func BenchmarkLogDet(b *testing.B) {
	const images, units = 128, 16 * 32 * 32
	x := make([]float32, images*units)
	rng.FillNormal(x, 1, 2, 1)
	g := &graph.Graph{Nodes: []graph.Node{{Op: graph.Input}, {Op: graph.ReLU, Inputs: []int{0}}}}
	c := newCodes(images)
	new(coder[float32]).record(c, kernel.Go().F32, g, []int{1}, x)
	for b.Loop() {
		logDet(c.Matrix, images)
	}
}
