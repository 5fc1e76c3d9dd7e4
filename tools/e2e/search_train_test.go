package e2e

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"protocell/core/data"
	"protocell/core/evaluate"
	"protocell/core/kernel"
	"protocell/core/search"
	"protocell/core/space/nb201"
)

// taught is a search with trainings of some tenths of a second, two at a time, that go on
// from rung to rung.
const taught = "#v=1&by=train&a=halving&n=7&r=1&e=4&tr=512&va=64&b=16&p=2&set=halving.min=1,halving.max=4,halving.eta=2"

// nativeTrace returns the trace of the search of another, run here on images of source.
func nativeTrace(t *testing.T, trace string, source data.Source) string {
	t.Helper()
	r, err := search.NewReader(strings.NewReader(trace))
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluate.Parse(r.Spec().Evaluation)
	if err != nil {
		t.Fatal(err)
	}
	env := evaluate.Env{Kernels: kernel.Go(), Images: source, States: evaluate.NewStates(1 << 26)}
	evaluator, err := e.New(nb201.Space{}, env)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := search.NewWriter(&out, r.Spec())
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
	return out.String()
}

// TestSearchLosesWorkers loses all workers of a search with real training, the one that
// holds the strategy included, where its trace is stored and where the storage is full:
// it ends as it does natively.
func TestSearchLosesWorkers(t *testing.T) {
	t.Parallel()
	for name, full := range map[string]bool{"stored": false, "full": true} {
		t.Run(name, func(t *testing.T) {
			s := serveSite(t)
			tab := chrome.open(t, s, View{Still: true})
			tab.script(`
				globalThis.workers = [];
				globalThis.Worker = class extends Worker { constructor(...args) { super(...args); workers.push(this); } };`)
			if full {
				tab.run(storage.OverrideQuotaForOrigin(s.URL).WithQuotaSize(10))
			}
			tab.run(chromedp.Navigate(s.URL + "search.html" + taught))
			tab.WaitReady()
			p := searching{tab}
			p.Wait("a button", `document.querySelector('[data-testid="run"]')?.disabled === false`)
			p.Click("run")
			p.waitTrials(2)
			p.Eval(`void workers.splice(0).forEach((w) => w.terminate())`, nil)
			p.waitTrials(7)
			p.wait("done")
			if full {
				p.WaitText("notice-unkept", "its storage is full")
			}
			_, trace := p.Download("trace")
			if got, want := timeless(t, trace), nativeTrace(t, trace, nil); got != want {
				t.Errorf("the trace is\n%.2000s\nand natively\n%.2000s", got, want)
			}
			if n := strings.Count(trace, `"continues"`); n == 0 {
				t.Error(fmt.Sprintf("no training goes on in\n%s", trace))
			}
		})
	}
}

// TestSearchOwnPictures trains networks on pictures that the visitor has imported, to the
// same bits as natively.
func TestSearchOwnPictures(t *testing.T) {
	t.Parallel()
	dir := drawPictures(t, 24)
	native := importNatively(t, dir)
	s := serveSite(t)
	tab := chrome.Open(t, s, "#"+small, View{Still: true})
	tab.WaitReady()
	playground{tab}.Pick("data-folder", dir)
	playground{tab}.waitMade(native.set.ID)
	tab.run(chromedp.Navigate(s.URL + "search.html#v=1&by=train&a=random&n=3&r=1&e=2&tr=32&va=16&b=8&d=" + native.set.ID))
	tab.WaitReady()
	p := searching{tab}
	p.WaitText("estimate", "3 trials in all")
	p.Click("run")
	p.waitTrials(3)
	p.wait("done")
	_, trace := p.Download("trace")
	if got, want := timeless(t, trace), nativeTrace(t, trace, native); got != want {
		t.Errorf("the trace is\n%.2000s\nand natively\n%.2000s", got, want)
	}
}
