package predict

import (
	"math"
	"testing"

	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
)

// TestCounts holds the counts of every space to networks that are built, and wants
// NAS-Bench-201 and TransNAS-Bench's micro space to need none.
func TestCounts(t *testing.T) {
	for _, s := range spaces.All() {
		id := s.Info().ID
		t.Run(id, func(t *testing.T) {
			k := s.Skeletons().Fix(graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 3})
			c := NewCounts(s, k)
			if want := id == "nb201" || id == "tnb101_micro"; want && !c.additive {
				t.Error("it builds a network for each architecture")
			}
			r := rng.Named(5, id)
			for range 10 {
				a := s.Sample(r)
				g, err := s.Build(a, k)
				if err != nil {
					t.Fatal(err)
				}
				list, of, times := latency.Operators(g)
				want := map[latency.Operator]float64{}
				for i, o := range of {
					if o >= 0 {
						want[list[o]] += times[i]
					}
				}
				got := map[latency.Operator]float64{}
				c.Of(a, func(o latency.Operator, times float64) { got[o] += times })
				if len(got) != len(want) {
					t.Fatalf("%d operators, want %d", len(got), len(want))
				}
				for o, n := range want {
					if got[o] != n {
						t.Fatalf("%v: %v times, want %v", o, got[o], n)
					}
				}
				sums := make([]float64, 2)
				c.Sums(sums, []space.Arch{a}, 2, func(sums []float64, o latency.Operator, times float64) {
					sums[0] += times * float64(o.MACs())
					sums[1] += times
				})
				var macs, number float64
				for o, n := range want {
					macs += n * float64(o.MACs())
					number += n
				}
				if math.Abs(sums[0]/macs-1) > 1e-12 || math.Abs(sums[1]/number-1) > 1e-12 {
					t.Fatalf("sums %v, want %v and %v", sums, macs, number)
				}
			}
		})
	}
}

// TestOperations has cells whose operations are known.
func TestOperations(t *testing.T) {
	s := nb201.Space{}
	for _, c := range []struct {
		code            string // edges 0>1, 0>2, 1>2, 0>3, 1>3, 2>3
		live, all, deep int    // operations, connections contracted
	}{
		{"000000", 0, 0, 0},
		{"111111", 0, 0, 0},
		{"333333", 6, 6, 3},
		{"300000", 0, 1, 0}, // leads nowhere
		{"030003", 2, 2, 2},
		{"000003", 0, 1, 0}, // a function of nothing
		{"130003", 2, 2, 2},
		{"301013", 2, 2, 2}, // through a connection
		{"313003", 3, 3, 3},
	} {
		a, err := space.ParseCode(s, c.code)
		if err != nil {
			t.Fatal(err)
		}
		live, all := operations(s, s.Decisions(), a, which{}), operations(s, s.Decisions(), a, which{dead: true})
		if len(live) != c.live || len(all) != c.all || longest(live) != c.deep {
			t.Errorf("%s: %d of %d operations, a chain of %d; want %d of %d and %d", c.code, len(live), len(all), longest(live), c.live, c.all, c.deep)
		}
		dead := 0
		for _, op := range all {
			if op.dead {
				dead++
			}
		}
		if dead != c.all-c.live {
			t.Errorf("%s: %d operations are dead", c.code, dead)
		}
	}
}
