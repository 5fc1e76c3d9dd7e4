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

const mixed = "|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|"

var small = graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 10}

// digest runs a network and returns a digest of all that it shows.
func digest[T kernel.Float](t *testing.T, net *Net[T], labels []int) (forward, backward uint64) {
	t.Helper()
	show := func(x []T) {
		for _, v := range x {
			forward = rng.Mix(forward ^ math.Float64bits(float64(v)))
		}
	}
	err := net.Forward(Hooks[T]{
		ReLU:   func(_ []int, x []T) { show(x) },
		Output: func(_ int, y []T) { show(y) },
	})
	if err != nil {
		t.Fatal(err)
	}
	show(net.Output())
	if len(net.plan.backward) == 0 {
		return forward, 0
	}
	net.CrossEntropy(labels)
	if err := net.Backward(Hooks[T]{}); err != nil {
		t.Fatal(err)
	}
	for i := range net.Graph().Params {
		for _, v := range net.ParamGrad(i) {
			backward = rng.Mix(backward ^ math.Float64bits(float64(v)))
		}
	}
	return forward, backward
}

func TestSameBitsEveryTime(t *testing.T) {
	g := build(t, mixed, small)
	train, labels := ready(t, kernel.Go().F32, g, Config{Batch: 6, Backward: true}, 9)
	forward, backward := digest(t, train, labels)
	if f, b := digest(t, train, labels); f != forward || b != backward {
		t.Error("a second run differs from the first")
	}
	input, _ := ready(t, kernel.Go().F32, g, Config{Batch: 6, Backward: true, InputGrad: true}, 9)
	if f, b := digest(t, input, labels); f != forward || b != backward {
		t.Error("with the gradient of the input the rest differs")
	}
	only, _ := ready(t, kernel.Go().F32, g, Config{Batch: 6}, 9)
	if f, _ := digest(t, only, labels); f != forward {
		t.Error("without Backward the forward pass differs")
	}
}

// TestPortions compares a batch that is convolved in portions with the same in
// one go.
func TestPortions(t *testing.T) {
	g := build(t, "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|", graph.Skeleton{C: 64, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10})
	net, labels := ready(t, kernel.Go().F32, g, Config{Batch: 3, Backward: true}, 9)
	portions := 0
	for i := range net.plan.forward {
		if s := &net.plan.forward[i]; s.op == opConv && portion(s.conv) < s.conv.Batch {
			portions++
		}
	}
	if portions == 0 {
		t.Fatal("no convolution is portioned")
	}
	calls := 0
	if err := net.Forward(Hooks[float32]{Progress: func(float64) error { calls++; return nil }}); err != nil {
		t.Fatal(err)
	}
	if calls <= len(net.plan.forward) {
		t.Errorf("%d calls of Progress in %d steps", calls, len(net.plan.forward))
	}
	net.CrossEntropy(labels)
	if err := net.Backward(Hooks[float32]{}); err != nil {
		t.Fatal(err)
	}
	k := kernel.Go().F32
	for i := range net.plan.forward {
		s := &net.plan.forward[i]
		if s.op != opConv || portion(s.conv) == s.conv.Batch {
			continue
		}
		c := s.conv
		x, w := make([]float32, c.InLen()), net.buffers[s.w]
		rng.FillNormal(x, 3, 1, 1)
		whole := make([]float32, c.OutLen())
		k.ConvForward(c, whole, x, w, make([]float32, k.ConvScratch(c)))
		copy(net.buffers[s.x], x)
		if err := net.convolve(s, Hooks[float32]{}, 0, 1); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(whole, net.buffers[s.y]) {
			t.Fatalf("%+v: the portions differ from the whole", c)
		}
	}
}

