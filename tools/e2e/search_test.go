package e2e

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"protocell/core/evaluate"
	"protocell/core/evaluate/lecture"
	"protocell/core/search"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
	"protocell/core/table"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp/kb"
)

// searching is a tab with the search page.
type searching struct{ *Tab }

// seek opens the search page with a search in its fragment.
func seek(t *testing.T, s *Server, fragment string, v View) searching {
	t.Helper()
	tab := chrome.Open(t, s, "search.html"+fragment, v)
	tab.WaitReady()
	return searching{tab}
}

// wait waits for a phase of the run.
func (p searching) wait(phase string) {
	p.t.Helper()
	p.Wait("the phase "+phase, fmt.Sprintf(`document.querySelector('[data-testid="verdict"]')?.dataset.phase === %q`, phase))
}

// trials returns how many trials have been told.
func (p searching) trials() (n int) {
	p.t.Helper()
	p.Eval(`Number(document.querySelector('[data-testid="progress"]')?.dataset.trials ?? 0)`, &n)
	return n
}

// waitTrials waits until so many have been told.
func (p searching) waitTrials(n int) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("%d trials", n), fmt.Sprintf(`document.querySelector('[data-testid="progress"]')?.dataset.trials >= %d`, n))
}

// tiny is a search with trainings that take a blink.
const tiny = "by=train&a=rea&e=2&tr=64&va=32&b=16"

