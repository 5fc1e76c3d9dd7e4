// Package predicttest is the conformance suite of predictors: every entry of the table
// passes it, by being there.
package predicttest

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/rng"
	"protocell/core/space"
)

// tests is the number of test architectures.
const tests = 30

// Problem returns a problem in a space, of a simulated device: operators that take what
// a roofline says, times a factor of each that differs, and networks that take the sum
// and a constant, with noise; and test architectures.
func Problem(s space.Space, networks int, noise float64) (*predict.Problem, []predict.Measured) {
	r := rng.Named(1, "predicttest"+s.Info().ID)
	p := &predict.Problem{
		Space: s, Skeleton: s.Skeletons().Default, Batch: 1, Seed: 1,
		Machine: latency.Machine{Peak: 4, Bandwidth: 8, Overhead: 2e-7},
	}
	var archs []space.Arch
	for len(archs) < networks+tests {
		if a := s.Sample(r); s.Valid(a) == nil && !slices.Contains(archs, a) {
			archs = append(archs, a)
		}
	}
	seconds := map[latency.Operator]float64{}
	for i, o := range p.Counts().Operators(archs) {
		t := p.Machine.Seconds(o, 1) * (0.7 + 0.1*float64(i%7))
		seconds[o] = t
		p.Operators = append(p.Operators, latency.OperatorTime{Operator: o, Time: latency.Estimate{
			Seconds: t, Low: t, High: t, Best: t, Rounds: 30, Runs: 1,
		}})
	}
	var test []predict.Measured
	for i, a := range archs {
		t := 3e-5
		p.Counts().Of(a, func(o latency.Operator, times float64) { t += 1.15 * times * seconds[o] })
		m := predict.Measured{Arch: a, Value: t * (1 + noise*(2*r.Float64()-1))}
		if i < networks {
			p.Measured = append(p.Measured, m)
		} else {
			test = append(test, m)
		}
	}
	var known []space.Arch
	for range 80 {
		known = append(known, s.Sample(r))
	}
	p.Devices = predict.Simulate(p.Counts(), known, 8, 1)
	return p, test
}

// Run runs the suite on a predictor, in a space.
func Run(t *testing.T, f predict.Predictor, s space.Space) {
	p, test := Problem(s, 18, 0.005)
	t.Run("Info", func(t *testing.T) { info(t, f.Info()) })
	first := fit(t, f, p, test)
	t.Run("Predicts", func(t *testing.T) { predicts(t, first, test) })
	t.Run("Determinism", func(t *testing.T) { determinism(t, f, p, test, first) })
	t.Run("Unit", func(t *testing.T) { unit(t, f, p, test, first) })
	t.Run("Lacks", func(t *testing.T) { lacks(t, f, p) })
	t.Run("Refuses", func(t *testing.T) { refuses(t, f, p) })
	t.Run("Alike", func(t *testing.T) { alike(t, f, p, test) })
}

// info checks what is said about a predictor.
func info(t *testing.T, i predict.Info) {
	if !regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(i.ID) {
		t.Errorf("the id %q is not a lower-case word", i.ID)
	}
	if i.Name == "" || i.Formula == "" {
		t.Error("no name or no formula")
	}
	if !strings.HasSuffix(i.Summary, ".") || len(i.Summary) > 200 {
		t.Errorf("the summary %q is not one sentence", i.Summary)
	}
	if i.Paper != "" && !regexp.MustCompile(`, .* (19|20)\d\d$`).MatchString(i.Paper) {
		t.Errorf("the paper %q does not end in a year", i.Paper)
	}
}

// fit fits a predictor and predicts the test architectures.
func fit(t *testing.T, f predict.Predictor, p *predict.Problem, test []predict.Measured) []float64 {
	t.Helper()
	r := predict.Try([]predict.Predictor{f}, p, test)[0]
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	for i, v := range r.Predicted {
		if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 && !f.Info().Ranks {
			t.Fatalf("the prediction of test architecture %d is %v", i, v)
		}
	}
	return r.Predicted
}

