package metering

import (
	"fmt"

	"protocell/core/latency"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// session is a measurement under way.
type session struct {
	id       string
	position int
	survey   *latency.Survey
	adapter  string
	begun    string // time of day
	over     bool
	told     marks // of the last profile
	toldAt   float64
	cost     float64 // seconds that the last profile took
}

// marks tell whether a survey has a new profile.
type marks struct {
	testing bool
	round   int
	over    bool
}

// Bounds of a plan of the page.
const (
	maxNetworks = 500
	maxPlanned  = 3600.0 // seconds
	maxSlice    = 30.0   // seconds
	// longest is how many seconds a run may last: a worker that is not heard of for a few
	// runs is taken for dead.
	longest = 0.6
	// tellEvery is the least number of seconds between two profiles of a session.
	tellEvery = 0.5
)

// Guided returns the plan of a measurement that suits most: half a minute.
func Guided(s space.Space, seed uint64) Plan {
	return Plan{
		Space: s.Info().ID, Skeleton: s.Skeletons().Default, Batch: 1,
		Networks: 40, Tests: 20, Operators: true, Seed: seed, Rounds: 60, Seconds: 30,
	}
}

// plan returns what a plan of the page asks for.
func (p Plan) plan(known *latency.Profile) (latency.Plan, error) {
	var none latency.Plan
	s, err := spaces.ByID(p.Space)
	if err != nil {
		return none, err
	}
	if p.Networks < 0 || p.Tests < 0 || p.Networks > maxNetworks || p.Tests > maxNetworks || len(p.Archs) > maxNetworks {
		return none, fmt.Errorf("%d networks, %d tests and %d architectures; choose at most %d each", p.Networks, p.Tests, len(p.Archs), maxNetworks)
	}
	if !(p.Seconds >= 0 && p.Seconds <= maxPlanned) {
		return none, fmt.Errorf("a measurement of %g s; choose 0, which does not limit it, to %g s", p.Seconds, maxPlanned)
	}
	archs := latency.Draw(s, p.Networks+p.Tests, p.Seed)
	n := min(p.Networks, len(archs))
	plan := latency.Plan{
		Space: s, Skeleton: p.Skeleton, Batch: p.Batch, Fit: archs[:n:n], Test: archs[n:], Operators: p.Operators, Known: known,
		Options: latency.Options{Seed: p.Seed, Rounds: p.Rounds, Seconds: p.Seconds, Width: p.Width, Longest: longest},
	}
	seen := map[space.Arch]bool{}
	for _, a := range archs {
		seen[a] = true
	}
	for i, code := range p.Archs {
		a, err := space.ParseCode(s, code)
		if err != nil {
			return none, fmt.Errorf("architecture %d: %w", i+1, err)
		}
		if !seen[a] {
			seen[a] = true
			plan.Fit = append(plan.Fit, a)
		}
	}
	for _, a := range s.Largest()[:1] { // any will do to see whether it fits the skeleton
		if _, err := s.Build(a, p.Skeleton); err != nil {
			return none, err
		}
	}
	return plan, nil
}

// begin begins a session, in the place of the one there was.
func (m *meter) begin(in MeasureInput) (*session, error) {
	m.end()
	if in.Known != nil {
		named := *in.Known
		if named.Name == "" {
			named.Name = in.Session
		}
		if err := named.Check(spaces.ByID); err != nil {
			return nil, fmt.Errorf("what is known: %w", err)
		}
	}
	plan, err := in.Plan.plan(in.Known)
	if err != nil {
		return nil, err
	}
	engine, adapter, err := m.open(in.Plan.Engine)
	if err != nil {
		return nil, err
	}
	survey, err := latency.NewSurvey(m.here.Clock, engine, plan)
	if err != nil {
		return nil, err
	}
	m.session = &session{id: in.Session, survey: survey, adapter: adapter}
	if m.here.Now != nil {
		m.session.begun = m.here.Now()
	}
	return m.session, nil
}

// end gives up the session.
func (m *meter) end() {
	if m.session != nil {
		m.session.survey.Close()
		m.session = nil
	}
}

// profile returns what a session has measured.
func (m *meter) profile(s *session) *latency.Profile {
	p := s.survey.Profile()
	p.Device = m.here.Device
	if s.adapter != "" {
		p.Device.Adapter = s.adapter
	}
	c := &p.Conditions
	c.Program = "protocell"
	if c.Date == "" {
		c.Date = s.begun
	}
	if m.here.Power != nil {
		c.Power = m.here.Power()
	}
	return p
}

// where says how far a session is.
func (s *session) where() MeasureOutput {
	out := MeasureOutput{Position: s.position, Fraction: s.survey.Done(), Testing: s.survey.Testing(), Phase: Preparing}
	if v := s.survey.Session(); v != nil {
		out.Round, out.Rounds, out.Left, out.Levels = v.Rounds(), v.Planned(), v.Left(), v.Levels()
		if out.Phase = Warming; v.Warm() {
			out.Phase = Sampling
		}
	}
	if s.over {
		out.Phase, out.Left = Over, 0
	}
	return out
}
