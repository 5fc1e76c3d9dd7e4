package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"

	"protocell/core/experiment"
	"protocell/core/space"
	"protocell/core/space/nb201"
)

// archOf prints the cell with operations on its edges, in the space's order.
func archOf(ops ...nb201.Op) string {
	b := make([]byte, len(ops))
	for i, op := range ops {
		b[i] = byte(op)
	}
	return nb201.Space{}.Print(space.Arch(b))
}

// smallSpec is the experiment of small.
func smallSpec(t testing.TB, arch string) experiment.Spec {
	s := parse(t, small).Spec
	if arch != "" {
		s.Arch = arch
	}
	return s
}

// TestDefault holds what a newcomer sees first against the native core.
func TestDefault(t *testing.T) {
	t.Parallel()
	p := play(t, "", View{})
	if got, want := p.arch(), experiment.Default().Arch; got != want {
		t.Errorf("the page opens with %s, want %s", got, want)
	}
	p.checkScores(experiment.Default())
	if got := p.Attribute("workers", "data-kernels"); got != "simd128" {
		t.Errorf("the workers compute with kernels %q", got)
	}
	if got := p.Attribute("matrix", "data-n"); got != "32" {
		t.Errorf("the kernel matrix has %s rows, want one for each image", got)
	}
	p.Wait("sample images", `document.querySelectorAll('[data-testid="samples"] canvas').length === 32`)
}

// TestEditByPointer changes every edge, with the mouse and with a finger.
func TestEditByPointer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		view  View
		press func(*Tab, string)
	}{
		{"mouse", View{}, (*Tab).Click},
		{"touch", View{Width: 360, Height: 740, Touch: true}, (*Tab).Tap},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := play(t, small, c.view)
			ops := []nb201.Op{nb201.AvgPool3x3, nb201.None, nb201.NorConv3x3, nb201.NorConv1x1, nb201.SkipConnect, nb201.NorConv1x1}
			for edge, op := range ops {
				c.press(p.Tab, fmt.Sprintf("edge-%d", edge))
				p.Wait("the edge to be selected", fmt.Sprintf(`document.querySelector('[data-testid="edge-%d"]').getAttribute("aria-checked") === "true"`, edge))
				c.press(p.Tab, "op-"+op.String())
				p.waitOp(edge, op.String())
			}
			p.waitArch(archOf(ops...))
			p.checkScores(smallSpec(t, archOf(ops...)))
			if got := p.spec(); got.Arch != archOf(ops...) {
				t.Errorf("the address has %s, want %s", got.Arch, archOf(ops...))
			}
		})
	}
}

// TestEditByKeyboard reaches the cell with Tab, moves with the arrows, and picks
// operations by their letters and in the palette.
func TestEditByKeyboard(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	p.tabTo("edge-0")
	p.Key(kb.End)
	if got := p.Focused(); got != "edge-5" {
		t.Fatalf("End leads to %q", got)
	}
	p.Key(kb.Home)
	for edge, key := range []string{"n", "s", "1", "3", "p", "1"} {
		p.arrowTo(edge)
		p.Key(key)
	}
	want := archOf(nb201.None, nb201.SkipConnect, nb201.NorConv1x1, nb201.NorConv3x3, nb201.AvgPool3x3, nb201.NorConv1x1)
	p.waitArch(want)
	p.checkScores(smallSpec(t, want))

	p.tabTo("op-" + nb201.NorConv1x1.String())
	p.Key(kb.ArrowRight)
	p.waitOp(5, nb201.NorConv3x3.String())
	if got := p.Focused(); got != "op-"+nb201.NorConv3x3.String() {
		t.Errorf("the arrow leaves the focus on %q", got)
	}
}

// TestSaid listens to what screen readers are told: of an edit, and of scores.
func TestSaid(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	p.Wait("the scores to be said", `document.querySelector('[data-testid="live"]').textContent.startsWith("Scores are ready, NWOT")`)
	// So much work that it waits to be asked for.
	q := play(t, full, View{})
	q.WaitFor("run")
	q.Click("edge-0")
	q.Click("op-none")
	q.Wait("the edit to be said", `document.querySelector('[data-testid="live"]').textContent.startsWith("Edge in to 1: none.")`)
}

// tabTo presses Tab until an element has the focus.
func (p playground) tabTo(id string) {
	p.t.Helper()
	for range 60 {
		if p.Focused() == id {
			return
		}
		p.Key(kb.Tab)
	}
	p.t.Fatalf("Tab does not lead to %s; the focus is on %q", id, p.Focused())
}

// arrowTo presses arrow keys until an edge has the focus: breadth first, by what
// each arrow is found to do.
func (p playground) arrowTo(edge int) {
	p.t.Helper()
	want := fmt.Sprintf("edge-%d", edge)
	arrows := []string{kb.ArrowRight, kb.ArrowLeft, kb.ArrowDown, kb.ArrowUp}
	for _, first := range append([]string{""}, arrows...) {
		for _, second := range append([]string{""}, arrows...) {
			for _, third := range append([]string{""}, arrows...) {
				p.Key(kb.Home)
				for _, key := range []string{first, second, third} {
					if key != "" {
						p.Key(key)
					}
				}
				if p.Focused() == want {
					return
				}
			}
		}
	}
	p.t.Fatalf("no three arrows lead to %s", want)
}

