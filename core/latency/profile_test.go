package latency_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/space/spaces"
)

func estimate(seconds float64) latency.Estimate {
	return latency.Estimate{Seconds: seconds, Low: 0.9 * seconds, High: 1.1 * seconds, Best: seconds, First: 2 * seconds, Rounds: 30, Runs: 4}
}

// example returns a profile.
func example() *latency.Profile {
	p := &latency.Profile{
		Name: "Laptop", Space: "nb201", Batch: 1,
		Device:     latency.Device{Processor: "Example 9000", System: "linux/amd64", Cores: 8},
		Conditions: latency.Conditions{Engine: "go", Program: "test", Date: "2026-01-02T03:04:05Z", Load: 0.5, Resolution: 1e-7, Sample: 1e-3, Drift: 0.02, Wall: 30},
		Skeleton:   graph.Skeleton{C: 8, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10},
		Reference:  estimate(2e-4),
		Machine:    latency.Machine{Peak: 4, Bandwidth: 10, Overhead: 1e-7},
		Operators: []latency.OperatorTime{
			{Operator: latency.Reference(), Time: estimate(2e-4)},
			{Operator: latency.Probes()[1], Time: latency.Estimate{Rounds: 3, Runs: 1, Refused: "only 3 rounds"}},
		},
	}
	for i, code := range []string{"000000", "123123", "333333", "444444", "111111"} {
		p.Networks = append(p.Networks, latency.NetworkTime{Code: code, Pass: 1 + i/3, Time: estimate(1e-3 * float64(1+i)), Joules: 0.25 * float64(i)})
	}
	return p
}

func TestProfileKeeps(t *testing.T) {
	p := example()
	b, err := latency.Encode(p, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := latency.Decode(b, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v, want %+v", got, p)
	}
}

// TestProfilesThatAreWrong wants one clear error of each.
func TestProfilesThatAreWrong(t *testing.T) {
	b, err := latency.Encode(example(), spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for name, c := range map[string]struct{ old, new, want string }{
		"version":       {`"protocell-profile":1`, `"protocell-profile":2,"colour":3`, "colour"},
		"later version": {`"protocell-profile":1`, `"protocell-profile":2`, "version 2; this program reads version 1"},
		"another file":  {text, `{"links":[]}`, "this is no profile"},
		"empty":         {text, "", "this is no profile"},
		"cut short":     {text[200:], "", "byte 200"},
		"space":         {`"nb201"`, `"nb999"`, "no search space"},
		"no number":     {`"s":0.0002,`, `"s":NaN,`, "byte"},
		"too long":      {`"s":0.0002,`, `"s":1e300,`, "no time with its interval"},
		"negative":      {`"s":0.0002,`, `"s":-1,`, "no time with its interval"},
		"interval":      {`"s":0.0002,`, `"s":1,`, "no time with its interval"},
		"arch":          {`"arch":"123123"`, `"arch":"12312"`, "networks[1]"},
		"pass":          {`"pass":2`, `"pass":3`, "networks[3]: pass 3"},
		"operation":     {`"op":"conv"`, `"op":"dance"`, `no operation is called "dance"`},
		"operator":      {`"kernel":3`, `"kernel":300`, "operators[0]"},
		"machine":       {`"gflops":4`, `"gflops":-4`, "machine"},
		"batch":         {`"batch":1`, `"batch":0`, "a batch of 0"},
		"name":          {`"Laptop"`, `""`, "it has no name"},
		"long name":     {`"Laptop"`, `"` + strings.Repeat("x", 300) + `"`, "a text of 300 bytes"},
		"skeleton":      {`"c":8,"n":1`, `"c":8,"n":0`, "skeleton"},
		"drift":         {`"drift":0.02`, `"drift":-1`, "conditions"},
		"energy":        {`"joules":0.25`, `"joules":-1`, "networks[1]: -1 joules"},
		"refused":       {`"s":0,"low":0`, `"s":1,"low":0`, "that is refused has no value"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(text, c.old) {
				t.Fatalf("the example does not have %s: %s", c.old, text)
			}
			_, err := latency.Decode([]byte(strings.Replace(text, c.old, c.new, 1)), spaces.ByID)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	p := example()
	p.Networks[0].Time.Seconds = math.NaN()
	if _, err := latency.Encode(p, spaces.ByID); err == nil {
		t.Error("NaN is written")
	}
}

func FuzzDecode(f *testing.F) {
	b, err := latency.Encode(example(), spaces.ByID)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"protocell-profile":1,"profile":{}}`))
	f.Add([]byte(`{"protocell-profile":1,"profile":{"operators":[{"op":"conv","in":{"c":9223372036854775807,"h":9,"w":9},"out":4,"kernel":3,"groups":0}]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := latency.Decode(b, spaces.ByID)
		if err != nil {
			return
		}
		again, err := latency.Encode(p, spaces.ByID)
		if err != nil {
			t.Fatal(err)
		}
		if q, err := latency.Decode(again, spaces.ByID); err != nil || !reflect.DeepEqual(p, q) {
			t.Fatalf("%v\n%+v\n%+v", err, p, q)
		}
	})
}

// TestCompare has a device that is twice as slow, but for one network.
func TestCompare(t *testing.T) {
	a, b := example(), example()
	for i := range b.Networks {
		b.Networks[i].Time = estimate(2 * a.Networks[i].Time.Seconds)
	}
	b.Networks[4].Time = estimate(0.5e-3)
	c := latency.Compare(a, b)
	if !c.Alike || c.Networks != 5 || c.Operators != 1 || c.Scale != 2 || math.Abs(c.Within5-0.8) > 1e-12 || c.Spearman.Value != 0 {
		t.Errorf("%+v", c)
	}
	b.Skeleton.C = 4
	if c := latency.Compare(a, b); c.Alike || c.Networks != 0 || c.Operators != 1 || c.Scale != 1 {
		t.Errorf("%+v", c)
	}
}

func TestMachine(t *testing.T) {
	conv, sum, tiny := latency.Probes()[0], latency.Probes()[1], latency.Probes()[2]
	m := latency.MachineOf([]latency.OperatorTime{
		{Operator: conv, Time: estimate(2 * float64(conv.MACs()) / 4e9)},
		{Operator: sum, Time: estimate(float64(sum.Bytes(1)) / 10e9)},
		{Operator: tiny, Time: estimate(1e-7)},
	})
	want := latency.Machine{Peak: 4, Bandwidth: 10, Overhead: 1e-7}
	if math.Abs(m.Peak-4) > 1e-9 || math.Abs(m.Bandwidth-10) > 1e-9 || m.Overhead != 1e-7 {
		t.Errorf("%+v, want %+v", m, want)
	}
	if got := want.Seconds(conv, 2); math.Abs(got-(4*float64(conv.MACs())/4e9+1e-7)) > 1e-12 {
		t.Errorf("%v s", got)
	}
}
