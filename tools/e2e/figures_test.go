package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestFiguresRegions drags a weight, points at a region and walks to the next.
func TestFiguresRegions(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	count := func() int { return p.number("regions-count") }
	last := count()
	if last < 100 {
		t.Fatalf("there are %d regions", last)
	}
	// The number follows while the button is held.
	x, y := p.middle("regions-weight")
	p.run(chromedp.MouseEvent(input.MousePressed, x, y, chromedp.ButtonLeft))
	for _, dx := range []float64{40, 80} {
		p.run(chromedp.MouseEvent(input.MouseMoved, x+dx, y, chromedp.ButtonLeft))
		p.Wait("the number of regions to change", fmt.Sprintf(`document.querySelector('[data-testid="regions-count"]').dataset.value !== "%d"`, last))
		last = count()
	}
	p.run(chromedp.MouseEvent(input.MouseReleased, x+80, y, chromedp.ButtonLeft))

	x, y = p.middle("regions-plane")
	p.run(chromedp.MouseEvent(input.MouseMoved, x+90, y-120))
	p.Wait("the code there", `document.querySelector('[data-testid="regions-code"]').textContent.length === 44`)
	before := p.Text("regions-code")
	p.Focus("regions-plane")
	for range 8 {
		p.Key(kb.ArrowRight)
	}
	p.Wait("another region", fmt.Sprintf(`document.querySelector('[data-testid="regions-code"]').textContent !== %q`, before))
	if name, text := p.Download("regions-svg"); name != "linear-regions.svg" || !strings.HasPrefix(text, "<svg") {
		t.Errorf("the drawing is saved as %s: %.60q", name, text)
	}
	if _, text := p.Download("regions-csv"); strings.Count(text, "\n") != 1+count() {
		t.Errorf("the table has %d lines for %d regions", strings.Count(text, "\n"), count())
	}

	// Training goes on from frame to frame, and keeps the order of the number.
	untrained := p.Attribute("regions-loss", "data-value")
	p.Click("regions-train")
	p.Wait("100 steps", `document.querySelector('[data-testid="regions-loss"]').dataset.steps === "100"`)
	if loss := p.Attribute("regions-loss", "data-value"); loss == untrained || count() < last/4 || count() > 4*last {
		t.Errorf("after training the loss is %s, and was %s; there are %d regions", loss, untrained, count())
	}

	// One layer, four lines: at most eleven regions, and codes of four bits.
	p.slide("regions-depth", "1")
	p.slide("regions-width", "4")
	p.Wait("codes of four neurons", `document.querySelector('[data-testid="regions-code"]').textContent.length === 4`)
	if n := count(); n < 2 || n > 11 {
		t.Errorf("four lines make %d regions", n)
	}
	p.slide("regions-stop", "0")
	p.Wait("one region", `document.querySelector('[data-testid="regions-count"]').dataset.value === "1"`)
}

// TestFiguresByHand types a weight, and moves two points into one region.
func TestFiguresByHand(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	if r := p.Attribute("synflow-r", "data-value"); r != "5.5" {
		t.Errorf("R is %s", r)
	}
	p.Fill("synflow-v-1", "4")
	p.Wait("R to follow", `document.querySelector('[data-testid="synflow-r"]').dataset.value === "8.5"`)
	if a, b, score := p.Text("synflow-layer-0"), p.Text("synflow-layer-1"), p.Attribute("synflow-score", "data-value"); a != "8.5" || b != "8.5" || score != "17" {
		t.Errorf("the layers carry %s and %s, and the score is %s", a, b, score)
	}

	code := p.Text("nwot-code-A")
	p.Focus("nwot-point-A")
	for range 52 { // into the region of C, beside it
		p.Key(kb.ArrowUp)
	}
	p.Wait("A to have another code", fmt.Sprintf(`document.querySelector('[data-testid="nwot-code-A"]').textContent !== %q`, code))
	p.WaitText("nwot-why", "lie in one region")
	if score := p.Attribute("nwot-score", "data-value"); score != "-Inf" {
		t.Errorf("the score of two points in one region is %s", score)
	}

	// And away with the mouse.
	x, y := p.middle("nwot-point-A")
	p.run(chromedp.MouseEvent(input.MousePressed, x, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.MouseMoved, x+40, y+40, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.MouseMoved, x+40, y+210, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.MouseReleased, x+40, y+210, chromedp.ButtonLeft))
	p.Wait("a score", `document.querySelector('[data-testid="nwot-score"]').dataset.value !== "-Inf"`)
	moved := p.Attribute("nwot-point-A", "aria-label")
	p.run(chromedp.MouseEvent(input.MouseMoved, x, y))
	p.settle()
	if now := p.Attribute("nwot-point-A", "aria-label"); now != moved {
		t.Errorf("the point that was let go moves on: %q, then %q", moved, now)
	}
}