// TestUndo undoes and redoes edits, by buttons and by keys.
func TestUndo(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	first := p.arch()
	p.Click("edge-0")
	p.Click("op-none")
	p.waitOp(0, "none")
	second := p.arch()
	p.Click("edge-3")
	p.Click("op-avg_pool_3x3")
	p.waitOp(3, "avg_pool_3x3")
	third := p.arch()
	p.Click("undo")
	p.waitArch(second)
	p.Key("z", input.ModifierCtrl)
	p.waitArch(first)
	if got := p.Attribute("undo", "disabled"); got != "" && got != "true" {
		t.Errorf("undo, with nothing to undo, is %q", got)
	}
	p.Key("Z", input.ModifierCtrl, input.ModifierShift)
	p.waitArch(second)
	p.Click("redo")
	p.waitArch(third)
	p.checkScores(smallSpec(t, third))
}

// TestEditByName types, pastes and copies architectures.
func TestEditByName(t *testing.T) {
	p := play(t, small, View{})
	want := archOf(nb201.SkipConnect, nb201.SkipConnect, nb201.None, nb201.NorConv1x1, nb201.NorConv3x3, nb201.AvgPool3x3)
	p.Fill("arch", "  "+want+"\n")
	p.waitOp(0, "skip_connect")
	p.waitArch(want)
	before := p.fragment()
	p.Fill("arch", "|nor_conv_9x9~0|+")
	p.Wait("the problem to be named", `document.querySelector('[data-testid="arch-problem"]')`)
	if got := p.Text("arch-problem"); !strings.Contains(got, "nor_conv_9x9") {
		t.Errorf("the problem is %q", got)
	}
	if got := p.fragment(); got != before {
		t.Errorf("what cannot be read changes the experiment to %s", got)
	}
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
	p.Fill("arch", want)
	p.Wait("the problem to go", `!document.querySelector('[data-testid="arch-problem"]')`)
	for _, n := range (nb201.Space{}).Notations() {
		text, err := nb201.Space{}.PrintAs(space.Arch(mustParse(t, want)), n.ID)
		if err != nil {
			continue // the page does not offer it either
		}
		p.Click("copy-arch")
		p.Click("copy-arch-" + n.ID)
		p.Wait("the clipboard to be filled", `document.querySelector('[data-testid="notice-copy"][data-kind="good"]')`)
		if got := p.Clipboard(); got != text {
			t.Errorf("%s: the clipboard has %q, want %q", n.ID, got, text)
		}
	}
}

func mustParse(t testing.TB, text string) space.Arch {
	t.Helper()
	a, err := nb201.Space{}.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestStartingPoints goes through the presets, and draws and mutates cells.
func TestStartingPoints(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	for _, preset := range (nb201.Space{}).Presets() {
		p.Click("presets")
		p.Click("preset-" + preset.Name)
		p.waitArch(nb201.Space{}.Print(preset.Arch))
		if want := fmt.Sprint(nb201.Space{}.Valid(preset.Arch) == nil); p.Attribute("validity", "data-valid") != want {
			t.Errorf("%s: connected is %s, want %s", preset.Name, p.Attribute("validity", "data-valid"), want)
		}
		p.checkScores(smallSpec(t, p.arch()))
	}
	before := p.arch()
	p.Click("mutate")
	p.Wait("another cell", fmt.Sprintf(`document.querySelector('[data-testid="arch"]').value !== %q`, before))
	if n := distance(mustParse(t, before), mustParse(t, p.arch())); n != 1 {
		t.Errorf("mutating changes %d edges", n)
	}
	p.Click("random")
	p.Wait("a connected cell", `document.querySelector('[data-testid="validity"]').dataset.valid === "true"`)
	p.checkScores(smallSpec(t, p.arch()))
}

// distance is the number of edges that differ.
func distance(a, b space.Arch) (n int) {
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// TestSetUp changes everything that scores depend on besides the cell.
func TestSetUp(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	p.Choose("setup-data", "noise") // which may have any number of classes
	p.Choose("setup-width", "8")
	p.Choose("setup-cells", "2")
	p.Choose("setup-input", "8")
	p.Choose("setup-classes", "100")
	p.Choose("setup-batch", "16")
	p.Fill("setup-seed", "18446744073709551615")
	want := smallSpec(t, "")
	want.Skeleton.C, want.Skeleton.N, want.Skeleton.Classes = 8, 2, 100
	want.Skeleton.Input.H, want.Skeleton.Input.W = 8, 8
	want.Batch, want.Data, want.Seed = 16, "noise", 1<<64-1
	p.Wait("the address to follow", `location.hash.includes("18446744073709551615")`)
	if got := p.spec(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the address has %+v, want %+v", got, want)
	}
	p.checkScores(want)
	p.Fill("setup-seed", "-1")
	var seed string
	p.Eval(`document.querySelector('[data-testid="setup-seed"]').value`, &seed)
	if seed != "18446744073709551615" {
		t.Errorf("a seed that is none leaves %q", seed)
	}
}
