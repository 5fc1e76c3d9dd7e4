package evaluate

import (
	"errors"
	"fmt"
	"math"

	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/score"
	"protocell/core/search"
	"protocell/core/space"
)

// scorer scores architectures under one experiment, in one memory.
type scorer struct {
	spec    experiment.Spec // coded
	options score.Options
	memory  proxy.Memory
}

// newScorer returns a scorer of the proxies with these ids.
func newScorer(spec *experiment.Spec, env Env, ids ...string) (*scorer, error) {
	if spec == nil {
		return nil, errors.New("there is no experiment that says how proxies are computed")
	}
	s := *spec
	s.Proxies, s.Pins = ids, nil
	coded, err := s.Coded()
	if err != nil {
		return nil, err
	}
	c := &scorer{spec: coded}
	c.options = score.Options{Kernels: env.Kernels, Source: env.Images, Memory: &c.memory, Checkpoint: env.checkpoint}
	return c, nil
}

// score returns the scores of an architecture, in the order of the table of proxies.
func (c *scorer) score(a space.Arch) ([]score.Entry, error) {
	s := c.spec
	s.Arch = space.PrintCode(a)
	r, err := score.RunCoded(s, c.options)
	if err != nil {
		return nil, err
	}
	return r.Scores, nil
}

// proxied evaluates by one proxy.
type proxied struct {
	*scorer
	sign float64
}

func newProxy(spec *experiment.Spec, env Env, id string) (Evaluator, error) {
	p, ok := proxy.Lookup(id)
	if !ok {
		return nil, fmt.Errorf("no proxy %q", id)
	}
	c, err := newScorer(spec, env, id)
	if err != nil {
		return nil, err
	}
	e := &proxied{c, 1}
	if p.Traits().Lower {
		e.sign = -1
	}
	return e, nil
}

// Evaluate implements Evaluator. A score that is not a number has failed, with its
// status as the reason. Proxies cost nothing on the simulated clock.
func (p *proxied) Evaluate(t search.Trial) (search.Outcome, error) {
	scores, err := p.score(t.Arch)
	if err != nil {
		return search.Outcome{}, err
	}
	v := p.sign * float64(scores[0].Value)
	if s := scores[0].Status; s != proxy.OK {
		return search.Outcome{Failed: string(s)}, nil
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return search.Outcome{Failed: "its score is not a number"}, nil
	}
	return search.Outcome{Value: v}, nil
}
