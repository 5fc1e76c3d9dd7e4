package e2e

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"protocell/core/latency"
	"protocell/core/space/spaces"
)

// noAdapter is what a browser says by itself of a machine without a graphics processor.
const noAdapter = "No available adapters"

// device is a tab with the device page.
type device struct{ *Tab }

// visit opens the device page with a fragment, once it knows the machine.
func visit(t *testing.T, s *Server, fragment string) device {
	t.Helper()
	p := device{chrome.Open(t, s, "device.html"+fragment, View{Still: true})}
	p.Except(noAdapter)
	p.WaitReady()
	p.Wait("the machine to be known", `document.querySelector('[data-testid="measure"]:not([disabled])')`)
	return p
}

// shorten asks for a measurement that takes seconds: of small networks, few of them.
func (p device) shorten(networks, tests, seconds int) {
	p.t.Helper()
	p.Click("options")
	p.Fill("form-c", "4")
	p.Fill("form-input", "3x16x16")
	p.Fill("form-networks", strconv.Itoa(networks))
	p.Fill("form-tests", strconv.Itoa(tests))
	p.Fill("form-seconds", strconv.Itoa(seconds))
	p.Wait("the form to be taken", fmt.Sprintf(`document.querySelector('[data-testid="measure"]')?.textContent.includes("about %d s")`, seconds))
}

// waitMine waits for a profile that was measured here to be on show.
func (p device) waitMine() {
	p.t.Helper()
	p.Wait("a profile of this machine", `document.querySelector('[data-testid="profile"][data-used="true"][data-whose="mine"]')`)
}

// number returns a number that an element with a data-testid has.
func (p device) number(id string) float64 {
	p.t.Helper()
	p.WaitFor(id)
	v, err := strconv.ParseFloat(p.Attribute(id, "data-value"), 64)
	if err != nil {
		p.t.Fatalf("%s: %v", id, err)
	}
	return v
}

