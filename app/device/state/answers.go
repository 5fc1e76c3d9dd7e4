package state

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"protocell/core/job/metering"
	"protocell/core/predict"
	"protocell/core/space"
)

// Answer is what a worker found.
type Answer[T any] struct {
	Value *T     // nil as long as there is none
	Err   error  // why there is none
	key   string // of what was asked
}

// is reports whether something was asked, and has an answer or an error.
func (a Answer[T]) is(key string) bool { return a.key == key && (a.Value != nil || a.Err != nil) }

// Answers are what workers found about the profile on show.
type Answers struct {
	// Quick are the predictors that are fitted at once, Slow those that learn for a
	// while.
	Quick, Slow Answer[metering.PredictOutput]
	// Curves are how good predictors are with fewer measurements, by their ids.
	Curves map[string]Answer[metering.CurveOutput]
	Spread Answer[Spread]
	// Parts is where the time of the network goes that is taken apart.
	Parts   Answer[metering.BreakdownOutput]
	Fusion  Answer[metering.FusionOutput]
	Compare Answer[metering.CompareOutput]
	Joules  Answer[metering.PredictOutput]
	Energy  Answer[Spread] // joules of every architecture
}

// Spread is a prediction of every architecture of the space, or of many.
type Spread struct {
	metering.SpreadOutput
	Archs []string  // codes
	Times []float64 // seconds, or joules
	Costs []float64 // MACs, in millions
}

// Predictors in groups: a Predict job of the first takes a blink, of the others seconds.
var (
	quick = []string{"params", "flops", "roofline", "lookup", "corrected", "gaussian"}
	// CurvedAlways are those whose curves are drawn without being asked for.
	CurvedAlways = []string{"flops", "corrected", "gaussian", "fewshot"}
)

// slow returns the predictors that are not quick.
func slow() []string {
	return slices.DeleteFunc(predict.IDs(), func(id string) bool { return slices.Contains(quick, id) })
}

// maxSpread is how many architectures of a large space are drawn.
const maxSpread = 20_000

// learningCurve returns at which sizes, and how often, a predictor is fitted to parts of
// what was measured: those that take seconds less often.
func learningCurve(id string) (sizes []int, repeats int) {
	if slices.Contains(quick, id) {
		return []int{3, 5, 8, 10, 15, 20, 30, 40, 60, 80, 120, 160}, 5
	}
	return []int{3, 5, 10, 20, 40, 80}, 2
}

// Trials returns what is known of the predictors so far, in the table's order.
func (a Answers) Trials() (list []metering.Trial, of *metering.PredictOutput) {
	for _, o := range []*metering.PredictOutput{a.Quick.Value, a.Slow.Value} {
		if o != nil {
			list, of = append(list, o.Trials...), o
		}
	}
	ids := predict.IDs()
	slices.SortStableFunc(list, func(x, y metering.Trial) int { return slices.Index(ids, x.ID) - slices.Index(ids, y.ID) })
	return list, of
}

// forgiven returns the answers without those that are errors, so that they are asked
// for again.
func (a Answers) forgiven() Answers {
	clear := func(err *error, key *string) {
		if *err != nil {
			*err, *key = nil, ""
		}
	}
	clear(&a.Quick.Err, &a.Quick.key)
	clear(&a.Slow.Err, &a.Slow.key)
	clear(&a.Spread.Err, &a.Spread.key)
	clear(&a.Parts.Err, &a.Parts.key)
	clear(&a.Fusion.Err, &a.Fusion.key)
	clear(&a.Compare.Err, &a.Compare.key)
	clear(&a.Joules.Err, &a.Joules.key)
	clear(&a.Energy.Err, &a.Energy.key)
	a.Curves = nil
	return a
}

// Actions of jobs that end, each with the ID of its job.
type (
	// Failed says that a job could not be computed.
	Failed struct {
		ID  string
		Err error
	}
	// Calibrated has what a Calibrate job found.
	Calibrated struct {
		ID     string
		Output *metering.CalibrateOutput
	}
	// Predicted has what a Predict job found.
	Predicted struct {
		ID     string
		Output *metering.PredictOutput
	}
	// Curved has what a Curve job found.
	Curved struct {
		ID     string
		Output *metering.CurveOutput
	}
	// Spreaded has what a Spread job found.
	Spreaded struct {
		ID     string
		Output *metering.SpreadOutput
	}
	// TakenApart has what a Breakdown job found.
	TakenApart struct {
		ID     string
		Output *metering.BreakdownOutput
	}
	// Compared has what a Compare job found.
	Compared struct {
		ID     string
		Output *metering.CompareOutput
	}
	// Fused has what a Fusion job found.
	Fused struct {
		ID     string
		Output *metering.FusionOutput
	}
)

