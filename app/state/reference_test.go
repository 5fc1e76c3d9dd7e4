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
		m := Measure{Lower: c.lower}
		if got := m.better(c.a.Score, c.b.Score); got != c.want {
			t.Errorf("better(%v, %v), lower %t: %d, want %d", c.a.Value, c.b.Value, c.lower, got, c.want)
		}
		if got := m.better(c.b.Score, c.a.Score); got != -c.want {
			t.Errorf("better(%v, %v), lower %t: %d, want %d", c.b.Value, c.a.Value, c.lower, got, -c.want)
		}
	}
}

func TestSampleIsDistinctAndConnected(t *testing.T) {
	seen := map[string]bool{}
	s := open(t, "", 1).State
	for _, a := range s.references() {
		if seen[string(a)] || s.Net.Space.Valid(a) != nil {
			t.Errorf("%s is there twice, or not connected", s.Net.Space.Print(a))
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
	for _, a := range v.references() {
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
	places := func(id string) (a, b int) {
		m, ok := v.Measure(id)
		if !ok {
			t.Fatalf("no measure %s", id)
		}
		scores := v.PinScores(m, list)
		return scores[0].Place, scores[1].Place
	}
	if a, b := places("nwot"); len(list) != 2 || a+b != 3 || list[1].Net.Broken == nil {
		t.Fatalf("pins %+v, places %d and %d", list, a, b)
	}
	v.do(SetBatch{16})
	if a, b := places("nwot"); a != 0 || b != 0 {
		t.Error("scores of another set-up are shown")
	}
	v.finish()
	v.do(SetWeights{"nwot 1, synflow 0.5"}) // the mix's own members are slow
	for _, id := range []string{"nwot", "vote", "mix"} {
		if a, b := places(id); a != 1 || b != 2 {
			t.Errorf("by %s the places are %d and %d: a connected cell is better than one that is not", id, a, b)
		}
	}
	if a, _ := places("te_nas"); a != 0 {
		t.Error("an ensemble of proxies that are not computed has a score")
	}
}

// TestEnsemblesAreAxes: what an ensemble says of a cell in the landscape is what it says
// on the card, whose place is among the reference sample.
func TestEnsemblesAreAxes(t *testing.T) {
	v := open(t, "", 2)
	v.finish()
	v.do(SetWeights{"nwot 1, synflow 0.5"})
	v.do(SetAxes{Axes{X: "vote", Y: "mix"}})
	places := v.Landscape()
	if v.Axes.X != "vote" || len(places) != SampleSize+1 {
		t.Fatalf("axes %+v with %d cells", v.Axes, len(places))
	}
	vote, _ := v.Measure("vote")
	better := 1
	for _, p := range places {
		if vote.better(p.X, places[len(places)-1].X) > 0 {
			better++
		}
	}
	if shown := places[len(places)-1]; !shown.Shown || better != v.Combined()[0].Place {
		t.Errorf("place %d in the landscape, %d on the card", better, v.Combined()[0].Place)
	}
	before := places[0].Y.Value
	v.do(SetWeights{"nwot -1"})
	if mix, _ := v.Measure("mix"); !slices.Equal(mix.Members, []string{"nwot"}) || v.Landscape()[0].Y.Value == before {
		t.Errorf("the mix is of %v, and its scores have not changed", mix.Members)
	}
	v.do(SetWeights{"nwot -2"})
	if v.Mix.Wrong == nil || v.Mix.Weights["nwot"] != -1 {
		t.Errorf("a wrong weight is taken: %+v", v.Mix)
	}
	v.do(SetAxes{Axes{X: "nothing", Y: "mix"}})
	if v.Axes.X != "vote" {
		t.Error("nothing is an axis")
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
