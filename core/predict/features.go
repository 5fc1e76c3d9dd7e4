package predict

import (
	"math"

	"protocell/core/latency"
	"protocell/core/space"
)

// features describe networks of any space to predictors that know no structure: of each
// kind of operator how often it is run, its multiply-accumulates and its traffic, each
// in units of the spread over the measured networks. What does not vary is left out.
type features struct {
	counts *Counts
	batch  int
	kept   []int // of the raw ones
	mean   []float64
	spread []float64
}

const raw = 3 * groups

func (f *features) weigh(sums []float64, o latency.Operator, times float64) {
	at := 3 * groupOf(o)
	sums[at] += times
	sums[at+1] += float64(times * float64(o.MACs()))
	sums[at+2] += float64(times * float64(o.Bytes(f.batch)))
}

// newFeatures returns the features of a problem, whose architectures set the units.
func newFeatures(p *Problem) *features {
	f := &features{counts: p.Counts(), batch: p.Batch}
	archs := p.archs()
	all := make([]float64, raw*len(archs))
	f.counts.Sums(all, archs, raw, f.weigh)
	column := make([]float64, len(archs))
	for k := range raw {
		for i := range column {
			column[i] = all[i*raw+k]
		}
		m := mean(column)
		square := 0.0
		for _, v := range column {
			square += float64((v - m) * (v - m))
		}
		if s := math.Sqrt(square / float64(len(column))); s > 1e-9*math.Abs(m) {
			f.kept, f.mean, f.spread = append(f.kept, k), append(f.mean, m), append(f.spread, s)
		}
	}
	return f
}

// len returns the number of features.
func (f *features) len() int { return len(f.kept) }

// of returns the features of architectures, row by row.
func (f *features) of(archs []space.Arch) []float64 {
	all := make([]float64, raw*len(archs))
	f.counts.Sums(all, archs, raw, f.weigh)
	out := make([]float64, 0, len(archs)*f.len())
	for i := range archs {
		out = f.scale(out, all[i*raw:(i+1)*raw])
	}
	return out
}

// scale appends the features of raw ones.
func (f *features) scale(dst, all []float64) []float64 {
	for j, k := range f.kept {
		dst = append(dst, (all[k]-f.mean[j])/f.spread[j])
	}
	return dst
}

// predict writes what at says of the features of each architecture. Many architectures
// of a cell space have the same, and are computed once.
func (f *features) predict(dst []float64, archs []space.Arch, at func(row []float64) float64) {
	all := make([]float64, raw*len(archs))
	f.counts.Sums(all, archs, raw, f.weigh)
	seen := map[[raw]float64]float64{}
	var row []float64
	for i := range archs {
		key := [raw]float64(all[i*raw : (i+1)*raw])
		v, ok := seen[key]
		if !ok {
			row = f.scale(row[:0], key[:])
			v = at(row)
			seen[key] = v
		}
		dst[i] = v
	}
}
