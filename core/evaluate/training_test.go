package evaluate

import (
	"math"
	"testing"

	"protocell/core/kernel"
	"protocell/core/search"
	"protocell/core/train"
)

// TestTraining: a training that is continued ends as one that is not, and costs as much
// in all.
func TestTraining(t *testing.T) {
	s := Spec{Main: Source{Train: true}, Training: lesson()}
	a := sp.Presets()[0].Arch
	for _, states := range []States{NewStates(1 << 20), NewStates(10), nil} {
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
	s := NewStates(10).(*memoryStates)
	put := func(key string, n int) {
		t.Helper()
		if err := s.Put(key, make([]byte, n)); err != nil {
			t.Fatal(err)
		}
	}
	there := func(key string) bool {
		t.Helper()
		state, err := s.Get(key)
		if err != nil {
			t.Fatal(err)
		}
		return state != nil
	}
	for _, key := range []string{"a", "b", "c", "d"} {
		put(key, 4)
	}
	for key, want := range map[string]bool{"none": false, "a": false, "b": false, "c": true, "d": true} {
		if there(key) != want {
			t.Errorf("%s is there: %v", key, !want)
		}
	}
	if put("d", 9); there("c") || s.size != 9 {
		t.Errorf("%d bytes after a larger state", s.size)
	}
}

// TestPatience: a training ends when it has not got better for so long, and its curve is
// told after every epoch.
func TestPatience(t *testing.T) {
	for _, c := range []struct {
		right []int
		want  int
	}{{[]int{3}, 0}, {[]int{3, 3}, 1}, {[]int{3, 5, 4}, 1}, {[]int{5, 4, 3, 6}, 0}} {
		var curve []train.Epoch
		for _, v := range c.right {
			curve = append(curve, train.Epoch{Validation: v})
		}
		if got := sinceBest(curve); got != c.want {
			t.Errorf("%v: %d", c.right, got)
		}
	}
	spec := lesson()
	spec.Epochs, spec.Rate = 6, 0 // so that it never gets better but by its statistics
	spec.Momentum = 0
	told := 0
	e, err := Spec{Main: Source{Train: true}, Training: spec, Patience: 1}.New(sp, Env{
		Kernels: kernel.Go(), Curve: func(_ search.Trial, curve []train.Epoch) {
			if told++; len(curve) != told {
				t.Errorf("%d epochs are told as number %d", len(curve), told)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Evaluate(search.Trial{ID: 1, Arch: sp.Presets()[0].Arch}); err != nil || told == 0 || told == spec.Epochs {
		t.Errorf("%d epochs, %v", told, err)
	}
}

// TestDrive: a whole search by training, in brackets that continue.
func TestDrive(t *testing.T) {
	s := search.Spec{
		Space: "nb201", Strategy: "hyperband", Params: search.Params{"min": 1, "max": 4, "eta": 2}, Seed: 3,
		Budget: search.Budget{Trials: 10}, Parallel: 1,
	}
	var digests []string
	for _, states := range []States{nil, NewStates(1 << 20)} {
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
