package state

import (
	"encoding/json"
	"errors"
	"testing"

	"protocell/core/graph"
	"protocell/core/job/metering"
	"protocell/core/latency"
	"protocell/core/space/spaces"
)

// profileOf returns the file of a profile of a space, that says little.
func profileOf(t *testing.T, space, date string) string {
	t.Helper()
	p := &latency.Profile{Name: date, Space: space, Batch: 1,
		Skeleton:   graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10},
		Conditions: latency.Conditions{Engine: "go", Program: "test", Date: date, Resolution: 1e-6, Sample: 1e-3},
		Reference:  latency.Estimate{Seconds: 1e-3, Low: 1e-3, High: 1e-3, Best: 1e-3, First: 1e-3, Rounds: 30, Runs: 1}}
	text, err := latency.Encode(p, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestLatency takes each network apart once there is a device, the one that was measured
// last, and again when another is chosen.
func TestLatency(t *testing.T) {
	v := open(t, "", 2)
	v.do(PauseReference{Pause: true})
	v.finish()
	if v.Device() != nil || v.running(forLatency) != 0 {
		t.Fatal("there is a device before any was measured")
	}
	files, err := json.Marshal([]map[string]string{
		{"name": "old", "text": profileOf(t, "nb201", "2026-01-01T00:00:00Z")},
		{"name": "new", "text": profileOf(t, "nb201", "2026-02-01T00:00:00Z")},
		{"name": "other", "text": profileOf(t, "darts", "2026-03-01T00:00:00Z")},
		{"name": "broken", "text": "{"},
	})
	if err != nil {
		t.Fatal(err)
	}
	v.do(DevicesListed{Text: string(files)})
	if d := v.Device(); d == nil || d.Ref != "new" || len(v.Latency.Devices) != 3 {
		t.Fatalf("the device is %+v, of %d", d, len(v.Latency.Devices))
	}
	answer := func() {
		t.Helper()
		for id, j := range v.jobs {
			if j.purpose == forLatency {
				in := j.effect.Input.(metering.BreakdownInput)
				v.do(TakenApart{ID: id, Output: &metering.BreakdownOutput{Seconds: 1, MACs: int64(len(in.Profile.Name) + len(in.Arch))}})
				return
			}
		}
		t.Error("no job takes the network apart")
	}
	answer()
	if v.Latency.Value == nil || v.Latency.Arch != v.Net.Arch || v.running(forLatency) != 0 {
		t.Errorf("known of the network: %+v", v.Latency)
	}
	v.do(SetOp{Edge: 0, Op: 4})
	if v.running(forLatency) != 0 {
		t.Error("the network is taken apart before it is scored")
	}
	v.finish()
	answer()
	v.do(ChooseDevice{Ref: "old"})
	if d := v.Device(); d.Ref != "old" || v.running(forLatency) != 1 {
		t.Errorf("%s is chosen, with %d jobs", d.Ref, v.running(forLatency))
	}
	for id, j := range v.jobs {
		if j.purpose == forLatency {
			v.do(Failed{ID: id, Err: errors.New("no")})
		}
	}
	if v.LatencyProblem() == nil || v.running(forLatency) != 0 {
		t.Error("a failure is not known, or the job is tried for ever")
	}
	v.do(SetSpace{ID: "darts"})
	if d := v.Device(); d == nil || d.Ref != "other" {
		t.Errorf("in another space the device is %+v", d)
	}
}
