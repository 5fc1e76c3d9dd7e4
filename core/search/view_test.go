package search_test

import (
	"math"
	"testing"

	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space/nb201"
)

// TestViews: what is to be seen is there, through all wrappers, and sums up.
func TestViews(t *testing.T) {
	for _, info := range search.All() {
		s := searchtest.Spec(info, nb201.Space{}, 2)
		s.Unique, s.Failures, s.Warm = true, search.Retry, []string{"111111"}
		s.Limits = []search.Limit{{Measure: "size", Max: 1000}}
		if info.Several {
			s.Minimise = []string{"size"}
		}
		r, err := s.New(nb201.Space{}, searchtest.Measures(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
			t.Fatal(err)
		}
		v := r.View()
		has := map[string]bool{
			"population": len(v.Population) > 0, "probabilities": len(v.Probabilities) == 6,
			"parents": len(v.Parents) > 0, "rungs": len(v.Rungs) > 1 && v.Bracket > 0, "current": v.Current.ID > 0,
		}
		want := map[string][]string{
			"random": nil, "naswot": nil, "reinforce": {"probabilities"}, "local": {"current"}, "nsga2": {"parents"},
			"tpe": {"population", "probabilities"}, "halving": {"rungs"}, "hyperband": {"rungs"}, "bohb": {"rungs"},
		}
		names, ok := want[info.ID]
		if !ok {
			names = []string{"population"}
		}
		for _, name := range names {
			if !has[name] {
				t.Errorf("%s: no %s in %+v", info.ID, name, v)
			}
			delete(has, name)
		}
		for name, there := range has {
			if there {
				t.Errorf("%s: has %s", info.ID, name)
			}
		}
		for d, p := range v.Probabilities {
			sum := 0.0
			for _, x := range p {
				sum += x
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Errorf("%s: the probabilities of decision %d sum to %v", info.ID, d, sum)
			}
		}
	}
}
