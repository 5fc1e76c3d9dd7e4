// Package ensembletest is the conformance suite of ensembles: every entry of the
// table passes it, by being there.
package ensembletest

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"protocell/core/ensemble"
	"protocell/core/proxy"
	"protocell/core/rank"
	"protocell/core/rng"
)

// Run runs the suite on an ensemble all of whose members count for it.
func Run(t *testing.T, e ensemble.Ensemble) {
	t.Run("Info", func(t *testing.T) { info(t, e.Info()) })
	t.Run("Determinism", func(t *testing.T) { determinism(t, e) })
	t.Run("Order", func(t *testing.T) { order(t, e) })
	t.Run("Monotone", func(t *testing.T) { monotone(t, e) })
	t.Run("Ranks", func(t *testing.T) { onlyRanks(t, e) })
	t.Run("Ties", func(t *testing.T) { ties(t, e) })
	t.Run("NotOK", func(t *testing.T) { notOK(t, e) })
	t.Run("Small", func(t *testing.T) { small(t, e) })
	t.Run("Place", func(t *testing.T) { place(t, e) })
	t.Run("Refuses", func(t *testing.T) { refuses(t, e) })
}

// info checks what is said about an ensemble.
func info(t *testing.T, i ensemble.Info) {
	if !regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(i.ID) {
		t.Errorf("the id %q is not a lower-case word", i.ID)
	}
	if _, taken := proxy.Lookup(i.ID); taken {
		t.Errorf("a proxy is called %q too", i.ID)
	}
	if i.Name == "" || i.Formula == "" {
		t.Error("no name or no formula")
	}
	if !strings.HasSuffix(i.Summary, ".") || len(i.Summary) > 200 {
		t.Errorf("the summary %q is not one sentence", i.Summary)
	}
	if !regexp.MustCompile(`, .* (17|18|19|20)\d\d$`).MatchString(i.Paper) {
		t.Errorf("the paper %q does not end in a year", i.Paper)
	}
	if len(i.Members) < 2 {
		t.Errorf("%d members", len(i.Members))
	}
	for k, id := range i.Members {
		if slices.Contains(i.Members[:k], id) {
			t.Errorf("%s is a member twice", id)
		}
	}
}

// random returns a pool of few distinct values, all ok, in which lower is better for
// every second member.
func random(e ensemble.Ensemble, r *rng.Stream, rows int) ensemble.Pool {
	var pool ensemble.Pool
	for k, id := range e.Info().Members {
		c := ensemble.Column{ID: id, Lower: k%2 == 1}
		for range rows {
			c.Scores = append(c.Scores, ok(float64(r.IntN(rows+2)-rows/2)))
		}
		pool = append(pool, c)
	}
	return pool
}

func ok(v float64) proxy.Score { return proxy.Score{Value: proxy.Number(v), Status: proxy.OK} }

// broken are scores of the other statuses.
var broken = []proxy.Score{
	{Value: proxy.Number(math.NaN()), Status: proxy.NaN},
	{Value: proxy.Number(math.Inf(1)), Status: proxy.PosInf},
	{Value: proxy.Number(math.Inf(-1)), Status: proxy.NegInf},
	{Value: 1e9, Status: proxy.Disconnected},
}

// score scores a pool, and checks what holds for any.
func score(t *testing.T, e ensemble.Ensemble, pool ensemble.Pool) []proxy.Score {
	t.Helper()
	scores, err := e.Score(pool)
	if err != nil {
		t.Fatal(err)
	}
	if len(scores) != pool.Rows() {
		t.Fatalf("%d scores of %d rows", len(scores), pool.Rows())
	}
	for _, s := range scores {
		v, want := float64(s.Value), s.Status
		switch {
		case math.IsNaN(v):
			want = proxy.NaN
		case math.IsInf(v, 1):
			want = proxy.PosInf
		case math.IsInf(v, -1):
			want = proxy.NegInf
		case s.Status != proxy.Disconnected:
			want = proxy.OK
		}
		if s.Status != want || s.Layers != nil {
			t.Fatalf("the score %+v is not %s", s, want)
		}
	}
	return scores
}

// same reports whether scores are of the same bits and status.
func same(a, b proxy.Score) bool {
	return a.Status == b.Status && math.Float64bits(float64(a.Value)) == math.Float64bits(float64(b.Value))
}

// places returns the place of each row.
func places(scores []proxy.Score) []int {
	c := rank.New(ensemble.Column{Scores: scores}.Keys(nil))
	out := make([]int, len(scores))
	for i := range out {
		out[i] = c.Place(i)
	}
	return out
}

