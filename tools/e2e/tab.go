package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long an action may wait for the page. It is generous: a test
// machine may have one busy core.
const patience = 2 * time.Minute

// Tab is a page under test, with storage of its own. Its methods fail the test
// at once when they cannot do what they say.
type Tab struct {
	t        testing.TB
	ctx      context.Context
	profile  cdp.BrowserContextID
	server   *Server
	watch    *watch
	excepted []*regexp.Regexp
}

// View says how a person looks at the page.
type View struct {
	Width, Height int     // CSS pixels; 0 means 1280 x 900
	Scale         float64 // device pixels per CSS pixel; 0 means 1
	Dark          bool    // prefers-color-scheme: dark
	Still         bool    // prefers-reduced-motion: reduce
	Touch         bool    // fingers instead of a mouse
}

// Open opens the page at a suffix of the server's address, such as "#…" or "",
// in a new tab, and does not wait for it. The tab is closed, and what went wrong
// in it reported, when the test ends.
func (b *Browser) Open(t testing.TB, s *Server, suffix string, v View) *Tab {
	t.Helper()
	tab := b.open(t, s, v)
	tab.run(chromedp.Navigate(s.URL + suffix))
	return tab
}

// open opens an empty tab that is watched.
func (b *Browser) open(t testing.TB, s *Server, v View) *Tab {
	t.Helper()
	ctx, profile, closeTab, err := b.newTab()
	if err != nil {
		t.Fatal(err)
	}
	tab := &Tab{t: t, ctx: ctx, profile: profile, server: s, watch: newWatch(s.server.URL)}
	t.Cleanup(func() {
		defer closeTab()
		tab.settle()
		for _, problem := range tab.Problems() {
			t.Errorf("in the page: %s", problem)
		}
	})
	chromedp.ListenTarget(ctx, tab.watch.note)
	tab.run(runtime.Enable(), log.Enable(), network.Enable(), page.Enable(),
		emulation.SetFocusEmulationEnabled(true))
	tab.View(v)
	return tab
}

// View changes how the person looks at the page.
func (tab *Tab) View(v View) {
	tab.t.Helper()
	if v.Width == 0 {
		v.Width, v.Height = 1280, 900
	}
	if v.Scale == 0 {
		v.Scale = 1
	}
	scheme, motion := "light", "no-preference"
	if v.Dark {
		scheme = "dark"
	}
	if v.Still {
		motion = "reduce"
	}
	tab.run(
		emulation.SetDeviceMetricsOverride(int64(v.Width), int64(v.Height), v.Scale, v.Touch),
		emulation.SetTouchEmulationEnabled(v.Touch),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: motion},
		}),
	)
}

// WaitReady waits until the page's program has taken over.
func (tab *Tab) WaitReady() {
	tab.t.Helper()
	tab.Wait("the page's program to take over", `!document.getElementById("boot")`)
}

// Wait waits until a JavaScript expression is true. What says what for, should
// it not come.
func (tab *Tab) Wait(what, expression string) {
	tab.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		var ok bool
		err := tab.try(chromedp.Evaluate("!!("+expression+")", &ok))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			tab.t.Fatalf("waited %v for %s (last error: %v); the page says:\n%s\nproblems: %q",
				patience, what, err, tab.bodyText(), tab.Problems())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Eval evaluates a JavaScript expression, a promise too, into v, through JSON.
// v may be nil.
func (tab *Tab) Eval(expression string, v any) {
	tab.t.Helper()
	var raw json.RawMessage
	err := tab.try(chromedp.Evaluate(
		"(async()=>JSON.stringify(await("+expression+"))??'null')()",
		&raw, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	if v == nil {
		return
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		tab.t.Fatalf("%s: %v in %s", expression, err, text)
	}
}

// Go navigates the tab to a suffix of the server's address.
func (tab *Tab) Go(suffix string) {
	tab.t.Helper()
	tab.run(chromedp.Navigate(tab.server.URL + suffix))
}

// script has a script run in the tab before those of every page.
func (tab *Tab) script(source string) {
	tab.t.Helper()
	tab.run(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(source).Do(ctx)
		return err
	}))
}

// Reload loads the page again.
func (tab *Tab) Reload() {
	tab.t.Helper()
	tab.run(chromedp.Reload())
}

// URL returns the address that the tab is at.
func (tab *Tab) URL() string {
	tab.t.Helper()
	var url string
	tab.run(chromedp.Location(&url))
	return url
}

// Except excuses problems that match a pattern, for tests that provoke them.
func (tab *Tab) Except(pattern string) {
	tab.excepted = append(tab.excepted, regexp.MustCompile(pattern))
}

// Problems returns what went wrong in the tab so far, without the excepted.
func (tab *Tab) Problems() []string {
	all := tab.watch.problems()
	for _, report := range tab.server.takeReports() {
		tab.watch.add("policy violation: " + report)
		all = append(all, "policy violation: "+report)
	}
	var out []string
	for _, problem := range all {
		if !tab.isExcepted(problem) {
			out = append(out, problem)
		}
	}
	return out
}

func (tab *Tab) isExcepted(problem string) bool {
	for _, pattern := range tab.excepted {
		if pattern.MatchString(problem) {
			return true
		}
	}
	return false
}

// settle lets events that are on their way arrive: the page answers one more
// question after them.
func (tab *Tab) settle() {
	_ = tab.try(chromedp.Evaluate(`new Promise((done) => setTimeout(done, 50))`, nil,
		func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

// Screenshot returns a PNG of the page's visible part, or of all of it.
func (tab *Tab) Screenshot(whole bool) []byte {
	tab.t.Helper()
	var png []byte
	if whole {
		tab.run(chromedp.FullScreenshot(&png, 100))
	} else {
		tab.run(chromedp.CaptureScreenshot(&png))
	}
	return png
}

// bodyText is what the page shows, for error messages.
func (tab *Tab) bodyText() string {
	var text string
	if err := tab.try(chromedp.Evaluate(`document.body?.innerText ?? ""`, &text)); err != nil {
		return err.Error()
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 600 {
		text = text[:600] + "…"
	}
	return text
}

// try runs actions with patience.
func (tab *Tab) try(actions ...chromedp.Action) error {
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, actions...)
}

// run is try, where failing fails the test.
func (tab *Tab) run(actions ...chromedp.Action) {
	tab.t.Helper()
	if err := tab.try(actions...); err != nil {
		tab.t.Fatalf("e2e: %v; problems so far: %q", err, tab.Problems())
	}
}

// selector is the CSS selector of a data-testid. What has a bracket is a selector
// already.
func selector(id string) string {
	if strings.Contains(id, "[") {
		return id
	}
	return fmt.Sprintf(`[data-testid=%q]`, id)
}
