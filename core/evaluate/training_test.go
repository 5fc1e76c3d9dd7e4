package evaluate

import (
	"math"
	"testing"

	"protocell/core/kernel"
	"protocell/core/search"
)

// TestTraining: a training that is continued ends as one that is not, and costs as much
// in all.
func TestTraining(t *testing.T) {
	s := Spec{Main: Source{Train: true}, Training: lesson()}
	a := sp.Presets()[0].Arch
	for _, states := range []*States{NewStates(1 << 20), NewStates(10), nil} {
		e, err := s.New(sp, Env{Kernels: kernel.Go(), States: states})
		if err != nil {
			t.Fatal(err)
		}
		evaluate := func(tr search.Trial) search.Outcome {
			t.Helper()
			tr.Arch = a
			o, err := e.Evaluate(tr)
			if err != nil || !o.OK() {
				t.Fatalf("%+v, %v", o, err)
			}
			return o
		}
		whole := evaluate(search.Trial{ID: 1})
		first := evaluate(search.Trial{ID: 2, Epochs: 1})
		rest := evaluate(search.Trial{ID: 3, Epochs: 4, Continues: 2, Done: 1})
		if rest.Value != whole.Value {
			t.Errorf("continued, the accuracy is %v, and otherwise %v", rest.Value, whole.Value)
		}
		if math.Abs(first.Cost+rest.Cost-whole.Cost) > 1e-9*whole.Cost || first.Cost <= 0 {
			t.Errorf("the costs are %v and %v, and in one %v", first.Cost, rest.Cost, whole.Cost)
		}
	}
}

func TestStatesForgetTheOldest(t *testing.T) {
	s := NewStates(10)
	for i := 1; i <= 4; i++ {
		s.put(i, make([]byte, 4))
	}
	for i, want := range []bool{false, false, false, true, true} {
		if _, ok := s.get(i); ok != want {
			t.Errorf("trial %d is there: %v", i, ok)
		}
	}
	s.put(4, make([]byte, 9))
	if _, ok := s.get(3); ok || s.size != 9 {
		t.Errorf("%d bytes after a larger state", s.size)
	}
}

// TestDrive: a whole search by training, in brackets that continue.
func TestDrive(t *testing.T) {
	s := search.Spec{
		Space: "nb201", Strategy: "hyperband", Params: search.Params{"min": 1, "max": 4, "eta": 2}, Seed: 3,
		Budget: search.Budget{Trials: 10}, Parallel: 1,
	}
	var digests []string
	for _, states := range []*States{nil, NewStates(1 << 20)} {
		e, err := Spec{Main: Source{Train: true}, Training: lesson()}.New(sp, Env{Kernels: kernel.Go(), States: states})
		if err != nil {
			t.Fatal(err)
		}
		continued := 0
		r, err := s.New(sp, nil, func(e search.Event) error {
			if e.Ask != nil && e.Ask.Continues > 0 {
				continued++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := Drive(r, e); err != nil {
			t.Fatal(err)
		}
		if continued == 0 {
			t.Error("no training was continued")
		}
		digests = append(digests, r.Digest())
	}
	if digests[0] != digests[1] {
		t.Error("trainings that continue make another trace than those that begin anew")
	}
}
