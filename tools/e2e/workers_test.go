package e2e

import (
	"strings"
	"testing"

	"protocell/core/experiment"
)

// full is the fragment of the skeleton that NAS-Bench-201 trains: so much work that
// the page asks first.
const full = "v=1&c=16&n=5&b=64"

// long is full with a job of a few seconds for each of two workers.
const long = full + "&x=nwot,jacob_cov,grad_norm"

// started waits until a worker is scoring the cell on show.
func (p playground) started() {
	p.t.Helper()
	p.Wait("scoring to be under way", `document.querySelector('[data-testid="score-status"]').dataset.phase === "running"
		&& !document.querySelector('[data-testid="score-status"]').textContent.includes(" 0 %")`)
}

// startFull opens the full skeleton, and has it scored if it waits to be asked.
func startFull(t *testing.T) playground {
	t.Helper()
	p := play(t, full, View{})
	p.Click("run")
	p.started()
	return p
}

// TestCancel leaves a long job behind by an edit: no worker is lost by it, and the
// scores are those of what is on show.
func TestCancel(t *testing.T) {
	p := startFull(t)
	p.Choose("setup-cells", "1")
	p.Choose("setup-batch", "8")
	p.Choose("setup-width", "4")
	p.Choose("setup-input", "16")
	want := smallSpec(t, "")
	p.checkScores(want)
	if got := p.Attribute("workers", "data-restarts"); got != "0" {
		t.Errorf("%s workers had to be replaced", got)
	}
}

// TestLosingWorkers loses workers at work, by a crash that is reported and by one
// that is not: another takes over, and the scores come out as if nothing had been.
func TestLosingWorkers(t *testing.T) {
	for _, c := range []struct{ name, kill string }{
		{"crash", `protocell.killWorker()`},
		{"silence", `void workers.forEach((w) => w.terminate())`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := playground{chrome.open(t, serveSite(t), View{})}
			p.script(`
				globalThis.workers = [];
				globalThis.Worker = class extends Worker { constructor(...args) { super(...args); workers.push(this); } };`)
			p.Go("#" + long)
			p.WaitReady()
			p.Click("run")
			p.started()
			p.Eval(c.kill, nil)
			p.Wait("a worker to be replaced", `+document.querySelector('[data-testid="workers"]').dataset.restarts > 0`)
			if text, kind := p.notice("pool"); kind != "info" || !strings.Contains(text, "Another has taken its place") {
				t.Errorf("the visitor is told %q (%s)", text, kind)
			}
			p.checkScores(parse(t, long).Spec)
		})
	}
}

// TestNoSIMD computes without the SIMD kernels: more slowly, to the same bits.
func TestNoSIMD(t *testing.T) {
	p := playground{chrome.open(t, serveSite(t), View{})}
	// A browser without SIMD refuses to compile the kernels.
	p.script(`
		const {compileStreaming, compile} = WebAssembly;
		const refuse = (url) => { if (url?.includes("kernels")) throw new WebAssembly.CompileError("invalid opcode 0xfd"); };
		WebAssembly.compileStreaming = async (source) => { refuse((await source).url); return compileStreaming(source); };`)
	p.Go("")
	p.WaitReady()
	p.checkScores(experiment.Default())
	if got := p.Attribute("workers", "data-kernels"); got != "go" {
		t.Errorf("the workers compute with kernels %q", got)
	}
}

// TestManyJobs edits faster than scores come: only the last one's are waited for.
func TestManyJobs(t *testing.T) {
	p := play(t, "", View{})
	for range 20 {
		p.Eval(`document.querySelector('[data-testid="mutate"]').click()`, nil)
	}
	p.checkScores(p.spec())
	if got := p.Attribute("workers", "data-restarts"); got != "0" {
		t.Errorf("%s workers had to be replaced", got)
	}
}

// TestReference waits for the reference sample, and stops it in between.
func TestReference(t *testing.T) {
	p := play(t, small, View{})
	p.Wait("the whole sample", `(({dataset: d}) => {
		document.querySelector('[data-testid="reference-run"]')?.click();
		return d.done === d.of;
	})(document.querySelector('[data-testid="reference"]'))`)
	p.Wait("a percentile", `document.querySelector('[data-testid="rank-nwot"]')?.dataset.value`)
	p.Wait("the landscape", `+document.querySelector('[data-testid="landscape"]').dataset.points >= 60`)

	q := play(t, "v=1&c=8&b=16&i=3x16x16", View{})
	q.waitScores()
	q.Wait("the sample to be under way", `(() => {
		document.querySelector('[data-testid="reference-run"]')?.click(); // which a busy machine waits for
		return document.querySelector('[data-testid="reference-pause"]');
	})()`)
	q.Click("reference-pause")
	q.WaitFor("reference-run")
	q.Click("reference-run")
	q.WaitFor("reference-pause")
}
