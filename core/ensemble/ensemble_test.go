package ensemble_test

import (
	"maps"
	"math"
	"slices"
	"testing"

	"protocell/core/ensemble"
	"protocell/core/ensemble/ensembletest"
	"protocell/core/proxy"
	"protocell/core/rank"
	"protocell/core/rng"
)

func TestConformance(t *testing.T) {
	for _, e := range ensemble.All() {
		t.Run(e.Info().ID, func(t *testing.T) { ensembletest.Run(t, e) })
	}
	t.Run("weighted", func(t *testing.T) {
		ensembletest.Run(t, ensemble.Mix{Weights: []float64{1, 0.25, 0.5, 1, 0.125, 0.75}})
	})
}

func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range ensemble.All() {
		id := e.Info().ID
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
		if got, ok := ensemble.Lookup(id); !ok || got.Info().ID != id {
			t.Errorf("Lookup(%q) returns %v, %v", id, got, ok)
		}
	}
	if e, ok := ensemble.Lookup("nothing"); ok || e != nil {
		t.Errorf("Lookup finds an ensemble called nothing: %v", e)
	}
	if len(ensemble.IDs()) != len(seen) {
		t.Errorf("the ids are %v", ensemble.IDs())
	}
}

// table makes a pool of columns of values that are ok. Lower is better in a column
// whose id begins with "-".
func table(columns map[string][]float64, ids ...string) ensemble.Pool {
	var pool ensemble.Pool
	for _, id := range ids {
		c := ensemble.Column{ID: id, Lower: id[0] == '-'}
		for _, v := range columns[id] {
			c.Scores = append(c.Scores, proxy.Score{Value: proxy.Number(v), Status: proxy.OK})
		}
		pool = append(pool, c)
	}
	return pool
}

// values scores a pool whose scores are all ok.
func values(t *testing.T, e ensemble.Ensemble, pool ensemble.Pool) []float64 {
	t.Helper()
	scores, err := e.Score(pool)
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, s := range scores {
		if s.Status != proxy.OK {
			t.Fatalf("the scores are %v", scores)
		}
		out = append(out, float64(s.Value))
	}
	return out
}

// TestByHand has pools of three architectures, worked out by hand.
func TestByHand(t *testing.T) {
	columns := map[string][]float64{
		"a": {1, 2, 3}, "b": {30, 10, 20}, "c": {-5, 0, -5}, "d": {2, 3, 1}, "-k": {9, 1, 4}, "one": {7},
	}
	ln := math.Log
	for name, c := range map[string]struct {
		e       ensemble.Ensemble
		members []string
		want    []float64
	}{
		// The second beats the first by a and c; the third beats the first by a (b is
		// against it, but in c both are equal: no majority) and the second by a and b.
		"vote":             {lookup(t, "vote"), []string{"a", "b", "c"}, []float64{0, 1, 1}},
		"vote in a circle": {lookup(t, "vote"), []string{"a", "b", "d"}, []float64{1, 1, 1}},
		"borda":            {lookup(t, "borda"), []string{"a", "b", "c"}, []float64{5.5 / 3, 2, 6.5 / 3}},
		"te_nas":           {lookup(t, "te_nas"), []string{"-k", "a"}, []float64{2, 5, 5}},
		"az_nas": {lookup(t, "az_nas"), []string{"a", "b", "c", "-k"}, []float64{
			ln(1./3) + ln(3./3) + ln(1.5/3) + ln(1./3), ln(2./3) + ln(1./3), ln(3./3) + ln(2./3) + ln(1.5/3) + ln(2./3)}},
		"mix":            {ensemble.Mix{}, []string{"a", "b", "c"}, []float64{0 + 1 + 0.25, 0.5 + 0 + 1, 1 + 0.5 + 0.25}},
		"mix of one row": {ensemble.Mix{}, []string{"one"}, []float64{0.5}},
		"weights":        {ensemble.Mix{Weights: []float64{-1, 0.5, 0}}, []string{"a", "b", "c"}, []float64{0.5, -0.5, -0.75}},
	} {
		t.Run(name, func(t *testing.T) {
			got := values(t, c.e, table(columns, c.members...))
			for i := range c.want {
				if math.Abs(got[i]-c.want[i]) > 1e-15*math.Max(1, math.Abs(c.want[i])) {
					t.Errorf("the scores are %v, want %v", got, c.want)
					break
				}
			}
		})
	}
}

func lookup(t *testing.T, id string) ensemble.Ensemble {
	t.Helper()
	e, ok := ensemble.Lookup(id)
	if !ok {
		t.Fatalf("no ensemble %s", id)
	}
	return e
}

func TestParseWeights(t *testing.T) {
	got, err := ensemble.ParseWeights("nwot 1, synflow=-0.5,snip: .25,")
	want := map[string]float64{"nwot": 1, "synflow": -0.5, "snip": 0.25}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := ensemble.ParseWeights(" ,"); got != nil || err != nil {
		t.Errorf("no pair: %v, %v", got, err)
	}
	for _, text := range []string{"nwot", "nwot 2", "nwot NaN", "nothing 1", "nwot 1, nwot 1", "nwot one", "nwot=1=2", "nwot=-1.01"} {
		if w, err := ensemble.ParseWeights(text); err == nil {
			t.Errorf("%q is read as %v", text, w)
		}
	}
	// The order of the members is that of the proxies, whatever it was in the text.
	x := ensemble.Weighted(want)
	if !slices.IsSortedFunc(x.Of, func(a, b string) int { return slices.Index(proxy.IDs(), a) - slices.Index(proxy.IDs(), b) }) {
		t.Errorf("the members are %v", x.Of)
	}
}

