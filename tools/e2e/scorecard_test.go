package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestSlowProxies asks for slow proxies, one and then all, and holds them against
// native ones; the link asks for the same.
func TestSlowProxies(t *testing.T) {
	t.Parallel()
	p := play(t, "v=1&c=4&b=4&i=3x8x8", View{Still: true})
	p.waitScores()
	p.Click("ask-swap")
	p.Wait("SWAP", `document.querySelector('[data-testid="score-swap"]').dataset.fresh === "true"`)
	if got := p.spec().Proxies; !slices.Contains(got, "swap") || slices.Contains(got, "swap_reg") {
		t.Errorf("the address asks for %v", got)
	}
	for _, id := range []string{"swap_reg", "grasp", "zico", "gradsign", "ntk", "az_expressivity", "az_progressivity", "az_trainability", "gennas"} {
		p.Click("ask-" + id)
	}
	p.checkScores(p.spec())
	p.Reload()
	p.WaitReady()
	p.checkScores(p.spec())

	// Ensembles of slow members wait for the reference sample to be scored by them.
	p.Wait("the sample", `(() => { const d = document.querySelector('[data-testid="reference"]').dataset; return d.done === d.of; })()`)
	if place := p.Attribute("ensemble-vote", "data-place"); place == "0" {
		t.Error("the vote has no place for the cell")
	}
	if text := p.Text("ensemble-az_nas"); !strings.Contains(text, "reference sample") {
		t.Errorf("AZ-NAS says %q", text)
	}
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}

// TestGroupsFold folds a group of the scorecard by the keyboard, which the page
// remembers.
func TestGroupsFold(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	p.waitScores()
	p.Focus("group-gradient")
	p.Key(kb.Enter)
	p.Wait("the group to fold", `!document.querySelector('[data-testid="score-snip"]')`)
	if p.Count(`[data-testid="score-nwot"]`) != 1 || p.Attribute("group-gradient", "aria-expanded") != "false" {
		t.Error("another group folds, or the button does not say so")
	}
	p.Reload()
	p.WaitReady()
	p.WaitFor("group-gradient")
	if p.Count(`[data-testid="score-snip"]`) != 0 {
		t.Error("the group is not folded after a reload")
	}
	p.Click("group-gradient")
	p.WaitFor("score-snip")
}