// TestFiguresCodes shades other units, and walks two points into one region.
func TestFiguresCodes(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	bent := `document.querySelector('[data-testid="codes-step-3"] [data-part="shade"]').getAttribute("d")`
	p.Wait("the figure", `document.querySelector('[data-testid="codes-step-3"]')`)
	var before string
	p.Eval(bent, &before)
	p.Click("codes-unit-B2")
	p.Wait("another unit to be shaded", fmt.Sprintf("%s !== %q", bent, before))
	if now := p.Attribute("codes-unit-B2", "aria-pressed"); now != "true" {
		t.Errorf("unit B2 is pressed: %s", now)
	}
	code := p.Text("codes-code-B")
	for axis, at := range map[string]string{"x": "-1.45", "y": "-1.2"} {
		p.Fill("codes-"+axis+"-B", at) // beside A
	}
	p.Wait("B to have another code", fmt.Sprintf(`document.querySelector('[data-testid="codes-code-B"]').textContent !== %q`, code))
	p.WaitText("codes-why", "A and B lie in one region")
	if score := p.Attribute("codes-score", "data-value"); score != "-Inf" {
		t.Errorf("the score of two points in one region is %s", score)
	}
	p.Focus("codes-point-B")
	for range 30 {
		p.Key(kb.ArrowRight)
	}
	p.Wait("a score", `document.querySelector('[data-testid="codes-score"]').dataset.value !== "-Inf"`)
}

// TestFiguresByFinger drags a point over another, upwards, where the page would
// scroll.
func TestFiguresByFinger(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Width: 390, Height: 844, Touch: true, Still: true})
	x, y := p.middle("nwot-point-A")
	var to [2]float64
	p.Eval(`(() => {
		const c = document.querySelector('[data-testid="nwot-point-C"]').getBoundingClientRect();
		return [c.x + c.width / 2 + 30, c.y + c.height / 2];
	})()`, &to)
	p.run(input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: x, Y: y, RadiusX: 8, RadiusY: 8, Force: 1}}))
	const steps = 8
	for k := 1.; k <= steps; k++ {
		p.run(input.DispatchTouchEvent(input.TouchMove, []*input.TouchPoint{
			{X: x + (to[0]-x)*k/steps, Y: y + (to[1]-y)*k/steps, RadiusX: 8, RadiusY: 8, Force: 1},
		}))
	}
	p.run(input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
	p.WaitText("nwot-why", "A and C lie in one region")
}

// TestFiguresAreAccessible holds the figures to axe-core's rules, and the page to
// narrow windows.
func TestFiguresAreAccessible(t *testing.T) {
	t.Parallel()
	for _, v := range []View{{Still: true}, {Width: 360, Height: 740, Dark: true, Still: true, Touch: true}} {
		p := play(t, small, v)
		press := (*Tab).Click
		if v.Touch {
			press = (*Tab).Tap
		}
		press(p.Tab, "regions-table")
		p.Wait("the table", `document.querySelectorAll("#regions table tbody tr").length > 10`)
		for _, violation := range p.Axe(root) {
			t.Error(violation)
		}
		var width int
		p.Eval(`document.documentElement.scrollWidth`, &width)
		if v.Width > 0 && width > v.Width {
			t.Errorf("in a window %d wide the page is %d wide", v.Width, width)
		}
	}
}

// number returns the whole number that an element stands for.
func (p playground) number(id string) int {
	p.t.Helper()
	return p.numberIn(id, "data-value")
}

// numberIn returns the whole number in an attribute of an element.
func (p playground) numberIn(id, attribute string) int {
	p.t.Helper()
	n, err := strconv.Atoi(p.Attribute(id, attribute))
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

// slide moves a slider to a value.
func (p playground) slide(id, value string) {
	p.t.Helper()
	p.Focus(id)
	p.Eval(fmt.Sprintf(`(() => { document.activeElement.value = %q; document.activeElement.dispatchEvent(new Event("input", {bubbles: true})); })()`, value), nil)
}
