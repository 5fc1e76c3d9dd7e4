package state

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"protocell/app/pool"
	"protocell/core/experiment"
	"protocell/core/job"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/score"
)

// visit is a visit to the page, played back: the effects of each action are kept
// until they are asked for.
type visit struct {
	t *testing.T
	State
	now     float64
	effects []Effect
}

func open(t *testing.T, fragment string, workers int) *visit {
	t.Helper()
	s, err := New(Start{Spec: experiment.Default(), Pool: pool.Status{Size: workers, Kernels: "go"}, Random: 7})
	if err != nil {
		t.Fatal(err)
	}
	v := &visit{t: t, State: s}
	v.do(Opened{Fragment: fragment})
	return v
}

// do plays an action, two seconds after the last one.
func (v *visit) do(a Action) {
	v.now += 2000
	v.State, v.effects = Reduce(v.State, a, v.now)
}

// all returns the effects of one type that the last action had.
func all[E Effect](v *visit) []E {
	var list []E
	for _, e := range v.effects {
		if e, ok := e.(E); ok {
			list = append(list, e)
		}
	}
	return list
}

// answer returns what a worker would, with made-up numbers.
func answer(e RunJob) *score.Result {
	in := e.Input.(job.ScoreInput)
	r := &score.Result{Arch: in.Spec.Arch, Kernels: "go"}
	h := 0.0
	for _, c := range in.Spec.Arch {
		h += float64(c)
	}
	for i, id := range in.Spec.ProxyIDs() {
		r.Scores = append(r.Scores, score.Entry{ID: id, Score: proxy.Score{Value: proxy.Number(h + float64(i)), Status: proxy.OK}, Millis: 10})
	}
	if in.Matrix {
		r.Matrix = &score.Matrix{N: 2, Units: 4, Values: []float64{4, 1, 1, 4}}
	}
	return r
}

// finish answers all score jobs under way until none is left, or none but those of
// the given purposes.
func (v *visit) finish(but ...purpose) {
	v.t.Helper()
	for range 1000 {
		done := true
		for id, j := range v.jobs {
			skip := j.effect.Kind != job.Score
			for _, p := range but {
				skip = skip || j.purpose == p
			}
			if !skip {
				v.do(Scored{ID: id, Result: answer(j.effect)})
				done = false
				break
			}
		}
		if done {
			return
		}
	}
	v.t.Fatal("the jobs do not come to an end")
}

func (v *visit) running(p purpose) int {
	n := 0
	for _, j := range v.jobs {
		if j.purpose == p {
			n++
		}
	}
	return n
}

func TestOpeningScoresThePreviewedCell(t *testing.T) {
	v := open(t, "", 2)
	if v.running(forCard) != quickParts || v.running(forPreview) != 1 || v.running(forReference) != 0 {
		t.Fatalf("jobs %v, want the parts of the card and a preview", slices.Sorted(maps.Keys(v.jobs)))
	}
	v.finish(forReference)
	if !v.Complete() || v.Digest() == "" || v.Matrix() == nil {
		t.Error("the card is not complete")
	}
	if v.running(forReference) != 2 {
		t.Errorf("%d jobs of the reference sample, want one for each worker", v.running(forReference))
	}
}

// quickParts is the number of jobs that the quick proxies are scored in.
const quickParts = 4

// TestFirstScoresFirst: the job whose scores are seen first is the first, and has the
// matrix.
func TestFirstScoresFirst(t *testing.T) {
	v := open(t, "", 2)
	var first *RunJob
	for _, e := range all[RunJob](v) {
		if e.Kind == job.Score {
			first = &e
			break
		}
	}
	in := first.Input.(job.ScoreInput)
	if !in.Matrix || !slices.Contains(in.Spec.Proxies, "nwot") || slices.Contains(in.Spec.Proxies, "zen") {
		t.Errorf("the first job scores %v", in.Spec.Proxies)
	}
}

