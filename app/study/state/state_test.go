package state

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/app/notice"
	"protocell/app/pool"
	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/proxy"
	"protocell/core/score"
	"protocell/core/study"
	"protocell/core/table"
)

// visit is someone at the page, with workers that answer when they are told to.
type visit struct {
	State
	t       *testing.T
	now     float64
	jobs    []RunJob
	effects []Effect
}

func open(t *testing.T, fragment string) *visit {
	t.Helper()
	v := &visit{State: New(Start{Pool: pool.Status{Size: 2}}), t: t}
	v.do(Navigated{fragment})
	v.do(Started{})
	v.do(KeptListed{ID: v.one(analysis.Kept).ID, Output: &analysis.KeptOutput{}})
	v.do(Listed{Base: "http://here/", Text: `{"tables":[
		{"name":"own","path":"own.table","title":"Own","space":"nb201","builtIn":true},
		{"name":"other","path":"other.table","title":"Other","space":"nb201"}]}`})
	return v
}

func (v *visit) do(a Action) {
	v.t.Helper()
	v.now += 10
	var effects []Effect
	v.State, effects = Reduce(v.State, a, v.now)
	v.effects = effects
	for _, e := range effects {
		switch e := e.(type) {
		case RunJob:
			v.jobs = append(v.jobs, e)
		case StopJob:
			v.jobs = slices.DeleteFunc(v.jobs, func(j RunJob) bool { return j.ID == e.ID })
		}
	}
}

// one takes the only job of a kind.
func (v *visit) one(kind job.Kind) RunJob {
	v.t.Helper()
	i := slices.IndexFunc(v.jobs, func(j RunJob) bool { return j.Kind == kind })
	if i < 0 {
		v.t.Fatalf("no job %s among %+v", kind, v.jobs)
	}
	j := v.jobs[i]
	v.jobs = slices.Delete(v.jobs, i, i+1)
	if slices.ContainsFunc(v.jobs, func(o RunJob) bool { return o.Kind == kind }) {
		v.t.Errorf("two jobs %s at once", kind)
	}
	return j
}

// has reports whether a job of a kind waits.
func (v *visit) has(kind job.Kind) bool {
	return slices.ContainsFunc(v.jobs, func(j RunJob) bool { return j.Kind == kind })
}

const rows = 6

// described is a table of six cells.
func described() *analysis.Description {
	col := func(id, name string, kind table.Kind, of, dataset string, known int) analysis.Described {
		return analysis.Described{Meta: table.Meta{ID: id, Name: name, Kind: kind, Proxy: of, Dataset: dataset, Higher: true}, Known: known}
	}
	valid, test := col("a/valid", "Accuracy", table.Accuracy, "", "cifar10", rows), col("a/test", "Accuracy", table.Accuracy, "", "cifar10", rows)
	valid.Split, test.Split, valid.Epochs, test.Epochs, test.Seeds = "valid", "test", 12, 12, 3
	return &analysis.Description{
		ID: "table:1", Space: "nb201", Title: "Own", Rows: rows, Codes: "000000\n111111\n222222\n333333\n444444\n123123",
		Columns: []analysis.Described{
			valid, test,
			col("a/nwot", "NWOT", table.Proxy, "nwot", "cifar10", rows),
			col("a/synflow", "SynFlow", table.Proxy, "synflow", "cifar10", rows),
			col("params", "Params", table.Params, "params", "", rows),
			col("a/rare", "Rare", table.Proxy, "zen", "cifar10", 2),
			col("b/snip", "SNIP", table.Proxy, "snip", "cifar100", rows),
		},
	}
}

// answered is what the analyst says of a question.
func answered(q analysis.Question) *analysis.Comparison {
	c := &analysis.Comparison{Result: study.Result{Rows: rows, Draws: q.Draws, Top: []study.Top{{K: 1}}}}
	for i, id := range q.Proxies {
		e := study.Estimate{Value: 0.9 - 0.1*float64(i), Defined: true}
		if q.Draws > 0 {
			e.Low, e.High, e.Draws = e.Value-0.05, e.Value+0.05, q.Draws
		}
		c.Proxies = append(c.Proxies, study.Proxy{ID: id, Spearman: e, Best: []study.Best{{Regret: study.Estimate{Value: float64(3 - i), Defined: true}}}})
	}
	if q.Draws > 0 {
		for i := range c.Proxies {
			for j := range i {
				c.Differences = append(c.Differences, study.Difference{A: c.Proxies[j].ID, B: c.Proxies[i].ID, P: 0.002})
			}
		}
	}
	return c
}

