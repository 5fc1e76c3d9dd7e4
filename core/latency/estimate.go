package latency

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"protocell/core/rng"
)

// Estimate is how long one run of a subject takes. Times are in seconds.
type Estimate struct {
	Seconds float64 `json:"s"`     // mean of the fastest tenth of the rounds, corrected for drift; 0 if it is refused
	Low     float64 `json:"low"`   // of the 95 % interval
	High    float64 `json:"high"`  // of the 95 % interval
	Best    float64 `json:"best"`  // the fastest sample, not corrected
	First   float64 `json:"first"` // the very first run, with whatever it had to set up
	Rounds  int     `json:"rounds"`
	Runs    int     `json:"runs"` // a sample
	// Refused says why there is no estimate; empty if there is one.
	Refused string `json:"refused,omitempty"`
}

// OK reports whether there is an estimate.
func (e Estimate) OK() bool { return e.Refused == "" }

// Width returns the half width of the interval relative to the estimate.
func (e Estimate) Width() float64 { return (e.High - e.Low) / 2 / e.Seconds }

const (
	// tenth is the share of samples, the fastest, that count.
	tenth = 0.1
	// minRounds is what an interval needs.
	minRounds = 5
	// window is the number of rounds, on either side, whose samples of the reference
	// correct a round.
	window = 3
	// resamples is the number of draws of a bootstrap.
	resamples = 400
)

// Estimate returns what is known of subject i so far.
func (s *Session) Estimate(i int) Estimate {
	return s.estimate(&s.subjects[i], s.Levels(), i)
}

// Estimates returns what is known of all subjects.
func (s *Session) Estimates() []Estimate {
	levels := s.Levels()
	all := make([]Estimate, len(s.subjects)-1)
	for i := range all {
		all[i] = s.estimate(&s.subjects[i], levels, i)
	}
	return all
}

// Reference returns what is known of the reference, not corrected by itself.
func (s *Session) Reference() Estimate {
	i := len(s.subjects) - 1
	return s.estimate(&s.subjects[i], nil, i)
}

// Drift returns by how much the reference became slower or faster: the slowest level
// of a round over the fastest, less 1.
func (s *Session) Drift() float64 {
	levels := s.Levels()
	if len(levels) == 0 {
		return 0
	}
	return slices.Max(levels)/slices.Min(levels) - 1
}

func (s *Session) estimate(v *subject, levels []float64, stream int) Estimate {
	e := Estimate{Rounds: len(v.rounds), Runs: v.runs, First: v.first}
	if len(v.rounds) < minRounds {
		e.Refused = "only " + strconv.Itoa(len(v.rounds)) + " rounds: an interval needs " + strconv.Itoa(minRounds)
		return e
	}
	e.Best = v.total(0)
	for i := range v.rounds {
		e.Best = min(e.Best, v.total(i))
	}
	n := v.parts()
	corrected := slices.Clone(v.samples)
	for i, round := range v.rounds {
		if round < len(levels) {
			for k := range n {
				corrected[i*n+k] /= levels[round]
			}
		}
	}
	fast := newFastest(corrected, n)
	once := make([]int, len(v.rounds))
	for i := range once {
		once[i] = 1
	}
	e.Seconds = fast.of(once)
	e.Low, e.High = bootstrap(rng.New(s.options.Seed, 1<<32|uint64(stream)), len(v.rounds), fast.of)
	// It may be outside the interval of resampled ones, by rounding.
	e.Low, e.High = min(e.Low, e.Seconds), max(e.High, e.Seconds)
	if !(e.Seconds > 0) || e.Width() > s.options.Width {
		e.Refused = "too noisy: " + percent(e.Width()) + ", more than " + percent(s.options.Width)
		if !(e.Seconds > 0) {
			e.Refused = "too fast for the clock"
		}
		e.Seconds, e.Low, e.High = 0, 0, 0
	}
	return e
}

// percent writes a share as "±12 %".
func percent(v float64) string { return "±" + strconv.FormatFloat(100*v, 'f', 0, 64) + " %" }

