package lecture

import (
	"fmt"
	"math"
	"testing"

	"protocell/core/rng"
	"protocell/core/space/nb201"
	"protocell/core/table"
)

// synthetic returns a table of some architectures whose accuracy is how many
// convolutions they have, give or take.
func synthetic(t testing.TB, rows int64) *table.Table {
	t.Helper()
	sp := nb201.Space{}
	made, err := table.New("nb201", nil)
	if err != nil {
		t.Fatal(err)
	}
	column := func(id string, kind table.Kind, split string, epochs int, proxy string) *table.Column {
		return &table.Column{Meta: table.Meta{
			ID: id, Name: id, Kind: kind, Meaning: id, Higher: kind != table.Time,
			Dataset: "cifar10", Split: split, Epochs: epochs, Proxy: proxy,
		}}
	}
	columns := []*table.Column{
		column("cifar10/valid200", table.Accuracy, "valid", 200, ""), column("cifar10/test200", table.Accuracy, "test", 200, ""),
		column("cifar10/valid12", table.Accuracy, "valid", 12, ""), column("cifar10/cost12_s", table.Time, "", 0, ""),
		column("cifar10/naswot", table.Proxy, "", 0, "naswot"),
	}
	r := rng.New(1, 1)
	archs := made.Archs()
	for i := range rows {
		a := sp.At(i * (sp.Info().Size / rows))
		archs = append(archs, a)
		v := 10.0
		for _, o := range []byte(a) {
			v += 5 * float64(o)
		}
		for k, x := range []float64{v, v + 1, v - 5 + 2*r.Float64(), 100 + 20*r.Float64(), v + 20*r.Float64()} {
			columns[k].Values = append(columns[k].Values, x)
		}
	}
	if made, err = table.New("nb201", archs); err != nil {
		t.Fatal(err)
	}
	made.Title = "synthetic"
	made.Sources = []table.Source{{Title: "synthetic"}}
	for _, c := range columns {
		made.Columns = append(made.Columns, *c)
	}
	if err := made.Check(); err != nil {
		t.Fatal(err)
	}
	return made
}

