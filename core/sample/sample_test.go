package sample

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/space/nb201"
)

func plan() Plan {
	return Plan{Spec: experiment.Default(), Size: 20, Draw: 3, Repeats: 1, Vary: Everything}
}

func TestSettings(t *testing.T) {
	p := plan()
	p.Repeats, p.Vary = 3, Weights
	p.Batches, p.Widths = []int{16, 64}, []Width{{C: 4, N: 2}}
	list, err := p.Settings()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range list {
		names = append(names, string(s.Role)+": "+s.Name)
	}
	want := []string{"base: as set up", "repeat: repeat 2", "repeat: repeat 3", "batch: batch 16", "batch: batch 64", "skeleton: C 4, N 2"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	base := list[0].Spec.Seeds()
	for r, s := range list[1:3] {
		got := s.Spec.Seeds()
		if got.Init != base.Init+uint64(r+1) || got.Batch != base.Batch || got.Noise != base.Noise {
			t.Errorf("repeat %d has the seeds %+v", r+2, got)
		}
	}
	if list[3].Spec.Batch != 16 || list[5].Spec.Skeleton.C != 4 || list[5].Spec.Skeleton.N != 2 {
		t.Error("the alternatives are not what they are called")
	}
}

// TestVaryAlone: each kind of repeat changes only the seeds that it names.
func TestVaryAlone(t *testing.T) {
	for vary, want := range map[Vary]experiment.Seeds{
		Everything: {Init: 2, Batch: 2, Noise: 2}, Weights: {Init: 2, Batch: 1, Noise: 1},
		Images: {Init: 1, Batch: 2, Noise: 1}, Noise: {Init: 1, Batch: 1, Noise: 2},
	} {
		p := plan()
		p.Repeats, p.Vary = 2, vary
		list, err := p.Settings()
		if err != nil {
			t.Fatal(err)
		}
		if got := list[1].Spec.Seeds(); got != want {
			t.Errorf("%s: %+v, want %+v", vary, got, want)
		}
	}
}

func TestSettingsRefuse(t *testing.T) {
	for field, spoil := range map[string]func(*Plan){
		"size":       func(p *Plan) { p.Size = MaxSize + 1 },
		"repeats":    func(p *Plan) { p.Repeats = 0 },
		"settings":   func(p *Plan) { p.Repeats, p.Batches = MaxSettings, []int{8} },
		"vary":       func(p *Plan) { p.Repeats, p.Vary = 2, "weather" },
		"batch":      func(p *Plan) { p.Batches = []int{1 << 20} },
		"skeleton.c": func(p *Plan) { p.Widths = []Width{{C: 0, N: 1}} },
	} {
		p := plan()
		spoil(&p)
		_, err := p.Settings()
		var wrong *experiment.FieldError
		if !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: the error is %v", field, err)
		}
	}
}

func TestArchitectures(t *testing.T) {
	var sp nb201.Space
	long, short := Architectures(sp, 300, 7), Architectures(sp, 40, 7)
	if !slices.Equal(long[:40], short) {
		t.Error("a longer draw does not begin with the shorter one")
	}
	slices.Sort(long)
	if n := len(slices.Compact(long)); n != 300 {
		t.Errorf("%d distinct architectures, want 300", n)
	}
	if slices.Equal(short, Architectures(sp, 40, 8)) {
		t.Error("another seed draws the same")
	}
}

func TestColumn(t *testing.T) {
	scores := []proxy.Score{
		{Value: -1.5e-300, Status: proxy.OK}, {Value: proxy.Number(math.Inf(-1)), Status: proxy.NegInf},
		{Value: proxy.Number(math.Inf(1)), Status: proxy.PosInf}, {Value: 7, Status: proxy.Disconnected},
	}
	c := NewColumn(len(scores) + 2)
	for i, s := range scores {
		c.Set(i, s)
	}
	c.Set(len(scores), proxy.Score{Value: proxy.Number(math.NaN()), Status: proxy.NaN})
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back Column
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	for i, want := range scores {
		if got, ok := back.At(i); !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("row %d is %+v, %v, want %+v", i, got, ok, want)
		}
	}
	if got, ok := back.At(len(scores)); !ok || got.Status != proxy.NaN || got.Value == got.Value {
		t.Errorf("an undefined score becomes %+v, %v", got, ok)
	}
	if _, ok := back.At(len(scores) + 1); ok {
		t.Error("a row without a score has one")
	}
}

// table has the scores f(setting, proxy, row).
func table(settings []Setting, ids []string, rows int, f func(setting, proxy, row int) float64) *Table {
	t := NewTable(settings, ids, rows)
	for i, columns := range t.Columns {
		for j, c := range columns {
			for row := range rows {
				c.Set(row, proxy.Score{Value: proxy.Number(f(i, j, row)), Status: proxy.OK})
			}
		}
	}
	return t
}