// change returns the pool with other scores.
func change(pool ensemble.Pool, to func(k, row int, s proxy.Score) proxy.Score) ensemble.Pool {
	pool = slices.Clone(pool)
	for k := range pool {
		pool[k].Scores = slices.Clone(pool[k].Scores)
		for row, s := range pool[k].Scores {
			pool[k].Scores[row] = to(k, row, s)
		}
	}
	return pool
}

// determinism wants the same bits again, and the pool left as it is.
func determinism(t *testing.T, e ensemble.Ensemble) {
	pool := random(e, rng.Named(1, "ensembletest"), 30)
	before := change(pool, func(_, _ int, s proxy.Score) proxy.Score { return s })
	first := score(t, e, pool)
	if !slices.EqualFunc(first, score(t, e, pool), same) {
		t.Error("the second time, scores differ")
	}
	for k := range pool {
		if !slices.EqualFunc(pool[k].Scores, before[k].Scores, same) {
			t.Errorf("the scores of %s have changed", pool[k].ID)
		}
	}
}

// order wants the same bits whatever the order of the rows.
func order(t *testing.T, e ensemble.Ensemble) {
	r := rng.Named(2, "ensembletest")
	for range 20 {
		pool := random(e, r, 1+r.IntN(20))
		p := r.Perm(pool.Rows())
		got := score(t, e, change(pool, func(k, row int, _ proxy.Score) proxy.Score { return pool[k].Scores[p[row]] }))
		want := score(t, e, pool)
		for row := range got {
			if !same(got[row], want[p[row]]) {
				t.Fatalf("%v: row %d has %v, and %v in another order", pool, p[row], want[p[row]], got[row])
			}
		}
	}
}

// monotone raises one score of a row: the row's score and place must not be worse
// for it. And whoever is nowhere worse and somewhere better must score higher.
func monotone(t *testing.T, e ensemble.Ensemble) {
	r := rng.Named(3, "ensembletest")
	for range 100 {
		pool := random(e, r, 2+r.IntN(12))
		member, raised := r.IntN(len(pool)), r.IntN(pool.Rows())
		by := proxy.Number(1 + r.IntN(pool.Rows()))
		if pool[member].Lower {
			by = -by
		}
		better := change(pool, func(k, row int, s proxy.Score) proxy.Score {
			if k == member && row == raised {
				s.Value += by
			}
			return s
		})
		a, b := score(t, e, pool), score(t, e, better)
		if b[raised].Value < a[raised].Value || places(b)[raised] > places(a)[raised] {
			t.Fatalf("%v: row %d falls from %v to %v when %s finds it better", pool, raised, a[raised], b[raised], pool[member].ID)
		}
		twin := make([]proxy.Score, len(pool))
		for k := range pool {
			twin[k] = pool[k].Scores[raised]
		}
		twin[member].Value += by
		s, err := ensemble.Place(e, pool, twin)
		if err != nil {
			t.Fatal(err)
		}
		if s.Score().Value <= s.Scores[raised].Value {
			t.Fatalf("%v: %v dominates row %d, but scores %v against %v", pool, twin, raised, s.Score(), s.Scores[raised])
		}
	}
}

// onlyRanks maps the values of each member by an increasing function: only their
// order counts.
func onlyRanks(t *testing.T, e ensemble.Ensemble) {
	pool := random(e, rng.Named(4, "ensembletest"), 25)
	cubed := change(pool, func(_, _ int, s proxy.Score) proxy.Score {
		s.Value = s.Value * s.Value * s.Value / 7
		return s
	})
	if !slices.EqualFunc(score(t, e, pool), score(t, e, cubed), same) {
		t.Error("scores depend on more than the order in each member")
	}
}

// ties wants equal scores of equal rows, and of all if all are equal.
func ties(t *testing.T, e ensemble.Ensemble) {
	pool := random(e, rng.Named(5, "ensembletest"), 15)
	twins := change(pool, func(k, row int, _ proxy.Score) proxy.Score { return pool[k].Scores[row/2] })
	scores := score(t, e, twins)
	for row := 0; row+1 < len(scores); row += 2 {
		if !same(scores[row], scores[row+1]) {
			t.Errorf("equal rows have %v and %v", scores[row], scores[row+1])
		}
	}
	equal := score(t, e, change(pool, func(k, _ int, _ proxy.Score) proxy.Score { return pool[k].Scores[0] }))
	for row, s := range equal {
		if !same(s, equal[0]) {
			t.Errorf("where all rows are equal, row %d has %v, and row 0 %v", row, s, equal[0])
		}
	}
}

