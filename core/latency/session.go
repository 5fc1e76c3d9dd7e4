package latency

import (
	"errors"
	"fmt"

	"protocell/core/rng"
)

// Options say how a Session measures. The zero value of a field is its default.
type Options struct {
	Seed   uint64  // of the order in each round, and of the bootstrap
	Rounds int     // samples of each subject; default 30. Those whose interval stays wide get up to three times as many
	Sample float64 // seconds that a sample lasts at least; default 1 ms, and never less than 100 resolutions of the clock
	Every  int     // subjects between two samples of the reference; default 4
	// Seconds is about how long it is to take, warming up included; 0 does not limit it.
	// There are fewer rounds if need be, but no fewer than ten, and further ones for what
	// is noisy take no longer than half of it.
	Seconds float64
	// Longest, if not 0, is how many seconds a run may last: one that lasts longer is an
	// error, before it is run as often as a measurement asks. Whoever must hear of every
	// sample in time sets it.
	Longest float64
	// Width is the largest half width of an interval, relative to its estimate, that
	// is not refused; default 0.1.
	Width float64
}

// Defaults and bounds of Options.
const (
	defaultRounds = 30
	maxRounds     = 10_000
	defaultSample = 1e-3 // seconds: a short sample is less often interrupted by other programs
	maxSample     = 10   // seconds
	defaultEvery  = 4
	defaultWidth  = 0.1
	// ticks is how many resolutions of the clock a sample lasts at least.
	ticks = 100
	// moveEvery is how many samples of a subject there are in one place.
	moveEvery = 3
	// leastRounds is what a limit in seconds leaves of Rounds.
	leastRounds = 10
	// extra is how many times Rounds there are at most.
	extra = 3
	// askEvery is how many further rounds there are before estimates are looked at.
	askEvery = 5
)

func (o Options) withDefaults(resolution float64) (Options, error) {
	if o.Rounds == 0 {
		o.Rounds = defaultRounds
	}
	if o.Sample == 0 {
		o.Sample = defaultSample
	}
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	switch {
	case o.Rounds < 0 || o.Rounds > maxRounds:
		return o, fmt.Errorf("%d rounds; choose 1 to %d", o.Rounds, maxRounds)
	case !(o.Sample > 0 && o.Sample <= maxSample):
		return o, fmt.Errorf("samples of %g s; choose more than 0 and at most %d s", o.Sample, maxSample)
	case !(o.Seconds >= 0 && o.Seconds <= maxSeconds):
		return o, fmt.Errorf("a limit of %g s; choose 0 to %g s", o.Seconds, float64(maxSeconds))
	case !(o.Longest >= 0):
		return o, fmt.Errorf("runs of %g s at the longest", o.Longest)
	case o.Every < 0:
		return o, fmt.Errorf("the reference every %d subjects; choose 1 or more", o.Every)
	case !(o.Width > 0 && o.Width <= 1):
		return o, fmt.Errorf("intervals of half width %g; choose more than 0 and at most 1", o.Width)
	}
	o.Sample = max(o.Sample, ticks*resolution)
	return o, nil
}

// Session is a measurement under way. Each Step takes one sample, so that whoever
// calls it can show progress, let messages in, pause, or stop and keep what there is.
// It is for one goroutine.
type Session struct {
	clock      Clock
	options    Options
	resolution float64
	subjects   []subject // the reference is the last
	warm       int       // subjects that are warm

	order []int // what the round samples: indices into subjects; empty if there is no further round
	at    int   // in order
	round int
	cold  bool // whether the next sample follows a pause

	spent   float64 // seconds in samples
	regular float64 // of them, those before further rounds
}

// subject is a Subject and what was measured of it.
type subject struct {
	Subject
	runs    int       // a sample
	ends    []int     // after how many laps each part ends but the last; nil if a run is one part
	took    float64   // seconds of a sample, when it was warmed up
	first   float64   // seconds of the very first run
	rounds  []int     // of each sample, ascending
	samples []float64 // seconds of one run, of its parts one after the other
	moved   int       // samples before it was last moved
	settled bool      // whether it needs no further rounds
}

// parts returns how many parts a sample has.
func (v *subject) parts() int { return len(v.ends) + 1 }

// total returns the seconds of one run in sample i.
func (v *subject) total(i int) float64 {
	n, sum := v.parts(), 0.0
	for _, t := range v.samples[i*n : (i+1)*n] {
		sum += t
	}
	return sum
}

// NewSession begins to measure subjects beside a reference, which should take about
// as long as they do.
func NewSession(clock Clock, reference Subject, subjects []Subject, o Options) (*Session, error) {
	resolution, err := Resolution(clock)
	if err != nil {
		return nil, err
	}
	if o, err = o.withDefaults(resolution); err != nil {
		return nil, err
	}
	if len(subjects) == 0 {
		return nil, errors.New("there is nothing to measure")
	}
	s := &Session{clock: clock, options: o, resolution: resolution}
	for _, v := range append(subjects[:len(subjects):len(subjects)], reference) {
		s.subjects = append(s.subjects, subject{Subject: v})
	}
	return s, nil
}