// TestDeviceFirstVisit has every figure filled before anything is measured, and says that
// they are of another device. It passes in all looks.
func TestDeviceFirstVisit(t *testing.T) {
	t.Parallel()
	p := visit(t, serveSite(t), "")
	p.WaitText("whose", "Another device, to look at before you measure yours")
	p.WaitText("here", "This machine:")
	p.WaitFor("trial-corrected")
	p.Wait("predictions of all architectures", `document.querySelector('[data-testid="spread-chart"]')?.dataset.points === "15625"`)
	p.Wait("two cells with the same MACs", `document.querySelectorAll('[data-testid="twins"] figure').length === 2`)
	p.WaitText("parts-words", "Its operators take")
	p.WaitText("energy-words", "a run of 1 image")
	p.WaitText("picked", "accuracy, predicted")
	p.WaitText("ten", "with ten")
	if v := p.number("mape-corrected"); !(v < 0.05) {
		t.Errorf("on the idle machine that it comes from, the corrected table errs by %v", v)
	}
	p.Choose("heat-of", "gflops")
	p.Click("operators-table")
	p.Click("sort-gbs")
	p.Wait("the table by traffic", `document.querySelector('[aria-sort="descending"] [data-testid="sort-gbs"]')`)
	p.Click("show-roofline")
	p.WaitText("predictor", "Roofline")
	p.Click("network-random")
	p.Fill("network", "111111")
	p.WaitText("parts-words", "Its operators take")
	p.Fill("network", "nor_conv_9x9")
	p.WaitText("network-problem", "no architecture of NAS-Bench-201")
	p.Fill("cost-mul", "much")
	p.WaitText("energy-problem", "no number")
	p.Fill("bound", "0.9")
	p.WaitText("picked", "Within 0.900 ms")
	p.Wait("the charts", `document.querySelector("#predicted-chart canvas")`)
	for _, c := range []struct{ id, name, begins string }{
		{"predicted-chart-svg", "protocell-predicted.svg", "<svg"},
		{"predicted-chart-csv", "protocell-predicted.csv", "arch,"},
		{"operators-csv", "protocell-operators.csv", "operation,"},
		{"trials-csv", "protocell-predictors.csv", "predictor,"},
		{"spread-chart-csv", "protocell-macs-latency.csv", "arch,"},
		{"parts-csv", "protocell-parts.csv", "group,"},
	} {
		name, file := p.Download(c.id)
		if name != c.name || !strings.HasPrefix(file, c.begins) {
			t.Errorf("%s saves %s, which begins with %.20q", c.id, name, file)
		}
	}
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

// TestDevice measures this machine, predicts networks that it measured apart, and hands
// the profile on: over a reload, as a file, by a link.
func TestDevice(t *testing.T) {
	server := serveSite(t)
	p := visit(t, server, "")
	p.shorten(12, 8, 6)
	p.Click("measure")
	p.Wait("intervals while it measures", `Number(document.querySelector('[data-testid="live-networks"]')?.dataset.told) > 0`)
	for _, violation := range p.Axe(root) {
		t.Errorf("while it measures: %s", violation)
	}
	p.waitMine()
	p.WaitText("notice-measure", "Measured:")
	p.WaitFor("trial-corrected")

	// A predictor that knows nothing ranks networks by chance; a busy machine does not
	// change which of them are slow.
	if rho := p.number("spearman-corrected"); !(rho >= 0.6) {
		t.Errorf("predictions rank networks with %v", rho)
	}
	if e := p.number("mape-corrected"); !(e <= 0.3) {
		t.Errorf("predictions are wrong by %v on average", e)
	}
	if peak := p.Text("fact-peak"); !strings.Contains(peak, "GFLOP/s") {
		t.Errorf("the peak is %q", peak)
	}

	// Its name and all numbers are there after a reload.
	p.Fill("profile-name", "Test bench")
	p.Wait("the name", `document.querySelector("#card-title").textContent === "Test bench"`)
	p.Wait("it to be kept", `document.querySelector('[data-testid="profile"][data-whose="mine"]').dataset.kept === "true"`)
	name, file := p.Download("export")
	if name != "protocell-profile-test-bench.json" {
		t.Errorf("it is exported as %s", name)
	}
	profile, err := latency.Decode([]byte(file), spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	if len(profile.Networks) != 20 || profile.Name != "Test bench" || profile.Conditions.Engine == "" {
		t.Errorf("%d networks of %q on %q", len(profile.Networks), profile.Name, profile.Conditions.Engine)
	}
	p.Reload()
	p.WaitReady()
	p.waitMine()
	if _, again := p.Download("export"); again != file {
		t.Error("after a reload the profile is another")
	}

	// A link has it to four digits; there it is another's.
	p.Click("share")
	p.Wait("the clipboard to be filled", `document.querySelector('[data-testid="notice-copy"][data-kind="good"]')`)
	_, fragment, _ := strings.Cut(p.Clipboard(), "#")
	guest := visit(t, server, "#"+fragment)
	guest.WaitText("whose", "From a link: not this device")
	guest.Wait("its name", `document.querySelector("#card-title").textContent === "Test bench"`)
	_, text := guest.Download("export")
	linked, err := latency.Decode([]byte(text), spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range linked.Networks {
		if m := profile.Networks[i]; n.Code != m.Code || math.Abs(n.Time.Seconds-m.Time.Seconds) > 5e-4*m.Time.Seconds {
			t.Errorf("%s takes %v in the link, %v in the file", m.Code, n.Time.Seconds, m.Time.Seconds)
		}
	}

	// Deleted, and imported again.
	p.Click("delete-profile")
	p.Wait("the other device", `document.querySelector('[data-testid="profile"][data-used="true"][data-whose="reference"]')`)
	p.Drop("bench.json", file)
	p.WaitText("notice-import", "Test bench: imported")
	p.Wait("it to be on show", `document.querySelector('[data-testid="profile"][data-used="true"][data-whose="given"]')`)
	if _, again := p.Download("export"); again != file {
		t.Error("imported, the profile is another")
	}
	p.Click("beside")
	p.WaitFor("pair")
}

// TestDeviceBad is given what are no profiles: it says what is wrong, and keeps what is on
// show.
func TestDeviceBad(t *testing.T) {
	t.Parallel()
	p := visit(t, serveSite(t), "")
	_, good := p.Download("export")
	var shown map[string]any
	if err := json.Unmarshal([]byte(good), &shown); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"notes.txt", "hello", "this is no profile"},
		{"later.json", strings.Replace(good, `{"protocell-profile":1`, `{"protocell-profile":7`, 1), "version 7"},
		{"absurd.json", strings.Replace(good, `"gflops":`, `"gflops":-`, 1), "machine"},
		{"other.json", strings.Replace(good, `"space":"nb201"`, `"space":"nb909"`, 1), `no search space "nb909"`},
		{"cut.json", good[:len(good)/2], "cut.json"},
	} {
		p.Drop(c.name, c.text)
		p.WaitText("notice-import", c.want)
		if n := p.Count(`[data-testid="notice-import"]`); n != 1 {
			t.Errorf("%s: %d messages", c.name, n)
		}
	}
	if n := p.Count(`[data-testid="profile"]`); n != 1 {
		t.Errorf("%d profiles after bad files", n)
	}
	p.WaitText("whose", "Another device")

	p = visit(t, serveSite(t), "#v=1&profile=abc")
	p.WaitText("notice-link", `This link cannot be read: its "profile"`)
	p = visit(t, serveSite(t), "#v=1&sp=nb201&a=000000&zoom=3")
	p.WaitText("notice-link", "zoom")
	p.WaitText("parts-words", "Its operators take")
}

// TestDeviceInterrupted pauses a measurement, hides the tab, loses the worker, and ends
// early: what was measured stays.
func TestDeviceInterrupted(t *testing.T) {
	p := device{chrome.open(t, serveSite(t), View{Still: true})}
	p.Except(noAdapter)
	p.script(`
		globalThis.workers = [];
		globalThis.Worker = class extends Worker { constructor(...args) { super(...args); workers.push(this); } };
		globalThis.hideTab = (hidden) => {
			Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
			document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
		};`)
	p.Go("device.html")
	p.WaitReady()
	p.Wait("the machine to be known", `document.querySelector('[data-testid="measure"]:not([disabled])')`)
	p.shorten(6, 2, 60)
	p.Click("measure")
	told := func(least int) string {
		return fmt.Sprintf(`Number(document.querySelector('[data-testid="live-networks"]')?.dataset.told) >= %d`, least)
	}
	phase := func(want string) string {
		return fmt.Sprintf(`document.querySelector('[data-testid="run"]')?.dataset.phase === %q`, want)
	}
	p.Wait("estimates", told(6))
	p.Click("pause")
	p.Wait("the pause", phase("paused"))
	p.Wait("what was measured", told(6))
	p.Click("go-on")
	p.Wait("it to go on", phase("running"))
	p.Wait("what was measured", told(6))

	p.Eval(`hideTab(true)`, nil)
	p.Wait("it to wait", phase("hidden"))
	p.Eval(`hideTab(false)`, nil)
	p.Wait("it to go on", phase("running"))

	// The page is closed and opened again.
	p.Reload()
	p.WaitReady()
	p.Wait("it to ask", phase("stopped"))
	p.Click("go-on")
	p.Wait("it to go on", phase("running"))
	p.Wait("what is measured", told(6))

	p.Eval(`void workers.forEach((w) => w.terminate())`, nil)
	p.Wait("it to go on with another worker, or to ask", `globalThis.workers.length > 1 || `+phase("stopped"))
	p.Wait("what was measured", told(6))

	p.Click("finish")
	p.waitMine()
	p.WaitText("notice-measure", "Measured:")

	p.Wait("it to be possible again", `document.querySelector('[data-testid="measure"]:not([disabled])')`)
	p.Click("measure")
	p.Wait("another measurement", phase("running"))
	p.Click("discard")
	p.Wait("it to be gone", `!document.querySelector('[data-testid="run"]')`)
	if n := p.Count(`[data-testid="profile"]`); n != 2 {
		t.Errorf("%d profiles after a measurement was discarded", n)
	}
}