// TestSlowProxies are computed when they are asked for, those of one family at once,
// and no longer when they are not.
func TestSlowProxies(t *testing.T) {
	v := open(t, "", 2)
	v.finish(forReference)
	digest := v.Digest()
	v.do(Ask{ID: "swap"})
	v.do(Ask{ID: "swap_reg"})
	v.do(Ask{ID: "grasp"})
	if !v.Asked("grasp") || v.Complete() || v.running(forCard) != 2 {
		t.Fatalf("jobs %v, want GraSP and both kinds of SWAP", slices.Sorted(maps.Keys(v.jobs)))
	}
	v.do(Ask{ID: "grasp", Not: true})
	if v.running(forCard) != 1 {
		t.Errorf("jobs %v after GraSP is not asked for", slices.Sorted(maps.Keys(v.jobs)))
	}
	v.finish()
	if v.Digest() == digest || v.Digest() == "" {
		t.Error("the digest is not of the proxies that are asked for")
	}
	if some, compared := v.SlowCompared(); !some || compared || v.ReferenceDone() != SampleSize {
		t.Errorf("the reference sample: slow %t, compared %t, %d cells", some, compared, v.ReferenceDone())
	}
	v.do(CompareSlow{})
	if v.ReferenceDone() != 0 || v.running(forReference) == 0 {
		t.Error("the reference sample is not scored by slow proxies")
	}
	v.do(Ask{ID: "swap", Not: true})
	v.do(Ask{ID: "swap_reg", Not: true})
	if len(v.Spec.Proxies) != 0 || v.Digest() != digest {
		t.Errorf("the proxies are %v", v.Spec.Proxies)
	}
	v.do(Ask{})
	if len(v.proxies()) != len(infos) {
		t.Errorf("of all, %d are asked for", len(v.proxies()))
	}
}

func TestEditStopsWhatItMakesUseless(t *testing.T) {
	v := open(t, "", 2)
	before := v.running(forCard)
	v.do(SetOp{Edge: 0, Op: 1})
	if got := len(all[StopJob](v)); got != before {
		t.Errorf("%d jobs stopped, want %d", got, before)
	}
	if v.running(forCard) != quickParts {
		t.Errorf("jobs %v", slices.Sorted(maps.Keys(v.jobs)))
	}
	if w := all[WriteURL](v); len(w) != 1 || w[0].Fragment != "v=1&a=133123" || !w[0].Push {
		t.Errorf("the address becomes %+v", w)
	}
	if v.Net.Costs.Total.Params == 0 || v.Edge != 0 {
		t.Error("the costs do not follow the edit")
	}
}

// Old scores stay, marked as old, and what is known is not computed again.
func TestScoresAreKept(t *testing.T) {
	v := open(t, "", 2)
	v.do(PauseReference{Pause: true})
	v.finish()
	digest := v.Digest()
	v.do(SetOp{Edge: 0, Op: 1})
	for _, r := range v.Rows() {
		if !r.Asked {
			continue
		}
		if exact := r.Info.Needs == 0; !r.Known || r.Fresh != exact {
			t.Fatalf("%s: known %t, fresh %t", r.Info.ID, r.Known, r.Fresh)
		}
	}
	v.do(Undo{})
	if !v.Complete() || v.Digest() != digest || len(v.jobs)-v.running(forPreview)-v.running(forPlan) != 0 {
		t.Errorf("going back computes again: %v", slices.Sorted(maps.Keys(v.jobs)))
	}
}

func TestPartsArriveOneByOne(t *testing.T) {
	v := open(t, "", 2)
	for id, j := range v.jobs {
		if strings.HasPrefix(id, "card/synflow") {
			v.do(Scored{ID: id, Result: answer(j.effect)})
			break
		}
	}
	fresh := map[string]bool{}
	for _, r := range v.Rows() {
		fresh[r.Info.ID] = r.Fresh
	}
	if !fresh["synflow"] || !fresh["params"] || fresh["nwot"] || v.Complete() {
		t.Errorf("fresh scores: %v", fresh)
	}
}

func TestLateResultsAreDropped(t *testing.T) {
	v := open(t, "", 1)
	var old RunJob
	for _, j := range v.jobs {
		if j.purpose == forCard {
			old = j.effect
		}
	}
	v.do(SetOp{Edge: 0, Op: 1})
	v.do(Scored{ID: old.ID, Result: answer(old)})
	if v.Complete() {
		t.Error("the result of the cell before is taken for that of the cell on show")
	}
}

func TestFailureIsShownAndTriedAgain(t *testing.T) {
	v := open(t, "", 1)
	for id, j := range v.jobs {
		if j.purpose == forCard {
			v.do(Failed{ID: id, Err: errors.New("out of memory")})
		}
	}
	if v.Problem() == nil || v.running(forCard) != 0 || len(v.Notices) != 1 || v.Notices[0].Way != RetryWay {
		t.Fatalf("problem %v, jobs %v, notices %+v", v.Problem(), slices.Sorted(maps.Keys(v.jobs)), v.Notices)
	}
	v.do(Retry{})
	if v.Problem() != nil || v.running(forCard) != quickParts || len(v.Notices) != 0 {
		t.Errorf("problem %v, jobs %v, notices %+v", v.Problem(), slices.Sorted(maps.Keys(v.jobs)), v.Notices)
	}
}