func TestNoPassAllocates(t *testing.T) {
	g := build(t, mixed, small)
	net, labels := ready(t, kernel.Go().F32, g, Config{Batch: 4, Backward: true, InputGrad: true}, 1)
	seen := 0
	hooks := Hooks[float32]{
		ReLU:     func(nodes []int, x []float32) { seen += len(x) },
		Progress: func(float64) error { return nil },
	}
	allocs := testing.AllocsPerRun(5, func() {
		if err := net.Forward(hooks); err != nil {
			t.Fatal(err)
		}
		net.CrossEntropy(labels)
		if err := net.Backward(hooks); err != nil {
			t.Fatal(err)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestProgressStops(t *testing.T) {
	g := build(t, mixed, small)
	net, labels := ready(t, kernel.Go().F32, g, Config{Batch: 2, Backward: true}, 1)
	last := 0.0
	rising := Hooks[float32]{Progress: func(done float64) error {
		if done < last || done > 1 {
			t.Fatalf("progress goes from %v to %v", last, done)
		}
		last = done
		return nil
	}}
	if err := net.Forward(rising); err != nil {
		t.Fatal(err)
	}
	if last < 1-1e-9 {
		t.Errorf("the pass ends at %v", last)
	}
	net.CrossEntropy(labels)
	stop, calls := errors.New("stop"), 0
	err := net.Backward(Hooks[float32]{Progress: func(float64) error {
		calls++
		if calls == 3 {
			return stop
		}
		return nil
	}})
	if err != stop || calls != 3 {
		t.Errorf("the pass returns %v after %d calls", err, calls)
	}
}

// TestZerosStayZero checks what a cell that passes nothing on does.
func TestZerosStayZero(t *testing.T) {
	g := build(t, "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|none~0|none~1|none~2|", small)
	net, labels := ready(t, kernel.Go().F32, g, Config{Batch: 4, Backward: true}, 1)
	zeros := 0
	err := net.Forward(Hooks[float32]{Output: func(node int, y []float32) {
		if g.Nodes[node].Block < 2 && g.Nodes[node].Label != "cells.0.node.3" || node == len(g.Nodes)-1 {
			return
		}
		zeros++
		for _, v := range y {
			if v != 0 {
				t.Fatalf("%s is %v", g.Nodes[node].Label, v)
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if zeros < 10 {
		t.Errorf("%d nodes were shown", zeros)
	}
	bias := net.Param(len(g.Params) - 1)
	for i, v := range net.Output() {
		if v != bias[i%len(bias)] {
			t.Fatalf("logit %d is %v, not its bias %v", i, v, bias[i%len(bias)])
		}
	}
	net.CrossEntropy(labels)
	if err := net.Backward(Hooks[float32]{}); err != nil {
		t.Fatal(err)
	}
	for i, p := range g.Params[:len(g.Params)-1] {
		for _, v := range net.ParamGrad(i) {
			if v != 0 {
				t.Fatalf("%s has a gradient of %v", p.Name, v)
			}
		}
	}
}

func TestMemoryIsReused(t *testing.T) {
	m := new(Memory[float32])
	net := func(c Config) *Net[float32] {
		p, err := NewPlan(build(t, mixed, small), kernel.Go().F32, c)
		if err != nil {
			t.Fatal(err)
		}
		return NewNet(p, m)
	}
	large := net(Config{Batch: 8, Backward: true})
	arena := &m.arena[0]
	little := net(Config{Batch: 2})
	if little.plan.size >= large.plan.size || &m.arena[0] != arena {
		t.Error("a smaller network got an arena of its own")
	}
	if net(Config{Batch: 16, Backward: true}); len(m.arena) <= large.plan.size {
		t.Error("a larger network did not get a larger arena")
	}
}

// TestForwardNeedsLittleMemory: without Backward a cell keeps its nodes and one
// convolution, whatever the number of cells.
func TestForwardNeedsLittleMemory(t *testing.T) {
	const batch = 128
	skeleton := graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}
	g := build(t, "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|", skeleton)
	p, err := NewPlan(g, kernel.Go().F32, Config{Batch: batch})
	if err != nil {
		t.Fatal(err)
	}
	c := g.Costs()
	activation := int64(batch * 16 * 32 * 32 * 4)
	most := 5*activation + 4*c.Total.Params + 4*int64(batch*g.In.Len()) + 4<<20
	if p.Bytes() > most {
		t.Errorf("%d bytes, more than %d", p.Bytes(), most)
	}
	t.Logf("%.1f MB, an activation has %.1f MB", float64(p.Bytes())/1e6, float64(activation)/1e6)
}

func TestPlanRefusesAnEmptyBatch(t *testing.T) {
	if _, err := NewPlan(build(t, mixed, small), kernel.Go().F32, Config{}); err == nil {
		t.Error("no error")
	}
}