// table returns a table of the site, as a search asks it.
func (p searching) table(name string) (*table.Table, string) {
	p.t.Helper()
	t := p.t
	var text string
	p.Eval(`fetch(protocell.tablesURL).then((r) => r.text())`, &text)
	var list struct {
		Tables []struct{ Name, Path string }
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	for _, x := range list.Tables {
		if x.Name == name {
			content, err := os.ReadFile(filepath.Join(site, x.Path))
			if err != nil {
				t.Fatal(err)
			}
			made, err := table.Decode(content, spaces.ByID)
			if err != nil {
				t.Fatal(err)
			}
			return made, table.ID(content)
		}
	}
	t.Fatalf("the site has no table %s", name)
	return nil, ""
}

// timeless returns a trace without the seconds that trials took.
func timeless(t *testing.T, trace string) string {
	t.Helper()
	r, err := search.NewReader(strings.NewReader(trace))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := search.NewWriter(&out, r.Spec())
	for err == nil {
		var e search.Event
		if e, err = r.Next(); err == io.EOF {
			return out.String()
		}
		if err == nil {
			if e.Tell != nil {
				e.Tell.Seconds = 0
			}
			err = w.Event(e)
		}
	}
	t.Fatal(err)
	return ""
}

// TestSearchFirstVisit is shown strategies that are compared on the built-in table.
func TestSearchFirstVisit(t *testing.T) {
	t.Parallel()
	p := seek(t, serveSite(t), "", View{Still: true})
	p.wait("done")
	p.Wait("a comparison of all", `document.querySelector('[data-testid="verdict"]').textContent.includes("on average over 20 searches")`)
	if n := p.Count(`[data-testid="versus-table"] tbody tr`); n != 2 {
		t.Errorf("%d strategies are compared", n)
	}
	p.Wait("the curves", `document.querySelector("#best-chart canvas")`)
	p.WaitText("pairs", "p ")
	_, text := p.Download("versus-csv")
	if lines := strings.Count(text, "\n"); lines != 41 {
		t.Errorf("%d lines of searches", lines)
	}
	var url string
	p.Eval(`document.querySelector('[data-testid="open-cell"]').getAttribute("href")`, &url)
	if l := parse(t, strings.TrimPrefix(url, "./#")); l.Spec.Space != "nb201" {
		t.Errorf("the cell is at %s", url)
	}
}

// TestSearchTrace has the trace of a search on a table compared with the native one, byte
// for byte, looks at its beginning, and opens it from a file.
func TestSearchTrace(t *testing.T) {
	t.Parallel()
	p := seek(t, serveSite(t), "#v=1&a=rea&n=60&r=1&set=rea.sample=5", View{Still: true})
	p.wait("done")
	name, trace := p.Download("trace")
	if name != "protocell-rea-1.jsonl" {
		t.Errorf("the trace is called %s", name)
	}
	r, err := search.NewReader(strings.NewReader(trace))
	if err != nil {
		t.Fatal(err)
	}
	made, id := p.table("shapes")
	layout, err := lecture.Find(made)
	if err != nil {
		t.Fatal(err)
	}
	if made, err = layout.Complete(made); err != nil {
		t.Fatal(err)
	}
	e, err := evaluate.Parse(r.Spec().Evaluation)
	if err != nil {
		t.Fatal(err)
	}
	env := evaluate.Env{Table: made, TableID: id}
	evaluator, err := e.New(nb201.Space{}, env)
	if err != nil {
		t.Fatal(err)
	}
	var native bytes.Buffer
	w, err := search.NewWriter(&native, r.Spec())
	if err != nil {
		t.Fatal(err)
	}
	run, err := r.Spec().New(nb201.Space{}, e.Measures(nb201.Space{}, env), w.Event)
	if err != nil {
		t.Fatal(err)
	}
	if err := evaluate.Drive(run, evaluator); err != nil {
		t.Fatal(err)
	}
	if got := timeless(t, trace); got != native.String() {
		t.Errorf("the trace is\n%.600s\nand natively\n%.600s", got, native.String())
	}

	verdict := p.Text("verdict")
	p.Click("back")
	p.Click("back")
	p.WaitText("position", "event 119 of 121")
	p.Click("forth")
	p.WaitText("position", "event 120 of 121")

	p.Drop("mine.jsonl", trace)
	p.WaitText("notice-import", "mine.jsonl is opened")
	p.WaitText("position", "event 121 of 121")
	if got := p.Text("verdict"); got != verdict {
		t.Errorf("the trace that was dropped says %q, not %q", got, verdict)
	}
	if _, again := p.Download("trace"); again != trace {
		t.Error("the trace that was dropped is not that which is saved")
	}
	p.Drop("broken.jsonl", strings.Replace(trace, `"ask"`, `"task"`, 1))
	p.WaitText("notice-import", "line 2 of the trace")
}

// TestSearchSteps takes single steps, pauses, goes on after a reload, and ends: with
// networks that are trained in the tab.
func TestSearchSteps(t *testing.T) {
	t.Parallel()
	p := seek(t, serveSite(t), "#v=1&n=40&"+tiny, View{Still: true})
	p.WaitText("estimate", "epochs of training")
	p.Click("step")
	p.wait("paused")
	p.Wait("a line of the algorithm", `document.querySelector('[data-at="asked"]')?.textContent.includes("random architectures")`)
	if n := p.trials(); n != 0 {
		t.Errorf("%d trials after it has begun", n)
	}
	p.Key(".")
	p.waitTrials(1)
	p.WaitText("now", "Trial 1, drawn at random")
	if n := p.Count(`[data-at="told"]`); n > 1 {
		t.Errorf("%d lines are marked", n)
	}
	p.Click("run")
	p.waitTrials(4)
	p.Wait("learning curves", `document.querySelector("#learning-chart")?.dataset.curves > 1`)
	p.Click("run")
	p.wait("paused")
	p.Reload()
	p.WaitReady()
	p.WaitText("notice-interrupted", "go on")
	p.waitTrials(4)
	before := p.trials()
	p.Click("run")
	p.waitTrials(before + 2)
	p.Click("stop")
	p.wait("paused")
}

// TestSearchTrains runs a search with real training from its set-up to its end, opens
// its link elsewhere, and is told that it is identical.
func TestSearchTrains(t *testing.T) {
	server := serveSite(t)
	p := seek(t, server, "", View{Still: true})
	p.wait("done")
	p.Choose("search-by", "train")
	for field, value := range map[string]string{"e": "2", "tr": "64", "va": "32", "b": "16", "n": "6"} {
		p.Fill("search-"+field, value)
	}
	p.Choose("search-strategy-0", "halving")
	p.Wait("a button", `document.querySelector('[data-testid="run"]').dataset.does === "Run this"`)
	p.WaitText("estimate", "6 trials in all")
	p.Click("run")
	p.waitTrials(6)
	p.wait("done")
	p.WaitText("brackets-table", "ep.")
	p.WaitText("verdict", "Successive halving has found")
	p.Click("share")
	p.WaitText("live", "Link copied")
	url := p.Clipboard()
	_, fragment, _ := strings.Cut(url, "#")
	if !strings.Contains(fragment, "x=") {
		t.Fatalf("the link is %s", url)
	}
	q := seek(t, server, "#"+fragment, View{Still: true})
	q.WaitText("estimate", "6 trials in all")
	q.Click("run")
	q.WaitText("notice-digest", "Identical")
	r := seek(t, server, "#"+fragment[:len(fragment)-4]+"0000", View{Still: true})
	r.WaitText("estimate", "6 trials in all")
	r.Click("run")
	r.WaitText("notice-digest", "not the search that the link is of")
}

// TestSearchMistakes says what is wrong beside the field, and with a link.
func TestSearchMistakes(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	p := seek(t, server, "#v=1&n=abc&r=0&max=params&warm=nonsense&zoom=3&set=rea.sample=99999", View{Still: true})
	p.WaitText("notice-link", "zoom")
	for field, want := range map[string]string{"n": "abc", "r": "whole number from 1", "max": "params=500000", "warm": "nonsense", "rea-sample": "from 1"} {
		p.WaitText("search-"+field+"-problem", want)
	}
	p.Wait("that it cannot run", `document.querySelector('[data-testid="run"]').disabled`)
	p.Fill("search-max", "weight=3")
	for field, value := range map[string]string{"n": "20", "r": "1", "warm": "", "rea-sample": "3"} {
		p.Fill("search-"+field, value)
	}
	p.WaitText("search-max-problem", "weight")
	p.Fill("search-max", "params=1")
	p.Wait("that it can run", `!document.querySelector('[data-testid="run"]').disabled`)
	p.Click("run")
	p.wait("done")
	p.WaitText("verdict", "nothing meets the limits")

	p = seek(t, server, "#v=9&n=3", View{Still: true})
	p.WaitText("notice-link", "version 9")
	p = seek(t, server, "#v=1&table=nowhere", View{Still: true})
	p.WaitText("search-open-problem", `no table "nowhere"`)
}

// TestSearchLecture re-plays the published table on the built-in one.
func TestSearchLecture(t *testing.T) {
	t.Parallel()
	p := seek(t, serveSite(t), "#v=1&r=1", View{Still: true})
	p.wait("done")
	p.Fill("lecture-runs", "0")
	p.WaitText("lecture-runs-problem", "whole number")
	p.Fill("lecture-runs", "3")
	p.Click("lecture-start")
	p.Wait("all runs", `document.querySelector('[data-testid="lecture-progress"]')?.dataset.running === "false"`)
	p.Wait("a mean", `Number(document.querySelector('[data-testid="lecture-rea-0"]')?.dataset.value) > 10`)
	p.WaitText("lecture-table", "needs weight sharing")
	p.WaitText("lecture-table", "93.92 ± 0.30")
	_, text := p.Download("lecture-csv")
	if !strings.HasPrefix(text, "row,runs,") || !strings.Contains(text, "\nREA,3,") {
		t.Errorf("it saves %.200s", text)
	}
}

// TestSearchPublished re-plays the published searches on NAS-Bench-201, at an address of
// the site.
func TestSearchPublished(t *testing.T) {
	t.Parallel()
	packed, err := os.Open(filepath.Join(root, "..", "shared", "data", "nb201_main.csv.gz"))
	if err != nil {
		t.Skip("there is no table of NAS-Bench-201: ", err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(site, "searched")
	if err := errors.Join(os.MkdirAll(folder, 0o755), os.WriteFile(filepath.Join(folder, "nb201.csv"), content, 0o644)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	p := seek(t, serveSite(t), "#v=1&table=searched/nb201.csv&a=rea&r=1", View{Still: true})
	p.wait("done")
	p.WaitText("basis", "NAS-Bench-201")
	p.Fill("lecture-runs", "25")
	p.Click("lecture-start")
	p.Wait("all runs", `document.querySelector('[data-testid="lecture-progress"]')?.dataset.running === "false"`)
	for _, row := range []string{"rea", "rs", "reinforce"} { // CIFAR-10, test
		if got := p.Attribute("lecture-"+row+"-1", "data-agrees"); got != "true" {
			t.Errorf("%s is %s: %s", row, got, p.Text("lecture-"+row+"-1"))
		}
	}
	t.Log(p.Text("lecture-agree"))
}

// TestSearchFigures shows what there is to see of each kind of strategy, sorts its
// trials, and shows the cell of one.
func TestSearchFigures(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	for strategy, figure := range map[string]string{"rea": "population", "reinforce": "controller", "hyperband": "brackets", "bananas": "predicted", "nsga2": "pareto"} {
		p := seek(t, server, "#v=1&a="+strategy+"&n=40&r=1", View{Still: true})
		p.wait("done")
		p.Wait("its figure", fmt.Sprintf(`document.querySelector("#%s-chart")`, figure))
		p.Wait("the Pareto front", `document.querySelector("#pareto-chart")?.dataset.front > 0`)
		p.Click("sort-value")
		p.Wait("the table by value", `document.querySelector('#trials [aria-sort="descending"] [data-testid="sort-value"]')`)
		p.Eval(`document.querySelector('#trials tbody button').click()`, nil)
		p.Wait("its cell", `document.querySelector("#found-title").textContent.startsWith("The cell of trial")`)
	}
}

// TestSearchFull is computed and compared where nothing can be stored, and says so.
func TestSearchFull(t *testing.T) {
	t.Parallel()
	s := serveSite(t)
	p := seek(t, s, "#v=9", View{Still: true})
	p.run(storage.OverrideQuotaForOrigin(s.URL).WithQuotaSize(9000))
	p.Go("search.html#v=1&r=2&n=40")
	p.Reload()
	p.WaitReady()
	p.WaitText("notice-unkept", "cannot be stored")
	p.wait("done")
	p.WaitText("verdict", "on average over 2 searches")
}

// TestSearchLooks is usable with the keyboard and by everyone, in all looks.
func TestSearchLooks(t *testing.T) {
	t.Parallel()
	p := seek(t, serveSite(t), "#v=1&a=rea,reinforce&n=30&r=3", View{Still: true})
	p.wait("done")
	p.WaitText("pairs", "p ")
	p.Click("params-rea")
	p.Click("more")
	p.Focus("scrub")
	p.Key(kb.ArrowLeft)
	p.WaitText("position", "event 60 of 61")
	for _, v := range []View{{Still: true}, {Still: true, Dark: true}, {Still: true, Width: 390, Height: 844}} {
		p.View(v)
		p.Eval(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`, nil)
		p.Wait("the colours to have changed", `document.getAnimations().length === 0`)
		for _, violation := range p.Axe(root) {
			t.Errorf("%+v: %s", v, violation)
		}
		var wide bool
		p.Eval(`document.documentElement.scrollWidth > innerWidth`, &wide)
		if wide {
			t.Errorf("%+v: the page is wider than the window", v)
		}
	}
}
