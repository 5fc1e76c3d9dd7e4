package predict_test

import (
	"errors"
	"math"
	"testing"

	"protocell/core/latency"
	"protocell/core/predict"
	"protocell/core/predict/predicttest"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
)

func TestConformance(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range predict.All() {
		id := f.Info().ID
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
		if got, ok := predict.Lookup(id); !ok || got.Info() != f.Info() {
			t.Errorf("Lookup(%q) = %v, %v", id, got, ok)
		}
		t.Run(id, func(t *testing.T) { predicttest.Run(t, f, nb201.Space{}) })
	}
}

// TestSpaces fits every predictor in every space.
func TestSpaces(t *testing.T) {
	if testing.Short() {
		t.Skip("networks of every space take long without native code")
	}
	for _, s := range spaces.All() {
		t.Run(s.Info().ID, func(t *testing.T) {
			p, test := predicttest.Problem(s, 10, 0.005)
			for _, r := range predict.Try(predict.All(), p, test) {
				if r.Err != nil {
					t.Errorf("%s: %v", r.ID, r.Err)
					continue
				}
				if r.Operators && r.Spearman.Value < 0.9 {
					t.Errorf("%s, which knows the operators: a correlation of %.3f", r.ID, r.Spearman.Value)
				}
				for _, v := range r.Predicted {
					if math.IsNaN(v) || math.IsInf(v, 0) {
						t.Fatalf("%s predicts %v", r.ID, v)
					}
				}
			}
		})
	}
}

// TestQuality holds predictors to what they are for, on a device where the truth is
// known: operators alone are too fast by an eighth, and a network has a constant.
func TestQuality(t *testing.T) {
	p, test := predicttest.Problem(nb201.Space{}, 40, 0.005)
	trials := map[string]predict.Trial{}
	for _, r := range predict.Try(predict.All(), p, test) {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		trials[r.ID] = r
	}
	for id, least := range map[string]struct{ spearman, within10 float64 }{
		"lookup": {0.99, 0}, "corrected": {0.99, 1}, "gaussian": {0.99, 1}, "mlp": {0.98, 0.95},
		"roofline": {0.98, 0.9}, "gcn": {0.9, 0.6}, "relations": {0.9, 0}, "fewshot": {0.9, 0.5},
	} {
		if r := trials[id]; r.Spearman.Value < least.spearman || r.Within10 < least.within10 {
			t.Errorf("%s: a correlation of %.3f, %.0f %% within 10 %%", id, r.Spearman.Value, 100*r.Within10)
		}
	}
	if table, c := trials["lookup"], trials["corrected"]; c.MAPE > table.MAPE/5 {
		t.Errorf("the correction leaves %.3f of %.3f", c.MAPE, table.MAPE)
	}
}

// TestRoofline finds a machine that is not the measured one.
func TestRoofline(t *testing.T) {
	p, _ := predicttest.Problem(nb201.Space{}, 30, 0)
	truth := latency.Machine{Peak: 9, Bandwidth: 5, Overhead: 1e-6}
	f, _ := predict.Lookup("roofline")
	var test []predict.Measured
	for i, m := range p.Measured {
		m.Value = 0
		p.Counts().Of(m.Arch, func(o latency.Operator, times float64) { m.Value += times * truth.Seconds(o, 1) })
		if p.Measured[i] = m; i%3 == 0 {
			test = append(test, m)
		}
	}
	if r := predict.Try([]predict.Predictor{f}, p, test)[0]; r.Err != nil || r.Worst > 0.03 {
		t.Errorf("the worst error is %.3f, %v", r.Worst, r.Err)
	}
}

func TestJudge(t *testing.T) {
	q := predict.Judge([]float64{1.04, 2.16, 3, 5}, []float64{1, 2, 3, 4})
	if q.N != 4 || q.Within5 != 0.5 || q.Within10 != 0.75 || q.PredictedWithin10 != 0.75 || q.Spearman.Value != 1 {
		t.Errorf("%+v", q)
	}
	for what, v := range map[string][2]float64{
		"MAPE": {q.MAPE, (0.04 + 0.08 + 0.25) / 4}, "worst": {q.Worst, 0.25},
		"RMSE": {q.RMSE, math.Sqrt((0.0016 + 0.0256 + 1) / 4)}, "R2": {q.R2, 1 - 1.0272/5},
	} {
		if math.Abs(v[0]-v[1]) > 1e-12 {
			t.Errorf("%s is %v, want %v", what, v[0], v[1])
		}
	}
	if q := predict.Judge(nil, nil); q.N != 0 || q.Spearman.Defined {
		t.Errorf("%+v", q)
	}
}

// TestCurve wants more measurements to help, and sizes that cannot be fitted left out.
func TestCurve(t *testing.T) {
	p, test := predicttest.Problem(nb201.Space{}, 30, 0.01)
	f, _ := predict.Lookup("corrected")
	c, err := predict.Curve(f, p, test, []int{2, 3, 30, 31}, 3, func(float64) error { return nil })
	if err != nil || len(c) != 2 || c[0].Measured != 3 || c[1].Measured != 30 || c[0].Repeats != 3 {
		t.Fatalf("%+v", c)
	}
	if c[1].MAPE >= c[0].MAPE || c[1].Within10 < c[0].Within10 || c[1].Low > c[1].Spearman+1e-12 {
		t.Errorf("%+v", c)
	}
	stop := errors.New("stop")
	if _, err := predict.Curve(f, p, test, []int{3, 5}, 3, func(float64) error { return stop }); err != stop {
		t.Errorf("%v", err)
	}
}

// TestReferences wants distinct valid architectures, the same again.
func TestReferences(t *testing.T) {
	s := nb201.Space{}
	p, _ := predicttest.Problem(s, 24, 0)
	refs, err := predict.References(s, p.Devices, 6, 1)
	if err != nil || len(refs) != 6 {
		t.Fatalf("%d, %v", len(refs), err)
	}
	seen := map[space.Arch]bool{}
	for _, a := range refs {
		if seen[a] || s.Valid(a) != nil {
			t.Errorf("%s is there twice, or not valid", space.PrintCode(a))
		}
		seen[a] = true
	}
	again, err := predict.References(s, p.Devices, 6, 1)
	if err != nil || len(again) != 6 || again[5] != refs[5] {
		t.Errorf("the second time %v, %v", again, err)
	}
	if _, err := predict.References(s, p.Devices[:1], 6, 1); err == nil {
		t.Error("one device is a family")
	}
}

// BenchmarkWholeSpace predicts all of NAS-Bench-201.
func BenchmarkWholeSpace(b *testing.B) {
	s := nb201.Space{}
	p, _ := predicttest.Problem(s, 60, 0.005)
	archs := make([]space.Arch, s.Info().Size)
	for i := range archs {
		archs[i] = s.At(int64(i))
	}
	dst := make([]float64, len(archs))
	for _, f := range predict.All() {
		b.Run(f.Info().ID, func(b *testing.B) {
			m, err := f.Fit(p)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				m.Predict(dst, archs)
			}
		})
	}
}

// TestAlive stops what takes long to fit.
func TestAlive(t *testing.T) {
	p, _ := predicttest.Problem(nb201.Space{}, 20, 0.01)
	stop := errors.New("stop")
	for _, id := range []string{"mlp", "gcn", "relations", "fewshot"} {
		f, _ := predict.Lookup(id)
		left := 3
		p.Alive = func() error {
			if left--; left < 0 {
				return stop
			}
			return nil
		}
		if _, err := f.Fit(p); err != stop {
			t.Errorf("%s: %v", id, err)
		}
	}
}
