package evaluate

import (
	"testing"

	"protocell/core/kernel"
	"protocell/core/search"
)

// TestDigests: whole searches have the same digests on every platform. They change
// where a strategy, a proxy or a training does.
func TestDigests(t *testing.T) {
	for name, c := range map[string]struct {
		spec     Spec
		strategy string
		params   search.Params
		want     string
	}{
		"a proxy": {
			Spec{Main: Source{Proxy: "nwot"}, Cheap: &Source{Proxy: "params"}, Experiment: small()},
			"area", search.Params{"population": 4, "pool": 8}, "32cbf5d6ec43d449",
		},
		"training": {
			Spec{Main: Source{Train: true}, Training: lesson()},
			"hyperband", search.Params{"min": 1, "max": 4, "eta": 2}, "63d172f171aa2f38",
		},
	} {
		s := search.Spec{
			Space: "nb201", Strategy: c.strategy, Params: c.params, Seed: 5, Parallel: 2, Budget: search.Budget{Trials: 12},
		}
		e, err := c.spec.New(sp, Env{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.New(sp, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := Drive(r, e); err != nil {
			t.Fatal(err)
		}
		if r.Digest() != c.want {
			t.Errorf("%s: the digest is %s, want %s", name, r.Digest(), c.want)
		}
	}
}