func TestWorkersAreReported(t *testing.T) {
	v := open(t, "", 2)
	v.do(PoolChanged{pool.Status{Size: 2, Restarts: 1}})
	if len(v.Notices) != 1 || v.Notices[0].Kind != Info {
		t.Fatalf("a lost worker gives %+v", v.Notices)
	}
	v.do(PoolChanged{pool.Status{Size: 2, Restarts: 4, Err: errors.New("they fail")}})
	if len(v.Notices) != 1 || v.Notices[0].Way != RestartWay || len(v.jobs) != 0 && len(all[RunJob](v)) != 0 {
		t.Fatalf("workers down give %+v and jobs %v", v.Notices, slices.Sorted(maps.Keys(v.jobs)))
	}
	v.do(Restart{})
	if len(all[RestartPool](v)) != 1 {
		t.Error("the pool is not restarted")
	}
}

// What the page knows at once is what the workers will say.
func TestExactRowsAgreeWithTheProxies(t *testing.T) {
	for _, code := range []string{"333123", "302000", "000000"} {
		v := open(t, "v=1&a="+code, 2)
		result, err := score.Run(v.Spec, score.Options{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range result.Scores {
			if exact, ok := v.Net.exact(e.ID); ok && (exact.Value != e.Value || exact.Status != e.Status) {
				t.Errorf("%s of %s: %v, %s, want %v, %s", e.ID, code, exact.Value, exact.Status, e.Value, e.Status)
			}
		}
	}
}

func TestGroupsFold(t *testing.T) {
	v := open(t, "", 1)
	v.do(Fold{"gradient"})
	v.do(Fold{"ensembles"})
	if kept := all[KeepFolded](v); !v.Folded["gradient"] || len(kept) != 1 || kept[0].Groups != "ensembles gradient" {
		t.Errorf("folded %v, kept %v", v.Folded, kept)
	}
	v.do(Fold{"gradient"})
	if v.Folded["gradient"] || all[KeepFolded](v)[0].Groups != "ensembles" {
		t.Errorf("unfolded: %v", v.Folded)
	}
	s, err := New(Start{Spec: experiment.Default(), Folded: []string{"independent"}})
	if err != nil || !s.Folded["independent"] || s.Folded["gradient"] {
		t.Errorf("of the visit before: %v, %v", s.Folded, err)
	}
}

// TestSlowFamiliesStartByCost: what takes least begins first, whatever it is called.
func TestSlowFamiliesStartByCost(t *testing.T) {
	v := open(t, "", 1)
	v.do(Ask{})
	last, seen := -5.0, map[string]bool{}
	for _, j := range v.parts() {
		part := strings.Split(j.id, "/")[1]
		if u := urgency(part); u < last {
			t.Errorf("%s begins after what is less urgent", part)
		} else {
			last = u
		}
		seen[part] = true
	}
	for _, family := range []string{"zico", "ntk", "gennas"} {
		if !seen[family] || urgency(family) <= 0 {
			t.Errorf("%s: a part %v, of urgency %v", family, seen[family], urgency(family))
		}
	}
	if urgency("zico") >= urgency("gennas") || urgency(batchPart) >= urgency(ownPart) || urgency(ownPart) >= urgency("zico") {
		t.Errorf("two passes come after a short training: %v, %v", urgency("zico"), urgency("gennas"))
	}
}

// TestSlowProxiesTellWhatIsLeft has a job that waits for a second, and then does a tenth
// a second.
func TestSlowProxiesTellWhatIsLeft(t *testing.T) {
	v := open(t, "", 1)
	v.do(Ask{ID: "gennas"})
	var id string
	for _, j := range v.jobs {
		if in, ok := j.effect.Input.(job.ScoreInput); ok && slices.Contains(in.Spec.Proxies, "gennas") {
			id = j.id
		}
	}
	s := v.State
	for _, step := range []struct {
		now, fraction float64
		want          Underway
	}{{1000, 0.1, Underway{10, 0}}, {2000, 0.2, Underway{20, 8}}, {4000, 0.4, Underway{40, 6}}, {9500, 0.95, Underway{95, 1}}} {
		s, _ = Reduce(s, Progressed{ID: id, Fraction: step.fraction}, step.now)
		if got := s.Underway("gennas"); got != step.want {
			t.Errorf("at %v ms: %+v, want %+v", step.now, got, step.want)
		}
	}
	if got := s.Underway("nwot"); got != (Underway{}) {
		t.Errorf("a quick proxy: %+v", got)
	}
}
