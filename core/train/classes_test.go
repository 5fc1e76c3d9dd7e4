package train

import (
	"slices"
	"testing"

	"protocell/core/space"
	"protocell/core/space/nb201"
)

func TestClasses(t *testing.T) {
	sp, k := nb201.Space{}, small().Skeleton
	groups, err := classes(sp, k)
	if err != nil {
		t.Fatal(err)
	}
	all := spread(groups, 1<<20, 1)
	if len(all) != 6466 {
		t.Errorf("%d classes", len(all))
	}
	seen, counts := map[string]bool{}, map[int64]int{}
	for i, a := range all {
		if class := sp.Canonical(a); seen[class] {
			t.Fatalf("class %s is there twice", class)
		} else {
			seen[class] = true
		}
		if i < 280 {
			g, err := sp.Build(a, k)
			if err != nil {
				t.Fatal(err)
			}
			counts[g.Costs().Total.MACs]++
		}
	}
	if len(counts) != 28 {
		t.Errorf("the first 280 classes have %d numbers of MACs", len(counts))
	}
	for macs, n := range counts {
		if n > 14 { // 10, and the share of the numbers that have fewer classes
			t.Errorf("%d of the first 280 classes have %d MACs", n, macs)
		}
	}
	few := spread(groups, 100, 1)
	if !slices.Equal(few, all[:100]) {
		t.Error("a shorter list is not the beginning of a longer one")
	}
	if slices.Equal(few, spread(groups, 100, 2)) {
		t.Error("another seed draws the same classes")
	}
	// The list of the built-in table begins so, and must for the command to go on.
	for i, want := range []string{"000100", "411121", "214214"} {
		if got, err := sp.PrintAs(all[i], space.Code); err != nil || got != want {
			t.Errorf("class %d is %s, want %s", i+1, got, want)
		}
	}
}
