package engine

import (
	"errors"
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// differentiate runs Forward, CrossEntropy and Backward, and returns a digest of the
// ReLUs' codes.
func differentiate(t *testing.T, net *Net[float64], labels []int) (codes uint64) {
	t.Helper()
	err := net.Forward(Hooks[float64]{ReLU: func(_ []int, x []float64) {
		for i, v := range x {
			if v > 0 {
				codes = rng.Mix(codes ^ uint64(i))
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	net.CrossEntropy(labels)
	mustRun(t, net.Backward)
	return codes
}

// randomise fills x with normal numbers.
func randomise(x []float64, seed, stream uint64) {
	normal := make([]float32, len(x))
	rng.FillNormal(normal, seed, stream, 1)
	for i, v := range normal {
		x[i] = float64(v)
	}
}

// paramGrads and paramTangents return copies of all of them.
func paramGrads(net *Net[float64]) [][]float64 {
	return copies(len(net.Graph().Params), net.ParamGrad)
}
func paramTangents(net *Net[float64]) [][]float64 {
	return copies(len(net.Graph().Params), net.ParamTangent)
}

func copies(n int, of func(int) []float64) [][]float64 {
	list := make([][]float64, n)
	for i := range list {
		list[i] = slices.Clone(of(i))
	}
	return list
}

// largest returns the largest absolute value.
func largest(tensors [][]float64) float64 {
	most := 0.0
	for _, x := range tensors {
		for _, v := range x {
			most = max(most, math.Abs(v))
		}
	}
	return most
}

// TestTangentIsTheDifferenceOfGradients compares the tangents of random networks with
// central differences of the gradient, where no ReLU changes its code in between.
func TestTangentIsTheDifferenceOfGradients(t *testing.T) {
	checked := 0
	for seed := range uint64(200) {
		g := randomGraph(t, seed)
		checked += checkTangent(t, g, seed, seed%4 == 0)
	}
	g := build(t, mixed, graph.Skeleton{C: 2, N: 1, Input: graph.Shape{C: 3, H: 8, W: 4}, Classes: 4})
	if checkTangent(t, g, 5, false) == 0 {
		t.Error("the cell was not checked")
	}
	if checked < 5000 {
		t.Errorf("only %d numbers were checked", checked)
	}
}

func checkTangent(t *testing.T, g *graph.Graph, seed uint64, bypass bool) (checked int) {
	t.Helper()
	net, labels := ready(t, kernel.Go().F64, g, Config{Batch: 4, Backward: true, Tangent: true, Bypass: bypass}, seed)
	for i, p := range g.Params {
		if p.Role == graph.Gamma || p.Role == graph.Beta { // not 1 and 0
			randomise(net.Param(i), seed, uint64(i))
		}
	}
	codes := differentiate(t, net, labels)
	direction := paramGrads(net)
	mustRun(t, net.Tangent)
	got := paramTangents(net)
	length := max(largest(direction), 1e-3)
	h := 1e-6 / length
	move := func(by float64) (grads [][]float64, same bool) {
		for i, p := range g.Params {
			if p.Role == graph.Weight {
				for j, v := range direction[i] {
					net.Param(i)[j] += by * v
				}
			}
		}
		same = differentiate(t, net, labels) == codes
		return paramGrads(net), same
	}
	above, a := move(h)
	below, b := move(-2 * h)
	if !a || !b {
		return 0
	}
	scale := max(1, largest(got)) // differences lose what the largest have in them
	for i, p := range g.Params {
		for j, v := range got[i] {
			checked++
			if want := (above[i][j] - below[i][j]) / (2 * h); !(math.Abs(v-want) < 1e-6*scale) {
				t.Fatalf("network %d: the tangent of element %d of %s's gradient is %v, the difference %v", seed, j, p.Name, v, want)
			}
		}
	}
	return checked
}

// TestTangentIsSymmetric: u·(Hv) is v·(Hu) for any u and v, and Keep allows both on
// one Forward, and Backward after them.
func TestTangentIsSymmetric(t *testing.T) {
	for seed := range uint64(60) {
		g := randomGraph(t, seed)
		net, labels := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, Tangent: true, Jacobian: true, Keep: true}, seed)
		differentiate(t, net, labels)
		grads := paramGrads(net)
		var vectors, products [2][][]float64
		for k := range vectors {
			for i, p := range g.Params {
				if p.Role == graph.Weight {
					randomise(net.ParamGrad(i), seed, uint64(100*k+i))
				}
			}
			vectors[k] = paramGrads(net)
			mustRun(t, net.Tangent)
			products[k] = paramTangents(net)
		}
		var sums [2]float64
		scale := 1.0
		for k := range sums {
			for i, p := range g.Params {
				if p.Role != graph.Weight {
					continue
				}
				for j, v := range products[k][i] {
					sums[k] += float64(v * vectors[1-k][i][j])
					scale += math.Abs(v * vectors[1-k][i][j])
				}
			}
		}
		if math.Abs(sums[0]-sums[1]) > 1e-12*scale {
			t.Errorf("network %d: u·Hv is %v, v·Hu is %v", seed, sums[0], sums[1])
		}
		mustRun(t, net.BackwardInput)
		mustRun(t, net.Backward)
		for i, p := range g.Params {
			equal(t, seed, "the gradient of "+p.Name+" after two tangents", net.ParamGrad(i), grads[i])
		}
	}
}

// TestTangentKeepsToItself: the other passes have the same bits with it, and it has
// the same with them.
func TestTangentKeepsToItself(t *testing.T) {
	for seed := range uint64(60) {
		g := randomGraph(t, seed)
		plain, labels := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, Jacobian: true}, seed)
		differentiate(t, plain, labels)
		alone, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, Tangent: true}, seed)
		differentiate(t, alone, labels)
		mustRun(t, alone.Tangent)
		all, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, InputGrad: true, Tangent: true, Jacobian: true, Layers: true, Taps: allNodes(g)}, seed)
		for range 2 {
			differentiate(t, all, labels)
			mustRun(t, all.Tangent)
			for i, p := range g.Params {
				equal(t, seed, "the gradient of "+p.Name, all.ParamGrad(i), plain.ParamGrad(i))
			}
		}
		plain.SumOutput()
		mustRun(t, plain.BackwardInput)
		all.SumOutput()
		mustRun(t, all.BackwardInput)
		equal(t, seed, "the input's gradient", all.InputGrad(), plain.InputGrad())
		scale := 1e-12 * max(1, largest(paramTangents(alone)))
		for i, p := range g.Params {
			for j, v := range alone.ParamTangent(i) { // taps fuse less, and add in another order
				if math.Abs(all.ParamTangent(i)[j]-v) > scale {
					t.Fatalf("network %d: the tangent of %s is %v, with all else %v", seed, p.Name, v, all.ParamTangent(i)[j])
				}
			}
		}
	}
}

