package engine

import (
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// allNodes returns the numbers of the nodes of g.
func allNodes(g *graph.Graph) []int {
	list := make([]int, len(g.Nodes))
	for i := range list {
		list[i] = i
	}
	return list
}

func mustRun(t *testing.T, run func(Hooks[float64]) error) {
	t.Helper()
	if err := run(Hooks[float64]{}); err != nil {
		t.Fatal(err)
	}
}

// equal fails unless two tensors have the same bits, but for the sign of zeros.
func equal(t *testing.T, seed uint64, what string, got, want []float64) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("network %d: %s is %v, want %v", seed, what, got, want)
	}
}

// TestTapsAreTheValues taps every node, and some, of random networks.
func TestTapsAreTheValues(t *testing.T) {
	for seed := range uint64(200) {
		g := randomGraph(t, seed)
		for _, taps := range [][]int{allNodes(g), {int(seed) % len(g.Nodes)}} {
			net, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Taps: taps, Bypass: seed%2 == 0}, seed)
			want := naive(g, net, seed%2 == 0)
			mustRun(t, net.Forward)
			for i, node := range taps {
				equal(t, seed, g.Nodes[node].Label, net.Tap(i), want[node])
			}
			equal(t, seed, "the output", net.Output(), want[len(want)-1])
		}
	}
}

// TestTapGradients differentiates a weighted sum of two taps and the logits.
func TestTapGradients(t *testing.T) {
	checked := 0
	for seed := range uint64(80) {
		g := randomGraph(t, seed)
		r := rng.Named(seed, "taps")
		taps := []int{r.IntN(len(g.Nodes) - 1), r.IntN(len(g.Nodes))}
		if taps[0] == taps[1] {
			continue
		}
		net, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, InputGrad: true, Taps: taps, TapGrads: true}, seed)
		weight := func(tensor, i int) float64 { return float64((i*7+tensor*5)%11-5) / 8 }
		evaluate := func() (sum float64, codes uint64) {
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
			for k, x := range [][]float64{net.Tap(0), net.Tap(1), net.Output()} {
				for i, v := range x {
					sum += float64(v * weight(k, i))
				}
			}
			return sum, codes
		}
		_, codes := evaluate()
		// The tap of the output shares OutGrad, and has no gradient of its own.
		for i := range net.OutGrad() {
			net.OutGrad()[i] = weight(2, i)
		}
		for k := range taps {
			atOutput := &net.TapGrad(k)[0] == &net.OutGrad()[0]
			for i := range net.TapGrad(k) {
				if atOutput {
					net.TapGrad(k)[i] += weight(k, i)
				} else {
					net.TapGrad(k)[i] = weight(k, i)
				}
			}
		}
		mustRun(t, net.Backward)
		grads := [][]float64{slices.Clone(net.InputGrad())}
		values := [][]float64{net.Input()}
		for i := range g.Params {
			grads, values = append(grads, slices.Clone(net.ParamGrad(i))), append(values, net.Param(i))
		}
		const h = 1e-6
		for k, x := range values {
			for i := 0; i < len(x); i += 1 + len(x)/6 {
				old := x[i]
				x[i] = old + h
				above, a := evaluate()
				x[i] = old - h
				below, b := evaluate()
				x[i] = old
				if a != codes || b != codes {
					continue
				}
				checked++
				if want := (above - below) / (2 * h); !(math.Abs(grads[k][i]-want) < 1e-5*(1+math.Abs(want))) {
					t.Fatalf("network %d: gradient %d of tensor %d is %v, the difference %v", seed, i, k, grads[k][i], want)
				}
			}
		}
	}
	if checked < 1500 {
		t.Errorf("only %d gradients were checked", checked)
	}
}

