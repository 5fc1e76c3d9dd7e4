package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"protocell/core/latency"
	"protocell/core/space/spaces"
)

// TestLatency opens the playground where no device was measured, and then where one was:
// each cell is taken apart by the times of its operators.
func TestLatency(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	p.WaitFor("latency-measure")
	text, err := os.ReadFile(filepath.Join(root, "app", "device", "reference", "profile.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := latency.Decode(text, spaces.ByID); err != nil {
		t.Fatal(err)
	}
	p.Eval(`protocell.profiles.keep("given-1", `+strconv.Quote(string(text))+`).then(() => true)`, nil)
	p.Reload()
	p.WaitReady()
	fresh := `document.querySelector('[data-testid="latency-words"]')?.dataset.fresh === "true"`
	p.Wait("the network to be taken apart", fresh)
	seconds := func() float64 {
		v, err := strconv.ParseFloat(p.Attribute("latency-words", "data-seconds"), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	before := seconds()
	p.Click("edge-0")
	p.Click("op-none")
	p.waitOp(0, "none")
	p.Wait("the edited network to be taken apart", fresh+` && document.querySelector('[data-testid="latency-words"]').dataset.seconds !== "`+p.Attribute("latency-words", "data-seconds")+`"`)
	if after := seconds(); !(after > 0 && after < before) {
		t.Errorf("without a convolution the network takes %v s, with it %v s", after, before)
	}
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}
