package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// shown is the experiment of the pictures.
const shown = "v=1&a=133123&p=311323.111111"

var shots = flag.String("shots", "", "folder to write the README's pictures to")

// TestScreenshots takes the pictures of the README.
func TestScreenshots(t *testing.T) {
	if *shots == "" {
		t.Skip("no folder given for the pictures: see -shots")
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		view View
	}{
		{"playground-light.png", View{Width: 1440, Height: 1304, Still: true}},
		{"playground-dark.png", View{Width: 1440, Height: 1304, Still: true, Dark: true}},
	} {
		p := play(t, shown, c.view)
		p.waitScores()
		p.Wait("the whole sample", `(({dataset: d}) => d.done === d.of)(document.querySelector('[data-testid="reference"]'))`)
		p.Wait("both pins", `document.querySelectorAll('[data-testid^="pin-"] td[data-rank]').length >= 14`)
		p.Wait("all workers to rest", `document.querySelector('.lamp').dataset.busy === "false"`)
		p.Eval(`document.fonts.ready.then(() => scrollTo(0, 0))`, nil)
		p.keep(c.name)
	}
	for _, c := range []struct {
		name string
		view View
	}{
		{"study-light.png", View{Width: 1440, Height: 1304, Still: true}},
		{"study-dark.png", View{Width: 1440, Height: 1304, Still: true, Dark: true}},
	} {
		p := ask(t, serveSite(t), "", c.view)
		p.waitAnswer()
		p.Wait("both charts", `document.querySelectorAll(".study-chart canvas").length >= 2`)
		p.Eval(`document.fonts.ready.then(() => scrollTo(0, 0))`, nil)
		p.keep(c.name)
	}
}

// keep writes a picture of what the tab shows.
func (tab *Tab) keep(name string) {
	tab.t.Helper()
	if err := os.WriteFile(filepath.Join(*shots, name), tab.Screenshot(false), 0o644); err != nil {
		tab.t.Fatal(err)
	}
}