// TestTangentOfAnOutputThatIsRead: other nodes read the logits, and a sum with one
// term, the logits again, ends the network.
func TestTangentOfAnOutputThatIsRead(t *testing.T) {
	b := graph.NewBuilder(graph.Shape{C: 2, H: 5, W: 4})
	b.Block(graph.Stem, 0, -1)
	x := b.Linear("linear", "linear", b.GlobalAvgPool("mean", b.Conv("conv", "conv", 0, 3, graph.Square(3, 1))), 3)
	b.ReLU("relu", x)
	b.Add("sum", x)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	if checkTangent(t, g, 3, false) == 0 {
		t.Error("nothing was checked")
	}
}

// TestTangentCosts: at most three and a half times as much as a forward and a
// backward pass, no allocation, and word of its progress.
func TestTangentCosts(t *testing.T) {
	g := build(t, best, graph.Skeleton{C: 16, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10})
	p, err := NewPlan(g, kernel.Go().F32, Config{Batch: 4, Backward: true, Tangent: true})
	if err != nil {
		t.Fatal(err)
	}
	forward, backward := p.Work()
	if all := (forward + backward + p.WorkTangent()) / (forward + backward); all > 3.5 {
		t.Errorf("a Hessian's product costs %.2f times a forward and a backward pass", all)
	}
	net, labels := ready(t, kernel.Go().F32, build(t, mixed, small), Config{Batch: 4, Backward: true, Tangent: true}, 1)
	calls := 0
	hooks := Hooks[float32]{Progress: func(float64) error { calls++; return nil }}
	allocs := testing.AllocsPerRun(3, func() {
		if err := net.Forward(hooks); err != nil {
			t.Fatal(err)
		}
		net.CrossEntropy(labels)
		calls = 0
		if err := errors.Join(net.Backward(hooks), net.Tangent(hooks)); err != nil {
			t.Fatal(err)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
	if steps := len(net.plan.backward) + len(net.plan.tangent); calls < steps {
		t.Errorf("%d calls of Progress in %d steps", calls, steps)
	}
}

func TestPlanRefusesATangentOfNothing(t *testing.T) {
	g := build(t, mixed, small)
	for _, c := range []Config{{Batch: 1, Tangent: true}, {Batch: 1, Backward: true, Tangent: true, Taps: []int{1}, TapGrads: true}} {
		if _, err := NewPlan(g, kernel.Go().F32, c); err == nil {
			t.Errorf("%+v: no error", c)
		}
	}
}
