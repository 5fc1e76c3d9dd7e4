package study

import (
	"math"
	"slices"

	"protocell/core/rank"
	"protocell/core/rng"
)

// The statistics of a proxy in a draw: these, then a partial correlation for each given
// proxy, then for each number of the best precision, place and regret.
const (
	spearman = iota
	kendall
	pairs
	partials
)

// bootstrap draws rows with replacement, and measures the proxies in each draw (Efron,
// "Bootstrap methods: another look at the jackknife", Annals of Statistics 1979).
type bootstrap struct {
	*comparison
	joints  []*rank.Joint
	pickers []*rank.Picker
	truth   rank.Resampler
	other   rank.Resampler // of what is given
	// drawn has the statistics of each proxy in each draw; NaN is not defined.
	drawn [][][]float64 // by proxy, statistic, draw
	point [][]float64   // the same in the rows themselves
}

// statistics returns how many statistics a proxy has.
func (c *comparison) statistics() int { return partials + len(c.given) + 3*len(c.top) }

// draw fills in what is known of each proxy, from the rows and from draws of them.
func (c *comparison) draw() error {
	b := &bootstrap{comparison: c}
	for _, column := range c.columns {
		b.joints = append(b.joints, rank.NewJoint(column, c.target))
		b.pickers = append(b.pickers, rank.NewPicker(column, c.target, c.y))
		c.result.Projected = c.options.Draws > 0 && b.joints[0].Projected()
		b.drawn = append(b.drawn, make([][]float64, b.statistics()))
		for s := range b.drawn[len(b.drawn)-1] {
			b.drawn[len(b.drawn)-1][s] = make([]float64, 0, c.options.Draws)
		}
	}
	times := make([]int32, len(c.y))
	for i := range times {
		times[i] = 1
	}
	var err error
	if b.point, err = b.measure(times); err != nil {
		return err
	}
	var counter rank.Counter
	for i, column := range c.columns {
		p := counter.Pairs(column, c.target)
		b.point[i][kendall] = defined(p.TauB())
		b.point[i][pairs] = defined(p.Agreement())
	}
	if len(c.y) > 0 {
		c.result.Draws = c.options.Draws
	}
	key := rng.Named(c.options.Seed, "study/draw").Key
	for d := range c.result.Draws {
		resample(times, rng.New(key, uint64(d)))
		measured, err := b.measure(times)
		if err != nil {
			return err
		}
		for i, values := range measured {
			for s, v := range values {
				b.drawn[i][s] = append(b.drawn[i][s], v)
			}
		}
	}
	b.describe()
	b.differ()
	return nil
}

// resample draws as many rows as there are, and counts how often each is drawn.
func resample(times []int32, r *rng.Stream) {
	clear(times)
	for range times {
		times[r.IntN(len(times))]++
	}
}

// defined returns v, or NaN if it is not defined.
func defined(v float64, ok bool) float64 {
	if !ok {
		return math.NaN()
	}
	return v
}

// measure returns the statistics of each proxy in the rows that are drawn.
func (b *bootstrap) measure(times []int32) ([][]float64, error) {
	out := make([][]float64, len(b.columns))
	b.truth.Take(b.target, times)
	for i, j := range b.joints {
		v := make([]float64, 0, b.statistics())
		a := b.truth.Agreements(j)
		v = append(v, defined(a.Rho, a.HasRho), defined(a.Tau, a.HasTau), defined(a.Pairs, a.HasPairs))
		v = v[:partials+len(b.given)]
		for _, t := range b.top {
			p := b.pickers[i].Best(&b.truth, t.K)
			v = append(v, p.Precision, p.Place/float64(b.truth.Rows()), p.Regret)
		}
		out[i] = v
		if err := b.step(1); err != nil {
			return nil, err
		}
	}
	for k, g := range b.given {
		b.other.Take(b.columns[g], times)
		for i, column := range b.columns {
			rho := math.NaN()
			if i != g {
				rho = partial(out[i][spearman], defined(b.other.Spearman(column)), out[g][spearman])
			}
			out[i][partials+k] = rho
			if err := b.step(0); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// partial returns the correlation of x and y given z, from those of each two (Kendall,
// "Partial rank correlation", Biometrika 1942); NaN if it is not defined.
func partial(xy, xz, yz float64) float64 {
	rest := float64((1 - float64(xz*xz)) * (1 - float64(yz*yz)))
	if !(rest > 0) {
		return math.NaN()
	}
	return max(-1, min(1, (xy-float64(xz*yz))/math.Sqrt(rest)))
}

// estimate returns a statistic of a proxy with its interval.
func (b *bootstrap) estimate(proxy, statistic int) (e Estimate) {
	if v := b.point[proxy][statistic]; !math.IsNaN(v) {
		e.Value, e.Defined = v, true
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
func (b *bootstrap) describe() {
	first := b.first()
	for i, p := range b.proxies {
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
