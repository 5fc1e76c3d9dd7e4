package nats_test

import (
	"testing"

	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/space/nats"
	"protocell/core/space/spacetest"
)

func TestConformance(t *testing.T) { spacetest.Run(t, nats.Space{}) }

func FuzzParse(f *testing.F) { spacetest.Fuzz(f, nats.Space{}) }

// costs returns the parameters and MACs of an architecture for a task.
func costs(t *testing.T, a space.Arch, task space.Task) graph.Cost {
	t.Helper()
	k := nats.Space{}.Skeletons().Full
	k.Input, k.Classes = task.Input, task.Classes
	g, err := nats.Space{}.Build(a, k)
	if err != nil {
		t.Fatal(err)
	}
	return g.Costs().Total
}

func TestCosts(t *testing.T) {
	for _, row := range spacetest.Table(t, "testdata/costs.csv") {
		a, err := nats.Space{}.Parse(row["channels"])
		if err != nil {
			t.Fatal(err)
		}
		for i, dataset := range []string{"c10", "c100", "in16"} {
			c := costs(t, a, nats.Space{}.Skeletons().Tasks[i])
			if c.Params != row.Int(t, "params_"+dataset) || c.MACs != row.Int(t, "macs_"+dataset) {
				t.Errorf("%s on %s: %+v, want %v", row["channels"], dataset, c, row)
			}
		}
	}
}

// Every row of the benchmark has the parameters, the MACs and the index that are
// computed here. The tasks take turns, for time.
func TestCostsOfAll(t *testing.T) {
	rows := spacetest.Published(t, "nats_sss.csv.gz")
	s := nats.Space{}
	if int64(len(rows)) != s.Info().Size {
		t.Fatalf("%d rows", len(rows))
	}
	for r, row := range rows {
		a, err := s.Parse(row["channels"])
		if err != nil || s.Index(a) != row.Int(t, "idx") {
			t.Fatalf("%s has index %d, %v, want %s", row["channels"], s.Index(a), err, row["idx"])
		}
		dataset := []string{"c10", "c100", "in16"}[r%3]
		c := costs(t, a, s.Skeletons().Tasks[r%3])
		if c.Params != row.Int(t, "params_"+dataset) || c.MACs != row.Int(t, "flops_"+dataset) {
			t.Fatalf("%s on %s: %+v, want %v", row["channels"], dataset, c, row)
		}
	}
}

func TestNotations(t *testing.T) {
	s := nats.Space{}
	for text, want := range map[string]string{
		"64:64:56:64:24":          "64:64:56:64:24",
		" 8 : 8:8 :8:16":          "8:8:8:8:16",
		"[64, 64, 56, 64, 24]":    "64:64:56:64:24",
		"(64,64,56,64,24,)":       "64:64:56:64:24",
		"77672":                   "64:64:56:64:24",
		"index:32698":             "64:64:56:64:24",
		"'64:64:56:64:24'":        "64:64:56:64:24",
		"index:0":                 "8:8:8:8:8",
		"64:64:56:64":             `at byte 11: expected ':' after width 4 of 5, found the end`,
		"64:64:56:64:25":          `at byte 12: no layer has 25 channels; the widths are 8, 16, 24 and so on to 64`,
		"64:64:56:64:64:64":       `at byte 14: the architecture is complete, but ":" follows`,
		"77678":                   `at byte 0: as digits: decision 4 takes option 8, want 0 to 7; write five digits 0 to 7, or the five widths, such as 64:64:56:64:24`,
		"index:32768":             `at byte 6: an index is 0 to 32767, and not 32768`,
		"channels:64:64:56:64:24": `at byte 0: expected the width of the first layer, found "c"; write the five widths, such as 64:64:56:64:24`,
	} {
		a, err := s.Parse(text)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = s.Print(a)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
