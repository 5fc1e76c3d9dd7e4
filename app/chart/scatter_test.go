package chart

import (
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

var colours = Colours{Text: "#111", Muted: "#555", Line: "#ccc", Surface: "#fff", Sample: "#9bb", Pinned: "#a50", Shown: "#075"}

func TestGolden(t *testing.T) {
	got, err := Scatter{
		X: "MACs", Y: "NWOT",
		Sample: []Point{{"333123", 1.5e6, 812.25}, {"000123", 2e6, 700}},
		Pinned: []Point{{"111111", 7.8e5, 312}},
		Shown:  []Point{{"301011", 1e6, 650.5}},
	}.Options(colours)
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/scatter.json"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the option differs from %s; if that is meant, run go test -update", file)
	}
}

func TestEmptyIsAChart(t *testing.T) {
	got, err := Scatter{}.Options(colours)
	if err != nil {
		t.Fatal(err)
	}
	var option struct{ Series []struct{ Data []any } }
	if err := json.Unmarshal(got, &option); err != nil {
		t.Fatal(err)
	}
	for i, s := range option.Series {
		if s.Data == nil || len(s.Data) != 0 {
			t.Errorf("series %d has data %v, want an empty list", i, s.Data)
		}
	}
}
