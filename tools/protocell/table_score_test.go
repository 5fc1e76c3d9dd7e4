package main

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/score"
	"protocell/core/space/nb201"
)

// TestTableScore scores the architectures of a table: to the same bits as one by one, and
// last what is not a number.
func TestTableScore(t *testing.T) {
	from, out := filepath.Join(t.TempDir(), "x.table"), filepath.Join(t.TempDir(), "y.table")
	if r := try("", "table", "import", write(t, "nb201.csv", accuracies), write(t, "more.csv", scores), "-space", "nb201", "-out", from); r.code != exitOK {
		t.Fatalf("%+v", r)
	}
	r := try("", "table", "score", from, "-c", "4", "-n", "1", "-input", "3x8x8", "-batch", "4", "-proxies", "nwot,synflow,jacob_cov", "-workers", "2", "-out", out)
	if r.code != exitOK || !strings.Contains(r.stdout, "set-up: v=1") {
		t.Fatalf("%+v", r)
	}
	scored, err := openTable(out)
	if err != nil {
		t.Fatal(err)
	}
	if scored.Len() != 3 || len(scored.Columns) != 3 {
		t.Fatalf("%d rows, %d columns", scored.Len(), len(scored.Columns))
	}
	spec := experiment.Default()
	spec.Skeleton = graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 10}
	spec.Batch, spec.Proxies = 4, []string{"nwot", "synflow", "jacob_cov"}
	for row := range scored.Len() {
		spec.Arch = nb201.Space{}.Print(scored.Arch(row))
		want, err := score.Run(spec, score.Options{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range want.Scores {
			c := scored.Column("shapes/" + e.ID)
			if c == nil {
				t.Fatalf("no column of %s", e.ID)
			}
			v := c.Values[row]
			if e.Status == "ok" && math.Float64bits(v) != math.Float64bits(float64(e.Value)) || e.Status != "ok" && !math.IsInf(v, -1) {
				t.Errorf("%s of %s is %v, want %v (%s)", e.ID, spec.Arch, v, e.Value, e.Status)
			}
		}
	}
	for _, args := range [][]string{{"table", "score"}, {"table", "score", from, from}, {"table", "score", from, "-workers", "0"}, {"table", "score", from, "-proxies", "x"}} {
		if r := try("", args...); r.code == exitOK || r.stderr == "" {
			t.Errorf("%v: %+v", args, r)
		}
	}
}
