package latency

import (
	"fmt"
	"math"
)

// Bounds of warming up.
const (
	warmSamples = 12   // at most
	warmSettled = 0.02 // the fastest of three samples is within this share of that of the three before
	maxRuns     = 1 << 24
	// longRun is how many times as long as a sample a run is that is timed in parts.
	longRun = 2
	// lapRuns is how many runs tell how long the steps of a run take.
	lapRuns = 3
	maxLaps = 1 << 16
)

// warmUp runs a subject until a sample is long enough for the clock and samples no
// longer become faster.
func (s *Session) warmUp(v *subject) error {
	v.runs, v.ends = 1, nil
	t, err := s.whole(v)
	if err != nil {
		return err
	}
	if v.first = t; s.options.Longest > 0 && t > s.options.Longest {
		return fmt.Errorf("%s: a run takes %.2g s, more than %g s: choose a smaller network, image or batch", v.Name, t, s.options.Longest)
	}
	for {
		if t, err = s.whole(v); err != nil {
			return err
		}
		took := t * float64(v.runs)
		if took >= s.options.Sample {
			break
		}
		if v.runs >= maxRuns {
			return fmt.Errorf("%s: %d runs take %g s: it does nothing", v.Name, v.runs, took)
		}
		// No more than tenfold, for a coarse clock may have shown next to nothing.
		factor := min(10, 1.2*s.options.Sample/max(took, s.options.Sample/100))
		v.runs = min(maxRuns, int(math.Ceil(float64(v.runs)*factor)))
	}
	v.took = t * float64(v.runs)
	if v.Laps != nil && v.runs == 1 && t >= longRun*s.options.Sample {
		return s.cut(v)
	}
	before, now := math.Inf(1), t
	for i := 1; i < warmSamples; i++ {
		if t, err = s.whole(v); err != nil {
			return err
		}
		now = min(now, t)
		if i%3 == 2 {
			if now >= (1-warmSettled)*before {
				break
			}
			before, now = min(before, now), math.Inf(1)
		}
	}
	return nil
}

// cut cuts a run into parts that last as long as a sample, or one step.
func (s *Session) cut(v *subject) error {
	var least []float64 // seconds to each lap from the one before
	for k := range lapRuns {
		laps, last := 0, s.clock()
		err := v.Laps(func() {
			now := s.clock()
			switch {
			case k == 0 && laps < maxLaps:
				least = append(least, now-last)
			case laps < len(least):
				least[laps] = min(least[laps], now-last)
			}
			last = now
			laps++
		})
		if err != nil {
			return fmt.Errorf("%s: %w", v.Name, err)
		}
		if laps != len(least) {
			return fmt.Errorf("%s: %d steps, and %d before", v.Name, laps, len(least))
		}
	}
	sum := 0.0
	for i, t := range least {
		if sum += t; sum >= s.options.Sample && i < len(least)-1 {
			v.ends, sum = append(v.ends, i+1), 0
		}
	}
	return nil
}

// time appends a sample to dst: the seconds of one run, by its parts.
func (s *Session) time(v *subject, dst []float64) ([]float64, error) {
	if v.ends == nil {
		t, err := s.whole(v)
		return append(dst, t), err
	}
	laps, part, start := 0, 0, s.clock()
	begun, backwards := start, false
	out := dst
	err := v.Laps(func() {
		if laps++; part == len(v.ends) || laps != v.ends[part] {
			return
		}
		now := s.clock()
		backwards = backwards || !(now >= start)
		out, start, part = append(out, now-start), now, part+1
	})
	now := s.clock()
	switch {
	case err != nil:
		return dst, fmt.Errorf("%s: %w", v.Name, err)
	case part != len(v.ends):
		return dst, fmt.Errorf("%s: %d steps, fewer than before", v.Name, laps)
	case backwards || !(now >= start) || !finite(now):
		return dst, fmt.Errorf("%s: the clock went backwards", v.Name)
	}
	s.spent += now - begun
	return append(out, now-start), nil
}

// whole takes a sample of whole runs and returns the seconds of one.
func (s *Session) whole(v *subject) (float64, error) {
	start := s.clock()
	if err := v.repeat(); err != nil {
		return 0, fmt.Errorf("%s: %w", v.Name, err)
	}
	took := s.clock() - start
	if !(took >= 0) || !finite(took) {
		return 0, fmt.Errorf("%s: the clock went backwards", v.Name)
	}
	s.spent += took
	return took / float64(v.runs), nil
}

// repeat does the runs of a sample.
func (v *subject) repeat() error {
	if v.Repeat != nil {
		return v.Repeat(v.runs)
	}
	for range v.runs {
		if err := v.Run(); err != nil {
			return err
		}
	}
	return nil
}
