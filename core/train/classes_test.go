package train

import (
	"slices"
	"testing"

	"protocell/core/space/nb201"
)

func TestClasses(t *testing.T) {
	sp, k := nb201.Space{}, small().Skeleton
	all, err := Classes(sp, k, 1<<20, 1)
	if err != nil {
		t.Fatal(err)
	}
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
	few, err := Classes(sp, k, 100, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(few, all[:100]) {
		t.Error("a shorter list is not the beginning of a longer one")
	}
	if other, err := Classes(sp, k, 100, 2); err != nil || slices.Equal(other, few) {
		t.Errorf("another seed draws the same classes, or fails: %v", err)
	}
}
