package e2e

import (
	"testing"

	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/sample"
	"protocell/core/score"
)

// TestEnsembles has the cell placed among the reference sample by ensembles, one of them
// with weights that are typed, and compares the places with native ones; and uses
// ensembles where proxies are: as axes, and as columns of the comparison.
func TestEnsembles(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{Still: true})
	p.waitScores()
	p.Wait("the reference sample", `(() => {
		document.querySelector('[data-testid="reference-run"]')?.click(); // which a busy machine waits for
		const r = document.querySelector('[data-testid="reference"]');
		return r && r.dataset.done === r.dataset.of;
	})()`)
	p.Fill("card-weights", "nwot 1, synflow -0.5")
	p.Wait("the mix of the two", `document.querySelector('[data-testid="ensemble-mix"]')?.dataset.place > 0`)
	weights := map[string]float64{"nwot": 1, "synflow": -0.5}
	for _, id := range []string{"vote", "borda", "mix"} {
		e, ok := ensemble.LookupWith(id, weights)
		if !ok {
			t.Fatalf("no ensemble %s", id)
		}
		if got, want := p.numberIn("ensemble-"+id, "data-place"), place(t, e, p.spec()); got != want {
			t.Errorf("by %s the cell has place %d, natively %d", id, got, want)
		}
	}

	p.Choose("landscape-x", "vote")
	p.Choose("landscape-y", "mix")
	p.Wait("a chart of all cells", `document.querySelector('[data-testid="landscape"]').dataset.points >= 64`)
	p.Click("pin")
	p.WaitFor("pins-vote")
	p.Wait("the place among one", `document.querySelectorAll('[data-testid="pin-0"] td[data-rank="1"]').length > 10`)
	for _, violation := range p.Axe(root) {
		t.Error(violation)
	}
}

// place places the cell of an experiment by an ensemble among the reference sample.
func place(t *testing.T, e ensemble.Ensemble, spec experiment.Spec) int {
	t.Helper()
	spec.Proxies, spec.Pins = e.Info().Members, nil
	row := func(arch string) (scores []proxy.Score) {
		spec := spec
		spec.Arch = arch
		r, err := score.Run(spec, score.Options{Kernels: kernel.Go()})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range e.Info().Members {
			for _, entry := range r.Scores {
				if entry.ID == id {
					scores = append(scores, entry.Score)
				}
			}
		}
		return scores
	}
	sp, own, err := spec.Architecture()
	if err != nil {
		t.Fatal(err)
	}
	pool, err := ensemble.NewPool(e.Info().Members...)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range sample.Reference(sp, sample.ReferenceSize) {
		if a == own {
			continue
		}
		if pool, err = pool.With(row(sp.Print(a))); err != nil {
			t.Fatal(err)
		}
	}
	standing, err := ensemble.Place(e, pool, row(spec.Arch))
	if err != nil {
		t.Fatal(err)
	}
	return standing.Place
}
