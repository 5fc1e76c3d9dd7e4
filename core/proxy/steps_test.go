package proxy

import (
	"math"
	"testing"
)

// TestStepsLeadToTheValue holds the steps of proxies against the definitions that
// they are steps of.
func TestStepsLeadToTheValue(t *testing.T) {
	step := func(s Score, name string) float64 {
		t.Helper()
		for _, x := range s.Steps {
			if x.Name == name {
				return float64(x.Value)
			}
		}
		t.Fatalf("no step %q among %v", name, s.Steps)
		return 0
	}
	// Two images that differ in 3 of 5 units: det K = 25 - 4.
	k := (&Passes{connected: true}).scoreKernel([]int64{5, 2, 2, 5}, 2, 5)
	for name, want := range map[string]float64{
		"Images N": 2, "ReLU units, the diagonal of K": 5, "Mean of K beside the diagonal": 2,
		"Greatest pivot": 5, "Least pivot": 4.2, "Pivots greater than 0": 2,
		"Sum of ln pivot": math.Log(21), "The same of K divided by its diagonal": math.Log(21.0 / 25),
	} {
		if got := step(k, name); math.Abs(got-want) > 1e-14 {
			t.Errorf("%s is %g, want %g", name, got, want)
		}
	}
	// Two images of one code.
	k = (&Passes{connected: true}).scoreKernel([]int64{5, 5, 5, 5}, 2, 5)
	if got := step(k, "Pivots greater than 0"); got != 1 || k.Status != NegInf {
		t.Errorf("a singular kernel has %g pivots and status %s", got, k.Status)
	}
}