// first opens the built-in table and gives the first answer.
func (v *visit) first() *visit {
	v.t.Helper()
	v.do(Opened{ID: v.one(analysis.Open).ID, Output: described()})
	v.answer()
	return v
}

// answer answers the comparison that waits.
func (v *visit) answer() analysis.Question {
	v.t.Helper()
	j := v.one(analysis.Compare)
	q := j.Input.(analysis.Question)
	v.do(Compared{ID: j.ID, Output: answered(q)})
	return q
}

func TestFirstVisit(t *testing.T) {
	v := open(t, "")
	j := v.one(analysis.Open)
	if ref := j.Input.(analysis.OpenInput).Ref; ref != "site:http://here/own.table" {
		t.Errorf("opens %s", ref)
	}
	v.do(Opened{ID: j.ID, Output: described()})
	if truth, _ := v.Truth(); truth.ID != "a/test" {
		t.Errorf("the truth is %s, not the test split", truth.ID)
	}
	q := v.answer()
	if q.Draws != 0 || !slices.Equal(q.Given, []string{"params"}) {
		t.Errorf("the first question is %+v", q)
	}
	for _, id := range []string{"a/nwot", "a/synflow", "params"} {
		if !slices.Contains(q.Proxies, id) {
			t.Errorf("%s is not compared: %v", id, q.Proxies)
		}
	}
	for _, id := range []string{"a/rare", "b/snip"} {
		if slices.Contains(q.Proxies, id) {
			t.Errorf("%s, which costs rows or is of another data set, is compared", id)
		}
	}
	if !v.Fresh() || v.Answer.Intervals || !strings.Contains(v.Verdict().Short, "is being computed") {
		t.Errorf("the first answer: %+v", v.Verdict())
	}
	if q := v.answer(); q.Draws != fullDraws || q.Repeats != fullRepeats {
		t.Errorf("intervals from %d draws", q.Draws)
	}
	if !v.Answer.Intervals || !v.has(analysis.Points) || !v.has(analysis.Tasks) || v.has(analysis.Curves) {
		t.Errorf("jobs %+v", v.jobs)
	}
	if text := v.Verdict().Short; !strings.HasPrefix(text, "NWOT ranks best, with ρ = 0.900 (95 % interval 0.850 to 0.950): better than every other") {
		t.Errorf("the verdict is %s", text)
	}
	if more := v.Verdict().More; len(more) != 1 || !strings.Contains(more[0], "Ranking is not picking") {
		t.Errorf("%q", more)
	}
}

func TestSaveResults(t *testing.T) {
	v := open(t, "").first()
	v.answer()
	v.do(SaveResults{})
	file, ok := v.effects[0].(SaveFile)
	if !ok || file.Name != "protocell-study.json" {
		t.Fatalf("%+v", v.effects)
	}
	var got savedResults
	if err := json.Unmarshal([]byte(file.Text), &got); err != nil || got.Format != "protocell-study" || got.Names["a/nwot"] != "NWOT" || len(got.Results.Proxies) != len(v.Proxies()) {
		t.Errorf("%v, %.200s", err, file.Text)
	}
}

func TestNoClearWinner(t *testing.T) {
	v := open(t, "").first()
	j := v.one(analysis.Compare)
	c := answered(j.Input.(analysis.Question))
	for i := range c.Differences {
		c.Differences[i].P = 0.04
	}
	v.do(Compared{ID: j.ID, Output: c})
	if text := v.Verdict().Short; !strings.HasPrefix(text, "No clear winner: NWOT") || !strings.Contains(text, "SynFlow") {
		t.Errorf("the verdict is %s", text)
	}
}

func TestAskingAnew(t *testing.T) {
	v := open(t, "").first()
	v.do(Ask{Study{Size: 4, Draw: 9}})
	if v.Fresh() {
		t.Error("the answer of another question is taken for one of this")
	}
	if w, ok := v.effects[0].(WriteURL); !ok || w.Fragment != "v=1&n=4&s=9" {
		t.Errorf("%+v", v.effects)
	}
	if q := v.one(analysis.Compare).Input.(analysis.Question); q.Size != 4 || q.Draw != 9 {
		t.Errorf("asks %+v", q)
	}
	v.do(Ask{Study{Proxies: []string{"a/nwot", "nowhere"}}})
	if got := v.Lacking(); !slices.Equal(got, []string{"nowhere"}) || !slices.Equal(v.Proxies(), []string{"a/nwot"}) {
		t.Errorf("compares %v, lacks %v", v.Proxies(), got)
	}
}

