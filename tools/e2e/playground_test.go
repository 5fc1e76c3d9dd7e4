package e2e

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/score"
	"protocell/core/share"
)

// playground is a tab with the page's program running.
type playground struct{ *Tab }

// play opens the page with an experiment in its fragment, "" for the default.
func play(t *testing.T, fragment string, v View) playground {
	t.Helper()
	return playOn(t, serveSite(t), fragment, v)
}

// playOn is play on a given server.
func playOn(t *testing.T, s *Server, fragment string, v View) playground {
	t.Helper()
	if fragment != "" {
		fragment = "#" + fragment
	}
	tab := chrome.Open(t, s, fragment, v)
	tab.WaitReady()
	return playground{tab}
}

// small is the fragment of an experiment that any machine scores at once.
const small = "v=1&c=4&b=8&i=3x16x16"

// fragment returns what the address bar has after "#", once the page, which writes it in
// a task of its own, has had the time to.
func (p playground) fragment() string {
	p.t.Helper()
	p.Eval(`new Promise((done) => setTimeout(done, 50))`, nil)
	_, fragment, _ := strings.Cut(p.URL(), "#")
	return fragment
}

// spec returns the experiment in the address bar.
func (p playground) spec() experiment.Spec {
	p.t.Helper()
	fragment := p.fragment()
	if fragment == "" {
		return experiment.Default()
	}
	return parse(p.t, fragment).Spec
}

// parse reads a fragment.
func parse(t testing.TB, fragment string) share.Link {
	t.Helper()
	l, err := share.ParseLink(fragment)
	if err != nil {
		t.Fatalf("%q: %v", fragment, err)
	}
	return l
}

// arch returns the architecture that the page shows.
func (p playground) arch() string {
	p.t.Helper()
	var text string
	p.Eval(`document.querySelector('[data-testid="arch"]').value`, &text)
	return text
}

// waitArch waits until the page shows an architecture.
func (p playground) waitArch(want string) {
	p.t.Helper()
	p.Wait("architecture "+want, fmt.Sprintf(`document.querySelector('[data-testid="arch"]')?.value === %q`, want))
}

// waitOp waits until an edge of the cell has an operation.
func (p playground) waitOp(edge int, op string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("%s on edge %d", op, edge), fmt.Sprintf(`document.querySelector('[data-testid="edge-%d"]')?.dataset.op === %q`, edge, op))
}

// waitScores waits until all scores of the cell on show are there.
func (p playground) waitScores() {
	p.t.Helper()
	// On a busy machine the page may take a set-up for a heavy one, and ask.
	p.Wait("the scores", `(document.querySelector('[data-testid="run"]')?.click(), document.querySelector('[data-testid="scorecard"]')?.dataset.complete === "true")
		&& document.querySelector('[data-testid="score-status"]')?.dataset.phase === "done"`)
}

// scores reads the scorecard: for each proxy the exact value and the status.
func (p playground) scores() map[string][2]string {
	p.t.Helper()
	var out map[string][2]string
	p.Eval(`Object.fromEntries([...document.querySelectorAll('[data-testid="scorecard"] [data-asked="true"]')].map(
		(e) => [e.dataset.testid.replace("score-", ""), [e.dataset.value, e.dataset.status]]))`, &out)
	return out
}

// checkScores waits for the scores and holds them against those that the same
// experiment gives natively, bit for bit.
func (p playground) checkScores(spec experiment.Spec) {
	p.t.Helper()
	p.checkScoresOn(spec, nil)
}

// checkScoresOn is checkScores on the image sets of a source.
func (p playground) checkScoresOn(spec experiment.Spec, source data.Source) {
	p.t.Helper()
	p.waitScores()
	want, err := score.Run(spec, score.Options{Kernels: kernel.Go(), Source: source})
	if err != nil {
		p.t.Fatal(err)
	}
	got := p.scores()
	if len(got) != len(want.Scores) {
		p.t.Errorf("the scorecard has %d scores, want %d", len(got), len(want.Scores))
	}
	for _, w := range want.Scores {
		value, err := strconv.ParseFloat(got[w.ID][0], 64)
		same := math.Float64bits(value) == math.Float64bits(float64(w.Value)) || value != value && w.Value != w.Value
		if err != nil || !same || got[w.ID][1] != string(w.Status) {
			p.t.Errorf("%s of %s: the page has %v, natively it is %v %s", w.ID, spec.Arch, got[w.ID], float64(w.Value), w.Status)
		}
	}
	if got, want := p.Attribute("params", "data-value"), strconv.FormatInt(want.Params, 10); got != want {
		p.t.Errorf("parameters %s, want %s", got, want)
	}
	if got, want := p.Attribute("macs", "data-value"), strconv.FormatInt(want.MACs, 10); got != want {
		p.t.Errorf("MACs %s, want %s", got, want)
	}
}

// notice waits for a notice on a topic and returns its text and kind.
func (p playground) notice(topic string) (text, kind string) {
	p.t.Helper()
	return p.Text("notice-" + topic), p.Attribute("notice-"+topic, "data-kind")
}

// open opens the dialog of a button.
func (p playground) open(dialog string) {
	p.t.Helper()
	p.Click(dialog)
	p.Wait("dialog "+dialog, fmt.Sprintf(`document.querySelector('[data-testid="dialog-%s"]')?.open`, dialog))
}

// link returns the link that the page offers to share.
func (p playground) link() *url.URL {
	p.t.Helper()
	p.open("share")
	var text string
	p.Eval(`document.querySelector('[data-testid="link"]').value`, &text)
	p.Key("\x1b")
	p.Wait("the dialog to close", `!document.querySelector("dialog[open]")`)
	u, err := url.Parse(text)
	if err != nil {
		p.t.Fatal(err)
	}
	return u
}
