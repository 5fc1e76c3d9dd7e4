package predict

import (
	"fmt"

	"protocell/core/latency"
	"protocell/core/space"
)

// lookup adds the times of operators that were measured alone.
type lookup struct{}

// Info implements Predictor.
func (lookup) Info() Info {
	return Info{
		ID: "lookup", Name: "Look-up table", Operators: true,
		Formula: `\hat T = \sum_{o} n_o T_o`,
		Summary: "The sum of the times of the operators, each measured alone: no network need be measured.",
		Paper:   "Cai, Zhu and Han, ProxylessNAS: direct neural architecture search on target task and hardware, ICLR 2019",
	}
}

// Fit implements Predictor.
func (f lookup) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	t, err := newTimes(p)
	if err != nil {
		return nil, fmt.Errorf("lookup: %w", err)
	}
	return &sumOfTimes{p.Counts(), t.of}, nil
}

// sumOfTimes is a model that adds times of operators.
type sumOfTimes struct {
	counts *Counts
	of     func(o latency.Operator) float64
}

// Predict implements Model.
func (m *sumOfTimes) Predict(dst []float64, archs []space.Arch) {
	m.counts.Sums(dst, archs, 1, func(sum []float64, o latency.Operator, times float64) {
		sum[0] += float64(times * m.of(o))
	})
}

// times are those of operators. Of one that was not measured it is estimated from the
// others: by the median of what they take for what the model of the machine says, or,
// for lack of one, for each number that they read, write or multiply.
type times struct {
	measured map[latency.Operator]float64
	model    latency.Machine
	batch    int
	factor   [groups]float64
}

func newTimes(p *Problem) (*times, error) {
	t := &times{measured: map[latency.Operator]float64{}, model: p.Machine, batch: p.Batch}
	if !t.model.Known() { // any machine will do: only its proportions count
		t.model = latency.Machine{Peak: 1, Bandwidth: 1}
	}
	var all []float64
	var byGroup [groups][]float64
	for _, o := range p.Operators {
		if o.Time.OK() {
			t.measured[o.Operator] = o.Time.Seconds
			r := o.Time.Seconds / t.model.Seconds(o.Operator, p.Batch)
			all = append(all, r)
			byGroup[groupOf(o.Operator)] = append(byGroup[groupOf(o.Operator)], r)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("of %d operators, none has an estimate", len(p.Operators))
	}
	for g := range t.factor {
		t.factor[g] = Median(all)
		if len(byGroup[g]) > 0 {
			t.factor[g] = Median(byGroup[g])
		}
	}
	return t, nil
}

// of returns the time of an operator.
func (t *times) of(o latency.Operator) float64 {
	if v, ok := t.measured[o]; ok {
		return v
	}
	return t.factor[groupOf(o)] * t.model.Seconds(o, t.batch)
}

// OperatorTimes returns how long any operator takes by a problem's look-up table, in
// seconds, and whether it was measured or is estimated from others.
func OperatorTimes(p *Problem) (func(o latency.Operator) (seconds float64, measured bool), error) {
	t, err := newTimes(p)
	if err != nil {
		return nil, err
	}
	return func(o latency.Operator) (float64, bool) {
		_, ok := t.measured[o]
		return t.of(o), ok
	}, nil
}