// notOK wants rows with a member that is not ok last, with its status, and the order
// of the others free of their other members.
func notOK(t *testing.T, e ensemble.Ensemble) {
	r := rng.Named(6, "ensembletest")
	for range 40 {
		pool := random(e, r, 4+r.IntN(10))
		member, row, other := r.IntN(len(pool)), r.IntN(pool.Rows()), r.IntN(pool.Rows())
		bad := broken[r.IntN(len(broken))]
		hit := func(k, i int, s proxy.Score) proxy.Score {
			if k == member && (i == row || i == other) {
				return bad
			}
			return s
		}
		scores := score(t, e, change(pool, hit))
		at := places(scores)
		for i, s := range scores {
			isBad := i == row || i == other
			if want := map[bool]proxy.Status{true: bad.Status, false: proxy.OK}[isBad]; s.Status != want {
				t.Fatalf("row %d is %s, want %s", i, s.Status, want)
			}
			if !isBad && at[i] >= at[row] || isBad && at[i] != at[row] {
				t.Fatalf("%v: with rows %d and %d %s, the places are %v", pool, row, other, bad.Status, at)
			}
		}
		moved := score(t, e, change(pool, func(k, i int, s proxy.Score) proxy.Score {
			if s = hit(k, i, s); i == row && s.Status == proxy.OK {
				s.Value *= -3
			}
			return s
		}))
		if !slices.EqualFunc(scores, moved, same) {
			t.Fatalf("%v: scores depend on other members of row %d, which is %s", pool, row, bad.Status)
		}
	}
	// Of several statuses, the one that says most.
	mixed := random(e, r, 3)
	mixed[0].Scores[1], mixed[1].Scores[1] = broken[0], broken[3]
	if s := score(t, e, mixed)[1]; s.Status != proxy.Disconnected {
		t.Errorf("a row that is disconnected and NaN is %s", s.Status)
	}
}

// small has pools without a row, with one, and with none that is ok.
func small(t *testing.T, e ensemble.Ensemble) {
	r := rng.Named(7, "ensembletest")
	score(t, e, random(e, r, 0))
	if s := score(t, e, random(e, r, 1)); s[0].Status != proxy.OK {
		t.Errorf("the only row is %s", s[0].Status)
	}
	for _, bad := range broken {
		none := change(random(e, r, 3), func(int, int, proxy.Score) proxy.Score { return bad })
		for _, s := range score(t, e, none) {
			if s.Status != bad.Status {
				t.Errorf("where all are %s, one is %s", bad.Status, s.Status)
			}
		}
	}
}

// place ranks rows against a pool that they are not in, as if they were.
func place(t *testing.T, e ensemble.Ensemble) {
	r := rng.Named(8, "ensembletest")
	for range 20 {
		pool := random(e, r, 2+r.IntN(20))
		last := pool.Rows() - 1
		rest := slices.Clone(pool)
		row := make([]proxy.Score, len(pool))
		for k := range rest {
			rest[k].Scores, row[k] = rest[k].Scores[:last], pool[k].Scores[last]
		}
		s, err := ensemble.Place(e, rest, row)
		if err != nil {
			t.Fatal(err)
		}
		want := score(t, e, pool)
		if !slices.EqualFunc(s.Scores, want, same) || !same(s.Score(), want[last]) || s.Place != places(want)[last] {
			t.Fatalf("%v: the last row stands as %+v", pool, s)
		}
		// The columns have room for one more, which is another's.
		if _, err := ensemble.Place(e, rest, slices.Repeat([]proxy.Score{broken[3]}, len(row))); err != nil {
			t.Fatal(err)
		}
		if rest.Rows() != last || !same(pool[0].Scores[last], row[0]) {
			t.Fatal("the pool has changed")
		}
	}
}

// refuses wants an error for what is no table of scores.
func refuses(t *testing.T, e ensemble.Ensemble) {
	for name, spoil := range map[string]func(ensemble.Pool) ensemble.Pool{
		"without members": func(ensemble.Pool) ensemble.Pool { return nil },
		"with a short column": func(p ensemble.Pool) ensemble.Pool {
			p[1].Scores = p[1].Scores[1:]
			return p
		},
		"with a member twice": func(p ensemble.Pool) ensemble.Pool {
			p[1].ID = p[0].ID
			return p
		},
		"with NaN that is ok": func(p ensemble.Pool) ensemble.Pool {
			p[0].Scores[1] = ok(math.NaN())
			return p
		},
		"with an unknown status": func(p ensemble.Pool) ensemble.Pool {
			p[0].Scores[1].Status = "fine"
			return p
		},
	} {
		if s, err := e.Score(spoil(random(e, rng.Named(9, "ensembletest"), 3))); err == nil {
			t.Errorf("a pool %s scores %v", name, s)
		}
	}
}
