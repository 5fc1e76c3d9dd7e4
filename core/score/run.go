package score

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/proxy"
	"protocell/core/space"
)

// maxBytes is how much memory the passes may use: a WebAssembly memory has 4 GiB,
// which must also hold the images, the program and garbage.
const maxBytes = 3 << 30

// Run scores the architecture of the experiment. An error says what is wrong with
// the experiment, or is that of o.Checkpoint.
func Run(spec experiment.Spec, o Options) (*Result, error) {
	spec, err := spec.Coded()
	if err != nil {
		return nil, err
	}
	return RunCoded(spec, o)
}

// RunCoded is Run for a Spec that Coded made; it needs less of a program.
func RunCoded(spec experiment.Spec, o Options) (*Result, error) {
	sp, a, err := spec.Decode()
	if err != nil {
		return nil, err
	}
	if o.Kernels.F32 == nil || o.Kernels.F64 == nil {
		return nil, errors.New("score: no kernels")
	}
	var proxies []proxy.Proxy
	ids := spec.ProxyIDs()
	for _, p := range proxy.All() {
		if slices.Contains(ids, p.Traits().ID) {
			proxies = append(proxies, p)
		}
	}
	passes, labelled, err := plan(spec, sp, a, o, proxies)
	if err != nil {
		return nil, err
	}

	costs := passes.Costs().Total
	r := &Result{Arch: sp.Print(a), Params: costs.Params, MACs: costs.MACs, Kernels: o.Kernels.F32.Name()}
	for _, p := range proxies {
		start := o.now()
		s := proxy.Score{Value: proxy.Number(math.NaN()), Status: proxy.Unlabelled}
		if labelled || !readsLabels(p) {
			if s, err = p.Score(passes); err != nil {
				return nil, fmt.Errorf("%s: %w", p.Traits().ID, err)
			}
		}
		if !o.Layers {
			s.Layers, s.Steps = nil, nil
		}
		r.Scores = append(r.Scores, Entry{ID: p.Traits().ID, Score: s, Millis: 1000 * (o.now() - start)})
	}
	if o.Matrix {
		c, err := passes.Codes()
		if err != nil {
			return nil, err
		}
		r.Matrix = matrix(c)
	}
	r.Digest = Digest(r)
	return r, nil
}

// plan builds the network of a and the batch, and plans the passes over them. It
// also says whether the images have labels; proxies that read those are left out if
// not.
func plan(spec experiment.Spec, sp space.Space, a space.Arch, o Options, proxies []proxy.Proxy) (passes *proxy.Passes, labelled bool, err error) {
	g, err := sp.Build(a, spec.Skeleton)
	if err != nil {
		return nil, false, err
	}
	seeds := spec.Seeds()
	in := proxy.Input{
		Graph: g, Skeleton: spec.Skeleton,
		Build: func(k graph.Skeleton) (*graph.Graph, error) { return sp.Build(a, k) },
		Seed:  seeds.Init, Noise: seeds.Noise, Batch: spec.Batch, Proxies: proxies, Kernels: o.Kernels, Memory: o.Memory, MaxBytes: maxBytes,
		Progress: func(done float64) error {
			if o.Checkpoint == nil {
				return nil
			}
			return o.Checkpoint(done)
		},
	}
	if o.Matrix {
		in.Needs, in.Watch = proxy.NeedCodes, o.watch
	}
	if o.Matrix || slices.ContainsFunc(proxies, func(p proxy.Proxy) bool { return p.Traits().Images }) {
		if in.Images, in.Labels, err = spec.Images().Images(o.Source); err != nil {
			return nil, false, err
		}
		if in.Labels == nil {
			in.Proxies = slices.DeleteFunc(slices.Clone(proxies), readsLabels)
		}
	}
	if err := in.Progress(0); err != nil {
		return nil, false, err
	}
	passes, err = proxy.NewPasses(in)
	return passes, in.Labels != nil, err
}

// readsLabels reports whether a proxy reads the labels of the images.
func readsLabels(p proxy.Proxy) bool { return p.Traits().Labels }

// now returns the time by the injected clock.
func (o *Options) now() float64 {
	if o.Clock == nil {
		return 0
	}
	return o.Clock()
}

// matrix returns the kernel of the codes.
func matrix(c *proxy.Codes) *Matrix {
	m := &Matrix{N: c.Images, Units: int(c.Units), Values: make([]float64, len(c.Matrix))}
	for i, v := range c.Matrix {
		m.Values[i] = float64(v)
	}
	return m
}
