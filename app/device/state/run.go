package state

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"protocell/app/notice"
	"protocell/core/job/metering"
	"protocell/core/latency"
	"protocell/core/space/spaces"
)

// slice is how long a Measure job lasts, in seconds: the page shows what it found, and can
// stop it, in between.
const slice = 0.4

// Run is a measurement under way.
type Run struct {
	Plan    metering.Plan
	Profile *latency.Profile        // everything so far, or nil
	Latest  *metering.MeasureOutput // what the last slice said, or nil
	// Levels are how slow the machine was in each round, by the reference, relative to
	// their median: of the first pass, and of the pass that tests.
	Levels  [2][]float64
	Paused  bool   // by the visitor
	Stopped string // why it cannot go on by itself; "" if it can
	Losses  int    // workers that were lost

	session     string
	position    int
	known       *latency.Profile // for the first slice of a session
	interrupted bool             // whether time has passed since the last slice
	keptAt      float64          // when it was last kept, in milliseconds
}

// maxLosses is how many workers are lost before the visitor is asked whether to go on.
const maxLosses = 3

// Going reports whether it measures, or would if the tab were not hidden.
func (r *Run) Going() bool { return !r.Paused && r.Stopped == "" }

// Fraction returns how much is done.
func (r *Run) Fraction() float64 {
	if r.Latest == nil {
		return 0
	}
	return r.Latest.Fraction
}

// Actions of measuring.
type (
	// Measure begins.
	Measure struct{}
	// Pause stops for a while, and GoOn goes on.
	Pause struct{}
	GoOn  struct{}
	// Finish ends with what has been measured, and Discard without.
	Finish  struct{}
	Discard struct{}
	// Measured has what a slice found.
	Measured struct {
		ID     string
		Output *metering.MeasureOutput
	}
	// Hide says whether the tab is hidden.
	Hide struct{ Hidden bool }
)

func (Measure) reduce(s State, _ float64) (State, []Effect) {
	plan, err := s.Form.Plan()
	if s.Form.Problem = err; err != nil || s.Run != nil || s.Here == nil {
		return s, nil
	}
	s, effects := s.stopAnswers()
	s.Run = &Run{Plan: plan}
	s, more := s.session(nil).slice()
	return s, append(append(effects, more...), Say{"The measurement begins."})
}

// session begins a session of a measurement, with what is known.
func (s State) session(known *latency.Profile) State {
	r := *s.Run
	s.last++
	r.session, r.position, r.known = s.visit+"-"+strconv.Itoa(s.last), 0, known
	s.Run = &r
	return s
}

// slice asks for the next slice, if it is time.
func (s State) slice() (State, []Effect) {
	r := s.Run
	if r == nil || !r.Going() || s.Hidden {
		return s, nil
	}
	in := metering.MeasureInput{Session: r.session, Position: r.position, Plan: r.Plan, Slice: slice, Interrupted: r.interrupted}
	if r.position == 0 {
		in.Known = r.known
	}
	next := *r
	next.interrupted = false
	s.Run = &next
	return s.run(measuring, r.session, metering.Measure, in)
}

func (a Measured) reduce(s State, now float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if !ok || s.Run == nil {
		return s, nil
	}
	r := *s.Run
	o := a.Output
	if o.Lost {
		r.Losses++
		s.Run = &r
		if r.Losses > maxLosses {
			return s.interrupted("The worker that measures was lost several times")
		}
		return s.session(r.Profile).slice()
	}
	var said []Effect
	if quarter := int(4 * o.Fraction); quarter > int(4*r.Fraction()) && o.Phase != metering.Over {
		said = []Effect{Say{fmt.Sprintf("%d percent measured.", 25*quarter)}}
	}
	r.Latest, r.position = o, o.Position
	if len(o.Levels) > 0 {
		pass := 0
		if o.Testing {
			pass = 1
		}
		r.Levels[pass] = o.Levels
	}
	if o.Profile != nil {
		r.Profile = o.Profile
	}
	s.Run = &r
	switch {
	case o.Failed != "":
		return s.interrupted(o.Failed)
	case o.Phase == metering.Over:
		return s.finish()
	}
	s, effects := s.keepUnfinished(now)
	s, more := s.slice()
	return s, append(append(effects, more...), said...)
}

// interrupted stops a measurement that cannot go on by itself. What was measured is
// kept.
func (s State) interrupted(why string) (State, []Effect) {
	if s.Run == nil {
		return s, nil
	}
	r := *s.Run
	r.Stopped, r.interrupted = why, true
	s.Run = &r
	return s, []Effect{Say{"The measurement has stopped: " + why + "."}}
}

// Pause lets the slice under way end, so that the worker loses nothing.
func (Pause) reduce(s State, _ float64) (State, []Effect) {
	if s.Run == nil || !s.Run.Going() {
		return s, nil
	}
	r := *s.Run
	r.Paused, r.interrupted = true, true
	s.Run = &r
	return s, []Effect{Say{"The measurement is paused."}}
}

func (GoOn) reduce(s State, _ float64) (State, []Effect) {
	if s.Run == nil || s.Run.Going() {
		return s, nil
	}
	s, effects := s.stopAnswers()
	r := *s.Run
	stopped := r.Stopped != ""
	r.Paused, r.Stopped, r.Losses, r.interrupted = false, "", 0, true
	s.Run = &r
	if stopped { // with a worker that may know nothing of it
		effects = append(effects, RestartPool{})
		s = s.session(r.Profile)
	}
	effects = append(effects, Say{"The measurement goes on."})
	if s.slicing() {
		return s, effects
	}
	s, more := s.slice()
	return s, append(effects, more...)
}

