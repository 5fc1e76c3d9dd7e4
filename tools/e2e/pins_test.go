package e2e

import (
	"fmt"
	"testing"

	"protocell/core/space/nb201"
)

// TestPins pins cells, compares them, opens one from the table and removes one.
func TestPins(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	archs := []string{p.arch()}
	p.Click("pin")
	p.WaitFor("pin-0")
	p.Click("edge-0")
	p.Click("op-none")
	p.waitOp(0, "none")
	archs = append(archs, p.arch())
	p.Click("pin")
	p.WaitFor("pin-1")
	p.Wait("the scores of both", `document.querySelectorAll('[data-testid^="pin-"] td[data-rank]').length >= 12`)
	if got := p.spec().Pins; fmt.Sprint(got) != fmt.Sprint(archs) {
		t.Errorf("the address pins %v, want %v", got, archs)
	}
	p.Reload()
	p.WaitReady()
	p.WaitFor("pin-1")
	p.Click("pin-open-0")
	p.waitArch(archs[0])
	p.Click("unpin-0")
	p.Wait("one pin to go", `!document.querySelector('[data-testid="pin-1"]')`)
	if got := p.spec().Pins; len(got) != 1 || got[0] != archs[1] {
		t.Errorf("the address pins %v, want %v", got, archs[1:])
	}
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}

// TestEmbedSnippet puts the snippet that the page offers into another site.
func TestEmbedSnippet(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	p := playOn(t, server, small, View{})
	p.waitScores()
	want := p.scores()
	p.open("share")
	var snippet string
	p.Eval(`document.querySelector('[data-testid="embed"]').value`, &snippet)

	tab := chrome.OpenHost(t, server, Embed(t, snippet), View{})
	tab.WaitInside("the scores", `document.querySelector('[data-testid="scorecard"]')?.dataset.complete === "true"`)
	var got map[string][2]string
	tab.EvalInside(`Object.fromEntries([...document.querySelectorAll('[data-testid="scorecard"] [data-asked="true"]')].map(
		(e) => [e.dataset.testid.replace("score-", ""), [e.dataset.value, e.dataset.status]]))`, &got)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("embedded, the scores are %v, want %v", got, want)
	}
	var frame struct{ Kind, Full string }
	tab.EvalInside(`({Kind: document.querySelector("[data-frame]").dataset.frame, Full: document.querySelector('[data-testid="open-full"]').href})`, &frame)
	if frame.Kind != "embed" {
		t.Errorf("the embedded page shows itself as %q", frame.Kind)
	}
	if l := parse(t, frame.Full[len(server.URL)+1:]); l.Embed || l.Spec.Arch != p.arch() {
		t.Errorf("the embedded page leads to %+v", l)
	}
}

// TestEverythingOpen unfolds what can be unfolded and holds it to axe-core's rules.
func TestEverythingOpen(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		p := play(t, small, View{Dark: dark, Still: true})
		p.waitScores()
		p.Eval(`document.querySelectorAll('.score-head[aria-expanded="false"]').forEach((e) => e.click())`, nil)
		p.Wait("formulas", `document.querySelectorAll('[data-testid="scorecard"] math').length > 0`)
		p.Click("block-1")
		p.WaitFor("block-detail")
		p.Click(`#landscape .link[aria-expanded="false"]`)
		for _, violation := range p.Axe(root) {
			t.Error(violation)
		}
		for _, dialog := range []string{"help", "keys", "share"} {
			p.open(dialog)
			for _, violation := range p.Axe(root) {
				t.Errorf("%s: %s", dialog, violation)
			}
			p.Key("\x1b")
			p.Wait("the dialog to close", `!document.querySelector("dialog[open]")`)
			if got := p.Focused(); got != dialog {
				t.Errorf("closing dialog %s leaves the focus on %q", dialog, got)
			}
		}
	}
}

// TestAccessibilityTree reads the page as a screen reader does.
func TestAccessibilityTree(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	p.waitScores()
	have := map[Thing]bool{}
	for _, thing := range p.Tree() {
		have[thing] = true
	}
	for _, want := range []Thing{
		{"heading", "Protocell"}, {"heading", "Cell"}, {"heading", "Scorecard"}, {"heading", "Network"},
		{"radiogroup", "Edges of the cell"}, {"button", "Mutate"}, {"button", "Share"}, {"combobox", "Width C"},
		{"textbox", "Architecture, in any notation"},
	} {
		if !have[want] {
			t.Errorf("no %s is called %q", want.Role, want.Name)
		}
	}
	spoken := 0
	for thing := range have {
		for _, e := range (nb201.Space{}).Decisions() {
			var to, from int
			if _, err := fmt.Sscanf(e.Name, "%d<-%d", &to, &from); err != nil {
				t.Fatal(err)
			}
			nodes := [nb201.NumNodes]string{"in", "1", "2", "out"}
			prefix := fmt.Sprintf("Edge from node %s to node %s: ", nodes[from], nodes[to])
			if thing.Role == "radio" && len(thing.Name) > len(prefix) && thing.Name[:len(prefix)] == prefix {
				spoken++
			}
		}
	}
	if spoken != nb201.NumEdges {
		t.Errorf("%d edges can be perceived, want %d", spoken, nb201.NumEdges)
	}
}
