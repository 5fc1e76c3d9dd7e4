package engine

import (
	"fmt"
	"math"
	"testing"

	"protocell/core/detmath"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// randomGraph returns a network of every operation that no search space would make:
// sums of sums, of one node twice, in an order that is not that of execution, values
// that several nodes read or none, zeros that are read by other nodes than sums.
func randomGraph(t *testing.T, seed uint64) *graph.Graph {
	t.Helper()
	r := rng.Named(seed, "graph")
	b := graph.NewBuilder(graph.Shape{C: 2, H: 5, W: 4})
	b.Block(graph.Stem, 0, -1)
	nodes := []int{0}
	pick := func() int { return nodes[r.IntN(len(nodes))] }
	gate := func(name string, x int) int { // squeeze and excitation
		x = b.ConvBias("squeeze"+name, "s"+name, b.GlobalAvgPool("all"+name, x), 3, graph.Square(1, 1))
		return b.Sigmoid("gate"+name, b.Linear("excite"+name, "e"+name, b.HSwish("h"+name, x), 2))
	}
	for i := range 4 + r.IntN(14) {
		name := fmt.Sprint(i)
		x := pick()
		switch r.IntN(16) {
		case 0, 1:
			x = b.Conv("conv"+name, "c"+name, x, 2, graph.Square(1+2*r.IntN(2), 1))
		case 2:
			x = b.BatchNorm("bn"+name, "b"+name, x)
		case 3:
			x = b.ReLU("relu"+name, x)
		case 4:
			x = b.AvgPool("pool"+name, x, 3, 1, 1)
		case 5:
			x = b.Zero("zero"+name, x)
		case 6:
			x = b.ConvBias("convbias"+name, "c"+name, x, 2, graph.Window{Kernel: 3, Stride: 1, Pad: 2, Dilation: 2, Groups: 1 + r.IntN(2)})
		case 7:
			x = b.MaxPool("max"+name, x, 3, 1, 1)
		case 8:
			x = b.Shift("shift"+name, x)
		case 9:
			x = []func(string, int) int{b.ReLU6, b.HSwish, b.Sigmoid}[r.IntN(3)]("function"+name, x)
		case 10:
			parts := []int{x, pick(), b.ZeroAs("none"+name, x, graph.Shape{C: 1, H: 5, W: 4})}
			x = b.Conv("conv"+name, "c"+name, b.Concat("concat"+name, parts[:1+r.IntN(3)]...), 2, graph.Square(1, 1))
		case 11:
			x = b.Scale("scale"+name, x, gate(name, pick()))
		default:
			terms := []int{x}
			for range r.IntN(4) {
				terms = append(terms, pick())
			}
			x = b.Add("add"+name, terms...)
		}
		nodes = append(nodes, x)
	}
	x := nodes[len(nodes)-1]
	if r.IntN(2) == 0 {
		x = b.Conv("last", "last", b.ReLU("lastrelu", x), 4, graph.Window{Kernel: 3, Stride: 2, Pad: 1, Dilation: 1, Groups: 2})
	}
	b.Linear("linear", "linear", b.GlobalAvgPool("mean", x), 3)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// naive computes the value of every node, each in a buffer of its own.
func naive(g *graph.Graph, net *Net[float64], bypass bool) [][]float64 {
	k, batch := kernel.Go().F64, net.Batch()
	values := make([][]float64, len(g.Nodes))
	for i, n := range g.Nodes {
		y := make([]float64, batch*n.Out.Len())
		values[i] = y
		if n.Op == graph.Input {
			copy(y, net.Input())
			continue
		}
		x, in := values[n.Inputs[0]], g.Nodes[n.Inputs[0]].Out
		switch n.Op {
		case graph.Conv:
			c := kernel.Conv{
				Batch: batch, InH: in.H, InW: in.W, InC: in.C, OutC: n.Out.C,
				Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad, Dilation: n.Dilation, Groups: n.Groups,
			}
			k.ConvForward(c, y, x, net.Param(n.Params[0]), make([]float64, k.ConvScratch(c)))
			if len(n.Params) > 1 {
				for j := range y {
					y[j] += net.Param(n.Params[1])[j%n.Out.C]
				}
			}
		case graph.BatchNorm:
			if bypass {
				copy(y, x)
				continue
			}
			rows := batch * in.H * in.W
			mean, variance := make([]float64, in.C), make([]float64, in.C)
			k.Moments(mean, variance, x, rows, in.C)
			for j, v := range x {
				c := j % in.C
				s := net.Param(n.Params[0])[c] / math.Sqrt(variance[c]+1e-5)
				y[j] = float64(v*s) + (net.Param(n.Params[1])[c] - float64(mean[c]*s))
			}
		case graph.ReLU:
			k.ReLU(y, x)
		case graph.AvgPool:
			k.PoolForward(kernel.Pool{Batch: batch, InH: in.H, InW: in.W, C: in.C, Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad}, y, x, false)
		case graph.MaxPool:
			k.MaxPool(kernel.Pool{Batch: batch, InH: in.H, InW: in.W, C: in.C, Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad}, y, x)
		case graph.ReLU6:
			for j, v := range x {
				y[j] = max(0, min(6, v))
				if bypass {
					y[j] = max(0, v)
				}
			}
		case graph.HSwish:
			for j, v := range x {
				y[j] = float64(v*max(0, min(6, v+3))) / 6
			}
		case graph.Sigmoid:
			for j, v := range x {
				y[j] = 1 / (1 + detmath.Exp(-v))
			}
		case graph.Concat:
			for j := range y {
				c := j % n.Out.C
				for _, part := range n.Inputs {
					if own := g.Nodes[part].Out.C; c >= own {
						c -= own
						continue
					}
					y[j] = values[part][j/n.Out.C*g.Nodes[part].Out.C+c]
					break
				}
			}
		case graph.Shift:
			for j := range y {
				if at := j / in.C; at%in.W < in.W-1 && at/in.W%in.H < in.H-1 {
					y[j] = x[j+(in.W+1)*in.C]
				}
			}
		case graph.Scale:
			for j, v := range x {
				y[j] = float64(v * values[n.Inputs[1]][j/in.Len()*in.C+j%in.C])
			}
		case graph.Add:
			for _, term := range n.Inputs {
				k.Add(y, values[term])
			}
		case graph.GlobalAvgPool:
			positions := in.H * in.W
			for j := range y {
				for p := range positions {
					y[j] += x[(j/in.C*positions+p)*in.C+j%in.C]
				}
				y[j] /= float64(positions)
			}
		case graph.Linear:
			for j := range y {
				b, o := j/n.Out.C, j%n.Out.C
				for c := range in.C {
					y[j] += float64(x[b*in.C+c] * net.Param(n.Params[0])[c*n.Out.C+o])
				}
				y[j] += net.Param(n.Params[1])[o]
			}
		}
	}
	return values
}

// TestFusionChangesNothing compares random networks with a computation that fuses
// and shares nothing, bit by bit.
func TestFusionChangesNothing(t *testing.T) {
	for seed := range uint64(300) {
		g := randomGraph(t, seed)
		for _, bypass := range []bool{false, true} {
			net, _ := ready(t, kernel.Go().F64, g, Config{Batch: 3, Bypass: bypass}, seed)
			want := naive(g, net, bypass)
			shown := 0
			err := net.Forward(Hooks[float64]{
				Output: func(node int, y []float64) {
					for i, v := range y {
						if v != want[node][i] {
							t.Fatalf("network %d, bypass %v: element %d of %s is %v, want %v", seed, bypass, i, g.Nodes[node].Label, v, want[node][i])
						}
					}
				},
				ReLU: func(nodes []int, x []float64) {
					for _, node := range nodes {
						shown++
						for i, v := range x {
							if v != want[g.Nodes[node].Inputs[0]][i] {
								t.Fatalf("network %d: input %d of %s is %v, want %v", seed, i, g.Nodes[node].Label, v, want[g.Nodes[node].Inputs[0]][i])
							}
						}
					}
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range g.Nodes {
				if n.Op.Rectifies() {
					shown--
				}
			}
			if shown != 0 {
				t.Fatalf("network %d: the number of ReLUs shown is off by %d", seed, shown)
			}
			for i, v := range net.Output() {
				if v != want[len(want)-1][i] {
					t.Fatalf("network %d: logit %d is %v, want %v", seed, i, v, want[len(want)-1][i])
				}
			}
		}
	}
}

// TestGradients compares the gradients of random networks with central
// differences, where the loss has no kink in between.
func TestGradients(t *testing.T) {
	checked := 0
	for seed := range uint64(120) {
		checked += checkGradients(t, randomGraph(t, seed), seed, seed%3 == 0)
	}
	if checked < 5000 {
		t.Errorf("only %d gradients were checked", checked)
	}
}

// TestGradientsOfACell does so for a whole small network.
func TestGradientsOfACell(t *testing.T) {
	for _, arch := range []string{
		"|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|",
		"|none~0|+|skip_connect~0|nor_conv_3x3~1|+|nor_conv_1x1~0|none~1|skip_connect~2|",
	} {
		g := build(t, arch, graph.Skeleton{C: 2, N: 1, Input: graph.Shape{C: 3, H: 8, W: 4}, Classes: 4})
		if checkGradients(t, g, 5, false) < 200 {
			t.Errorf("%s: few gradients were checked", arch)
		}
	}
}

func checkGradients(t *testing.T, g *graph.Graph, seed uint64, bypass bool) (checked int) {
	t.Helper()
	net, labels := ready(t, kernel.Go().F64, g, Config{Batch: 4, Backward: true, InputGrad: true, Bypass: bypass}, seed)
	evaluate := func() float64 {
		mustRun(t, net.Forward)
		return net.CrossEntropy(labels)
	}
	loss := evaluate()
	if err := net.Backward(Hooks[float64]{}); err != nil {
		t.Fatal(err)
	}
	compare := func(what string, x, grad []float64) {
		const h = 1e-6
		for i := 0; i < len(x); i += 1 + len(x)/12 {
			old := x[i]
			x[i] = old + h
			above := evaluate()
			x[i] = old - h
			below := evaluate()
			x[i] = old
			if right, left := (above-loss)/h, (loss-below)/h; math.Abs(right-left) > 1e-3*(1+math.Abs(right)) {
				continue
			}
			checked++
			if want := (above - below) / (2 * h); !(math.Abs(grad[i]-want) < 1e-6*(1+math.Abs(want))) {
				t.Fatalf("network %d: the gradient of element %d of %s is %v, the difference %v", seed, i, what, grad[i], want)
			}
		}
	}
	// Every evaluation overwrites what the last Backward left, so copy it first.
	inGrad := append([]float64(nil), net.InputGrad()...)
	grads := make([][]float64, len(g.Params))
	for i := range g.Params {
		grads[i] = append([]float64(nil), net.ParamGrad(i)...)
	}
	compare("the input", net.Input(), inGrad)
	for i, p := range g.Params {
		compare(p.Name, net.Param(i), grads[i])
	}
	return checked
}