func TestTableThatCannotBeOpened(t *testing.T) {
	v := open(t, "").first()
	v.do(PickTable{"other"})
	v.do(Failed{ID: v.one(analysis.Open).ID, Err: &pool.JobError{Kind: analysis.Open, Message: "open: table, byte 7: it is broken"}})
	if v.TableName() != "own" || v.Table.Name != "own" || len(v.Notices) != 1 || !strings.Contains(v.Notices[0].Text, "other could not be opened: table, byte 7: it is broken") {
		t.Errorf("table %s, notices %+v", v.TableName(), v.Notices)
	}
	if !v.Fresh() && !v.has(analysis.Compare) {
		t.Error("what was loaded is neither answered nor asked")
	}
	v = open(t, "table=nowhere")
	if v.Problem == nil || !strings.Contains(v.Problem.Error(), `no table "nowhere"`) || v.has(analysis.Open) {
		t.Errorf("%v, %+v", v.Problem, v.jobs)
	}
	v.do(Retry{})
	if v.Problem == nil || !slices.Contains(v.effects, Effect(RestartPools{})) {
		t.Errorf("trying again: %v, %+v", v.Problem, v.effects)
	}
	v = open(t, "table=folder/mine.csv")
	if ref := v.one(analysis.Open).Input.(analysis.OpenInput).Ref; ref != "site:http://here/folder/mine.csv" {
		t.Errorf("opens %s", ref)
	}
	v = open(t, "table=x&table=y")
	if len(v.Notices) != 1 || v.Notices[0].Kind != notice.Fault {
		t.Errorf("notices %+v", v.Notices)
	}
}

func TestImporting(t *testing.T) {
	v := open(t, "").first()
	v.do(GivenFiles{"given:1\tbroken.csv"})
	if v.Shelf.Importing != "broken.csv" {
		t.Errorf("imports %q", v.Shelf.Importing)
	}
	v.do(Failed{ID: v.one(analysis.Import).ID, Err: errors.New("broken.csv, row 2: it is broken")})
	if v.Shelf.Importing != "" || v.Notices[0].Text != "broken.csv, row 2: it is broken" || v.Table.Name != "own" {
		t.Errorf("%+v", v.Notices)
	}
	v.do(GivenFiles{"given:2\tmine.csv\ngiven:3\tmore.csv"})
	j := v.one(analysis.Import)
	if in := j.Input.(analysis.ImportInput); len(in.Files) != 2 || in.Files[1].Name != "more.csv" {
		t.Errorf("%+v", in)
	}
	v.do(Imported{ID: j.ID, Output: &analysis.ImportOutput{Table: analysis.KeptTable{Ref: "table:2", Title: "Mine", Rows: 3}}})
	if v.TableName() != "table:2" || len(v.Shelf.Kept) != 1 || v.Notices[0].Kind != notice.Good {
		t.Errorf("%s, %+v, %+v", v.TableName(), v.Shelf.Kept, v.Notices)
	}
	if in := v.one(analysis.Open).Input.(analysis.OpenInput); in.Ref != "table:2" {
		t.Errorf("opens %+v", in)
	}
	v.do(DeleteTable{"table:2"})
	if v.TableName() != "own" || len(v.Shelf.Kept) != 0 {
		t.Errorf("%s, %+v", v.TableName(), v.Shelf.Kept)
	}
}

// packed writes rows as the analyst does.
func packed(rows ...uint32) (b []byte) {
	for _, r := range rows {
		b = binary.LittleEndian.AppendUint32(b, r)
	}
	return b
}

// scored answers a job of a run.
func scored(j RunJob) Scored {
	r := &score.Result{}
	for i, id := range j.Input.(job.ScoreInput).Spec.Proxies {
		r.Scores = append(r.Scores, score.Entry{ID: id, Score: proxy.Score{Value: proxy.Number(i), Status: proxy.OK}})
	}
	return Scored{ID: j.ID, Result: r}
}

