package state

import (
	"slices"

	"protocell/core/job/metering"
	"protocell/core/predict"
	"protocell/core/space"
)

// purposes are those of the jobs about a profile.
func purposes() []purpose {
	list := []purpose{predicting, spreading, takingApart, comparing, modelling, energySpreading, fusing, learning}
	for _, id := range predict.IDs() {
		list = append(list, purpose(curving+id))
	}
	return list
}

// schedule asks what there is to know, one thing after the other: there is one worker,
// and nothing runs beside a measurement.
func (s State) schedule() (State, []Effect) {
	if s.Pool.Err != nil || s.Trouble != nil {
		return s, nil
	}
	if s.Here == nil {
		if _, ok := s.jobs[calibrating]; !ok {
			return s.run(calibrating, "", metering.Calibrate, metering.CalibrateInput{})
		}
		return s, nil
	}
	e := s.Shown()
	if e == nil || s.Run != nil && s.Run.Going() || s.slicing() {
		return s, nil
	}
	s, effects := s.askTables(e)
	if s.Asking() {
		return s, effects
	}
	s, more := s.next(e)
	return s, append(effects, more...)
}

// next asks for the first thing that is not known of a profile.
func (s State) next(e *Entry) (State, []Effect) {
	a := s.Answers
	q := metering.Question{Profile: *e.Profile, Devices: s.otherDevices(e)}
	base := e.Ref + " " + q.Devices
	fits, tests, operators, _ := e.Count()
	if key := s.partsKey(e); s.Network.Space == e.Profile.Space && operators > 0 && !a.Parts.is(key) {
		model := s.Energy.Model
		return s.run(takingApart, key, metering.Breakdown, metering.BreakdownInput{Profile: *e.Profile, Arch: space.PrintCode(s.Network.Arch), Energy: &model})
	}
	if engine := e.Conditions.Engine; s.Open["fusion"] && e.Whose == Mine && !a.Fusion.is(engine) {
		return s.run(fusing, engine, metering.Fusion, metering.FusionInput{Engine: engine, Seed: 1})
	}
	judged := fits > 1 && tests > 1
	if judged && !a.Quick.is(base) {
		return s.run(predicting, base, metering.Predict, metering.PredictInput{Question: q, Predictors: quick})
	}
	if id := s.SpreadBy(); id != "" && !a.Spread.is(base+" "+id) {
		return s.run(spreading, base+" "+id, metering.Spread, metering.SpreadInput{Question: q, Predictor: id, Most: maxSpread})
	}
	if in, key := s.compareInput(e), s.compareKey(e); in != nil && !a.Compare.is(key) {
		return s.run(comparing, key, metering.Compare, *in)
	}
	if key := e.Ref + s.Energy.key(); fits > 1 && s.Energy.Problem == nil {
		model := s.Energy.Model
		eq := metering.Question{Profile: *e.Profile, Energy: &model}
		if !a.Energy.is(key) {
			return s.run(energySpreading, key, metering.Spread, metering.SpreadInput{Question: eq, Predictor: energyPredictor, Most: maxSpread})
		}
		if tests > 1 && !a.Joules.is(key) {
			return s.run(modelling, key, metering.Predict, metering.PredictInput{Question: eq, Predictors: quick})
		}
	}
	if !judged {
		return s, nil
	}
	curves := s.curved()
	at := slices.IndexFunc(curves, func(id string) bool { return !a.Curves[id].is(base) })
	if !a.Slow.is(base) && (at < 0 || !slices.Contains(quick, curves[at])) {
		return s.run(learning, base, metering.Predict, metering.PredictInput{Question: q, Predictors: slow()})
	}
	if at < 0 {
		return s, nil
	}
	sizes, repeats := learningCurve(curves[at])
	return s.run(purpose(curving+curves[at]), base, metering.Curve, metering.CurveInput{Question: q, Predictor: curves[at], Sizes: sizes, Repeats: repeats})
}

// curved returns the predictors whose curves are drawn, the quick ones first.
func (s State) curved() []string {
	list := slices.Clone(CurvedAlways)
	if !s.Open["curves-all"] {
		return list
	}
	for _, id := range append(slices.Clone(quick), slow()...) {
		if p, ok := predict.Lookup(id); ok && p.Info().Least > 0 && !p.Info().Ranks && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// SpreadBy returns the predictor by which the whole space is predicted: the one on show
// if it says times, or "" if none can be.
func (s State) SpreadBy() string {
	trials, _ := s.Answers.Trials()
	able := ""
	for _, t := range trials {
		if t.Error != "" || t.Ranks {
			continue
		}
		if t.ID == s.View.Predictor {
			return t.ID
		}
		if able == "" || t.ID == "corrected" {
			able = t.ID
		}
	}
	return able
}
