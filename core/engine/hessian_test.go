package engine

import (
	"errors"
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
)

// grasp returns -Σ w·Hg of every layer, and the sum of the absolute values.
func grasp[T kernel.Float](t *testing.T, net *Net[T], labels []int) (layers []float64, sum, abs float64) {
	t.Helper()
	h := Hooks[T]{}
	if err := net.Forward(h); err != nil {
		t.Fatal(err)
	}
	net.CrossEntropy(labels)
	if err := errors.Join(net.Backward(h), net.Tangent(h)); err != nil {
		t.Fatal(err)
	}
	for i, p := range net.Graph().Params {
		if p.Role != graph.Weight {
			continue
		}
		share := 0.0
		for j, w := range net.Param(i) {
			v := float64(float64(w) * float64(net.ParamTangent(i)[j]))
			share -= v
			abs += math.Abs(v)
		}
		sum += share
		layers = append(layers, share)
	}
	return layers, sum, abs
}

// TestHessianOfTheReference compares the products of Hessian and gradient with
// PyTorch's, in every network of a file.
func TestHessianOfTheReference(t *testing.T) {
	n := load(t, "small")
	shares := 0
	for _, a := range n.Archs {
		g := build(t, a.Arch, n.Skeleton())
		c := Config{Batch: n.Config.Batch, Backward: true, Tangent: true}
		net, labels := ready(t, kernel.Go().F64, g, c, n.Config.Seed)
		layers, sum, abs := grasp(t, net, labels)
		want, _ := a.Score("grasp")
		scale, _ := a.Score("grasp_abs")
		if d := math.Abs(sum - want); !(d <= 1e-12*scale) {
			t.Errorf("%s: %v, want %v: off by %.2g of %v", a.Arch, sum, want, d/scale, scale)
		}
		if d := math.Abs(abs - scale); !(d <= 1e-12*scale) {
			t.Errorf("%s: the absolute values add up to %v, want %v", a.Arch, abs, scale)
		}
		for i, want := range a.Local.PerLayer["grasp"] {
			shares++
			if d := math.Abs(layers[i] - want); !(d <= 1e-12*scale) {
				t.Errorf("%s: the share of layer %d is %v, want %v", a.Arch, i, layers[i], want)
			}
		}
		single, _ := ready(t, kernel.Go().F32, g, c, n.Config.Seed)
		if _, sum, _ := grasp(t, single, labels); !(math.Abs(sum-want) <= 4e-7*scale) {
			t.Errorf("%s in float32: %v, want %v: off by %.2g", a.Arch, sum, want, math.Abs(sum-want)/scale)
		}
	}
	if shares < 20 {
		t.Errorf("%d layers were compared", shares)
	}
}

// TestHessianOfAFewLayers does so with every element of a network's.
func TestHessianOfAFewLayers(t *testing.T) {
	ops, err := oracle.LoadOperations()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(ops.Cases, func(c oracle.Case) bool { return c.Op == "hessian_gradient_product" })
	if at < 0 {
		t.Fatal("the case is not there")
	}
	c := ops.Cases[at]
	b := graph.NewBuilder(graph.Shape{C: 2, H: 4, W: 4})
	b.Block(graph.Stem, 0, -1)
	x := b.ReLU("relu", b.BatchNorm("bn", "bn", b.Conv("conv", "conv", 0, 3, graph.Square(3, 1))))
	b.Linear("linear", "linear", b.GlobalAvgPool("mean", x), 5)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlan(g, kernel.Go().F64, Config{Batch: 4, Backward: true, Tangent: true})
	if err != nil {
		t.Fatal(err)
	}
	net := NewNet(p, nil)
	values := InitParams(g, 1)
	weights := map[int]string{0: "w1", 3: "w2"}
	for i, name := range weights {
		values[i] = tensor(ops.Seed, c.Inputs[name])
	}
	clear(values[4])
	net.SetParams(values, false)
	net.SetInput(tensor(ops.Seed, c.Inputs["x"]))
	mustRun(t, net.Forward)
	near(t, "the loss", []float64{net.CrossEntropy(c.Attrs.Labels)}, c.Y)
	mustRun(t, net.Backward)
	mustRun(t, net.Tangent)
	for i, name := range weights {
		near(t, "the gradient of "+name, oihw(net.ParamGrad(i), g.Params[i]), c.Gradient[name])
		near(t, "the Hessian's product of "+name, oihw(net.ParamTangent(i), g.Params[i]), c.Product[name])
	}
}
