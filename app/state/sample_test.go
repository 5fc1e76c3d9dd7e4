package state

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/job/analysis"
	"protocell/core/sample"
)

// sampling returns a page whose card and reference sample are scored, with a sample
// of a form under way.
func sampling(t *testing.T, form SampleForm) *visit {
	t.Helper()
	v := open(t, "", 2)
	v.finish()
	v.do(EditSample{Form: form})
	v.do(StartSample{})
	if v.Sample.Problem != nil {
		t.Fatal(v.Sample.Problem)
	}
	return v
}

// one returns a job of the sample that is under way.
func (v *visit) one() Job {
	v.t.Helper()
	for _, id := range slices.Sorted(maps.Keys(v.jobs)) {
		if j := v.jobs[id]; j.purpose == forSample {
			return j
		}
	}
	v.t.Fatal("no job of the sample is under way")
	return Job{}
}

// score answers jobs of the sample until none is left.
func (v *visit) score() {
	v.t.Helper()
	for v.SampleRunning() {
		j := v.one()
		v.do(Scored{ID: j.id, Result: answer(j.effect)})
	}
}

func TestSampleRuns(t *testing.T) {
	form := newSample().Form
	form.Size, form.Repeats, form.Proxies = "20", "2", OnCard
	v := sampling(t, form)
	if n := v.running(forSample); n != 4 {
		t.Fatalf("%d jobs at once, want twice the number of workers", n)
	}
	v.score()
	r := v.Sample.Run
	if r.Done != 40 || !r.Finished() || v.Sample.Shown != 40 {
		t.Errorf("%d of %d are done, and %d are shown", r.Done, r.Total(), v.Sample.Shown)
	}
	// Those that began while scores came in are answered one after the other.
	for v.running(forSummary) > 0 {
		e := v.jobs[v.summaryID()].effect
		sum, err := sample.Summarise(e.Input.(analysis.SummaryInput).Table, nil)
		if err != nil {
			t.Fatal(err)
		}
		v.do(Summarised{ID: e.ID, Summary: sum})
	}
	if v.Sample.Summary == nil || v.Sample.Summary.Rows != 20 {
		t.Error("the summary is not kept, or not of all cells")
	}
	v.do(SetWeights{Text: "nwot 1, synflow: -0.5"})
	if v.Mix.Wrong != nil || v.running(forSummary) != 1 {
		t.Errorf("other weights are not summarised: %v", v.Mix.Wrong)
	}
}

func TestSamplePausesAndIsCancelled(t *testing.T) {
	form := newSample().Form
	form.Size = "20"
	v := sampling(t, form)
	j := v.one()
	v.do(Scored{ID: j.id, Result: answer(j.effect)})
	v.do(PauseSample{true})
	if n := v.running(forSample); n != 0 {
		t.Errorf("%d jobs go on while paused", n)
	}
	v.do(PauseSample{false})
	if n := v.running(forSample); n != 4 {
		t.Errorf("%d jobs after the pause", n)
	}
	v.do(CancelSample{})
	if n := v.running(forSample); n != 0 || v.Sample.Run.Done != 1 {
		t.Errorf("%d jobs after cancelling, %d scores kept", n, v.Sample.Run.Done)
	}
}

func TestSampleKeepsGoingAfterAFailure(t *testing.T) {
	form := newSample().Form
	form.Size = "3"
	v := sampling(t, form)
	v.do(Failed{ID: v.one().id, Err: errors.New("out of memory")})
	v.score()
	if r := v.Sample.Run; len(r.Failed) != 1 || r.Done != 2 {
		t.Errorf("%d failed, %d done", len(r.Failed), r.Done)
	}
}

func TestSampleRefuses(t *testing.T) {
	for text, spoil := range map[string]func(*SampleForm){
		"whole number": func(f *SampleForm) { f.Size = "many" },
		"size":         func(f *SampleForm) { f.Size = "1" },
		"batch":        func(f *SampleForm) { f.Batches = "16, 100000" },
		"CxN":          func(f *SampleForm) { f.Widths = "16" },
		"skeleton.n":   func(f *SampleForm) { f.Widths = "16x99" },
	} {
		v := open(t, "", 2)
		form := newSample().Form
		spoil(&form)
		v.do(EditSample{Form: form})
		if err := v.Sample.Problem; err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%s: the problem is %v", text, err)
		}
		v.do(StartSample{})
		if v.Sample.Run != nil {
			t.Errorf("%s: it runs", text)
		}
	}
}

func TestSampleIsSaved(t *testing.T) {
	form := newSample().Form
	form.Size, form.Proxies = "4", OnCard
	v := sampling(t, form)
	v.score()
	v.do(SaveSample{Format: "csv"})
	file := all[SaveFile](v)[0]
	lines := strings.Split(strings.TrimSpace(file.Text), "\n")
	if len(lines) != 5 || !strings.HasPrefix(lines[0], "arch,setting,params,params_status,") || strings.Count(lines[1], ",") != strings.Count(lines[0], ",") {
		t.Errorf("the table is %q", file.Text)
	}
	v.do(SaveSample{Format: "json"})
	if file := all[SaveFile](v)[0]; !strings.Contains(file.Text, `"format": "protocell-sample"`) {
		t.Errorf("the file is %q", file.Text)
	}
}

// TestSeedsApart: shifting one seed is another set-up, which the address has.
func TestSeedsApart(t *testing.T) {
	v := open(t, "", 2)
	before := v.Setup()
	v.do(SetShift{experiment.Seeds{Init: 3}})
	if w := all[WriteURL](v); v.Setup() == before || len(w) != 1 || w[0].Fragment != "v=1&j=3.0.0" {
		t.Errorf("the address becomes %+v", w)
	}
	v.do(Undo{})
	if v.Setup() != before {
		t.Error("the shift is not undone")
	}
}
