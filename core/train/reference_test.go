package train

import (
	"math"
	"testing"

	"protocell/core/engine"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// TestScheduleValues of half a cosine.
func TestScheduleValues(t *testing.T) {
	for _, c := range []struct {
		step, steps int
		want        float64
	}{{0, 8, 0.4}, {2, 8, 0.4 * (1 + math.Sqrt2/2) / 2}, {4, 8, 0.2}, {6, 8, 0.4 * (1 - math.Sqrt2/2) / 2}, {8, 8, 0}, {0, 1, 0.4}} {
		if got := cosine(0.4, c.step, c.steps); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("step %d of %d: %v, want %v", c.step, c.steps, got, c.want)
		}
	}
}

// TestDescentByHand follows one parameter for two steps: with momentum 1/2, decay 1/4
// and rate 1, from 8 along gradients of 2 and 1,
//
//	g = 2 + 8/4 = 4, v = 4, w = 8 - (4 + 4/2) = 2
//	g = 1 + 2/4 = 3/2, v = 4/2 + 3/2 = 7/2, w = 2 - (3/2 + 7/4) = -5/4
func TestDescentByHand(t *testing.T) {
	d := descent{rate: 1, momentum: 0.5, decay: 0.25}
	w, v := []float32{8}, []float32{0}
	for _, c := range []struct{ gradient, w, v float32 }{{2, 2, 4}, {1, -1.25, 3.5}} {
		d.step(w, v, []float32{c.gradient})
		if w[0] != c.w || v[0] != c.v {
			t.Fatalf("w = %v, v = %v; want %v and %v", w[0], v[0], c.w, c.v)
		}
	}
}

// TestUpdateIsThatOfFiniteDifferences compares the first steps of training with steps
// whose gradients are differences of the loss, in float64.
func TestUpdateIsThatOfFiniteDifferences(t *testing.T) {
	s := small()
	s.Skeleton.C = 1
	s.Augment, s.Train, s.Batch, s.Epochs, s.Decay = false, 8, 8, 2, 0.01
	trainer := start(t, s, Options{Kernels: kernel.Go()})
	g, err := s.build()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := engine.NewPlan(g, kernel.Go().F64, engine.Config{Batch: s.Batch, Backward: true})
	if err != nil {
		t.Fatal(err)
	}
	net := engine.NewNet(plan, nil)
	net.SetParams(engine.InitParams(g, s.Seed), false)
	order := make([]int, s.Train)
	loss := func() float64 {
		in := trainer.sets.train
		labels := make([]int, s.Batch)
		for b, at := range order {
			for i, v := range in.values[at*in.shape.Len():][:in.shape.Len()] {
				net.Input()[b*in.shape.Len()+i] = float64(v)
			}
			labels[b] = in.labels[at]
		}
		if err := net.Forward(engine.Hooks[float64]{}); err != nil {
			t.Fatal(err)
		}
		return net.CrossEntropy(labels)
	}
	type place struct{ param, at int }
	velocity := map[place]float64{}
	const h = 1e-5
	checked := 0
	for epoch := range s.Epochs {
		shuffle(order, rng.New(rng.Named(s.Seed, "train.order").Key, uint64(epoch)))
		rate := s.Rate * (1 + math.Cos(math.Pi*float64(epoch)/float64(s.Epochs))) / 2
		before := loss()
		next := map[place]float64{}
		for i, p := range g.Params {
			for at := range p.Len() {
				w := net.Param(i)
				old := w[at]
				w[at] = old + h
				up := loss()
				w[at] = old - h
				down := loss()
				w[at] = old
				gradient := (up-down)/(2*h) + s.Decay*old
				k := place{i, at}
				velocity[k] = s.Momentum*velocity[k] + gradient
				next[k] = old - rate*(gradient+s.Momentum*velocity[k])
			}
		}
		if err := trainer.Epoch(); err != nil {
			t.Fatal(err)
		}
		if got := trainer.Curve()[epoch].Loss; math.Abs(got-before) > 1e-4 {
			t.Errorf("epoch %d: a loss of %v, want %v", epoch, got, before)
		}
		for k, want := range next {
			got := float64(trainer.net.Param(k.param)[k.at])
			if math.Abs(got-want) > 2e-3*(1+math.Abs(want)) {
				t.Errorf("epoch %d, %s[%d]: %v, want %v", epoch, g.Params[k.param].Name, k.at, got, want)
			}
			net.Param(k.param)[k.at] = want
			checked++
		}
	}
	if checked < 500 {
		t.Errorf("only %d parameters were checked", checked)
	}
}
