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
	sights := []struct {
		page string
		take func(t *testing.T, v View) *Tab // the page as it is to be seen
	}{
		{"playground", func(t *testing.T, v View) *Tab {
			p := play(t, shown, v)
			p.waitScores()
			p.Wait("the whole sample", `(({dataset: d}) => d.done === d.of)(document.querySelector('[data-testid="reference"]'))`)
			p.Wait("both pins", `document.querySelectorAll('[data-testid^="pin-"] td[data-rank]').length >= 14`)
			p.Wait("all workers to rest", `document.querySelector('.lamp').dataset.busy === "false"`)
			return p.Tab
		}},
		{"study", func(t *testing.T, v View) *Tab {
			p := ask(t, serveSite(t), "", v)
			p.waitAnswer()
			p.Wait("both charts", `document.querySelectorAll(".study-chart canvas").length >= 2`)
			return p.Tab
		}},
		{"search", func(t *testing.T, v View) *Tab {
			p := seek(t, serveSite(t), "", v)
			p.wait("done")
			p.Wait("the comparison of all", `document.querySelector('[data-testid="verdict"]').textContent.includes("over 20 searches")`)
			return p.Tab
		}},
		{"device", func(t *testing.T, v View) *Tab {
			p := visit(t, serveSite(t), "")
			p.View(v)
			p.Click("measure")
			p.waitMine()
			p.Wait("predictions", `document.querySelectorAll("canvas").length >= 1 && !document.body.textContent.includes("being fitted")`)
			return p.Tab
		}},
	}
	for _, c := range sights {
		t.Run(c.page, func(t *testing.T) {
			for _, dark := range []bool{false, true} {
				colours := map[bool]string{false: "light", true: "dark"}[dark]
				tab := c.take(t, View{Width: 1440, Height: 1304, Still: true, Dark: dark})
				tab.Eval(`document.fonts.ready.then(() => scrollTo(0, 0))`, nil)
				tab.keep(c.page + "-" + colours + ".png")
			}
		})
	}
}

// keep writes a picture of what the tab shows.
func (tab *Tab) keep(name string) {
	tab.t.Helper()
	if err := os.WriteFile(filepath.Join(*shots, name), tab.Screenshot(false), 0o644); err != nil {
		tab.t.Fatal(err)
	}
}
