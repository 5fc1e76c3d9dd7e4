package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"protocell/core/kernel"
	"protocell/core/score"
)

// TestComputed unfolds how scores are computed, with the network's own numbers.
func TestComputed(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	p.waitScores()
	for id, want := range map[string]string{
		"nwot": "Sum of ln pivot", "jacob_cov": "2020", "synflow": "The score", "flops": "convolution",
	} {
		p.Eval(`document.querySelector('[data-testid="score-`+id+`"] .score-head').click()`, nil)
		p.WaitFor("computed-" + id)
		if text := p.Text("computed-" + id); !strings.Contains(text, want) {
			t.Errorf("%s is computed as %q, without %q", id, text, want)
		}
	}
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}

// TestKernelMatrix compares images by pointer, key and number, and holds what the page
// says of them, and of a ReLU's codes, against the native core.
func TestKernelMatrix(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	p.waitScores()
	native, err := score.Run(p.spec(), score.Options{Kernels: kernel.Go(), Matrix: true})
	if err != nil {
		t.Fatal(err)
	}
	m := native.Matrix
	says := func(row, column int) {
		t.Helper()
		equal := int(m.Values[row*m.N+column])
		p.WaitText("matrix-pair", fmt.Sprintf("differ in %d of %d ReLU units", m.Units-equal, m.Units))
		if text := p.Text("matrix-pair"); !strings.HasPrefix(text, fmt.Sprintf("Image %d ", row+1)) || !strings.Contains(text, fmt.Sprintf("Image %d ", column+1)) {
			t.Errorf("images %d and %d: %q", row+1, column+1, text)
		}
	}
	says(0, 1)
	p.Focus("matrix-cells")
	p.Key(kb.ArrowDown)
	p.Key(kb.ArrowDown)
	says(2, 1)
	p.Eval(`(() => {
		const c = document.getElementById("matrix-canvas"), r = c.getBoundingClientRect(), w = r.width / 9;
		c.dispatchEvent(new MouseEvent("mousemove", {bubbles: true, clientX: r.left + 7.5 * w, clientY: r.top + 4.5 * w}));
	})()`, nil)
	says(3, 6)
	p.Eval(`(() => {
		const i = document.getElementById("pair-column");
		i.value = "99";
		i.dispatchEvent(new Event("change", {bubbles: true}));
	})()`, nil)
	says(3, 7)
	var value string
	p.Eval(`document.getElementById("pair-column").value`, &value)
	if value != "8" {
		t.Errorf("a number that is too large becomes %q", value)
	}
	p.Click("matrix-shares")
	p.WaitText("matrix-pair", fmt.Sprintf("K / units = %.4f", m.Values[3*m.N+7]/float64(m.Units)))

	p.Click("codes-toggle")
	p.Wait("the codes", `document.querySelector('[data-testid="codes"]')?.dataset.fresh === "true"`)
	text := p.Text("codes-summary")
	if !strings.Contains(text, "The first 256 of ") && !strings.Contains(text, "All ") {
		t.Errorf("the codes say %q", text)
	}
	var labels []string
	var list string
	p.Eval(`JSON.stringify([...document.getElementById("codes-relu").options].map(o => o.value))`, &list)
	if err := json.Unmarshal([]byte(list), &labels); err != nil || len(labels) < 2 {
		t.Fatalf("ReLUs %q, %v", list, err)
	}
	p.Choose("codes-relu", labels[0])
	p.Wait("other codes", fmt.Sprintf(`document.querySelector('[data-testid="codes"]').dataset.fresh === "true" && document.querySelector('[data-testid="codes-summary"]').textContent !== %q`, text))
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}
