package state

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"protocell/app/device/reference"
	"protocell/app/notice"
	"protocell/core/job"
	"protocell/core/job/metering"
	"protocell/core/latency"
	"protocell/core/space/spaces"
)

// visit is someone at the page, with workers that answer when they are told to.
type visit struct {
	State
	t       *testing.T
	effects []Effect // of the last action
	running []RunJob
	kept    map[string]string
}

// open opens the page with a fragment, on a machine that is known.
func open(t *testing.T, fragment string) *visit {
	t.Helper()
	r, err := reference.Profile()
	if err != nil {
		t.Fatal(err)
	}
	v := &visit{State: New(Start{Reference: r}), t: t, kept: map[string]string{}}
	v.do(Navigated{Fragment: fragment})
	v.do(Started{})
	v.do(Listed{})
	v.do(TablesListed{})
	v.do(Calibrated{ID: v.one(metering.Calibrate).ID, Output: &metering.CalibrateOutput{Engines: []metering.Calibrated{{ID: "simd128"}}}})
	return v
}

func (v *visit) do(a Action) {
	v.State, v.effects = Reduce(v.State, a, 0)
	for _, e := range v.effects {
		switch e := e.(type) {
		case RunJob:
			v.running = append(v.running, e)
		case StopJob:
			v.running = slices.DeleteFunc(v.running, func(j RunJob) bool { return j.ID == e.ID })
		case KeepProfile:
			v.kept[e.Ref] = e.Text
			v.State, _ = Reduce(v.State, Kept{Ref: e.Ref}, 0)
		case RemoveProfile:
			delete(v.kept, e.Ref)
		}
	}
}

// one returns the one job of a kind that is running, and takes it out.
func (v *visit) one(kind job.Kind) RunJob {
	v.t.Helper()
	i := slices.IndexFunc(v.running, func(j RunJob) bool { return j.Kind == kind })
	if i < 0 {
		v.t.Fatalf("no %s job among %v", kind, v.kinds())
	}
	j := v.running[i]
	v.running = slices.Delete(v.running, i, i+1)
	return j
}

func (v *visit) kinds() (list []job.Kind) {
	for _, j := range v.running {
		list = append(list, j.Kind)
	}
	return list
}

// reference returns a copy of the profile of the page.
func (v *visit) reference() *latency.Profile {
	p := *v.Entry(referenceRef).Profile
	return &p
}

