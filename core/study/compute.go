package study

import "protocell/core/rank"

// comparison is a study at work.
type comparison struct {
	options Options
	proxies []Column
	y       []float64
	xs      [][]float64
	target  *rank.Column
	columns []*rank.Column
	given   []int // proxies
	top     []Top
	result  *Result

	progress func(done float64) error
	done     float64 // of work, in passes over a column
	work     float64
}

// Compute compares proxies with a ground truth. progress, if not nil, is called with
// the fraction that is done, at least every few milliseconds; an error stops it, and is
// returned.
func Compute(truth Column, proxies []Column, o Options, progress func(done float64) error) (*Result, error) {
	if err := check(truth, proxies, o); err != nil {
		return nil, err
	}
	c := &comparison{options: o, proxies: proxies, progress: progress}
	var left int
	c.y, c.xs, left = choose(truth, proxies, o.Finite)
	c.sort()
	c.result = &Result{Rows: len(c.y), Left: left}
	c.target = rank.New(c.y)
	for _, x := range c.xs {
		c.columns = append(c.columns, rank.New(x))
	}
	for _, id := range o.Given {
		for i, p := range proxies {
			if p.ID == id {
				c.given = append(c.given, i)
			}
		}
	}
	if len(c.y) > 0 {
		for _, t := range o.Top {
			c.top = append(c.top, t.of(len(c.y)))
		}
	}
	c.result.Top = c.top
	sizes := c.sizes()
	c.work = float64((o.Draws+1)*(len(proxies)*(1+len(o.Given))-len(o.Given)) + o.Repeats*max(0, len(sizes)-1)*len(proxies))
	c.heat(truth.ID)
	if err := c.draw(); err != nil {
		return nil, err
	}
	if err := c.converge(sizes); err != nil {
		return nil, err
	}
	return c.result, nil
}

// sort puts the rows in the order of the truth, which is what resampling is fast with.
func (c *comparison) sort() {
	sorted := make([]float64, len(c.y))
	order := rank.New(c.y).Order()
	for _, values := range append(c.xs[:len(c.xs):len(c.xs)], c.y) {
		for i, row := range order {
			sorted[i] = values[row]
		}
		copy(values, sorted)
	}
}

// step says that some passes are done.
func (c *comparison) step(passes int) error {
	c.done += float64(passes)
	if c.progress == nil {
		return nil
	}
	return c.progress(min(1, c.done/c.work))
}

// heat fills in the heat map.
func (c *comparison) heat(truth string) {
	all := append(append([]*rank.Column(nil), c.columns...), c.target)
	c.result.Heat = make([][]Estimate, len(all))
	for i := range all {
		c.result.Heat[i] = make([]Estimate, len(all))
		for j := range i + 1 {
			e := estimate(rank.Spearman(all[i], all[j]))
			c.result.Heat[i][j], c.result.Heat[j][i] = e, e
		}
	}
}

func estimate(s rank.Statistic) Estimate { return Estimate{Value: s.Value, Defined: s.Defined} }
