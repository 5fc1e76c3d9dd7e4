package e2e

import (
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Click clicks the middle of the element with a data-testid, as a person would:
// it fails if something else lies there.
func (tab *Tab) Click(id string) {
	tab.t.Helper()
	x, y := tab.middle(id)
	tab.run(chromedp.MouseClickXY(x, y))
}

// Tap taps the middle of the element with a data-testid with a finger.
func (tab *Tab) Tap(id string) {
	tab.t.Helper()
	x, y := tab.middle(id)
	tab.run(
		input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: x, Y: y, RadiusX: 8, RadiusY: 8, Force: 1}}),
		input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}),
	)
}

// middle scrolls an element into view and returns the middle of its box, in CSS
// pixels, once nothing covers it and it keeps still.
func (tab *Tab) middle(id string) (x, y float64) {
	tab.t.Helper()
	look := fmt.Sprintf(`(async () => {
		const frame = () => new Promise((done) => requestAnimationFrame(done));
		const e = document.querySelector(%q);
		if (!e) return null;
		e.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
		const before = e.getBoundingClientRect();
		await frame();
		await frame();
		const after = e.getBoundingClientRect();
		const x = after.x + after.width / 2, y = after.y + after.height / 2;
		const top = document.elementFromPoint(x, y);
		const still = before.x === after.x && before.y === after.y && before.width === after.width;
		return still && after.width > 0 && top && e.contains(top) ? [x, y] : null;
	})()`, selector(id))
	deadline := time.Now().Add(patience)
	for {
		var at *[2]float64
		tab.Eval(look, &at)
		if at != nil {
			return at[0], at[1]
		}
		if time.Now().After(deadline) {
			tab.t.Fatalf("waited %v for something to press at %s; the page says:\n%s\nproblems: %q", patience, id, tab.bodyText(), tab.Problems())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Key types keys into whatever has the focus; see package kb for special keys.
func (tab *Tab) Key(keys string, modifiers ...input.Modifier) {
	tab.t.Helper()
	tab.run(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// Focus gives the focus to the element with a data-testid.
func (tab *Tab) Focus(id string) {
	tab.t.Helper()
	tab.WaitFor(id)
	tab.Eval(fmt.Sprintf(`document.querySelector(%q).focus()`, selector(id)), nil)
}

// Focused returns the data-testid of the element that has the focus, or of the
// nearest element around it that has one.
func (tab *Tab) Focused() string {
	tab.t.Helper()
	var id string
	tab.Eval(`document.activeElement?.closest("[data-testid]")?.dataset.testid ?? ""`, &id)
	return id
}

// Fill replaces the text of an input with a data-testid and leaves it, as a
// person would with the keyboard.
func (tab *Tab) Fill(id, text string) {
	tab.t.Helper()
	tab.Focus(id)
	tab.Eval(`document.activeElement.select?.()`, nil)
	tab.run(input.InsertText(text))
	tab.Eval(`document.activeElement.dispatchEvent(new Event("change", {bubbles: true}))`, nil)
}

// Choose picks the option with a value in a select with a data-testid.
func (tab *Tab) Choose(id, value string) {
	tab.t.Helper()
	tab.WaitFor(id)
	var found bool
	tab.Eval(fmt.Sprintf(`(() => {
		const e = document.querySelector(%q);
		e.focus();
		if (![...e.options].some((o) => o.value === %q)) return false;
		e.value = %q;
		e.dispatchEvent(new Event("input", {bubbles: true}));
		e.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	})()`, selector(id), value, value), &found)
	if !found {
		tab.t.Fatalf("%s has no option %q", id, value)
	}
}

// WaitFor waits until there is an element with a data-testid.
func (tab *Tab) WaitFor(id string) {
	tab.t.Helper()
	tab.Wait(id, fmt.Sprintf(`document.querySelector(%q)`, selector(id)))
}

// Text returns the text of the element with a data-testid.
func (tab *Tab) Text(id string) string {
	tab.t.Helper()
	tab.WaitFor(id)
	var text string
	tab.Eval(fmt.Sprintf(`document.querySelector(%q).textContent.trim()`, selector(id)), &text)
	return text
}

// Attribute returns an attribute of the element with a data-testid, or "".
func (tab *Tab) Attribute(id, name string) string {
	tab.t.Helper()
	tab.WaitFor(id)
	var text string
	tab.Eval(fmt.Sprintf(`document.querySelector(%q).getAttribute(%q) ?? ""`, selector(id), name), &text)
	return text
}

// WaitText waits until the text of the element with a data-testid contains want.
func (tab *Tab) WaitText(id, want string) {
	tab.t.Helper()
	tab.Wait(fmt.Sprintf("%q in %s", want, id),
		fmt.Sprintf(`document.querySelector(%q)?.textContent.includes(%q)`, selector(id), want))
}

// Count returns how many elements match a CSS selector.
func (tab *Tab) Count(css string) int {
	tab.t.Helper()
	var n int
	tab.Eval(fmt.Sprintf(`document.querySelectorAll(%q).length`, css), &n)
	return n
}
