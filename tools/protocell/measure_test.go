package main

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// ticking returns a clock that is fine while its resolution is asked for, and then goes
// on by as much at each reading as a sample has to last: measurements take a moment and
// say nothing of the machine.
func ticking() func() float64 {
	reads, now := 0, 0.0
	return func() float64 {
		if reads++; reads < 100 {
			now += 1e-7
		} else {
			now += 1.1e-3
		}
		return now
	}
}

// measured is a profile of a network of a moment.
const measured = "measure -c 2 -n 1 -input 3x8x8 -networks 9 -test 0 -rounds 5 -name tiny"

func tryTicking(ctx context.Context, args string) result {
	var stdout, stderr bytes.Buffer
	code := run(ctx, env{strings.NewReader(""), &stdout, &stderr, ticking()}, strings.Fields(args))
	return result{code, stdout.String(), stderr.String()}
}

func TestMeasure(t *testing.T) {
	name := filepath.Join(t.TempDir(), "profile.json")
	r := tryTicking(t.Context(), measured+" -width 1 -out "+name)
	if r.code != exitOK || !strings.Contains(r.stdout, "C=2, N=1, input 3x8x8, batch 1") {
		t.Fatalf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := latency.Decode(b, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	// The same again has nothing left to do, and more networks do.
	again := filepath.Join(t.TempDir(), "again.json")
	if r := tryTicking(t.Context(), strings.Replace(measured, "-networks 9", "-networks 11", 1)+" -width 1 -rounds 8 -out "+name); r.code != exitOK {
		t.Fatalf("%+v", r)
	}
	if r := tryTicking(t.Context(), strings.Replace(measured, "-networks 9", "-networks 12", 1)+" -width 1 -rounds 8 -known "+name+" -out "+again); r.code != exitOK {
		t.Fatalf("%+v", r)
	}
	first, err := openProfile(name)
	if err != nil {
		t.Fatal(err)
	}
	more, err := openProfile(again)
	if err != nil {
		t.Fatal(err)
	}
	if len(more.Networks) != 12 || !slices.Equal(more.Networks[:11], first.Networks) {
		t.Errorf("%d networks, %+v, and before %+v", len(more.Networks), more.Networks, first.Networks)
	}
	if p.Name != "tiny" || len(p.Networks) != 9 || p.Networks[8].Pass != latency.FitPass || len(p.Operators) < 15 || p.Device.Cores < 1 {
		t.Errorf("%+v", p)
	}
}

// TestMeasureInterrupted wants the profile of what was measured.
func TestMeasureInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	name := filepath.Join(t.TempDir(), "profile.json")
	if r := tryTicking(ctx, measured+" -out "+name); r.code != exitInterrupted {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(name); err != nil {
		t.Error(err)
	}
}

// TestPredict fits to a profile of known times.
func TestPredict(t *testing.T) {
	name := filepath.Join("testdata", "profile.json")
	for args, want := range map[string][]string{
		"":                                   {"corrected", "relations", "within 10 %"},
		"-predictors corrected,flops":        {"corrected", "flops"},
		"-predictors lookup -arch 333333":    {"|nor_conv_3x3~0|", "lookup", " - "},
		"-compare " + name:                   {"1.000 times as long", "100 % of the networks agree"},
		"-energy -arch 333333 -arch 000000":  {"Modelled, not measured", "DRAM"},
		"-curve -predictors corrected":       {"networks", "least"},
		"-few 4 -predictors corrected,flops": {"corrected"},
	} {
		r := try("", strings.Fields("predict -profile "+name+" "+args)...)
		if r.code != exitOK {
			t.Errorf("predict %s: exit %d, %s", args, r.code, r.stderr)
		}
		for _, text := range want {
			if !strings.Contains(r.stdout, text) {
				t.Errorf("predict %s: no %q in\n%s", args, text, r.stdout)
			}
		}
	}
	out := filepath.Join(t.TempDir(), "latency.table")
	if r := try("", "predict", "-profile", name, "-out", out); r.code != exitOK {
		t.Fatalf("%+v", r)
	}
	tab, err := openTable(out)
	if err != nil {
		t.Fatal(err)
	}
	if c := tab.Column("latency"); tab.Len() != 15625 || c == nil || c.Missing() != 0 || c.Kind != table.Latency {
		t.Errorf("%d rows, %+v", tab.Len(), c)
	}
	// The table is of another device, to learn from.
	r := try("", "predict", "-profile", name, "-devices", out, "-predictors", "fewshot")
	if r.code != exitOK || !strings.Contains(r.stdout, "two other devices or more") {
		t.Errorf("%+v", r)
	}
}

func TestMisusedMeasurements(t *testing.T) {
	for args, want := range map[string]string{
		"measure -space nb999":         "no search space",
		"measure -c 1000":              "protocell measure",
		"measure -skeleton huge":       "choose small or full",
		"measure -batch 0 -networks 1": "a batch of 0",
		"measure -networks -1":         "0 or more",
		"measure 111111":               "is no flag",
		"predict":                      "give -profile",
		"predict -energy -profile testdata/profile.json":            "has no energy",
		"predict -profile testdata/none":                            "no such file",
		"predict -profile main.go":                                  "this is no profile",
		"predict -profile testdata/profile.json -predictors oracle": "no predictor \"oracle\"",
		"predict -profile testdata/profile.json -arch 99":           "-arch 99",
		"predict -profile testdata/profile.json -few 99":            "-few 99",
	} {
		r := try("", strings.Fields(args)...)
		if r.code == exitOK || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d, %s", args, r.code, r.stderr)
		}
	}
	// A clock that stands still measures nothing.
	if r := try("", strings.Fields(measured)...); r.code != exitFailure || !strings.Contains(r.stderr, "the clock stands still") {
		t.Errorf("%+v", r)
	}
}

// TestCounters measures a simulated processor: 5 W idle, 20 W when it works.
func TestCounters(t *testing.T) {
	p, err := openProfile(filepath.Join("testdata", "profile.json"))
	if err != nil {
		t.Fatal(err)
	}
	p.Networks = p.Networks[:2]
	now, joules := 0.0, 0.0
	c := counters{
		joules: func() (float64, error) { return joules, nil },
		clock:  func() float64 { return now },
		wait:   func(seconds float64) { now += seconds; joules += 5 * seconds },
	}
	if err := c.measure(t.Context(), p, nb201.Space{}, working{func() { now += 0.01; joules += 0.2 }}); err != nil {
		t.Fatal(err)
	}
	if math.Abs(p.Conditions.Idle-5) > 1e-9 || math.Abs(p.Networks[1].Joules-0.15) > 1e-9 {
		t.Errorf("%v W idle, %v J", p.Conditions.Idle, p.Networks[1].Joules)
	}
}

// working is an engine that works without a result.
type working struct{ run func() }

func (working) Name() string { return "working" }

func (w working) Prepare(name string, _ *graph.Graph, _ int) (latency.Subject, error) {
	return latency.Subject{Name: name, Run: func() error { w.run(); return nil }}, nil
}