func encoded(t *testing.T, p *latency.Profile) string {
	t.Helper()
	text, err := latency.Encode(p, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNothingRunsBesideAMeasurement: what is asked about profiles stops, and goes on
// afterwards.
func TestNothingRunsBesideAMeasurement(t *testing.T) {
	v := open(t, "")
	if len(v.running) != 1 {
		t.Fatalf("%v run at once", v.kinds())
	}
	v.do(Measure{})
	if k := v.kinds(); len(k) != 1 || k[0] != metering.Measure {
		t.Fatalf("%v run beside a measurement", k)
	}
	in := v.one(metering.Measure).Input.(metering.MeasureInput)
	if in.Position != 0 || in.Plan.Networks != defaultNetworks || in.Plan.Seconds != defaultSeconds || in.Known != nil {
		t.Errorf("it begins with %+v", in)
	}
	v.do(Discard{})
	if v.Run != nil || len(v.running) != 1 {
		t.Errorf("after it is discarded %v run", v.kinds())
	}
}

// TestMeasuring follows a measurement over slices to a profile that is kept and shown.
func TestMeasuring(t *testing.T) {
	v := open(t, "")
	v.do(Measure{})
	v.do(Measured{ID: v.one(metering.Measure).ID, Output: &metering.MeasureOutput{Position: 1, Fraction: 0.1, Phase: metering.Warming}})
	j := v.one(metering.Measure)
	if in := j.Input.(metering.MeasureInput); in.Position != 1 || in.Interrupted {
		t.Errorf("the second slice is %+v", in)
	}
	half := v.reference()
	half.Name = ""
	v.do(Measured{ID: j.ID, Output: &metering.MeasureOutput{Position: 2, Fraction: 0.5, Phase: metering.Sampling, Profile: half, Levels: []float64{1, 1.1}}})
	if v.Run.Profile != half || len(v.Run.Levels[0]) != 2 {
		t.Error("what was measured so far is not shown")
	}

	// Hidden, it waits; in front again, the round that was begun is measured anew.
	j = v.one(metering.Measure)
	v.do(Hide{Hidden: true})
	v.do(Measured{ID: j.ID, Output: &metering.MeasureOutput{Position: 3, Fraction: 0.6, Phase: metering.Sampling}})
	if len(v.running) != 0 {
		t.Fatalf("%v run in a tab that is hidden", v.kinds())
	}
	v.do(Hide{Hidden: false})
	j = v.one(metering.Measure)
	if in := j.Input.(metering.MeasureInput); in.Position != 3 || !in.Interrupted {
		t.Errorf("it goes on with %+v", in)
	}

	// A worker that knows nothing is given what is known.
	v.do(Measured{ID: j.ID, Output: &metering.MeasureOutput{Lost: true}})
	j = v.one(metering.Measure)
	if in := j.Input.(metering.MeasureInput); in.Position != 0 || in.Known != half {
		t.Errorf("a new worker is told %+v", in)
	}
	done := *half
	done.Device.Browser, done.Device.System, done.Conditions.Engine = "Browser 1", "Linux", "simd128"
	v.do(Measured{ID: j.ID, Output: &metering.MeasureOutput{Position: 1, Fraction: 1, Phase: metering.Over, Profile: &done}})
	e := v.Shown()
	if v.Run != nil || e == nil || e.Whose != Mine || e.Name != "Browser 1 on Linux" || !e.Kept {
		t.Fatalf("it ends with %+v", e)
	}
	if len(v.kept) != 1 || v.Notices[len(v.Notices)-1].Kind != notice.Good {
		t.Errorf("%d profiles are kept; %+v", len(v.kept), v.Notices)
	}
}

// TestMeasuringTrouble: what was measured stays when it fails, is paused or ends early,
// and a machine that is too busy is told so.
func TestMeasuringTrouble(t *testing.T) {
	v := open(t, "")
	v.do(Measure{})
	part := v.reference()
	v.do(Measured{ID: v.one(metering.Measure).ID, Output: &metering.MeasureOutput{Position: 1, Fraction: 0.4, Phase: metering.Sampling, Profile: part}})
	v.do(Failed{ID: v.one(metering.Measure).ID, Err: errors.New("the worker has stopped")})
	if v.Run.Going() || v.Run.Profile != part || !strings.Contains(v.Run.Stopped, "has stopped") {
		t.Fatalf("after a failure %+v", v.Run)
	}
	if k := v.kinds(); len(k) != 1 || k[0] == metering.Measure {
		t.Errorf("meanwhile %v run", k)
	}
	v.do(GoOn{})
	j := v.one(metering.Measure)
	if in := j.Input.(metering.MeasureInput); in.Position != 0 || in.Known != part || !in.Interrupted {
		t.Errorf("it goes on with %+v", in)
	}
	v.do(Measured{ID: j.ID, Output: &metering.MeasureOutput{Position: 1, Fraction: 0.5, Phase: metering.Sampling}})
	v.do(Pause{})
	if k := v.kinds(); v.Run.Going() || len(k) != 1 || k[0] != metering.Measure {
		t.Errorf("the slice is not let to end: %v run", k)
	}
	v.do(Measured{ID: v.one(metering.Measure).ID, Output: &metering.MeasureOutput{Position: 2, Fraction: 0.6, Phase: metering.Sampling}})
	if k := v.kinds(); len(k) != 1 || k[0] == metering.Measure {
		t.Errorf("paused, %v run", k)
	}
	v.do(GoOn{})
	if in := v.one(metering.Measure).Input.(metering.MeasureInput); in.Position != 2 || !in.Interrupted {
		t.Errorf("it goes on with %+v", in)
	}
	v.do(Finish{})
	if e := v.Shown(); v.Run != nil || e.Whose != Mine {
		t.Errorf("it ends with %+v", e)
	}

	v.do(Measure{})
	busy := *part
	busy.Networks = []latency.NetworkTime{{Code: "111111", Pass: 1, Time: latency.Estimate{Refused: "its interval is ±40 %"}}}
	v.do(Measured{ID: v.one(metering.Measure).ID, Output: &metering.MeasureOutput{Position: 1, Fraction: 1, Phase: metering.Over, Profile: &busy}})
	if n := v.Notices[len(v.Notices)-1]; n.Kind != notice.Fault || !strings.Contains(n.Text, "±40 %") || len(v.kept) != 1 {
		t.Errorf("a busy machine is told %+v", n)
	}

	// Lost again and again, it asks.
	v.do(Measure{})
	for range maxLosses + 1 {
		v.do(Measured{ID: v.one(metering.Measure).ID, Output: &metering.MeasureOutput{Lost: true}})
	}
	if v.Run.Stopped == "" {
		t.Error("it goes on for ever with workers that are lost")
	}
}

// TestUnfinished: a measurement outlives its page, and goes on from what is known.
func TestUnfinished(t *testing.T) {
	v := open(t, "")
	v.do(Measure{})
	part := v.reference()
	part.Name = ""
	v.State, v.effects = Reduce(v.State, Measured{ID: v.one(metering.Measure).ID, Output: &metering.MeasureOutput{Position: 1, Fraction: 0.4, Phase: metering.Sampling, Profile: part}}, keepEvery)
	var text string
	for _, e := range v.effects {
		if k, ok := e.(KeepProfile); ok && k.Ref == unfinishedRef {
			text = k.Text
		}
	}
	w := open(t, "")
	w.do(Listed{Files: []File{{unfinishedRef, text}}})
	if w.Run == nil || w.Run.Going() || len(w.Run.Profile.Networks) != len(part.Networks) || len(w.Notices) != 0 {
		t.Fatalf("the next page has %+v", w.Run)
	}
	w.do(GoOn{})
	if in := w.one(metering.Measure).Input.(metering.MeasureInput); in.Position != 0 || in.Known == nil || in.Plan.Networks != defaultNetworks {
		t.Errorf("it goes on with %+v", in)
	}
	for _, bad := range []string{"", "{}", strings.Replace(text, `"batch":1,"networks"`, `"batch":2,"networks"`, 1)} {
		w := open(t, "")
		w.do(Listed{Files: []File{{unfinishedRef, bad}}})
		if w.Run != nil || len(w.Notices) != 1 {
			t.Errorf("%.40q is taken up", bad)
		}
	}
}

// TestAnswersInTurn has everything about a profile asked for, one after the other, and
// again of another.
func TestAnswersInTurn(t *testing.T) {
	v := open(t, "")
	seen := map[job.Kind]int{}
	for step := 0; len(v.running) > 0 && step < 40; step++ {
		if len(v.running) != 1 {
			t.Fatalf("%v run at once", v.kinds())
		}
		j := v.running[0]
		v.running = nil
		seen[j.Kind]++
		switch in := j.Input.(type) {
		case metering.BreakdownInput:
			v.do(TakenApart{ID: j.ID, Output: &metering.BreakdownOutput{}})
		case metering.PredictInput:
			out := &metering.PredictOutput{}
			for _, id := range in.Predictors {
				out.Trials = append(out.Trials, metering.Trial{ID: id})
			}
			v.do(Predicted{ID: j.ID, Output: out})
		case metering.SpreadInput:
			v.do(Spreaded{ID: j.ID, Output: &metering.SpreadOutput{}})
		case metering.CurveInput:
			v.do(Curved{ID: j.ID, Output: &metering.CurveOutput{}})
		default:
			v.do(Failed{ID: j.ID, Err: errors.New("no")})
		}
	}
	if len(v.running) > 0 || seen[metering.Predict] != 3 || seen[metering.Spread] != 2 || seen[metering.Curve] != len(CurvedAlways) || seen[metering.Breakdown] != 1 {
		t.Errorf("%v were asked, and %v still run", seen, v.kinds())
	}
	if list, _ := v.Answers.Trials(); len(list) != 10 {
		t.Errorf("%d predictors are known", len(list))
	}
	v.do(EditCost{Field: "mul", Text: "5"})
	if k := v.kinds(); len(k) != 1 {
		t.Errorf("after an edit of the model %v run", k)
	}
	p := v.reference()
	p.Name = "Other"
	v.do(GivenFiles{Files: []File{{Name: "other.json", Text: encoded(t, p)}}})
	if v.Shown().Name != "Other" || v.Answers.Quick.Value != nil {
		t.Error("of another profile the answers are still those of the first")
	}
}

// TestShelf imports, renames, exports, compares and deletes, and refuses what is no
// profile.
func TestShelf(t *testing.T) {
	v := open(t, "")
	a, b := v.reference(), v.reference()
	a.Name, b.Name = "A", "B"
	v.do(GivenFiles{Files: []File{{"a.json", encoded(t, a)}, {"b.json", encoded(t, b)}}})
	if v.Shown().Name != "A" || len(v.Shelf.Beside) != 1 || v.Entry(v.Shelf.Beside[0]).Name != "B" {
		t.Fatalf("%q is shown beside %v", v.Shown().Name, v.Shelf.Beside)
	}
	for name, text := range map[string]string{
		"none":    "hello",
		"later":   strings.Replace(encoded(t, a), `{"protocell-profile":1`, `{"protocell-profile":2`, 1),
		"absurd":  strings.Replace(encoded(t, a), `"gflops":`, `"gflops":-`, 1),
		"unknown": strings.Replace(encoded(t, a), `"space":"nb201"`, `"space":"x"`, 1),
	} {
		v.do(GivenFiles{Files: []File{{name, text}}})
		if n := v.Notices[len(v.Notices)-1]; n.Kind != notice.Fault || n.Topic != "import" || !strings.Contains(n.Text, name) {
			t.Errorf("%s: %+v", name, n)
		}
	}
	if len(v.Shelf.Entries) != 3 || v.Shown().Name != "A" {
		t.Errorf("bad files leave %d profiles, %q on show", len(v.Shelf.Entries), v.Shown().Name)
	}
	ref := v.Shelf.Shown
	v.do(Rename{Ref: ref, Name: "  My laptop "})
	if v.Shown().Name != "My laptop" || !strings.Contains(v.kept[ref], `"My laptop"`) {
		t.Errorf("it is called %q", v.Shown().Name)
	}
	v.do(Export{Ref: ref})
	if e, ok := v.effects[0].(SaveFile); !ok || e.Name != "protocell-profile-my-laptop.json" || e.Text != v.kept[ref] {
		t.Errorf("it is exported by %v", v.effects)
	}
	v.do(Delete{Ref: ref})
	if len(v.kept) != 1 || v.Shown().Whose != Reference {
		t.Errorf("after it is deleted %d are kept, and %q is shown", len(v.kept), v.Shown().Name)
	}
	v.do(Delete{Ref: referenceRef})
	if v.Entry(referenceRef) == nil {
		t.Error("the profile of the page is deleted")
	}

	// What is kept is there at the next visit; what cannot be read is told.
	w := open(t, "")
	var files []File
	for ref, text := range v.kept {
		files = append(files, File{ref, text})
	}
	w.do(Listed{Files: append(files, File{"mine-1", encoded(t, a)}, File{"mine-2", "{}"})})
	if len(w.Shelf.Entries) != 3 || w.Shown().Name != "A" || w.Shown().Whose != Mine || !w.Shown().Kept {
		t.Errorf("%d profiles at the next visit, %q on show", len(w.Shelf.Entries), w.Shown().Name)
	}
	if n := w.Notices[len(w.Notices)-1]; len(n.Details) != 1 || !strings.Contains(n.Details[0], "mine-2") {
		t.Errorf("the one that cannot be read: %+v", n)
	}
}
