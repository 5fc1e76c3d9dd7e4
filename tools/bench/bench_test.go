package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/tetratelabs/wazero"
)

// TestPeakModule runs the kernel that measures the processor's peak.
func TestPeakModule(t *testing.T) {
	ctx := t.Context()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	memory := []byte{0, 'a', 's', 'm', 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 7, 1, 3, 'm', 'e', 'm', 2, 0}
	if _, err := r.InstantiateWithConfig(ctx, memory, wazero.NewModuleConfig().WithName("go")); err != nil {
		t.Fatal(err)
	}
	m, err := r.Instantiate(ctx, peakModule())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.ExportedFunction("peak").Call(ctx, 3); err != nil {
		t.Fatal(err)
	}
}

// TestTargets derives a target's figure from known times.
func TestTargets(t *testing.T) {
	c := cases()[0]
	r := newResult(c, map[string][]float64{
		"simd": {2, 1, 4}, "go": {20, 10, 40}, "tfjs": {3, 3, 3}, "ort": {6, 6, 6}, "peak": {1, 1, 1},
	})
	if got := r.ratio("simd", "go"); got != 10 {
		t.Errorf("10 times the median time is %v times as slow", got)
	}
	for _, want := range []struct {
		what string
		got  float64
	}{{"over pure Go, lowest", 10}, {"over tfjs, batch 1 and gemm, lowest", 1.5}, {"over onnxruntime, gemm, lowest", 3}} {
		found := false
		for _, target := range targetsOf([]result{r}) {
			if target.what == want.what {
				found = true
				if diff := target.got - want.got; diff > 1e-9 || diff < -1e-9 {
					t.Errorf("%s: %v, want %v", want.what, target.got, want.got)
				}
			}
		}
		if !found {
			t.Errorf("no target %q", want.what)
		}
	}
}

// TestBusyNote notices what is beyond the benchmark's own load.
func TestBusyNote(t *testing.T) {
	for _, c := range []struct {
		load, own float64
		busy      bool
	}{{0.1, 0, false}, {0.6, 0, true}, {1.4, ownLoad, false}, {2.4, ownLoad, true}} {
		if got := busyNote(c.load, c.own, 2); (got != "") != c.busy {
			t.Errorf("load %v, of it %v our own: note %q", c.load, c.own, got)
		}
	}
}

// TestLockNamesNoHost keeps the addresses of package hosts out of the lock file.
func TestLockNamesNoHost(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(lock, []byte(`"resolved"`)) || !bytes.Contains(lock, []byte(`"integrity": "sha512-`)) {
		t.Error("the lock file names where packages come from, or does not pin what they are")
	}
}
