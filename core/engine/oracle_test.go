package engine

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/rng"
	"protocell/core/space/nb201"
)

// The streams of a batch of noise.
const (
	inputStream = 1000000
	labelStream = 1000001
)

func load(t testing.TB, name string) *oracle.Networks {
	t.Helper()
	n, err := oracle.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func build(t testing.TB, arch string, s graph.Skeleton) *graph.Graph {
	t.Helper()
	a, err := nb201.Space{}.Parse(arch)
	if err != nil {
		t.Fatal(err)
	}
	g, err := nb201.Space{}.Build(a, s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// ready returns a Net with the initial parameters and a batch of noise.
func ready[T kernel.Float](t testing.TB, k kernel.Kernels[T], g *graph.Graph, c Config, seed uint64) (net *Net[T], labels []int) {
	t.Helper()
	p, err := NewPlan(g, k, c)
	if err != nil {
		t.Fatal(err)
	}
	arena := &Memory[T]{}
	poison := arena.take(p.size)
	for i := range poison { // no pass may read what it did not write
		poison[i] = T(math.NaN())
	}
	net = NewNet(p, arena)
	net.SetParams(InitParams(g, seed), false)
	x := make([]float32, c.Batch*g.In.Len())
	rng.FillNormal(x, seed, inputStream, 1)
	net.SetInput(x)
	labels = make([]int, c.Batch)
	for b := range labels {
		labels[b] = int(rng.At(rng.Key(seed, labelStream), uint64(b)) % uint64(g.Classes))
	}
	return net, labels
}

// nchw returns an activation in PyTorch's order.
func nchw[T kernel.Float](x []T, s graph.Shape) []float64 {
	out := make([]float64, 0, len(x))
	for ; len(x) > 0; x = x[s.Len():] {
		for c := range s.C {
			for at := range s.H * s.W {
				out = append(out, float64(x[at*s.C+c]))
			}
		}
	}
	return out
}

// oihw returns a parameter tensor in PyTorch's order.
func oihw[T kernel.Float](x []T, p graph.Param) []float64 {
	flat := make([]float64, len(x))
	for i, v := range x {
		flat[i] = float64(v)
	}
	if p.Role != graph.Weight {
		return flat
	}
	o, i := p.Shape[0], p.Shape[1]
	taps := len(x) / (o * i)
	out := make([]float64, 0, len(x))
	for a := range o {
		for b := range i {
			for c := range taps {
				out = append(out, flat[(c*i+b)*o+a])
			}
		}
	}
	return out
}

// compare returns the largest deviation of a tensor from its summary, relative to
// a scale.
func compare(x []float64, want oracle.Tensor, scale float64) float64 {
	n, sum, square := 1, 0.0, 0.0
	for _, d := range want.Shape {
		n *= d
	}
	if n != len(x) {
		return math.Inf(1)
	}
	for _, v := range x {
		sum += v
		square += v * v
	}
	worst := max(math.Abs(sum-want.Sum)/math.Sqrt(float64(n)), math.Abs(math.Sqrt(square)-want.L2))
	for i, v := range want.First {
		worst = max(worst, math.Abs(x[i]-v))
	}
	if worst == 0 {
		return 0
	}
	return worst / scale
}

// peers returns the name of the PyTorch module whose output a node is, or "".
func peers(g *graph.Graph, node int) string {
	switch n := g.Nodes[node]; {
	case n.Label == "stem.conv":
		return "stem.0"
	case n.Label == "stem.bn":
		return "stem.1"
	case n.Label == "head.relu":
		return "lastact"
	case n.Label == "head.pool":
		return "global_pooling"
	case g.Blocks[n.Block].Index >= 0 && g.Blocks[n.Block].End == node+1:
		return fmt.Sprintf("cells.%d", g.Blocks[n.Block].Index)
	}
	return ""
}

func TestGenerator(t *testing.T) {
	n := load(t, "small")
	g := build(t, n.Check.Arch, n.Skeleton())
	for i, p := range InitParams(g, n.Config.Seed) {
		sum := 0.0
		for _, v := range p {
			sum += float64(v)
		}
		want := n.Check.Params[i]
		if math.Abs(sum-want.Sum) > 1e-11 {
			t.Errorf("%s sums to %v, want %v", want.Name, sum, want.Sum)
		}
		for j, v := range want.First {
			if p[j] != float32(v) {
				t.Errorf("%s: element %d is %v, want %v", want.Name, j, p[j], v)
			}
		}
	}
	net, labels := ready(t, kernel.Go().F64, g, Config{Batch: n.Config.Batch}, n.Config.Seed)
	x := nchw(net.Input(), g.In)
	for i, v := range n.Check.Input {
		if float32(x[i]) != float32(v) {
			t.Errorf("pixel %d is %v, want %v", i, x[i], v)
		}
	}
	if got, want := fmt.Sprint(labels), fmt.Sprint(n.Check.Labels); got != want {
		t.Errorf("labels %s, want %s", got, want)
	}
}

// TestNetworksInFloat64 compares activations, logits, loss and all gradients with
// PyTorch's, up to rounding.
func TestNetworksInFloat64(t *testing.T) {
	testNetworks(t, kernel.Go().F64, 2e-12, "small", 16)
	testNetworks(t, kernel.Go().F64, 2e-12, "medium", 5)
}

// TestNetworksInFloat32 does so with float32. Gradients jump where an activation
// within rounding of 0 falls on the other side of a ReLU.
func TestNetworksInFloat32(t *testing.T) { testNetworks(t, kernel.Go().F32, 1e-3, "small", 16) }

// TestFullNetwork is the one of the full skeleton that has few convolutions.
func TestFullNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("the full skeleton takes some seconds")
	}
	n := load(t, "full")
	testNetwork(t, kernel.Go().F64, 2e-12, n, n.Archs[2])
}

func testNetworks[T kernel.Float](t *testing.T, k kernel.Kernels[T], tolerance float64, file string, most int) {
	n := load(t, file)
	for _, a := range n.Archs[:most] {
		t.Run(file+a.Arch, func(t *testing.T) { testNetwork(t, k, tolerance, n, a) })
	}
}

func testNetwork[T kernel.Float](t *testing.T, k kernel.Kernels[T], tolerance float64, n *oracle.Networks, a oracle.Arch) {
	g := build(t, a.Arch, n.Skeleton())
	net, labels := ready(t, k, g, Config{Batch: n.Config.Batch, Backward: true, InputGrad: true}, n.Config.Seed)
	check := func(what string, x []float64, want oracle.Tensor, scale, tolerance float64) {
		if d := compare(x, want, scale); !(d <= tolerance) {
			t.Errorf("%s deviates by %.3g of its scale", what, d)
		}
	}
	activations := map[string]oracle.Tensor{}
	for _, w := range a.Local.Activations {
		activations[w.Name] = w
	}
	hooks := Hooks[T]{Output: func(node int, y []T) {
		name := peers(g, node)
		if want, ok := activations[name]; ok {
			delete(activations, name)
			check(name, nchw(y, g.Nodes[node].Out), want, want.L2, tolerance)
		}
	}}
	if err := net.Forward(hooks); err != nil {
		t.Fatal(err)
	}
	if len(activations) > 0 {
		t.Errorf("activations that were not shown: %v", activations)
	}
	for b, row := range a.Local.Logits {
		for c, want := range row {
			if got := float64(net.Output()[b*g.Classes+c]); !(math.Abs(got-want) <= tolerance*10) {
				t.Errorf("logit %d of image %d is %v, want %v", c, b, got, want)
			}
		}
	}
	want, _ := a.Score("loss")
	if loss := net.CrossEntropy(labels); !(math.Abs(loss-want) <= tolerance*want) {
		t.Errorf("the loss is %v, want %v", loss, want)
	}
	if err := net.Backward(Hooks[T]{}); err != nil {
		t.Fatal(err)
	}
	largest := 0.0
	for _, want := range a.Local.ParamGrads {
		largest = max(largest, want.L2)
	}
	for _, want := range a.Local.ParamGrads {
		p, scale := g.Params[want.Index], want.L2
		if p.Role == graph.Gamma || p.Role == graph.Beta { // may cancel out in a normalisation that follows
			scale = largest
		}
		check("the gradient of "+want.Name, oihw(net.ParamGrad(want.Index), p), want, scale, tolerance)
	}
	if w := a.Local.InputGrad; w != nil {
		check("the gradient of the input", nchw(net.InputGrad(), g.In), *w, w.L2, tolerance)
	}
	if !g.Connected() {
		for i, p := range g.Params {
			for _, v := range net.ParamGrad(i) {
				if v != 0 && !strings.HasPrefix(p.Name, "classifier.bias") {
					t.Fatalf("the network is disconnected, but %s has a gradient of %v", p.Name, v)
				}
			}
		}
	}
}
