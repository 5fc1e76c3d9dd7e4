package predict_test

import (
	"testing"

	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/space/darts"
	"protocell/core/space/nb201"
)

// TestOfProfile wants what was refused left out, and passes kept apart.
func TestOfProfile(t *testing.T) {
	time := func(s float64) latency.Estimate { return latency.Estimate{Seconds: s, Low: s, High: s} }
	p := &latency.Profile{
		Space: "nb201", Batch: 2, Skeleton: graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 3},
		Machine: latency.Machine{Peak: 1, Bandwidth: 1},
		Networks: []latency.NetworkTime{
			{Code: "333333", Pass: latency.FitPass, Time: time(3), Joules: 30},
			{Code: "111111", Pass: latency.FitPass, Time: latency.Estimate{Refused: "too noisy"}, Joules: 10},
			{Code: "222222", Pass: latency.TestPass, Time: time(2)},
		},
	}
	problem, test, err := predict.OfProfile(p, nb201.Space{})
	if err != nil || len(problem.Measured) != 1 || len(test) != 1 || problem.Measured[0].Value != 3 || test[0].Value != 2 || problem.Batch != 2 {
		t.Errorf("%+v, %+v, %v", problem, test, err)
	}
	problem, test, err = predict.EnergyOfProfile(p, nb201.Space{})
	if err != nil || len(problem.Measured) != 2 || len(test) != 0 || problem.Measured[1].Value != 10 || problem.Machine.Known() {
		t.Errorf("%+v, %+v, %v", problem, test, err)
	}
	predict.SimulateFor(problem)
	if len(problem.Devices) < 2 {
		t.Errorf("%d devices", len(problem.Devices))
	}
	if _, _, err := predict.OfProfile(p, darts.Space{}); err == nil {
		t.Error("a profile of another space is taken")
	}
	p.Networks[0].Code = "3"
	if _, _, err := predict.OfProfile(p, nb201.Space{}); err == nil {
		t.Error("an architecture of no space is taken")
	}
}