// Resolution returns that of the clock, in seconds.
func (s *Session) Resolution() float64 { return s.resolution }

// Done returns which fraction of the measurement is done, further rounds aside.
// Warming up counts as one round.
func (s *Session) Done() float64 {
	n := len(s.subjects)
	done := float64(s.warm) / float64(n)
	done += float64(s.round)
	if len(s.order) > 0 {
		done += float64(s.at) / float64(len(s.order))
	}
	return min(1, done/float64(s.options.Rounds+1))
}

// Rounds returns how many rounds are complete.
func (s *Session) Rounds() int { return s.round }

// Planned returns how many rounds there are, further ones aside.
func (s *Session) Planned() int { return s.options.Rounds }

// Warm reports whether all subjects have been warmed up.
func (s *Session) Warm() bool { return s.warm == len(s.subjects) }

// Left returns how many seconds it will take, further rounds aside; 0 before all
// subjects are warm.
func (s *Session) Left() float64 {
	if !s.Warm() {
		return 0
	}
	return (1 - s.Done()) * float64(s.options.Rounds+1) * s.lasts()
}

// lasts returns how long a round lasts, about, in seconds.
func (s *Session) lasts() float64 {
	sum := 0.0
	for i := range s.subjects[:len(s.subjects)-1] {
		sum += s.subjects[i].took
	}
	reference := &s.subjects[len(s.subjects)-1]
	return sum + reference.took*float64((len(s.subjects)-1)/s.options.Every+1)
}

// limit leaves as many rounds as the time allows.
func (s *Session) limit() {
	o := &s.options
	if o.Seconds == 0 {
		return
	}
	// Compared as floats: a round may take next to no time.
	if fit := (o.Seconds - s.spent) / s.lasts(); fit < float64(o.Rounds) {
		o.Rounds = min(o.Rounds, max(leastRounds, int(fit)))
	}
}

// Step warms up the next subject or takes the next sample, and reports whether there
// is more to do. An error is that of a subject or of the clock; what was measured
// before it is kept, and the next Step tries again.
func (s *Session) Step() (more bool, err error) {
	if s.warm < len(s.subjects) {
		if err := s.warmUp(&s.subjects[s.warm]); err != nil {
			return true, err
		}
		if s.warm++; s.Warm() {
			s.limit()
		}
		return true, nil
	}
	if s.at == 0 {
		if s.order = s.schedule(); len(s.order) == 0 {
			return false, nil
		}
	}
	if s.cold { // a sample of the reference that does not count wakes the processor
		if _, err := s.time(&s.subjects[len(s.subjects)-1], nil); err != nil {
			return true, err
		}
		s.cold = false
	}
	v := &s.subjects[s.order[s.at]]
	if n := len(v.rounds); v.Move != nil && n > 0 && n%moveEvery == 0 && v.moved < n {
		v.moved = n
		v.Move()
		if err := v.Run(); err != nil { // which meets the memory for the first time
			return true, fmt.Errorf("%s: %w", v.Name, err)
		}
	}
	samples, err := s.time(v, v.samples)
	if err != nil {
		return true, err
	}
	v.samples, v.rounds = samples, append(v.rounds, s.round)
	if s.at++; s.at == len(s.order) {
		s.at, s.round = 0, s.round+1
	}
	return true, nil
}

// Interrupt says that time has passed in which others may have had the machine, as
// when a tab was hidden: the round that was begun is measured anew.
func (s *Session) Interrupt() {
	for i := range s.subjects {
		v := &s.subjects[i]
		n := len(v.rounds)
		for n > 0 && v.rounds[n-1] == s.round {
			n--
		}
		v.rounds, v.samples = v.rounds[:n], v.samples[:n*v.parts()]
	}
	s.at, s.cold = 0, true
}

// schedule returns the order of the next round: subjects shuffled, with the reference
// before the first, after the last and in between. Once all have had their rounds, it
// is only those whose estimates are refused; it is empty if there are none.
func (s *Session) schedule() []int {
	reference := len(s.subjects) - 1
	order := s.order[:0]
	if s.round >= extra*s.options.Rounds {
		return order
	}
	if s.round <= s.options.Rounds {
		s.regular = s.spent
	} else if s.options.Seconds > 0 && s.spent-s.regular > s.options.Seconds/2 {
		return order
	}
	if late := s.round - s.options.Rounds; late >= 0 && late%askEvery == 0 {
		levels := s.Levels()
		for i := range s.subjects[:reference] {
			v := &s.subjects[i]
			v.settled = s.estimate(v, levels, i).OK()
		}
	}
	taken := 0
	for _, v := range rng.New(s.options.Seed, uint64(s.round)).Perm(reference) {
		if s.subjects[v].settled {
			continue
		}
		if taken%s.options.Every == 0 {
			order = append(order, reference)
		}
		order = append(order, v)
		taken++
	}
	if taken > 0 {
		order = append(order, reference)
	}
	return order
}
