package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/sample"
	"protocell/core/score"
)

// ensemblesOf returns the ensembles with these ids, with the weights of the mix.
func ensemblesOf(ids []string, weights map[string]float64) ([]ensemble.Ensemble, error) {
	var list []ensemble.Ensemble
	for _, id := range ids {
		x, ok := ensemble.LookupWith(id, weights)
		if !ok {
			return nil, fmt.Errorf("no ensemble %q; there are: %s", id, strings.Join(ensemble.IDs(), ", "))
		}
		list = append(list, x)
	}
	return list, nil
}

// withMembers returns ids of proxies with those of the members of ensembles.
func withMembers(proxies []string, list []ensemble.Ensemble) []string {
	out := slices.Clone(proxies)
	for _, x := range list {
		for _, id := range x.Info().Members {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// standing is what an ensemble says of an architecture among a reference sample.
type standing struct {
	ID string `json:"id"`
	proxy.Score
	Place int `json:"place"` // from the best, 1
	Of    int `json:"of"`    // architectures that are ranked, with the one that is placed
}

// reference places architectures by ensembles among a reference sample. As ensembles
// rank, they say nothing of an architecture alone.
type reference struct {
	ids     []string
	weights map[string]float64
	size    int

	list    []ensemble.Ensemble
	members []string
	archs   []string        // of the sample, as the space prints them
	results []*score.Result // of the same, by the members
}

// flags adds the flags of a reference sample to f.
func (r *reference) flags(f *flag.FlagSet) {
	f.Func("ensembles", "`ids` of ensembles, joined by commas, or all: "+strings.Join(ensemble.IDs(), ", ")+
		"; they rank the architecture among a reference sample, which is scored for it", func(text string) error {
		r.ids = strings.Split(text, ",")
		if text == "all" {
			r.ids = ensemble.IDs()
		}
		return nil
	})
	f.Func("mix", "`weights` of the ensemble mix, as in synflow=1,nwot=0.5", func(text string) (err error) {
		r.weights, err = ensemble.ParseWeights(text)
		return err
	})
	f.IntVar(&r.size, "reference", sample.ReferenceSize, "`number` of connected architectures in the reference sample, "+
		"the same ones everywhere; the page has the default")
}

// weigh gives the mix the weights that a link has, unless a flag gave it others.
func (r *reference) weigh(mix string) (err error) {
	if r.weights != nil || mix == "" {
		return nil
	}
	if r.weights, err = ensemble.ParseWeights(mix); err != nil {
		return err
	}
	return r.choose()
}

// choose finds the ensembles, and what has to be known of an architecture for them.
func (r *reference) choose() (err error) {
	r.list, err = ensemblesOf(r.ids, r.weights)
	r.members = withMembers(nil, r.list)
	return err
}

// prepare checks the flags, and adds the members to the proxies of spec.
func (r *reference) prepare(spec *experiment.Spec) error {
	if r.weights != nil && r.ids == nil {
		r.ids = []string{ensemble.Mix{}.Info().ID}
	}
	if err := r.choose(); err != nil || len(r.list) == 0 {
		return err
	}
	if r.size < 1 || r.size > sample.MaxSize {
		return fmt.Errorf("-reference %d: not in 1 to %d, and ensembles rank among it", r.size, sample.MaxSize)
	}
	spec.Proxies = withMembers(spec.ProxyIDs(), r.list)
	return nil
}

// score scores the sample under the set-up of an experiment.
func (r *reference) score(ctx context.Context, s scorer) error {
	if len(r.list) == 0 {
		return nil
	}
	sp, _, err := s.spec.Architecture()
	if err != nil {
		return err
	}
	for _, a := range sample.Reference(sp, r.size) {
		r.archs = append(r.archs, sp.Print(a))
	}
	progress := newProgress(s.env, 0, len(r.archs))
	spec := s.spec
	spec.Proxies, spec.Pins = r.members, nil
	return inOrder(ctx, len(r.archs), s.workers, func(ctx context.Context, w *worker, i int) (*score.Result, error) {
		spec := spec
		spec.Arch = r.archs[i]
		return w.score(ctx, spec, s.source, s.clock)
	}, func(_ int, result *score.Result) error {
		r.results = append(r.results, result)
		progress.step()
		return nil
	})
}

// place says what the ensembles say of an architecture, given its scores by at least
// the members. If the sample has the architecture itself, it is compared with the rest.
func (r *reference) place(result *score.Result) ([]standing, error) {
	var list []standing
	for _, x := range r.list {
		pool, err := ensemble.NewPool(x.Info().Members...)
		if err != nil {
			return nil, err
		}
		for i, other := range r.results {
			if r.archs[i] == result.Arch {
				continue
			}
			for k, v := range row(pool, other) {
				pool[k].Scores = append(pool[k].Scores, v)
			}
		}
		stand, err := ensemble.Place(x, pool, row(pool, result))
		if err != nil {
			return nil, err
		}
		list = append(list, standing{x.Info().ID, stand.Score(), stand.Place, pool.Rows() + 1})
	}
	return list, nil
}

// row returns the scores of a result for the columns of a pool.
func row(pool ensemble.Pool, r *score.Result) (scores []proxy.Score) {
	for _, c := range pool {
		for _, e := range r.Scores {
			if e.ID == c.ID {
				scores = append(scores, e.Score)
			}
		}
	}
	return scores
}