func replay(t testing.TB, tb *table.Table) *Replay {
	t.Helper()
	p, err := New(nb201.Space{}, tb)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// runs runs a row under seeds 0 to n-1.
func runs(t *testing.T, p *Replay, row Row, n int) []Result {
	t.Helper()
	var all []Result
	for seed := range n {
		r, err := p.Run(row, uint64(seed))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// TestCurves: where a table has learning curves, searches ask single trainings, rungs
// are its epochs, and a run draws which training counts.
func TestCurves(t *testing.T) {
	tb := synthetic(t, 625)
	curve := table.Curve{Meta: table.Meta{ID: "cifar10/valid_curve", Name: "curve", Kind: table.Accuracy, Meaning: "curve", Higher: true}, Steps: []int{1, 2, 4}, Runs: []string{"1", "2"}}
	for row, v := range tb.Column("cifar10/valid12").Values {
		for run := range 2 {
			for step := range 3 {
				curve.Values = append(curve.Values, v+float64(run)*float64(row%5)+float64(step))
			}
		}
	}
	tb.Curves = append(tb.Curves, curve)
	p := replay(t, tb)
	if l := p.Layout; len(l.Ladder) != 3 || l.Ladder[0].Times != 0.25 || l.Signal.Epochs != 4 || l.Budget < 109*100 || l.Budget > 109*120 {
		t.Fatalf("the layout is %+v", l)
	}
	for _, row := range []Row{{ID: "rs", Strategy: "random"}, {ID: "halving", Strategy: "halving"}, {ID: "hyperband", Strategy: "hyperband"}} {
		for _, r := range runs(t, p, row, 3) {
			if math.IsNaN(r.Values[0]) || r.Cost > p.Layout.Budget || r.Trials < 50 {
				t.Errorf("%s: %+v", row.ID, r)
			}
		}
	}
}

func TestSyntheticTables(t *testing.T) {
	for _, rows := range []int64{nb201.Space{}.Info().Size, 625} {
		t.Run(fmt.Sprint(rows), func(t *testing.T) {
			p := replay(t, synthetic(t, rows))
			if len(p.Layout.Reports) != 2 || p.Layout.Signal.Column != "cifar10/valid12" || p.Layout.Budget != 12000 {
				t.Fatalf("the layout is %+v", p.Layout)
			}
			means := map[string]float64{}
			for _, row := range Rows() {
				if row.Strategy == "" || row.N == 1000 {
					continue
				}
				s := Summarise(runs(t, p, row, 5), 2)[1]
				if s.Runs != 5 {
					t.Errorf("%s: %d runs have a value", row.Name, s.Runs)
				}
				means[row.ID] = s.Mean
			}
			if !(means["random"] < means["optimal10"] && means["optimal10"] < means["optimal100"] &&
				means["naswot10"] < means["naswot100"] && means["rea"] > means["optimal10"]) {
				t.Errorf("the means are %v", means)
			}
		})
	}
}

// TestRunsAreReproducible: a run is a function of its row and seed.
func TestRunsAreReproducible(t *testing.T) {
	p := replay(t, synthetic(t, 625))
	for _, row := range Rows() {
		if row.Strategy == "" || row.N == 1000 {
			continue
		}
		a, b := runs(t, p, row, 2), runs(t, p, row, 2)
		for i := range a {
			if fmt.Sprint(a[i]) != fmt.Sprint(b[i]) {
				t.Errorf("%s: %v, and then %v", row.Name, a[i], b[i])
			}
		}
	}
}

func TestFindRefuses(t *testing.T) {
	whole := synthetic(t, 25)
	for name, keep := range map[string]func(table.Column) bool{
		"no accuracies": func(c table.Column) bool { return c.Kind != table.Accuracy },
		"no validation": func(c table.Column) bool { return c.Split != "valid" },
		"no costs":      func(c table.Column) bool { return c.Kind != table.Time },
	} {
		tb, err := table.New("nb201", whole.Archs())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range whole.Columns {
			if keep(c) {
				tb.Columns = append(tb.Columns, c)
			}
		}
		if _, err := New(nb201.Space{}, tb); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestOperationsStandForTimes: a table without times has a clock of its networks'
// operations, on which random search makes as many evaluations.
func TestOperationsStandForTimes(t *testing.T) {
	tb := synthetic(t, 625)
	c := tb.Column("cifar10/cost12_s")
	c.Kind, c.ID = table.MACs, "flops"
	for i := range c.Values {
		c.Values[i] *= 1e6
	}
	p := replay(t, tb)
	if l := p.Layout; l.Unit != "MMACs" || l.Budget < 109*100 || l.Budget > 109*120 {
		t.Fatalf("the layout is %+v", l)
	}
	sum := 0
	for _, r := range runs(t, p, Row{ID: "rs", Strategy: "random"}, 10) {
		sum += r.Trials
	}
	if sum < 1050 || sum > 1110 {
		t.Errorf("%d evaluations in ten runs", sum)
	}
}

// TestCompleteRows: rows that the protocol cannot use are as if they were not there.
func TestCompleteRows(t *testing.T) {
	tb := synthetic(t, 625)
	nan := math.NaN()
	tb.Column("cifar10/valid12").Values[1] = nan
	tb.Column("cifar10/cost12_s").Values[2] = math.Inf(1)
	tb.Column("cifar10/test200").Values[3] = nan
	tb.Column("cifar10/naswot").Values[4] = nan // which it can do without
	p := replay(t, tb)
	if got := p.env.Table.Len(); got != 622 {
		t.Fatalf("%d rows are complete", got)
	}
	for k, row := range []int{0, 4, 5} {
		if p.env.Table.Arch(k) != tb.Arch(row) || p.env.Table.Columns[1].Values[k] != tb.Columns[1].Values[row] {
			t.Errorf("row %d is not row %d of the table", k, row)
		}
	}
	for _, r := range runs(t, p, Row{ID: "area", Strategy: "area"}, 5) {
		if math.IsNaN(r.Values[0]) {
			t.Error("a run found nothing")
		}
	}
}

func TestSummarise(t *testing.T) {
	nan := math.NaN()
	s := Summarise([]Result{{Values: []float64{1, nan}}, {Values: []float64{3, nan}}, {Values: []float64{5, 7}}}, 2)
	if s[0] != (Summary{3, 3, 2}) {
		t.Errorf("1, 3, 5: %+v", s[0])
	}
	if s[1].Runs != 1 || s[1].Mean != 7 || !math.IsNaN(s[1].SD) {
		t.Errorf("one value: %+v", s[1])
	}
	if !s[0].Agrees(Figure{4, 1, true}) || s[0].Agrees(Figure{4.1, 1, true}) || s[0].Agrees(Figure{}) {
		t.Error("agreement is not that of the published spread")
	}
}

// BenchmarkRow measures one run of each row on a table that takes as long to read as
// the published one.
func BenchmarkRow(b *testing.B) {
	p := replay(b, synthetic(b, nb201.Space{}.Info().Size))
	rows := append(Rows(), Row{ID: "local", Strategy: "local"}, Row{ID: "tpe", Strategy: "tpe"})
	for _, row := range rows {
		if row.Strategy == "" {
			continue
		}
		b.Run(row.ID, func(b *testing.B) {
			seed := uint64(0)
			for b.Loop() {
				if _, err := p.Run(row, seed); err != nil {
					b.Fatal(err)
				}
				seed++
			}
		})
	}
}
