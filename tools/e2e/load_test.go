package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// TestLoad opens the page as every kind of host may serve it; the rules of the
// package make it a test that it loads clean.
func TestLoad(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, path, coding string }{
		{"at the root", "/", ""},
		{"under a path", "/lab/protocell/", ""},
		{"gzip only", "/", "gzip"},
		{"uncompressed", "/", "identity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := chrome.Open(t, serveSiteAt(t, c.path, c.coding), "", View{})
			tab.WaitReady()
			if got := tab.Count("h1:not([hidden] *)"); got != 1 {
				t.Errorf("the page has %d main headings, want 1", got)
			}
		})
	}
}

// TestPlainHost computes on a host that knows nothing of the page.
func TestPlainHost(t *testing.T) {
	t.Parallel()
	server := ServePlain(site)
	t.Cleanup(server.Close)
	p := playOn(t, server, small, View{})
	p.checkScores(smallSpec(t, ""))
}

// TestLoadByFileName opens the page by the name of its file, as a static host
// allows.
func TestLoadByFileName(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	tab := chrome.Open(t, server, "index.html", View{})
	tab.WaitReady()
	if got := strings.TrimSuffix(tab.URL(), "#"); !strings.HasPrefix(got, server.URL) || strings.Contains(got, "index.html") {
		t.Errorf("the page is at %s, want %s", got, server.URL)
	}
}

// TestProgramMissing takes the page's program away: the visitor must be told and
// given a way out.
func TestProgramMissing(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	inner := server.server.Config.Handler
	broken := true
	server.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken && strings.HasSuffix(r.URL.Path, ".wasm") {
			http.Error(w, "gone", http.StatusNotFound)
			return
		}
		inner.ServeHTTP(w, r)
	})
	tab := chrome.Open(t, server, "", View{})
	tab.Except("404")
	tab.Except("could not be loaded")
	tab.Wait("the message", `!document.getElementById("failure").hidden`)
	for _, violation := range tab.Axe(root) {
		t.Error(violation)
	}
	broken = false
	tab.Eval(`document.getElementById("failure-reload").click()`, nil)
	tab.WaitReady()
}

// TestNotFound asks for a page that is not there.
func TestNotFound(t *testing.T) {
	t.Parallel()
	tab := chrome.Open(t, serveSite(t), "no/such/page", View{})
	tab.Except("404")
	tab.Wait("the message", `document.body.innerText.includes("no such page")`)
}

// TestAccessible holds the page to axe-core's rules, light and dark, wide and
// narrow.
func TestAccessible(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	for _, c := range []struct {
		name string
		view View
	}{
		{"wide light", View{}},
		{"wide dark", View{Dark: true}},
		{"narrow light", View{Width: 360, Height: 740, Touch: true}},
		{"narrow dark", View{Width: 360, Height: 740, Touch: true, Dark: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := chrome.Open(t, server, "", c.view)
			tab.WaitReady()
			for _, violation := range tab.Axe(root) {
				t.Error(violation)
			}
		})
	}
}

// TestFits looks for parts that stick out sideways on narrow screens.
func TestFits(t *testing.T) {
	t.Parallel()
	for _, width := range []int{320, 360, 480, 768, 1280} {
		tab := chrome.Open(t, serveSite(t), "", View{Width: width, Height: 740})
		tab.WaitReady()
		var got int
		tab.Eval(`document.documentElement.scrollWidth`, &got)
		if got > width {
			t.Errorf("at %d pixels the page is %d wide", width, got)
		}
	}
}

// TestRules provokes what every tab is watched for, to show that the watch sees
// it.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, provoke, want string }{
		{"console error", `console.error("ouch")`, `console.error: ouch`},
		{"exception", `setTimeout(() => { throw new Error("ouch") })`, `uncaught exception: Error: ouch`},
		{"failed request", `fetch("missing.json")`, `response 404`},
		{"another host", `fetch("http://127.0.0.2:9/").catch(() => {})`, `violates`},
		{"inline style", `document.body.setAttribute("style", "color: red")`, `policy violation`},
		{"inline script", `(() => { try { document.createElement("script").textContent = "1" } catch {} })()`, `policy violation`},
		{"markup", `(() => { try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>") } catch {} })()`, `policy violation`},
		{"foreign worker", `(() => { try { new Worker("site.json") } catch {} })()`, `policy violation`},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := chrome.Open(t, serveSite(t), "", View{})
			tab.WaitReady()
			if problems := tab.Problems(); len(problems) > 0 {
				t.Fatalf("problems before: %q", problems)
			}
			tab.Except("")
			tab.Eval("("+c.provoke+", 0)", nil)
			for range 20 {
				tab.settle()
				for _, problem := range append(tab.watch.problems(), tab.server.takeReports()...) {
					if strings.Contains(problem, c.want) || strings.Contains(problem, "csp-report") && c.want == "policy violation" {
						return
					}
				}
			}
			t.Errorf("not seen; problems: %q", tab.watch.problems())
		})
	}
}
