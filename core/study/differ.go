package study

import (
	"math"

	"protocell/core/hypothesis"
)

// differ fills in the differences between proxies, in the same draws. A pair is left
// out if a ρ is not defined.
func (b *bootstrap) differ() error {
	out := []Difference{}
	for i := range b.proxies {
		if err := b.step(0); err != nil {
			return err
		}
		for j := range i {
			x, y := j, i
			if b.rho(y) > b.rho(x) {
				x, y = y, x
			}
			d := b.rho(x) - b.rho(y)
			if math.IsNaN(d) {
				continue
			}
			out = append(out, b.difference(x, y, d))
		}
	}
	b.result.Differences = out
	if b.result.Draws == 0 {
		return nil
	}
	p := make([]float64, len(out))
	for i, d := range out {
		p[i] = d.P
	}
	for i, holm := range hypothesis.Holm(p) {
		out[i].Holm = holm
	}
	return nil
}

// rho returns ρ of a proxy in the rows themselves, or NaN.
func (b *bootstrap) rho(proxy int) float64 { return b.point[proxy][spearman][0] }

// difference compares two proxies, of which the first has the larger ρ.
func (b *bootstrap) difference(x, y int, value float64) Difference {
	draws := make([]float64, b.result.Draws)
	low, high, n := 0, 0, 0
	for d := range draws {
		v := b.drawn[x][spearman][d] - b.drawn[y][spearman][d]
		draws[d] = v
		if math.IsNaN(v) {
			continue
		}
		n++
		if v <= 0 {
			low++
		}
		if v >= 0 {
			high++
		}
	}
	return Difference{
		A: b.proxies[x].ID, B: b.proxies[y].ID,
		Rho: Estimate{Value: value, Defined: true}.with(draws),
		P:   min(1, 2*float64(min(low, high)+1)/float64(n+1)),
	}
}