// Levels returns how slow the machine was in each complete round, by the reference,
// relative to their median; nil before there are enough.
func (s *Session) Levels() []float64 {
	reference := &s.subjects[len(s.subjects)-1]
	if s.round < minRounds {
		return nil
	}
	levels := make([]float64, s.round)
	var around []float64
	from, to := 0, 0
	for r := range levels {
		for from < len(reference.rounds) && reference.rounds[from] < r-window {
			from++
		}
		for to < len(reference.rounds) && reference.rounds[to] <= r+window {
			to++
		}
		around = around[:0]
		for i := from; i < to; i++ {
			around = append(around, reference.total(i))
		}
		slices.Sort(around)
		levels[r] = mean(around[:counting(len(around))])
	}
	middle := quantile(slices.Sorted(slices.Values(levels)), 0.5)
	if !(middle > 0) {
		return nil
	}
	for r := range levels {
		levels[r] /= middle
	}
	return levels
}

// Ratio returns how much longer subject i takes than subject j: the median over rounds
// of the ratio of their samples, which share the round's disturbances, and its 95 %
// interval. The two differ if the interval excludes 1. It is not ok if fewer than five
// rounds have both.
func (s *Session) Ratio(i, j int) (ratio, low, high float64, ok bool) {
	a, b := &s.subjects[i], &s.subjects[j]
	var ratios []float64
	for k, round := range a.rounds {
		if at, found := slices.BinarySearch(b.rounds, round); found && b.total(at) > 0 {
			ratios = append(ratios, a.total(k)/b.total(at))
		}
	}
	if len(ratios) < minRounds {
		return 0, 0, 0, false
	}
	var drawn []float64
	median := func(times []int) float64 {
		drawn = drawn[:0]
		for i, n := range times {
			for range n {
				drawn = append(drawn, ratios[i])
			}
		}
		slices.Sort(drawn)
		return quantile(drawn, 0.5)
	}
	low, high = bootstrap(rng.New(s.options.Seed, 1<<33|uint64(i)), len(ratios), median)
	ratio = quantile(slices.Sorted(slices.Values(ratios)), 0.5)
	return ratio, min(low, ratio), max(high, ratio), true
}

// bootstrap returns the 95 % percentile interval of a statistic of n rows, of which it is
// told how often each was drawn.
func bootstrap(r *rng.Stream, n int, statistic func(times []int) float64) (low, high float64) {
	times, values := make([]int, n), make([]float64, resamples)
	for i := range values {
		clear(times)
		for range n {
			times[r.IntN(n)]++
		}
		values[i] = statistic(times)
	}
	slices.Sort(values)
	return quantile(values, 0.025), quantile(values, 0.975)
}

// fastest adds, over the parts of a run, the means of the fastest tenth of its samples.
type fastest struct {
	values []float64 // by row and part
	parts  int
	order  [][]int // of each part: rows from the fastest
}

func newFastest(values []float64, parts int) *fastest {
	f := &fastest{values, parts, make([][]int, parts)}
	for p := range f.order {
		order := make([]int, len(values)/parts)
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[i*parts+p], values[j*parts+p]) })
		f.order[p] = order
	}
	return f
}

// of returns the sum for rows of which each was drawn so many times, in all as many as
// there are.
func (f *fastest) of(times []int) float64 {
	total, n := 0.0, counting(len(times))
	for p, order := range f.order {
		left, sum := n, 0.0
		for _, row := range order {
			k := min(left, times[row])
			sum += float64(float64(k) * f.values[row*f.parts+p])
			if left -= k; left == 0 {
				break
			}
		}
		total += sum / float64(n)
	}
	return total
}

// counting returns how many of n samples are the fastest tenth: no fewer than two, if
// there are.
func counting(n int) int { return min(n, max(2, int(math.Round(tenth*float64(n))))) }

// mean returns the mean of values.
func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// quantile returns the q-quantile of sorted values, interpolated.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(math.Floor(at))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}
