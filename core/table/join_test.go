package table

import (
	"math"
	"slices"
	"testing"

	"protocell/core/space"
)

func TestJoin(t *testing.T) {
	a := small(t)
	b, err := New("nb201", []space.Arch{"\x02\x02\x02\x02\x02\x02", a.Arch(1), a.Arch(0)})
	if err != nil {
		t.Fatal(err)
	}
	b.Sources = []Source{{Title: "Third"}, a.Sources[1]}
	b.Columns = []Column{
		{Meta{ID: "acc", Kind: Accuracy, Source: 1}, []float64{1, 2, math.NaN()}},
		{Meta{ID: "new", Kind: Other}, []float64{3, 4, 5}},
	}
	b.Curves = []Curve{{Meta{ID: "curve", Kind: Accuracy}, []int{3, 4}, []string{"r"}, []float64{1, 2, 3, 4, 5, 6}}}
	got, err := Join(a, b)
	if err != nil {
		t.Fatal(err)
	}
	if got.Len() != 5 || got.Arch(0) != a.Arch(0) || got.Arch(4) != b.Arch(0) {
		t.Errorf("rows %q", got.Archs())
	}
	if row, ok := got.Row(b.Arch(0)); !ok || row != 4 {
		t.Errorf("row %d, %v", row, ok)
	}
	nan := math.NaN()
	for id, want := range map[string][]float64{
		"acc":   {94.37, 10, 85.86333333333333, nan, nan},
		"acc:2": {nan, 2, nan, nan, 1},
		"new":   {5, 4, nan, nan, 3},
	} {
		if c := got.Column(id); c == nil || !slices.EqualFunc(c.Values, want, func(v, w float64) bool { return v == w || v != v && w != w }) {
			t.Errorf("%s is %+v, want %v", id, c, want)
		}
	}
	if c := got.Curve("curve:2"); c == nil || !slices.Equal(c.At(4, 0), []float64{1, 2}) || !slices.Equal(c.At(0, 0), []float64{5, 6}) || c.Missing() != 4 {
		t.Errorf("the curve is %+v", c)
	}
	var titles []string
	for _, s := range got.Sources {
		titles = append(titles, s.Title)
	}
	if want := []string{"A file", "Another", "Third"}; !slices.Equal(titles, want) || got.Column("acc:2").Source != 1 || got.Column("new").Source != 2 {
		t.Errorf("sources %q, want %q", titles, want)
	}
	if same(a, got) || len(a.Columns) != 6 {
		t.Error("joining changed the first table")
	}
	if one, err := Join(a); err != nil || one != a {
		t.Errorf("one table joined: %v", err)
	}
}

func TestJoinOfTwoSpaces(t *testing.T) {
	a, b := small(t), small(t)
	b.Space = "darts"
	if _, err := Join(a, b); err == nil || err.Error() != "tables of two spaces, nb201 and darts: only those of one can be joined" {
		t.Errorf("got %v", err)
	}
	if _, err := Join(); err == nil {
		t.Error("nothing can be joined")
	}
}

func TestRound(t *testing.T) {
	c := Column{Values: []float64{5.807418537139893, 12345678, -0.00123456, math.Inf(1), math.NaN(), 0}}
	c.Round(4)
	want := []float64{5.807, 12350000, -0.001235, math.Inf(1), math.NaN(), 0}
	for i, v := range c.Values {
		if v != want[i] && (v == v || want[i] == want[i]) {
			t.Errorf("value %d is %v, want %v", i, v, want[i])
		}
	}
	if c.Digits != 4 {
		t.Errorf("it says %d digits", c.Digits)
	}
}