// TestBackwardInput: the gradient with respect to the input is the same alone, and
// after the gradients of the loss, which stay.
func TestBackwardInput(t *testing.T) {
	for seed := range uint64(120) {
		g := randomGraph(t, seed)
		whole, labels := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, InputGrad: true}, seed)
		mustRun(t, whole.Forward)
		whole.SumOutput()
		mustRun(t, whole.Backward)
		want := slices.Clone(whole.InputGrad())

		alone, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Jacobian: true}, seed)
		mustRun(t, alone.Forward)
		alone.SumOutput()
		mustRun(t, alone.BackwardInput)
		equal(t, seed, "the input's gradient, alone,", alone.InputGrad(), want)

		both, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, Jacobian: true}, seed)
		mustRun(t, both.Forward)
		both.CrossEntropy(labels)
		mustRun(t, both.Backward)
		mustRun(t, whole.Forward)
		whole.CrossEntropy(labels)
		mustRun(t, whole.Backward)
		both.SumOutput()
		mustRun(t, both.BackwardInput)
		equal(t, seed, "the input's gradient, after the loss's,", both.InputGrad(), want)
		for i, p := range g.Params {
			equal(t, seed, "the gradient of "+p.Name, both.ParamGrad(i), whole.ParamGrad(i))
		}
	}
}

// TestKeep runs several backward passes, each from one logit, on one forward pass.
func TestKeep(t *testing.T) {
	for seed := range uint64(80) {
		g := randomGraph(t, seed)
		keep, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, Keep: true}, seed)
		fresh, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true}, seed)
		mustRun(t, keep.Forward)
		for one := range keep.OutGrad() {
			for _, net := range []*Net[float64]{keep, fresh} {
				clear(net.OutGrad())
				net.OutGrad()[one] = 1
			}
			mustRun(t, fresh.Forward)
			mustRun(t, fresh.Backward)
			mustRun(t, keep.Backward)
			for i, p := range g.Params {
				equal(t, seed, "the gradient of "+p.Name, keep.ParamGrad(i), fresh.ParamGrad(i))
			}
		}
	}
}

// TestLayers: scaling the weights of a layer scales its output, less the bias, so the
// sum of z·dz is the sum of w·dw.
func TestLayers(t *testing.T) {
	shown := 0
	for seed := range uint64(120) {
		g := randomGraph(t, seed)
		net, labels := ready(t, kernel.Go().F64, g, Config{Batch: 3, Backward: true, Layers: true}, seed)
		mustRun(t, net.Forward)
		net.CrossEntropy(labels)
		sums := map[int]float64{}
		err := net.Backward(Hooks[float64]{Layer: func(node int, z, dz []float64) {
			shown++
			for i, v := range z {
				sums[node] += float64(v * dz[i])
			}
			if n := g.Nodes[node]; len(n.Params) > 1 {
				bias := net.Param(n.Params[1])
				for i, v := range dz {
					sums[node] -= float64(v * bias[i%len(bias)])
				}
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range g.Params {
			if p.Role != graph.Weight {
				continue
			}
			want := 0.0
			for j, w := range net.Param(i) {
				want += float64(w * net.ParamGrad(i)[j])
			}
			if got := sums[p.Node]; math.Abs(got-want) > 1e-12*(1+math.Abs(want)) {
				t.Errorf("network %d: Σ z·dz of %s is %v, Σ w·dw is %v", seed, p.Name, got, want)
			}
		}
	}
	if shown < 200 {
		t.Errorf("only %d layers were shown", shown)
	}
}

// TestBatchVariance compares the variances with those of the tapped inputs.
func TestBatchVariance(t *testing.T) {
	for seed := range uint64(60) {
		g := randomGraph(t, seed)
		net, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Taps: allNodes(g)}, seed)
		mustRun(t, net.Forward)
		for i, n := range g.Nodes {
			got := net.BatchVariance(i)
			if n.Op != graph.BatchNorm {
				if got != nil {
					t.Errorf("%s has variances", n.Label)
				}
				continue
			}
			mean, want := make([]float64, n.Out.C), make([]float64, n.Out.C)
			kernel.Go().F64.Moments(mean, want, net.Tap(n.Inputs[0]), net.Batch()*n.Out.H*n.Out.W, n.Out.C)
			equal(t, seed, "the variance of "+n.Label, got, want)
		}
	}
}

func TestPlanRefusesATapOutside(t *testing.T) {
	g := randomGraph(t, 1)
	for _, at := range []int{-1, len(g.Nodes)} {
		if _, err := NewPlan(g, kernel.Go().F64, Config{Batch: 1, Taps: []int{at}}); err == nil {
			t.Errorf("a tap at node %d of %d", at, len(g.Nodes))
		}
	}
}
