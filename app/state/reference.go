package state

import (
	"math"
	"sort"
	"sync"

	"protocell/app/display"
	"protocell/core/sample"
	"protocell/core/space"
)

// SampleSize is the number of cells of the reference sample.
const SampleSize = sample.ReferenceSize

// Reference is the scoring of the reference sample under the present set-up.
type Reference struct {
	paused  bool
	slow    bool    // whether slow proxies score it too
	asked   Key     // the set-up for which it was asked to go on
	key     Key     // the set-up that the clock is of
	since   float64 // when it began or went on
	already int     // cells that were known by then
	now     float64
}

// pool is a reference sample, with the names of its architectures, which are needed at
// each drawing.
type referencePool struct {
	archs []space.Arch
	codes map[space.Arch]string
}

// referencesOf keeps the reference samples of spaces, by their ids.
var referencesOf sync.Map

// reference returns the reference sample of the space on show.
func (s State) reference() referencePool {
	id := s.Net.Space.Info().ID
	if p, ok := referencesOf.Load(id); ok {
		return p.(referencePool)
	}
	p := referencePool{sample.Reference(s.Net.Space, SampleSize), map[space.Arch]string{}}
	for _, a := range p.archs {
		p.codes[a] = space.PrintCode(a)
	}
	referencesOf.Store(id, p)
	return p
}

// references returns the reference sample of the space on show.
func (s State) references() []space.Arch { return s.reference().archs }

// Referring reports whether the sample is being scored, or would be if the card
// were complete.
func (s State) Referring() bool {
	if s.Embed || s.Pool.Err != nil || s.ReferenceDone() == SampleSize {
		return false
	}
	if s.Reference.paused {
		return false
	}
	if s.Reference.asked == s.key {
		return true
	}
	return !s.Heavy() && s.Estimate().Millis*SampleSize <= maxReferenceMillis*float64(max(s.Pool.Size, 1))
}

// ReferenceDone returns how many cells of the sample are known.
func (s State) ReferenceDone() int {
	n, ids := 0, s.compared()
	for _, a := range s.references() {
		if s.known.of(s.key, a).has(ids) {
			n++
		}
	}
	return n
}

// ReferenceLeft returns how many milliseconds the rest of the sample takes, about,
// or false if that is not known yet.
func (s State) ReferenceLeft() (millis float64, ok bool) {
	done := s.ReferenceDone()
	r := s.Reference
	if fresh := done - r.already; fresh >= 3 && r.now > r.since {
		return (r.now - r.since) / float64(fresh) * float64(SampleSize-done), true
	}
	return 0, false
}

// clockReference starts the clock of the sample anew when it starts anew, and
// moves it on.
func (s State) clockReference(now float64) State {
	if key := s.key; s.Reference.key != key || !s.Referring() {
		s.Reference.key, s.Reference.since, s.Reference.already = key, now, s.ReferenceDone()
	}
	s.Reference.now = now
	return s
}

func (a PauseReference) reduce(s State, _ float64) (State, []Effect) {
	if s.Reference.paused = a.Pause; a.Pause {
		return s, []Effect{Say{"The reference sample is paused."}}
	}
	s.Reference.asked = s.key
	return s, []Effect{Say{"The reference sample goes on."}}
}

// CompareSlow has the reference sample scored by the slow proxies of the experiment
// too.
func (CompareSlow) reduce(s State, _ float64) (State, []Effect) {
	s.Reference.slow, s.Reference.paused, s.Reference.asked = true, false, s.key
	return s, []Effect{Say{"The reference sample is scored by the slow proxies too."}}
}

// Standing is where a score stands among the reference sample.
type Standing struct {
	Of       int       // cells of the sample that are known
	Percent  int       // share of them that the score beats, ties halved, 0 to 100
	Values   []float64 // of those that are numbers, sorted, as Axis shows them
	Value    float64   // the score, as Axis shows it; NaN if it is not a number
	Outcasts int       // cells whose score is not a number
}

// minStanding is the number of cells from which on a percentile is shown.
const minStanding = 8

// Standing returns where a row stands, or false if too few cells are known.
func (s State) Standing(r Row) (Standing, bool) {
	m := ProxyMeasure(r.Info)
	st := Standing{Value: m.Axis(r.Entry.Score)}
	beaten := 0.0
	for _, a := range s.references() {
		record := s.known.of(s.key, a)
		if !record.has([]string{r.Info.ID}) {
			continue
		}
		score := record.Scores[r.Info.ID].Score
		st.Of++
		if v := m.Axis(score); math.IsNaN(v) {
			st.Outcasts++
		} else {
			st.Values = append(st.Values, v)
		}
		switch m.better(r.Entry.Score, score) {
		case 1:
			beaten++
		case 0:
			beaten += 0.5
		}
	}
	if st.Of < minStanding || !r.Fresh {
		return st, false
	}
	sort.Float64s(st.Values)
	st.Percent = int(math.Round(100 * beaten / float64(st.Of)))
	return st, true
}

// spokenScore writes a row's score for screen readers.
func spokenScore(r Row) string {
	if math.IsNaN(ProxyMeasure(r.Info).Axis(r.Entry.Score)) {
		return string(r.Entry.Status)
	}
	text := display.Score(float64(r.Entry.Value), r.Info.Log)
	if r.Info.Log {
		return "10 to the " + text
	}
	return text
}