// predicts wants a ranking of a device that is not far from every assumption.
func predicts(t *testing.T, got []float64, test []predict.Measured) {
	truth := make([]float64, len(test))
	for i, m := range test {
		truth[i] = m.Value
	}
	if q := predict.Judge(got, truth); q.Spearman.Value < 0.6 {
		t.Errorf("Spearman's correlation is %.3f", q.Spearman.Value)
	}
}

// determinism wants the same bits again.
func determinism(t *testing.T, f predict.Predictor, p *predict.Problem, test []predict.Measured, first []float64) {
	if !slices.Equal(first, fit(t, f, p, test)) {
		t.Error("the second time, predictions differ")
	}
}

// unit measures in milliseconds: predictions of what is fitted follow.
func unit(t *testing.T, f predict.Predictor, p *predict.Problem, test []predict.Measured, a []float64) {
	if i := f.Info(); i.Least == 0 || i.Ranks {
		t.Skip("it is not fitted to values")
	}
	other := *p
	other.Measured = slices.Clone(p.Measured)
	other.Operators = slices.Clone(p.Operators)
	const factor = 1024 // exact
	for i := range other.Measured {
		other.Measured[i].Value *= factor
	}
	for i := range other.Operators {
		other.Operators[i].Time.Seconds *= factor
	}
	other.Machine.Peak /= factor
	other.Machine.Bandwidth /= factor
	other.Machine.Overhead *= factor
	b := fit(t, f, &other, test)
	for i := range a {
		if math.Abs(b[i]/factor/a[i]-1) > 1e-6 {
			t.Fatalf("test architecture %d: %v, and %v in units that are %d times as small", i, a[i], b[i], factor)
		}
	}
}

// lacks takes away what a predictor needs.
func lacks(t *testing.T, f predict.Predictor, p *predict.Problem) {
	i := f.Info()
	rest := *p // without what it says that it does not need
	for what, c := range map[string]struct {
		needed bool
		take   func(p *predict.Problem)
	}{
		"measurements": {i.Least > 0, func(p *predict.Problem) { p.Measured = p.Measured[:max(0, i.Least-1)] }},
		"operators":    {i.Operators, func(p *predict.Problem) { p.Operators = nil }},
		"the machine":  {i.Machine, func(p *predict.Problem) { p.Machine = latency.Machine{} }},
		"devices":      {i.Devices, func(p *predict.Problem) { p.Devices = nil }},
	} {
		if !c.needed {
			c.take(&rest)
			continue
		}
		part := *p
		c.take(&part)
		if _, err := f.Fit(&part); err == nil || !strings.HasPrefix(err.Error(), i.ID+": ") {
			t.Errorf("without %s: %v", what, err)
		}
	}
	if _, err := f.Fit(&rest); err != nil {
		t.Errorf("with what it needs: %v", err)
	}
}

// refuses hands over values that are no measurements.
func refuses(t *testing.T, f predict.Predictor, p *predict.Problem) {
	for _, v := range []float64{math.NaN(), math.Inf(1), 0, -1} {
		part := *p
		part.Measured = slices.Clone(p.Measured)
		part.Measured[1].Value = v
		if _, err := f.Fit(&part); err == nil {
			t.Errorf("a measurement of %v is taken", v)
		}
	}
	part := *p
	part.Measured = slices.Clone(p.Measured)
	part.Measured[0].Arch = "\xff"
	if _, err := f.Fit(&part); err == nil {
		t.Error("an architecture of no space is taken")
	}
}

// alike measures one architecture only, again and again: nothing can be learned, and
// nothing breaks.
func alike(t *testing.T, f predict.Predictor, p *predict.Problem, test []predict.Measured) {
	part := *p
	part.Measured = nil
	for range 12 {
		part.Measured = append(part.Measured, p.Measured[0])
	}
	fit(t, f, &part, test)
}
