package shell

import (
	"strconv"
	"strings"
	"testing"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// TestPartsAreDrawnWhenTheyChange counts how often a part is drawn.
func TestPartsAreDrawnWhenTheyChange(t *testing.T) {
	var parts Parts
	page := &counting{parts: &parts}
	d := ui.NewClientTester(page)
	defer d.Close()
	d.Consume()
	draw := func() string {
		page.Update()
		d.Consume()
		return ui.HTMLString(page)
	}
	draw()
	first := page.drawn
	if html := draw(); page.drawn != first || strings.Contains(html, "late") || !strings.Contains(html, "one") {
		t.Errorf("drawn %d times, and then %d: %s", first, page.drawn, html)
	}
	page.key = 1
	if draw(); page.drawn != first+1 {
		t.Errorf("a part that has changed is drawn %d times more", page.drawn-first)
	}
	take := func() {
		t.Helper()
		if !parts.Waiting() {
			t.Error("no part waits")
		}
		if parts.Next(); parts.Waiting() {
			t.Error("another part waits")
		}
	}
	take()
	if html := draw(); page.drawn != first+1 || !strings.Contains(html, "late 0") {
		t.Errorf("after its turn: %s", html)
	}
	if parts.Waiting() {
		t.Error("a part that has not changed waits")
	}
	page.late = 1
	if html := draw(); !strings.Contains(html, "late 0") {
		t.Errorf("a part that has changed is drawn before its turn: %s", html)
	}
	take()
	if html := draw(); !strings.Contains(html, "late 1") {
		t.Errorf("after its second turn: %s", html)
	}
}

// counting is a page with a part, of which it counts the drawings, and one that is
// drawn later.
type counting struct {
	ui.Compo
	parts      *Parts
	key, drawn int
	late       int
}

func (c *counting) Render() ui.UI {
	return ui.Div().Body(
		c.parts.Once("one", c.key, func() ui.UI { c.drawn++; return ui.P().Text("one") }),
		c.parts.Later("late", c.late, func() ui.UI { return ui.P().Text("late " + strconv.Itoa(c.late)) }),
	)
}
