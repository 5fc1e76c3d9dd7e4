package study

import (
	"math"

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
	point [][][]float64 // the same, with the rows themselves as the only draw
}

// statistics returns how many statistics a proxy has.
func (c *comparison) statistics() int { return partials + len(c.given) + 3*len(c.top) }

// draw fills in what is known of each proxy, from the rows and from draws of them.
func (c *comparison) draw() error {
	b := &bootstrap{comparison: c, drawn: make([][][]float64, len(c.columns))}
	for _, column := range c.columns {
		b.joints = append(b.joints, rank.NewJoint(column, c.target))
		b.pickers = append(b.pickers, rank.NewPicker(column, c.target, c.y))
	}
	if len(c.y) > 0 {
		c.result.Draws = c.options.Draws
	}
	c.result.Projected = c.result.Draws > 0 && b.joints[0].Projected()
	draws := make([][rank.Lanes]int32, len(c.y))
	for i := range draws {
		draws[i][0] = 1
	}
	if err := b.measure(draws, 1); err != nil {
		return err
	}
	b.point, b.drawn = b.drawn, make([][][]float64, len(c.columns))
	// The draws may be projected, but the rows themselves are counted.
	var counter rank.Counter
	for i, column := range c.columns {
		p := counter.Pairs(column, c.target)
		b.point[i][kendall][0] = defined(p.TauB())
		b.point[i][pairs][0] = defined(p.Agreement())
	}
	key := rng.Named(c.options.Seed, "study/draw").Key
	for from := 0; from < c.result.Draws; from += rank.Lanes {
		clear(draws)
		lanes := min(rank.Lanes, c.result.Draws-from)
		for d := range lanes {
			resample(draws, d, rng.New(key, uint64(from+d)))
		}
		if err := b.measure(draws, lanes); err != nil {
			return err
		}
	}
	if err := b.describe(); err != nil {
		return err
	}
	return b.differ()
}

// resample draws as many rows as there are, and counts how often each is drawn in a
// lane. An index is a 32-bit fraction of the rows: none is likelier than another by more
// than rows/2^32.
func resample(draws [][rank.Lanes]int32, lane int, r *rng.Stream) {
	n := uint64(len(draws))
	for i := uint64(0); i < n; i += 2 {
		u := r.Uint64()
		draws[u>>32*n>>32][lane]++
		if i+1 < n {
			draws[u&math.MaxUint32*n>>32][lane]++
		}
	}
}

// defined returns v, or NaN if it is not defined.
func defined(v float64, ok bool) float64 {
	if !ok {
		return math.NaN()
	}
	return v
}

// measure adds the statistics of each proxy in some draws to b.drawn.
func (b *bootstrap) measure(draws [][rank.Lanes]int32, lanes int) error {
	rows := float64(len(draws))
	b.truth.Take(b.target, draws)
	for i, j := range b.joints {
		if b.drawn[i] == nil {
			b.drawn[i] = make([][]float64, b.statistics())
		}
		agreements := b.truth.Agreements(j)
		for d, a := range agreements[:lanes] {
			b.add(i, spearman, defined(a.Rho.Value, a.Rho.Defined))
			b.add(i, kendall, defined(a.Tau.Value, a.Tau.Defined))
			b.add(i, pairs, defined(a.Pairs.Value, a.Pairs.Defined))
			for k, t := range b.top {
				p, s := b.pickers[i].Best(&b.truth, d, t.K), partials+len(b.given)+3*k
				b.add(i, s, p.Precision)
				b.add(i, s+1, p.Place/rows)
				b.add(i, s+2, p.Regret)
			}
		}
		if err := b.step(lanes); err != nil {
			return err
		}
	}
	for k, g := range b.given {
		b.other.Take(b.columns[g], draws)
		for i, column := range b.columns {
			if i == g {
				continue
			}
			rhos := b.other.Spearman(column)
			for d, rho := range rhos[:lanes] {
				at := len(b.drawn[i][spearman]) - lanes + d
				b.add(i, partials+k, partial(b.drawn[i][spearman][at], defined(rho.Value, rho.Defined), b.drawn[g][spearman][at]))
			}
			if err := b.step(lanes); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds a value of a statistic of a proxy.
func (b *bootstrap) add(proxy, statistic int, v float64) {
	b.drawn[proxy][statistic] = append(b.drawn[proxy][statistic], v)
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
