package reference

import (
	"testing"

	"protocell/core/latency"
)

// TestProfile: there is enough in it for every figure of the page.
func TestProfile(t *testing.T) {
	p, err := Profile()
	if err != nil {
		t.Fatal(err)
	}
	passes := map[int]int{}
	for _, n := range p.Networks {
		if n.Time.OK() {
			passes[n.Pass]++
		}
	}
	if passes[latency.FitPass] < 30 || passes[latency.TestPass] < 15 || len(p.Operators) < 20 || !p.Machine.Known() {
		t.Errorf("networks %v, %d operators, machine %+v", passes, len(p.Operators), p.Machine)
	}
	if p.Conditions.Date == "" || p.Device.Processor == "" {
		t.Error("it does not say where it is from")
	}
}