// slicing reports whether a slice is under way.
func (s State) slicing() bool { _, ok := s.jobs[measuring]; return ok }

func (a Hide) reduce(s State, _ float64) (State, []Effect) {
	s.Hidden = a.Hidden
	if s.Run == nil || !s.Run.Going() {
		return s, nil
	}
	if a.Hidden {
		r := *s.Run
		r.interrupted = true
		s.Run = &r
		return s, nil
	}
	if s.slicing() { // it was begun before, and has not ended
		return s, nil
	}
	return s.slice()
}

func (Finish) reduce(s State, _ float64) (State, []Effect) {
	if s.Run == nil || !s.Run.Usable() {
		return s, nil
	}
	s, effects := s.stop(measuring)
	s, more := s.finish()
	return s, append(effects, more...)
}

func (Discard) reduce(s State, _ float64) (State, []Effect) {
	if s.Run == nil {
		return s, nil
	}
	s, effects := s.stop(measuring)
	s.Run = nil
	return s, append(effects, RemoveProfile{unfinishedRef}, Say{"The measurement is discarded."})
}

// Usable reports whether enough is known for a profile.
func (r *Run) Usable() bool {
	if r.Profile == nil {
		return false
	}
	for _, n := range r.Profile.Networks {
		if n.Time.OK() {
			return true
		}
	}
	return false
}

// finish makes a profile of a measurement, keeps it and shows it. If nothing can be told,
// it says why.
func (s State) finish() (State, []Effect) {
	r := s.Run
	s.Run = nil
	forget := RemoveProfile{unfinishedRef}
	if !r.Usable() {
		why := "nothing could be told"
		if r.Profile != nil && len(r.Profile.Networks) > 0 {
			why = r.Profile.Networks[0].Time.Refused
		}
		text := "This machine is too busy to be measured now: " + why + ". Close what else runs, plug it in, and try again."
		return s.notify(notice.Notice{Topic: "measure", Kind: notice.Fault, Text: text}), []Effect{forget, Say{text}}
	}
	p := *r.Profile
	if p.Name == "" {
		p.Name = s.unused(nameOf(p.Device, p.Conditions.Engine))
	}
	text, err := latency.Encode(&p, spaces.ByID)
	if err != nil {
		return s.notify(notice.Notice{Topic: "measure", Kind: notice.Fault, Text: "What was measured is no profile: " + err.Error() + "."}), []Effect{forget}
	}
	e := entryOf(&p, refOf(Mine, string(text)), Mine)
	was := s.Shown()
	s = s.put(e).show(e.Ref)
	if was != nil && was.Whose == Mine && was.Ref != e.Ref && !slices.Contains(s.Shelf.Beside, was.Ref) {
		s.Shelf.Beside = append(slices.Clone(s.Shelf.Beside), was.Ref) // how far measurements, or engines, agree
	}
	words := s.summary(e)
	s = s.notify(notice.Notice{Topic: "measure", Kind: notice.Good, Text: words})
	return s, []Effect{KeepProfile{e.Ref, string(text)}, forget, Say{words}}
}

// summary says what a measurement came to.
func (s State) summary(e *Entry) string {
	fits, tests, operators, refused := e.Count()
	text := fmt.Sprintf("Measured: %d networks, %d operators.", fits+tests, operators)
	if refused > 0 {
		text += fmt.Sprintf(" %d were too noisy and are not used.", refused)
	}
	return text
}

// nameOf is what a profile is called until the visitor calls it otherwise.
func nameOf(d latency.Device, engine string) string {
	var parts []string
	for _, part := range []string{d.Browser, d.System} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	name := strings.Join(parts, " on ")
	switch {
	case engine == "webgpu" && d.Adapter != "":
		name += ", WebGPU on " + d.Adapter
	case engine == "webgpu":
		name += ", WebGPU"
	case engine == "go":
		name += ", without SIMD"
	}
	if name = strings.TrimPrefix(name, ", "); name == "" {
		name = "This device"
	}
	return name[:min(len(name), maxName)]
}

// unused returns a name that no profile has: with a number, if need be.
func (s State) unused(name string) string {
	for n := 1; ; n++ {
		numbered := name
		if n > 1 {
			numbered = fmt.Sprintf("%s (%d)", name, n)
		}
		if !slices.ContainsFunc(s.Shelf.Entries, func(e *Entry) bool { return e.Name == numbered }) {
			return numbered
		}
	}
}

// Count returns how many networks to fit to, networks to test and operators have an
// estimate, and how many of all have none.
func (e *Entry) Count() (fits, tests, operators, refused int) {
	for _, n := range e.Networks {
		switch {
		case !n.Time.OK():
			refused++
		case n.Pass == latency.TestPass:
			tests++
		default:
			fits++
		}
	}
	for _, o := range e.Operators {
		if o.Time.OK() {
			operators++
		} else {
			refused++
		}
	}
	return fits, tests, operators, refused
}

// Range returns the fastest and the slowest network of a profile, in seconds; 0 if none
// has an estimate.
func (e *Entry) Range() (low, high float64) {
	low = math.Inf(1)
	for _, n := range e.Networks {
		if n.Time.OK() {
			low, high = math.Min(low, n.Time.Seconds), math.Max(high, n.Time.Seconds)
		}
	}
	if high == 0 {
		return 0, 0
	}
	return low, high
}
