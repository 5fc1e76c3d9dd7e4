package study

import (
	"slices"

	"protocell/core/rank"
	"protocell/core/rng"
)

// minSample is the smallest sample of the convergence.
const minSample = 10

// sizes returns the sizes of the samples of the convergence: 10, 20, 50, 100 and so on,
// and all rows.
func (c *comparison) sizes() (sizes []int) {
	n := len(c.y)
	if c.options.Repeats == 0 || n < minSample {
		return nil
	}
	for ten := minSample; ten < n; ten *= 10 {
		for _, m := range []int{1, 2, 5} {
			if m*ten < n {
				sizes = append(sizes, m*ten)
			}
		}
	}
	return append(sizes, n)
}

// converge fills in how ρ depends on the number of architectures: in the first ones of
// random orders of the rows, so that each sample contains the smaller ones.
func (c *comparison) converge(sizes []int) error {
	if len(sizes) == 0 {
		return nil
	}
	rhos := make([][][]float64, len(sizes)) // by size, proxy
	for s := range rhos {
		rhos[s] = make([][]float64, len(c.columns))
	}
	key := rng.Named(c.options.Seed, "study/order").Key
	draws := make([][rank.Lanes]int32, len(c.y))
	var resampler rank.Resampler
	for from := 0; from < c.options.Repeats; from += rank.Lanes {
		clear(draws)
		lanes := min(rank.Lanes, c.options.Repeats-from)
		var orders [rank.Lanes][]int
		for d := range lanes {
			orders[d] = rng.New(key, uint64(from+d)).Perm(len(c.y))
		}
		taken := 0
		for s, size := range sizes[:len(sizes)-1] {
			for d := range lanes {
				for _, row := range orders[d][taken:size] {
					draws[row][d] = 1
				}
			}
			taken = size
			resampler.Take(c.target, draws)
			for i, column := range c.columns {
				found := resampler.Spearman(column)
				for _, rho := range found[:lanes] {
					if rho.Defined {
						rhos[s][i] = append(rhos[s][i], rho.Value)
					}
				}
				if err := c.step(lanes); err != nil {
					return err
				}
			}
		}
	}
	for i := range c.columns {
		p := &c.result.Proxies[i]
		for s, size := range sizes[:len(sizes)-1] {
			if v := rhos[s][i]; len(v) > 0 {
				slices.Sort(v)
				p.Convergence = append(p.Convergence, Step{size, quantile(v, 0.025), quantile(v, 0.5), quantile(v, 0.975), len(v)})
			}
		}
		if e := p.Spearman; e.Defined {
			p.Convergence = append(p.Convergence, Step{len(c.y), e.Value, e.Value, e.Value, 1})
		}
	}
	return nil
}
