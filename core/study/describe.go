package study

import (
	"math"
	"slices"

	"protocell/core/rank"
)

// estimate returns a statistic of a proxy with its interval.
func (b *bootstrap) estimate(proxy, statistic int) (e Estimate) {
	if v := b.point[proxy][statistic]; len(v) > 0 && !math.IsNaN(v[0]) {
		e.Value, e.Defined = v[0], true
	}
	if b.drawn[proxy] == nil {
		return e
	}
	return e.with(b.drawn[proxy][statistic])
}

// with returns e with the interval of the draws that are not NaN.
func (e Estimate) with(draws []float64) Estimate {
	sorted := make([]float64, 0, len(draws))
	for _, v := range draws {
		if !math.IsNaN(v) {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	if e.Draws = len(sorted); e.Draws > 0 {
		e.Low, e.High = quantile(sorted, 0.025), quantile(sorted, 0.975)
	}
	return e
}

// describe fills in the proxies.
func (b *bootstrap) describe() error {
	first := b.first()
	for i, p := range b.proxies {
		if err := b.step(0); err != nil {
			return err
		}
		d := Proxy{
			ID:       p.ID,
			Unranked: b.columns[i].Unranked(),
			Distinct: b.columns[i].Distinct(),
			Spearman: b.estimate(i, spearman),
			Kendall:  b.estimate(i, kendall),
			Pairs:    b.estimate(i, pairs),
			Pearson:  estimate(rank.Pearson(b.xs[i], b.y)),
			First:    first[i],
		}
		for k, t := range b.top {
			s := partials + len(b.given) + 3*k
			d.Best = append(d.Best, Best{t.K, b.estimate(i, s), b.estimate(i, s+1), b.estimate(i, s+2)})
		}
		for k, g := range b.given {
			if g != i {
				d.Partial = append(d.Partial, Partial{b.proxies[g].ID, b.estimate(i, partials+k)})
			}
		}
		b.result.Proxies = append(b.result.Proxies, d)
	}
	return nil
}

// first returns for each proxy the fraction of draws in which its ρ is the largest;
// proxies that tie share a draw.
func (b *bootstrap) first() []float64 {
	shares := make([]float64, len(b.proxies))
	for d := range b.result.Draws {
		largest, count := math.Inf(-1), 0.0
		for i := range shares {
			switch v := b.drawn[i][spearman][d]; {
			case v > largest:
				largest, count = v, 1
			case v == largest:
				count++
			}
		}
		for i := range shares {
			if b.drawn[i][spearman][d] == largest {
				shares[i] += 1 / count
			}
		}
	}
	for i := range shares {
		shares[i] /= float64(max(1, b.result.Draws))
	}
	return shares
}

// quantile interpolates between the two of the sorted values that are nearest to
// position q·(n-1), counted from 0: definition 7 of Hyndman and Fan, "Sample quantiles
// in statistical packages", The American Statistician 1996.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	below := int(math.Floor(at))
	above := min(below+1, len(sorted)-1)
	return sorted[below] + float64((at-float64(below))*(sorted[above]-sorted[below]))
}