func TestSummarise(t *testing.T) {
	tab := table([]Setting{{Role: Base}}, []string{"params", "synflow", "nwot"}, 9, func(_, p, row int) float64 {
		return []float64{float64(row), math.Pow(10, float64(8-row)), 3}[p]
	})
	tab.Columns[0][0].Set(8, proxy.Score{Value: 100, Status: proxy.Disconnected})
	tab.Columns[0][2][0] = 0 // row 0 lacks a score
	s, err := Summarise(tab, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Rows != 8 {
		t.Fatalf("%d rows, want 8", s.Rows)
	}
	d := s.Proxies[0]
	if d.OK != 7 || d.Mean != 4 || d.Min != 1 || d.Max != 7 || d.Median != 4 || math.Abs(float64(d.SD)-math.Sqrt(28./6)) > 1e-15 {
		t.Errorf("params is described as %+v", d)
	}
	if s.Proxies[2].Distinct != 1 || s.Proxies[1].Distinct != 8 {
		t.Errorf("distinct values: %+v", s.Proxies)
	}
	// Against the falling column, params rise but for the last row, which is last: the
	// ranks 2 to 8 and 1 against 8 to 1.
	if got, want := float64(s.Rho[0][1]), -0.5+1./6; math.Abs(got-want) > 1e-15 {
		t.Errorf("ρ is %v, want %v", got, want)
	}
	if s.Rho[0][1] != s.Rho[1][0] || s.Rho[0][0] != 1 || s.Rho[0][2] == s.Rho[0][2] {
		t.Errorf("ρ is %v", s.Rho)
	}
}

func TestSummariseEnsembles(t *testing.T) {
	ids := []string{"synflow", "nwot", "snip"}
	tab := table([]Setting{{Role: Base}}, ids, 6, func(_, p, row int) float64 { return float64(row * (p + 1)) })
	tab.Weights = map[string]float64{"nwot": -1}
	s, err := Summarise(tab, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Ensembles) == 0 {
		t.Fatal("no ensemble, though the mix has its members")
	}
	if n := len(s.Columns); n != len(ids)+len(s.Ensembles) || len(s.Rho) != n || s.Columns[n-1] != "mix" {
		t.Errorf("columns %v of %d ensembles, %d rows of ρ", s.Columns, len(s.Ensembles), len(s.Rho))
	}
	// The mix prefers what nwot thinks worse.
	if rho := s.Rho[len(s.Columns)-1][slices.Index(s.Columns, "nwot")]; rho != -1 {
		t.Errorf("ρ of the mix and nwot is %v", rho)
	}
	for _, c := range s.Ensembles {
		if c.ID != "mix" {
			continue
		}
		first, _ := c.Scores.At(0)
		last, _ := c.Scores.At(5)
		if first.Value <= last.Value {
			t.Errorf("a negative weight prefers what is worse, but the scores are %v and %v", first.Value, last.Value)
		}
		return
	}
	t.Error("no mix")
}

func TestCompare(t *testing.T) {
	settings := []Setting{{Role: Base}, {Role: Repeat}, {Role: Batch}, {Role: Skeleton}}
	tab := table(settings, []string{"snip"}, 10, func(setting, _, row int) float64 {
		return []float64{10 + float64(row), 20 + 2*float64(row), float64(row * row), -float64(row)}[setting]
	})
	var last float64
	s, err := Summarise(tab, func(done float64) error { last = done; return nil })
	if err != nil {
		t.Fatal(err)
	}
	// 1 and 2 have the mean 1.5 and the deviation √½.
	if r := s.Repeats[0]; r.Rho != 1 || r.Tau != 1 || r.Rows != 10 || math.Abs(float64(r.CV)-math.Sqrt(0.5)/1.5) > 1e-15 {
		t.Errorf("repeats: %+v", r)
	}
	if o := s.Others; len(o) != 2 || o[0].Rho != 1 || o[0].Low != 1 || o[1].Rho != -1 || o[1].Setting != 3 {
		t.Errorf("others: %+v", s.Others)
	}
	if last <= 0 || last > 1 {
		t.Errorf("progress ends at %v", last)
	}
	stop := errors.New("stop")
	if _, err := Summarise(tab, func(float64) error { return stop }); err != stop {
		t.Errorf("a summary that is stopped returns %v", err)
	}
}

func TestSummariseRefuses(t *testing.T) {
	good := func() *Table {
		return table([]Setting{{Role: Base}}, []string{"snip"}, 3, func(_, _, row int) float64 { return float64(row) })
	}
	for name, spoil := range map[string]func(*Table){
		"unknown proxy": func(t *Table) { t.Proxies[0] = "nothing" },
		"no settings":   func(t *Table) { t.Settings, t.Columns = nil, nil },
		"short column":  func(t *Table) { t.Columns[0] = []Column{t.Columns[0][0][:5]} },
		"columns":       func(t *Table) { t.Columns[0] = nil },
		"weight of":     func(t *Table) { t.Weights = map[string]float64{"nothing": 1} },
		"wrong weight":  func(t *Table) { t.Weights = map[string]float64{"snip": 2} },
	} {
		tab := good()
		spoil(tab)
		if s, err := Summarise(tab, nil); err == nil {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
