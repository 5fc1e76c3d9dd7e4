package shell

import (
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
	if !parts.Next() || parts.Next() {
		t.Error("there is not one part that waits")
	}
	if html := draw(); page.drawn != first+1 || !strings.Contains(html, "late") {
		t.Errorf("after its turn: %s", html)
	}
}

// counting is a page with a part, of which it counts the drawings, and one that is
// drawn later.
type counting struct {
	ui.Compo
	parts      *Parts
	key, drawn int
}

func (c *counting) Render() ui.UI {
	return ui.Div().Body(
		c.parts.Once("one", c.key, func() ui.UI { c.drawn++; return ui.P().Text("one") }),
		c.parts.Later("late", 0, func() ui.UI { return ui.P().Text("late") }),
	)
}
