package predict

import (
	"errors"
	"math"

	"protocell/core/detmath"
	"protocell/core/rng"
	"protocell/core/space"
)

// Bounds of what is learned from.
const (
	maxLearned  = 900 // architectures of a device, as in HELP
	leastShared = 30  // architectures with values that a device must have
	// traitPenalty is that of the ridge regression of a device's weights.
	traitPenalty = 0.5
)

// family is what devices are like: for any architecture a mean, and factors whose
// products are its covariance with others. Logarithms of values.
type family struct {
	traits  *traits
	mean    []float64   // weight of each trait
	factors [][]float64 // weight of each trait, by device; then those of the mean
}

// learned is a device that was learned from.
type learned struct {
	rows   []Measured // logarithms
	weight []float64  // of each trait
}

// learn learns from devices. Each is centred: its unit does not count. It calls alive,
// whose error ends it.
func learn(s space.Space, devices []Device, seed uint64, alive func() error) (*traits, []learned, error) {
	var all []learned
	var archs []space.Arch
	for _, d := range devices {
		r := rng.Named(seed, "fewshot")
		var rows []Measured
		for _, i := range r.Perm(len(d.Archs)) {
			if len(rows) == maxLearned {
				break
			}
			if a := d.Archs[i]; Known(d.Values[i]) && s.Check(a) == nil && s.Valid(a) == nil {
				rows = append(rows, Measured{a, detmath.Log(d.Values[i])})
			}
		}
		if len(rows) < leastShared {
			continue
		}
		all = append(all, learned{rows: rows})
		for _, m := range rows {
			archs = append(archs, m.Arch)
		}
	}
	if len(all) < 2 {
		return nil, nil, errors.New("fewshot: it needs two other devices or more, each with thirty architectures of the space")
	}
	t := newTraits(s, archs)
	for i := range all {
		if err := alive(); err != nil {
			return nil, nil, err
		}
		all[i].weight = t.weights(all[i].rows)
	}
	return t, all, nil
}

// newFamily returns what devices have in common, but for one; -1 leaves none out.
func newFamily(t *traits, all []learned, but int) *family {
	n := len(t.index)
	f := &family{traits: t, mean: make([]float64, n)}
	used := 0
	for i := range all {
		if i != but {
			used++
		}
	}
	for i := range all {
		if i == but {
			continue
		}
		for k, v := range all[i].weight {
			f.mean[k] += v / float64(used)
		}
	}
	scale := 1 / math.Sqrt(float64(max(1, used-1)))
	for i := range all {
		if i == but {
			continue
		}
		w := make([]float64, n)
		for k, v := range all[i].weight {
			w[k] = (v - f.mean[k]) * scale
		}
		f.factors = append(f.factors, w)
	}
	// By how much all times spread differs between devices more than a few of them
	// tell.
	f.factors = append(f.factors, f.mean)
	return f
}

// weights returns the weights of the traits of one device, by ridge regression.
func (t *traits) weights(row []Measured) []float64 {
	n := len(t.index)
	centre := 0.0
	for _, m := range row {
		centre += m.Value / float64(len(row))
	}
	a, w := make([]float64, n*n), make([]float64, n)
	var has []int
	for _, m := range row {
		has = t.of(has[:0], m.Arch)
		for _, j := range has {
			w[j] += m.Value - centre
			for _, k := range has {
				if k <= j {
					a[j*n+k]++
				}
			}
		}
	}
	for j := range n {
		a[j*n+j] += traitPenalty
	}
	cholesky(a, n) // positive definite by the penalty
	solve(a, n, w)
	return w
}

// place is an architecture as a family sees it.
type place struct {
	mean    float64
	factors []float64
	has     []int
}

func (f *family) place(a space.Arch) place {
	p := place{factors: make([]float64, len(f.factors)), has: f.traits.of(nil, a)}
	for _, k := range p.has {
		p.mean += f.mean[k]
		for i, w := range f.factors {
			p.factors[i] += w[k]
		}
	}
	return p
}

// settings of the adaptation: variances of logarithms.
type settings struct {
	own   float64 // of what no other device has shown, over all traits
	noise float64
}

// unknown is the variance of the unit of a device.
const unknown = 100

// covariance returns that of two places.
func (s settings) covariance(p, q *place) float64 {
	return unknown + dot(p.factors, q.factors) + float64(s.own*shared(p.has, q.has))
}

// shared returns the share of traits that two places have in common. Both have them in
// one order of names, so that a nested walk would do; they are few.
func shared(x, y []int) float64 {
	n := 0
	for _, v := range x {
		for _, u := range y {
			if u == v {
				n++
				break
			}
		}
	}
	return float64(n) / math.Sqrt(float64(max(1, len(x)*len(y))))
}