func TestComputingHere(t *testing.T) {
	v := open(t, "").first()
	form := v.Here.Form
	form.Proxies = []string{"params", "snip"}
	v.do(EditHere{form})
	v.do(StartHere{})
	ref := v.Here.Run.Ref
	if !slices.Contains(v.effects, Effect(LoadRun{ref})) || !strings.Contains(v.Study.Fragment(), "&c=") {
		t.Fatalf("%+v, %s", v.effects, v.Study.Fragment())
	}
	for v.has(analysis.Points) {
		v.one(analysis.Points)
	}
	v.do(RunLoaded{Ref: ref})
	j := v.one(analysis.Points)
	v.do(Pointed{ID: j.ID, Output: &analysis.PointsOutput{Rows: packed(0, 2, 3, 4, 5)}})
	n := 0
	for range 2 {
		j := v.jobs[slices.IndexFunc(v.jobs, func(j RunJob) bool { return j.Kind == job.Score })]
		v.jobs = slices.DeleteFunc(v.jobs, func(o RunJob) bool { return o.ID == j.ID })
		if spec := j.Input.(job.ScoreInput).Spec; len(spec.Arch) != 6 {
			t.Errorf("the architecture is %q, which workers do not read", spec.Arch)
		}
		v.do(scored(j))
		n++
	}
	if v.Here.Run.Done != 2 || v.Here.Run.Finished() {
		t.Errorf("%d done", v.Here.Run.Done)
	}
	v.do(PauseHere{})
	if v.has(job.Score) {
		t.Errorf("scoring goes on while paused: %+v", v.jobs)
	}
	var kept KeepRun
	for _, e := range v.effects {
		if k, ok := e.(KeepRun); ok {
			kept = k
		}
	}
	if kept.Ref != ref || kept.Rows != 2 {
		t.Fatalf("kept %d rows", kept.Rows)
	}
	v.do(RunKept{Ref: ref, Rows: 2})
	if !slices.Contains(v.Proxies(), analysis.Here+"snip") {
		t.Errorf("compares %v", v.Proxies())
	}

	// Whoever opens the link on this machine goes on.
	w := open(t, v.Study.Fragment()).first()
	load := LoadRun{ref}
	w2 := open(t, v.Study.Fragment())
	w2.do(Opened{ID: w2.one(analysis.Open).ID, Output: described()})
	if !slices.Contains(w2.effects, Effect(load)) {
		t.Fatalf("%+v", w2.effects)
	}
	w.do(RunLoaded{Ref: ref, Data: kept.Data})
	if w.Here.Run == nil || w.Here.Run.Saved != 2 || !w.Here.Run.Paused {
		t.Fatalf("%+v", w.Here.Run)
	}
	for w.has(analysis.Points) {
		w.one(analysis.Points)
	}
	w.do(StartHere{})
	w.do(Pointed{ID: w.one(analysis.Points).ID, Output: &analysis.PointsOutput{Rows: packed(0, 2, 3, 4, 5)}})
	for w.has(job.Score) {
		j := w.jobs[slices.IndexFunc(w.jobs, func(j RunJob) bool { return j.Kind == job.Score })]
		w.jobs = slices.DeleteFunc(w.jobs, func(o RunJob) bool { return o.ID == j.ID })
		w.do(scored(j))
		n++
	}
	if n != 5 || !w.Here.Run.Finished() {
		t.Errorf("%d scorings of 5, finished: %v", n, w.Here.Run.Finished())
	}
}

func TestHereForm(t *testing.T) {
	v := open(t, "").first()
	for want, spoil := range map[string]func(*HereForm){
		"channels": func(f *HereForm) { f.C = "many" },
		"seed":     func(f *HereForm) { f.Seed = "-1" },
		"image":    func(f *HereForm) { f.Input = "32" },
		"proxy":    func(f *HereForm) { f.Proxies = nil },
		"batch":    func(f *HereForm) { f.Batch = "100000" },
	} {
		form := newHere().Form
		spoil(&form)
		v.do(EditHere{form})
		if err := v.Here.Problem; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
		v.do(StartHere{})
		if v.Here.Run != nil {
			t.Errorf("%s: it runs", want)
		}
	}
}

func TestPointsMustMatch(t *testing.T) {
	v := open(t, "").first()
	v.do(Pointed{ID: v.one(analysis.Points).ID, Output: &analysis.PointsOutput{Rows: packed(1, 2), X: make([]byte, 16), Y: make([]byte, 8)}})
	if v.Points.Err == nil {
		t.Error("two rows with one value are taken")
	}
	if got := floats(binary.LittleEndian.AppendUint64(nil, math.Float64bits(1.5))); !slices.Equal(got, []float64{1.5}) {
		t.Errorf("%v", got)
	}
}