func FuzzParseWeights(f *testing.F) {
	for _, text := range []string{"nwot 1, synflow=-0.5", "snip:0", "", ",=", "nwot=1e-400"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		weights, err := ensemble.ParseWeights(text)
		if err != nil || weights == nil {
			return
		}
		x := ensemble.Weighted(weights)
		if len(x.Of) != len(weights) {
			t.Fatalf("%v is the mix %+v", weights, x)
		}
		pool, err := ensemble.NewPool(x.Of...)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.Score(pool); err != nil {
			t.Errorf("%v: %v", weights, err)
		}
	})
}

func TestWeightsRefused(t *testing.T) {
	pool := table(map[string][]float64{"a": {1, 2}, "b": {2, 1}}, "a", "b")
	for _, weights := range [][]float64{{}, {1}, {1, 1, 1}, {1, 1.01}, {-2, 0}, {math.NaN(), 1}, {1, math.Inf(-1)}} {
		if s, err := (ensemble.Mix{Weights: weights}).Score(pool); err == nil {
			t.Errorf("weights %v give %v", weights, s)
		}
	}
}

// TestAgree counts by hand, and against the single proxy that a vote of one is.
func TestAgree(t *testing.T) {
	columns := map[string][]float64{"a": {1, 2, 3, 3}, "b": {30, 10, 20, 20}, "c": {-5, 0, -5, -5}}
	got, err := ensemble.Agree(table(columns, "a", "b", "c"), []float64{10, 20, 30, math.NaN()})
	if err != nil {
		t.Fatal(err)
	}
	// Of the pairs with the last row, whose truth is below all: against the first row
	// no majority, against the second the wrong one, and equal to the third.
	want := ensemble.Agreement{Right: 2, Wrong: 1, Undecided: 3}
	if f, ok := got.Fraction(); got != want || !ok || f != 3.5/6 {
		t.Errorf("%+v, want %+v; the fraction is %v", got, want, f)
	}
	if _, ok := (ensemble.Agreement{Tied: 3}).Fraction(); ok {
		t.Error("a fraction of no pairs is defined")
	}

	r := rng.Named(1, "ensemble/test")
	var one, truth []float64
	for range 60 {
		one, truth = append(one, float64(r.IntN(40))), append(truth, float64(r.IntN(40)))
	}
	alone, err := ensemble.Agree(table(map[string][]float64{"a": one}, "a"), truth)
	if err != nil {
		t.Fatal(err)
	}
	p := new(rank.Counter).Pairs(rank.New(one), rank.New(truth))
	if want := (ensemble.Agreement{Right: p.Concordant, Wrong: p.Discordant, Undecided: p.TiedA, Tied: p.TiedB + p.TiedBoth}); alone != want {
		t.Errorf("of one member: %+v, want %+v", alone, want)
	}
}

func TestAgreeRefuses(t *testing.T) {
	pool := table(map[string][]float64{"a": {1, 2}}, "a")
	if a, err := ensemble.Agree(pool, []float64{1}); err == nil {
		t.Errorf("one truth for two rows: %+v", a)
	}
	if a, err := ensemble.Agree(nil, nil); err == nil {
		t.Errorf("no member: %+v", a)
	}
}

func TestPool(t *testing.T) {
	pool, err := ensemble.NewPool("params", "synflow")
	if err != nil {
		t.Fatal(err)
	}
	row := []proxy.Score{{Value: 5, Status: proxy.OK}, {Value: 7, Status: proxy.OK}}
	longer, err := pool.With(row)
	if err != nil || longer.Rows() != 1 || pool.Rows() != 0 {
		t.Fatalf("%v, %v of %v", longer, err, pool)
	}
	picked, err := longer.Select("synflow")
	if err != nil || len(picked) != 1 || picked[0].Scores[0].Value != 7 {
		t.Errorf("%v, %v", picked, err)
	}
	if _, err := longer.Select("snip"); err == nil {
		t.Error("a column that is not there is found")
	}
	if _, err := longer.With(row[:1]); err == nil {
		t.Error("a row may be short")
	}
	if _, err := ensemble.NewPool("nothing"); err == nil {
		t.Error("there is a proxy called nothing")
	}
	c := ensemble.Column{Lower: true, Scores: []proxy.Score{{Value: 2, Status: proxy.OK}, {Value: 1, Status: proxy.Disconnected}}}
	if k := c.Keys(nil); len(k) != 2 || k[0] != -2 || !math.IsNaN(k[1]) {
		t.Errorf("the keys are %v", k)
	}
}

func BenchmarkVote(b *testing.B) {
	r := rng.Named(2, "ensemble/test")
	columns := map[string][]float64{}
	ids := []string{"a", "b", "c"}
	for _, id := range ids {
		for range 15625 {
			columns[id] = append(columns[id], r.Float64())
		}
	}
	pool := table(columns, ids...)
	e, _ := ensemble.Lookup("vote")
	for b.Loop() {
		if _, err := e.Score(pool); err != nil {
			b.Fatal(err)
		}
	}
}
