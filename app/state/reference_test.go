package state

import (
	"maps"
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/proxy"
	"protocell/core/score"
)

func entry(v float64, status proxy.Status) score.Entry {
	return score.Entry{Score: proxy.Score{Value: proxy.Number(v), Status: status}}
}

func TestBetter(t *testing.T) {
	inf := math.Inf(-1)
	for _, c := range []struct {
		a, b  score.Entry
		lower bool
		want  int
	}{
		{entry(2, proxy.OK), entry(1, proxy.OK), false, 1},
		{entry(2, proxy.OK), entry(1, proxy.OK), true, -1},
		{entry(1, proxy.OK), entry(1, proxy.OK), false, 0},
		{entry(-9, proxy.OK), entry(5, proxy.Disconnected), false, 1},
		{entry(inf, proxy.NegInf), entry(-9, proxy.OK), true, -1},
		{entry(math.NaN(), proxy.NaN), entry(5, proxy.Disconnected), false, 0},
	} {
		info := proxy.Info{Traits: proxy.Traits{Lower: c.lower}}
		if got := better(info, c.a, c.b); got != c.want {
			t.Errorf("better(%v, %v), lower %t: %d, want %d", c.a.Value, c.b.Value, c.lower, got, c.want)
		}
		if got := better(info, c.b, c.a); got != -c.want {
			t.Errorf("better(%v, %v), lower %t: %d, want %d", c.b.Value, c.a.Value, c.lower, got, -c.want)
		}
	}
}

func TestSampleIsDistinctAndConnected(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range references() {
		if seen[string(a)] || cells.Valid(a) != nil {
			t.Errorf("%s is there twice, or not connected", cells.Print(a))
		}
		seen[string(a)] = true
	}
	if len(seen) != SampleSize {
		t.Errorf("%d cells", len(seen))
	}
}

func TestReferenceFillsPausesAndGoesOn(t *testing.T) {
	v := open(t, "", 2)
	v.finish(forReference)
	for range 10 {
		for id, j := range v.jobs {
			if j.purpose == forReference {
				v.do(Scored{ID: id, Result: answer(j.effect)})
				break
			}
		}
	}
	if v.ReferenceDone() < 10 {
		t.Fatalf("%d cells known", v.ReferenceDone())
	}
	if ms, ok := v.ReferenceLeft(); !ok || ms <= 0 {
		t.Errorf("left: %g, %t", ms, ok)
	}
	if _, ok := v.Standing(v.Rows()[2]); !ok {
		t.Error("no percentile with ten cells known")
	}
	v.do(PauseReference{Pause: true})
	if v.running(forReference) != 0 || v.Referring() {
		t.Errorf("jobs %v after a pause", slices.Sorted(maps.Keys(v.jobs)))
	}
	v.do(PauseReference{})
	if v.running(forReference) != 2 {
		t.Errorf("jobs %v after going on", slices.Sorted(maps.Keys(v.jobs)))
	}
	v.finish()
	if v.ReferenceDone() != SampleSize {
		t.Errorf("%d cells known in the end", v.ReferenceDone())
	}
	// Another set-up and back: everything is known still.
	v.do(SetBatch{16})
	v.do(Undo{})
	if v.ReferenceDone() != SampleSize {
		t.Error("the sample was forgotten")
	}
}

func TestPercentileCountsTiesHalf(t *testing.T) {
	v := open(t, "", 2)
	v.finish()
	var r Row
	for _, row := range v.Rows() {
		if row.Info.ID == "nwot" {
			r = row
		}
	}
	beaten := 0.0
	for _, a := range references() {
		e := v.known.of(setup(v.Spec), a).Scores["nwot"]
		switch {
		case e.Value < r.Entry.Value:
			beaten++
		case e.Value == r.Entry.Value:
			beaten += 0.5
		}
	}
	st, ok := v.Standing(r)
	if want := int(math.Round(100 * beaten / SampleSize)); !ok || st.Percent != want || st.Of != SampleSize {
		t.Errorf("got %+v, want %d", st, want)
	}
}

// A heavy set-up is not computed before it is asked for, least of all by a link.
func TestHeavyWaits(t *testing.T) {
	v := open(t, "v=1&c=32&n=5&b=64", 2)
	if !v.Waiting() || v.running(forCard) != 0 {
		t.Fatalf("waiting %t, jobs %v, estimate %+v", v.Waiting(), slices.Sorted(maps.Keys(v.jobs)), v.Estimate())
	}
	v.do(Run{})
	if v.Waiting() || v.running(forCard) != quickParts {
		t.Fatalf("jobs %v after Run", slices.Sorted(maps.Keys(v.jobs)))
	}
	v.finish(forReference)
	if v.running(forReference) != 0 {
		t.Error("the reference sample of a heavy set-up runs without being asked for")
	}
	v.do(PauseReference{})
	if v.running(forReference) == 0 {
		t.Error("asked for, it does not run")
	}
	v.do(SetSkeleton{graph.Skeleton{C: 33, N: 5, Input: v.Spec.Skeleton.Input, Classes: 10}})
	if v.running(forReference) != 0 {
		t.Error("it goes on under a set-up that it was not asked for")
	}
}

func TestPinsAreScoredUnderEachSetup(t *testing.T) {
	v := open(t, "v=1&p=111111.000000", 2)
	v.do(PauseReference{Pause: true})
	v.finish()
	list := v.Pinned()
	if len(list) != 2 || !list[0].Record.has(v.proxies()) || list[1].Net.Broken == nil {
		t.Fatalf("pins %+v", list)
	}
	v.do(SetBatch{16})
	if v.Pinned()[0].Record != nil {
		t.Error("scores of another set-up are shown")
	}
	v.finish()
	if !v.Pinned()[0].Record.has(v.proxies()) {
		t.Error("the pins are not scored again")
	}
	nwot, _ := Proxy("nwot")
	if a, b := Rank(v.Pinned(), 0, nwot), Rank(v.Pinned(), 1, nwot); a+b != 3 {
		t.Errorf("ranks %d and %d", a, b)
	}
}

func TestMatricesAreBounded(t *testing.T) {
	v := open(t, "", 2)
	v.do(PauseReference{Pause: true})
	for range 2 * maxMatrices {
		v.do(RandomArch{})
		v.finish()
	}
	n := 0
	for _, r := range v.known.records[setup(v.Spec)] {
		if r.Matrix != nil {
			n++
		}
	}
	if n > maxMatrices || v.Matrix() == nil {
		t.Errorf("%d matrices are kept", n)
	}
}
