package e2e

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/sample"
	"protocell/core/score"
	"protocell/core/space/nb201"
)

// TestSample scores a sample under two seeds and another batch, pauses and goes on,
// and compares what is saved with what the core computes natively.
func TestSample(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	p.waitScores()
	p.Fill("sample-size", "24")
	p.Fill("sample-repeats", "2")
	p.Choose("sample-vary", string(sample.Weights))
	p.Fill("sample-batches", "6")
	p.Choose("sample-proxies", "card")
	p.WaitText("sample-estimate", "24 cells under 3 settings")
	p.Click("sample-start")
	p.Click("sample-pause")
	p.Wait("the pause", `document.querySelector('[data-testid="sample-progress"]').dataset.phase === "paused"`)
	p.Click("sample-resume")
	p.Wait("the whole sample", `document.querySelector('[data-testid="sample-progress"]').dataset.phase === "done"`)
	p.WaitFor("sample-spread")
	p.WaitFor("sample-others")
	p.Wait("a summary of all cells", `document.querySelector('[data-testid="sample-results"]').dataset.rows === "24"`)
	p.Fill("sample-weights", "nwot 1, synflow -0.5")
	p.Wait("the mix", `[...document.querySelector('[data-testid="sample-sort"]').options].some((o) => o.value === "mix")`)
	p.Choose("sample-sort", "mix")
	p.WaitFor("sample-best-0")

	_, table := p.Download("sample-csv")
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+3*24 {
		t.Fatalf("%d lines, want one for each cell and setting and a head", len(rows))
	}
	spec := p.spec()
	plan := sample.Plan{Spec: spec, Size: 24, Draw: 1, Repeats: 2, Vary: sample.Weights, Batches: []int{6}}
	settings, err := plan.Settings()
	if err != nil {
		t.Fatal(err)
	}
	archs := sample.Architectures(nb201.Space{}, 24, 1)
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, line := range []int{0, 23, 24, 50, 71} {
		row := rows[1+line]
		one := settings[line/24].Spec
		one.Arch = nb201.Space{}.Print(archs[line%24])
		compareRow(t, row, column, one)
	}
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}

// compareRow compares a line of a sample's table with native scores, bit by bit.
func compareRow(t *testing.T, row []string, column map[string]int, spec experiment.Spec) {
	t.Helper()
	if row[0] != spec.Arch {
		t.Errorf("the architecture is %s, want %s", row[0], spec.Arch)
		return
	}
	want, err := score.Run(spec, score.Options{Kernels: kernel.Go()})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range want.Scores {
		text := ""
		if e.Status == proxy.OK || e.Status == proxy.Disconnected {
			text = strconv.FormatFloat(float64(e.Value), 'g', -1, 64)
		}
		if got := row[column[e.ID]]; got != text || row[column[e.ID+"_status"]] != string(e.Status) {
			t.Errorf("%s, %s: %s is %q, want %q", row[0], row[1], e.ID, got, text)
		}
	}
}
