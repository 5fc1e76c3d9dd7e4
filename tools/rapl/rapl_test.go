package rapl

import (
	"errors"
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text + "\n")} }

func machine() fstest.MapFS {
	return fstest.MapFS{
		"intel-rapl:0/name":                  file("package-0"),
		"intel-rapl:0/energy_uj":             file("1000000"),
		"intel-rapl:0/max_energy_range_uj":   file("262143328850"),
		"intel-rapl:0:0/name":                file("core"),
		"intel-rapl:0:0/energy_uj":           file("77"),
		"intel-rapl:1/name":                  file("package-1"),
		"intel-rapl:1/energy_uj":             file("9000000"),
		"intel-rapl:1/max_energy_range_uj":   file("10000000"),
		"intel-rapl:2/name":                  file("psys"),
		"dtpm/energy_uj":                     file("5"),
		"intel-rapl-mmio:0/energy_uj":        file("5"),
		"intel-rapl:0:0/max_energy_range_uj": file("78"),
	}
}

// TestMeter adds two processors, one of whose counters begins again.
func TestMeter(t *testing.T) {
	root := machine()
	m, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		first, second string
		want          float64
	}{
		{"1000000", "9000000", 0},
		{"3500000", "9500000", 3},
		{"3500000", "250000", 3.75},
	} {
		root["intel-rapl:0/energy_uj"], root["intel-rapl:1/energy_uj"] = file(step.first), file(step.second)
		if j, err := m.Joules(); err != nil || math.Abs(j-step.want) > 1e-9 {
			t.Errorf("%v J, %v, want %v", j, err, step.want)
		}
	}
	root["intel-rapl:1/energy_uj"] = file("lots")
	if _, err := m.Joules(); err == nil || !strings.Contains(err.Error(), "intel-rapl:1/energy_uj") {
		t.Errorf("%v", err)
	}
}

func TestNone(t *testing.T) {
	if _, err := Open(fstest.MapFS{"dtpm/energy_uj": file("5")}); !errors.Is(err, ErrNone) {
		t.Errorf("%v", err)
	}
	root := machine()
	delete(root, "intel-rapl:0/energy_uj")
	if _, err := Open(root); err == nil || errors.Is(err, ErrNone) {
		t.Errorf("a counter that cannot be read: %v", err)
	}
}