func (a Calibrated) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if ok {
		s.Here = a.Output
	}
	return s, nil
}

func (a Predicted) reduce(s State, _ float64) (State, []Effect) {
	s, p, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	out := Answer[metering.PredictOutput]{Value: a.Output, key: key}
	switch p {
	case predicting:
		s.Answers.Quick = out
	case learning:
		s.Answers.Slow = out
	default:
		s.Answers.Joules = out
	}
	return s, nil
}

func (a Curved) reduce(s State, _ float64) (State, []Effect) {
	s, p, key, ok := s.ended(a.ID)
	if ok {
		s.Answers = s.Answers.withCurve(p, Answer[metering.CurveOutput]{Value: a.Output, key: key})
	}
	return s, nil
}

// withCurve returns the answers with the curve of a job's purpose.
func (a Answers) withCurve(p purpose, c Answer[metering.CurveOutput]) Answers {
	curves := maps.Clone(a.Curves)
	if curves == nil {
		curves = map[string]Answer[metering.CurveOutput]{}
	}
	curves[strings.TrimPrefix(string(p), curving)] = c
	a.Curves = curves
	return a
}

func (a Spreaded) reduce(s State, _ float64) (State, []Effect) {
	s, p, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	answer := Answer[Spread]{key: key}
	answer.Value, answer.Err = s.spread(a.Output)
	if p == energySpreading {
		s.Answers.Energy = answer
	} else {
		s.Answers.Spread = answer
	}
	return s, nil
}

// spread reads what a Spread job says of the profile on show.
func (s State) spread(o *metering.SpreadOutput) (*Spread, error) {
	e := s.Shown()
	if e == nil {
		return nil, errors.New("there is no profile")
	}
	out := &Spread{SpreadOutput: *o}
	var err error
	if out.Times, err = floats(o.Predicted, o.Count); err != nil {
		return nil, fmt.Errorf("predictions: %w", err)
	}
	if out.Costs, err = floats(o.MACs, o.Count); err != nil {
		return nil, fmt.Errorf("MACs: %w", err)
	}
	if o.Codes != "" {
		out.Archs = strings.Split(o.Codes, "\n")
	} else {
		for i := range o.Count {
			out.Archs = append(out.Archs, space.PrintCode(e.Space.At(int64(i))))
		}
	}
	if len(out.Archs) != o.Count {
		return nil, fmt.Errorf("%d architectures, not %d", len(out.Archs), o.Count)
	}
	return out, nil
}

// floats reads n numbers as jobs send them.
func floats(text string, n int) ([]float64, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	if len(raw) != 4*n {
		return nil, fmt.Errorf("%d bytes for %d numbers", len(raw), n)
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])))
	}
	return out, nil
}

func (a TakenApart) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if ok {
		s.Answers.Parts = Answer[metering.BreakdownOutput]{Value: a.Output, key: key}
	}
	return s, nil
}

func (a Compared) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if ok {
		s.Answers.Compare = Answer[metering.CompareOutput]{Value: a.Output, key: key}
	}
	return s, nil
}

func (a Fused) reduce(s State, _ float64) (State, []Effect) {
	s, _, key, ok := s.ended(a.ID)
	if ok {
		s.Answers.Fusion = Answer[metering.FusionOutput]{Value: a.Output, key: key}
	}
	return s, nil
}

func (a Failed) reduce(s State, now float64) (State, []Effect) {
	s, p, key, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	switch p {
	case calibrating:
		s.Trouble = a.Err
	case measuring:
		return s.interrupted(a.Err.Error())
	case predicting:
		s.Answers.Quick = Answer[metering.PredictOutput]{Err: a.Err, key: key}
	case learning:
		s.Answers.Slow = Answer[metering.PredictOutput]{Err: a.Err, key: key}
	case modelling:
		s.Answers.Joules = Answer[metering.PredictOutput]{Err: a.Err, key: key}
	case spreading:
		s.Answers.Spread = Answer[Spread]{Err: a.Err, key: key}
	case energySpreading:
		s.Answers.Energy = Answer[Spread]{Err: a.Err, key: key}
	case takingApart:
		s.Answers.Parts = Answer[metering.BreakdownOutput]{Err: a.Err, key: key}
	case comparing:
		s.Answers.Compare = Answer[metering.CompareOutput]{Err: a.Err, key: key}
	case fusing:
		s.Answers.Fusion = Answer[metering.FusionOutput]{Err: a.Err, key: key}
	case opening, accuracies:
		s.Tables = s.Tables.failed(a.Err)
	default:
		s.Answers = s.Answers.withCurve(p, Answer[metering.CurveOutput]{Err: a.Err, key: key})
	}
	return s, nil
}
