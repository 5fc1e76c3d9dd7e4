package engine

import (
	"math"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/rng"
)

// single returns a network of the operation of a case, and which inputs of the
// case its parameters are; nil if it is not for the engine.
func single(t *testing.T, c oracle.Case) (g *graph.Graph, params []string) {
	t.Helper()
	shape := c.Inputs["x"].Shape
	in := graph.Shape{C: shape[1], H: 1, W: 1}
	if len(shape) == 4 {
		in.H, in.W = shape[2], shape[3]
	}
	window := func(w []int) graph.Window {
		return graph.Window{Kernel: w[2], Stride: c.Attrs.Stride, Pad: c.Attrs.Padding, Dilation: 1, Groups: 1}
	}
	b := graph.NewBuilder(in)
	b.Block(graph.Stem, 0, -1)
	w, x := c.Inputs["w"].Shape, 0
	switch {
	case c.Op == "conv2d":
		x = b.Conv("conv", "conv", 0, w[0], window(w))
		params = []string{"w"}
	case c.Op == "relu_conv3x3_batchnorm":
		x = b.BatchNorm("bn", "bn", b.Conv("conv", "conv", b.ReLU("relu", 0), w[0], window(w)))
		params = []string{"w", "gamma", "beta"}
	case c.Op == "batchnorm_train":
		x = b.BatchNorm("bn", "bn", 0)
		params = []string{"gamma", "beta"}
	case strings.HasPrefix(c.Op, "avg_pool_"):
		x = b.AvgPool("pool", 0, int(c.Op[len("avg_pool_")]-'0'), c.Attrs.Stride, c.Attrs.Padding)
	case c.Op == "relu":
		x = b.ReLU("relu", 0)
	case c.Op == "global_avg_pool":
		x = b.GlobalAvgPool("mean", 0)
	case c.Op == "linear":
		x = b.Linear("linear", "linear", 0, w[0])
		params = []string{"w", "b"}
	case c.Op == "cross_entropy_mean":
		x = b.Add("sum", 0)
	default:
		return nil, nil
	}
	// A single operation does not end in a vector, which Graph asks for; so end it
	// in one and cut that off.
	b.GlobalAvgPool("end", x)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	g.Nodes = g.Nodes[:x+1]
	return g, params
}

func tensor(seed uint64, in oracle.Input) []float32 {
	n := 1
	for _, d := range in.Shape {
		n *= d
	}
	x := make([]float32, n)
	rng.FillNormal(x, seed, in.ID, in.Std)
	return x
}

func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s has %d elements, want %d", what, len(got), len(want))
	}
	norm := 1.0 // the inputs are of this order, and a result may be what cancellation leaves
	for _, v := range want {
		norm = max(norm, math.Abs(v))
	}
	for i, v := range want {
		if !(math.Abs(got[i]-v) <= 1e-12*norm) {
			t.Errorf("%s: element %d is %v, want %v", what, i, got[i], v)
		}
	}
}

func TestOperations(t *testing.T) {
	ops, err := oracle.LoadOperations()
	if err != nil {
		t.Fatal(err)
	}
	tested := 0
	for _, c := range ops.Cases {
		if c.Inputs["x"].Shape == nil {
			continue
		}
		g, params := single(t, c)
		if g == nil {
			continue
		}
		tested++
		t.Run(c.Op, func(t *testing.T) {
			batch := c.Inputs["x"].Shape[0]
			p, err := NewPlan(g, kernel.Go().F64, Config{Batch: batch, Backward: true, InputGrad: true})
			if err != nil {
				t.Fatal(err)
			}
			net := NewNet(p, nil)
			values := make(Params, len(params))
			for i, name := range params {
				values[i] = tensor(ops.Seed, c.Inputs[name])
			}
			net.SetParams(values, false)
			net.SetInput(tensor(ops.Seed, c.Inputs["x"]))
			if err := net.Forward(Hooks[float64]{}); err != nil {
				t.Fatal(err)
			}
			out := g.Nodes[len(g.Nodes)-1].Out
			if len(c.Attrs.Labels) > 0 {
				near(t, "y", []float64{net.CrossEntropy(c.Attrs.Labels)}, c.Y)
			} else {
				near(t, "y", nchw(net.Output(), out), c.Y)
				// The gradient with respect to y, from NCHW to NHWC.
				d := tensor(ops.Seed, c.OutGrad)
				plane := out.H * out.W
				for b := range batch {
					for i := range out.Len() {
						net.OutGrad()[b*out.Len()+i%plane*out.C+i/plane] = float64(d[b*out.Len()+i])
					}
				}
			}
			if err := net.Backward(Hooks[float64]{}); err != nil {
				t.Fatal(err)
			}
			near(t, "the gradient of x", nchw(net.InputGrad(), g.In), c.Grads["x"])
			for i, name := range params {
				near(t, "the gradient of "+name, oihw(net.ParamGrad(i), g.Params[i]), c.Grads[name])
			}
		})
	}
	if tested != 19 {
		t.Errorf("%d operations were tested", tested)
	}
}
