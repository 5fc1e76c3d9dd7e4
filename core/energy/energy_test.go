package energy_test

import (
	"math"
	"strings"
	"testing"

	"protocell/core/energy"
	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/predict/predicttest"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12*math.Abs(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestOperator has convolutions whose working sets are in different levels.
func TestOperator(t *testing.T) {
	conv := latency.Operator{Op: graph.Conv, In: graph.Shape{C: 4, H: 4, W: 4}, Channels: 8, Kernel: 1, Stride: 1, Dilation: 1, Groups: 1}
	m := energy.Horowitz(energy.Float32)
	c := m.Operator(conv, 1)
	near(t, "the arithmetic", c.MACs, 4*4*4*8*4.6e-12)
	bytes := 4 * (64 + 128 + 32.0) // 896
	near(t, "the traffic with the smallest cache", c.Levels[0], bytes/8*10e-12)
	near(t, "the total", c.Total(), c.MACs+c.Levels[0])
	// A hundred images: 77 kB, past the second cache.
	c = m.Operator(conv, 100)
	near(t, "the traffic with the third cache", c.Levels[2], 4*(100*192+32.0)/8*100e-12)
	if c.Levels[0]+c.Levels[1]+c.Levels[3] != 0 {
		t.Errorf("%+v", c)
	}
	// In bytes: 19 kB, in the second cache, at 0.3 pJ a multiply-accumulate.
	c = energy.Horowitz(energy.Int8).Operator(conv, 100)
	near(t, "the arithmetic in int8", c.MACs, 100*512*0.3e-12)
	near(t, "the traffic in int8", c.Levels[1], (100*192+32.0)/8*20e-12)
	// ReLU: half an addition for each number read or written.
	relu := latency.Operator{Op: graph.ReLU, In: graph.Shape{C: 4, H: 4, W: 4}, Channels: 4}
	near(t, "a ReLU", m.Operator(relu, 1).Other, 64*0.9e-12)
}

// TestNetwork wants parts that sum to the whole, and the idle power besides.
func TestNetwork(t *testing.T) {
	s := nb201.Space{}
	g, err := s.Build(s.Presets()[0].Arch, s.Skeletons().Default)
	if err != nil {
		t.Fatal(err)
	}
	m := energy.Horowitz(energy.Float32)
	m.Idle = 2
	b := m.Network(g, 1, 0.01)
	sum := 0.0
	for _, v := range b.Nodes {
		sum += v
	}
	if math.Abs(sum/b.Total.Total()-1) > 1e-9 {
		t.Errorf("nodes cost %v, all %v", sum, b.Total.Total())
	}
	near(t, "the arithmetic", b.Total.MACs/4.6e-12/float64(g.Costs().Total.MACs-10), 1) // the bias of the classifier
	near(t, "what is idle", b.Static, 0.02)
	near(t, "everything", b.Joules(), b.Total.Total()+0.02)
	if e := m.Network(g, 1, math.Inf(1)); e.Static != 0 {
		t.Errorf("%v J in no time", e.Static)
	}
}

func TestModelsThatAreWrong(t *testing.T) {
	for want, change := range map[string]func(m *energy.Model){
		"the type":           func(m *energy.Model) { m.Type = "float8" },
		"0 levels":           func(m *energy.Model) { m.Levels = nil },
		"mul is NaN":         func(m *energy.Model) { m.Mul = math.NaN() },
		"add is -1":          func(m *energy.Model) { m.Add = -1 },
		"level 4: an access": func(m *energy.Model) { m.Levels[3].Word = math.Inf(1) },
		"become larger":      func(m *energy.Model) { m.Levels[1].Size = 10 },
	} {
		m := energy.Horowitz(energy.Float32)
		if err := m.Check(); err != nil {
			t.Fatal(err)
		}
		change(&m)
		if err := m.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestConformance(t *testing.T) {
	predicttest.Run(t, energy.Predictor(energy.Horowitz(energy.Float32)), nb201.Space{})
}

// TestCalibrated scales the model to what was measured.
func TestCalibrated(t *testing.T) {
	p, test := predicttest.Problem(nb201.Space{}, 12, 0)
	f := energy.Predictor(energy.Horowitz(energy.Float32))
	model, err := f.Fit(&predict.Problem{Space: p.Space, Skeleton: p.Skeleton, Batch: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]predict.Measured{p.Measured, test} {
		for i := range list {
			var v [1]float64
			model.Predict(v[:], []space.Arch{list[i].Arch})
			list[i].Value = 7 * v[0]
		}
	}
	if r := predict.Try([]predict.Predictor{f}, p, test)[0]; r.Err != nil || r.Worst > 1e-9 {
		t.Errorf("the worst error is %v, %v", r.Worst, r.Err)
	}
}
