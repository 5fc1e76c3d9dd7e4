package predict

import (
	"slices"
	"sync"

	"protocell/core/graph"
	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space"
)

// Counts knows how often the network of an architecture runs which operators. In
// spaces where every decision adds its operators whatever the others are, it knows it
// without building networks: from one network for each option. It finds out by itself
// whether a space is one. It is safe for concurrent use.
type Counts struct {
	space    space.Space
	skeleton graph.Skeleton

	mu        sync.Mutex
	operators []latency.Operator
	index     map[latency.Operator]int
	known     map[space.Arch][]count // in spaces that are not additive

	additive bool
	base     []count
	change   [][][]count // by decision and option
}

// count is how often an operator is run.
type count struct {
	operator int
	times    float64
}

const (
	// trials is how many architectures show whether a space is additive.
	trials = 24
	// maxKnown is how many counts are kept in a space that is not.
	maxKnown = 1 << 15
)

// NewCounts returns the counts of a space in a skeleton, which the space can build.
func NewCounts(s space.Space, k graph.Skeleton) *Counts {
	c := &Counts{space: s, skeleton: k, index: map[latency.Operator]int{}, known: map[space.Arch][]count{}}
	c.additive = c.expand()
	return c
}

// expand counts one network for each option, and tries whether their sums are right.
func (c *Counts) expand() bool {
	r := rng.Named(1, "counts")
	from := c.space.Sample(r)
	c.base = c.build(from)
	for d, decision := range c.space.Decisions() {
		if d >= len(from) {
			return false
		}
		var options [][]count
		for o := range decision.Options {
			a := []byte(from)
			a[d] = byte(o)
			if c.space.Check(space.Arch(a)) != nil {
				return false
			}
			options = append(options, subtract(c.build(space.Arch(a)), c.base))
		}
		c.change = append(c.change, options)
	}
	for range trials {
		a := c.space.Sample(r)
		if len(a) != len(from) || !slices.Equal(c.sum(a), c.build(a)) {
			return false
		}
	}
	return true
}

// sum returns the counts of an additive space.
func (c *Counts) sum(a space.Arch) []count {
	sum := c.base
	for d := range c.change {
		sum = add(sum, c.change[d][a[d]])
	}
	return sum
}

// build counts the operators of the network of a.
func (c *Counts) build(a space.Arch) []count {
	g, err := c.space.Build(a, c.skeleton)
	if err != nil {
		panic("predict: " + err.Error())
	}
	list, of, times := latency.Operators(g)
	counts := make([]count, len(list))
	for i, o := range list {
		k, ok := c.index[o]
		if !ok {
			k = len(c.operators)
			c.operators, c.index[o] = append(c.operators, o), k
		}
		counts[i].operator = k
	}
	for i, k := range of {
		if k >= 0 {
			counts[k].times += times[i]
		}
	}
	slices.SortFunc(counts, func(x, y count) int { return x.operator - y.operator })
	return counts
}

// add and subtract merge counts in the order of operators; what is 0 is left out.
func add(x, y []count) []count      { return merge(x, y, 1) }
func subtract(x, y []count) []count { return merge(x, y, -1) }

func merge(x, y []count, sign float64) []count {
	var out []count
	for len(x) > 0 || len(y) > 0 {
		var v count
		switch {
		case len(y) == 0 || len(x) > 0 && x[0].operator < y[0].operator:
			v, x = x[0], x[1:]
		case len(x) == 0 || y[0].operator < x[0].operator:
			v, y = count{y[0].operator, sign * y[0].times}, y[1:]
		default: // exact: multiples of 1/2
			v, x, y = count{x[0].operator, x[0].times + sign*y[0].times}, x[1:], y[1:]
		}
		if v.times != 0 {
			out = append(out, v)
		}
	}
	return out
}

// Of calls each for the operators that the network of a runs, and how often. It may
// not call methods of c.
func (c *Counts) Of(a space.Arch, each func(o latency.Operator, times float64)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, n := range c.of(a) {
		each(c.operators[n.operator], n.times)
	}
}

func (c *Counts) of(a space.Arch) []count {
	if c.additive {
		return c.sum(a)
	}
	counts, ok := c.known[a]
	if !ok {
		counts = c.build(a)
		if len(c.known) < maxKnown {
			c.known[a] = counts
		}
	}
	return counts
}

// Sums writes, for each architecture, n sums over its operators, of what weigh adds
// for an operator and the times it is run. It must add times times something that
// depends on the operator alone.
func (c *Counts) Sums(dst []float64, archs []space.Arch, n int, weigh func(sums []float64, o latency.Operator, times float64)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := func(sums []float64, counts []count) {
		for _, v := range counts {
			weigh(sums, c.operators[v.operator], v.times)
		}
	}
	if !c.additive {
		for i, a := range archs {
			sums := dst[i*n : (i+1)*n]
			clear(sums)
			all(sums, c.of(a))
		}
		return
	}
	base := make([]float64, n)
	all(base, c.base)
	change := make([][]float64, len(c.change)) // of each decision: n sums an option
	for d, options := range c.change {
		change[d] = make([]float64, len(options)*n)
		for o, counts := range options {
			all(change[d][o*n:(o+1)*n], counts)
		}
	}
	for i, a := range archs {
		sums := dst[i*n : (i+1)*n]
		copy(sums, base)
		for d := range change {
			for k, v := range change[d][int(a[d])*n:][:n] {
				sums[k] += v
			}
		}
	}
}

// Operators returns the operators that networks of architectures run, each once.
func (c *Counts) Operators(archs []space.Arch) []latency.Operator {
	var list []latency.Operator
	seen := map[latency.Operator]bool{}
	for _, a := range archs {
		c.Of(a, func(o latency.Operator, _ float64) {
			if !seen[o] {
				seen[o] = true
				list = append(list, o)
			}
		})
	}
	return list
}
