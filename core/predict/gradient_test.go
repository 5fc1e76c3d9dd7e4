package predict

import (
	"math"
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// checkGradient holds a gradient to central differences of what run returns.
func checkGradient(t *testing.T, a *adam, run func() float64, backward func()) {
	t.Helper()
	run()
	clear(a.grad)
	backward()
	largest := 0.0
	for i := 0; i < len(a.weight); i += 7 {
		const step = 1e-5
		was := a.weight[i]
		a.weight[i] = was + step
		up := run()
		a.weight[i] = was - step
		down := run()
		a.weight[i] = was
		want := (up - down) / (2 * step)
		largest = max(largest, math.Abs(want))
		if math.Abs(a.grad[i]-want) > 1e-6*max(1, math.Abs(want)) {
			t.Fatalf("the gradient of weight %d is %v, want %v", i, a.grad[i], want)
		}
	}
	if largest == 0 {
		t.Error("all gradients are 0")
	}
}

func TestGradients(t *testing.T) {
	r := rng.Named(3, "gradients")
	s := nb201.Space{}
	v := newVocabulary(s)
	archs := []space.Arch{s.Sample(r), s.Sample(r), s.Sample(r), s.Presets()[0].Arch}
	v.learn(archs)
	net := newGCN(v, 1, 10)
	for i := range net.adam.weight { // no ReLU on its edge, no weight that is 0
		net.adam.weight[i] += 0.3 * (r.Float64() - 0.4)
	}
	for _, a := range archs {
		state := net.newState(v.graph(a))
		checkGradient(t, net.adam, func() float64 { return net.run(state) }, func() { net.backward(state, 1) })
	}

	a := newAdam(size(5, mlpWidth)+size(mlpWidth, mlpWidth)+size(mlpWidth, 1), 10, 0.1, 0)
	m, at := new(perceptron), 0
	for i, in := range []int{5, mlpWidth, mlpWidth} {
		m.layers[i] = a.take(&at, in, []int{mlpWidth, mlpWidth, 1}[i], rng.Key(1, 2))
	}
	x := []float64{0.3, -1.2, 0.7, 2, -0.1}
	var st state
	checkGradient(t, a, func() float64 { return m.run(&st, x) }, func() { m.backward(&st, x, 1) })
}
