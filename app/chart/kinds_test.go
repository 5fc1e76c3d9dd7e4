package chart

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// packed are numbers as the analyst sends them.
func packed(values ...float64) (b []byte) {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}

// kinds has a small chart of each kind.
var kinds = map[string]interface{ Options(Colours) ([]byte, error) }{
	"cloud": Cloud{X: Axis{Name: "NWOT", Log: true}, Y: Axis{Name: "Accuracy, %"}, Names: []string{"333333", "111111"},
		Points: packed(1, 2, 3, 4), Marked: []Mark{{Label: "best", Name: "333333", X: 1, Y: 2, Best: true}}},
	"guided": Cloud{X: Axis{Name: "Measured, ms"}, Y: Axis{Name: "Predicted, ms"}, Names: []string{"0", "1"}, Points: packed(1, 2, 3, 4),
		Groups: []Group{{Ink: 1, Points: []int{1}}}, Guides: []Guide{{Name: "y = x", X: []float64{1, 4}, Y: []float64{1, 4}}, {X: []float64{1, 4}, Y: []float64{0.9, 3.6}, Dashed: true}}},
	"whiskers": Whiskers{X: Axis{Name: "ρ"}, Bars: true, Beside: &Beside{"coin", 0}, Lines: []Whisker{
		{Name: "NWOT", Low: 0.7, Value: 0.8, High: 0.9, Strong: true, Note: "NWOT\n.8"}, {Name: "plain", Low: -0.4, Value: -0.3, High: -0.2}}},
	"heat":  Heat{Columns: []string{"a", "b"}, Rows: []string{"a", "b"}, Values: [][]float64{{1, -0.456}, {math.NaN(), 1}}, Digits: 2},
	"lines": Lines{X: Axis{Name: "n", Log: true}, Y: Axis{Name: "ρ"}, Lines: []Line{{Name: "a", X: []float64{10, 20}, Y: []float64{1, 2}, Low: []float64{0, 1}, High: []float64{2, 3}}, {Name: "b", X: []float64{1}, Y: []float64{2}, Dashed: true}}},
}

func TestGoldenKinds(t *testing.T) {
	k := colours
	k.More = []string{"#123", "#456"}
	for name, c := range kinds {
		got, err := c.Options(k)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		file := "testdata/" + name + ".json"
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
			t.Errorf("%s: the option differs from %s; if that is meant, run go test -update", name, file)
		}
	}
}

// TestEmptyKinds: a chart without anything in it is a chart.
func TestEmptyKinds(t *testing.T) {
	for name, c := range map[string]interface{ Options(Colours) ([]byte, error) }{
		"cloud": Cloud{}, "whiskers": Whiskers{}, "heat": Heat{}, "lines": Lines{},
	} {
		got, err := c.Options(colours)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var option struct{ Series []struct{ Data any } }
		if err := json.Unmarshal(got, &option); err != nil || option.Series == nil {
			t.Errorf("%s: %v in %s", name, err, got)
		}
	}
}

func TestShade(t *testing.T) {
	for _, dark := range []bool{false, true} {
		seen := map[string]bool{}
		for _, v := range []float64{-1, -0.5, 0, 0.5, 1} {
			c, light := Shade(v, dark)
			if seen[c] || light != dark {
				t.Errorf("%v on dark ground %v is %s, light %v", v, dark, c, light)
			}
			seen[c] = true
		}
		beyond, _ := Shade(7, dark)
		if one, _ := Shade(1, dark); beyond != one {
			t.Errorf("what is beyond 1 is %s, not %s", beyond, one)
		}
	}
}
