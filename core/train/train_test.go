package train

import (
	"errors"
	"math"
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/kernel/simd"
)

const (
	mixed   = "|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|"
	skips   = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|"
	nothing = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
)

// small returns a training of a moment.
func small() Spec {
	s := Default()
	s.Arch = mixed
	s.Skeleton = graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4}
	s.Train, s.Validation, s.Test, s.Batch, s.Epochs, s.Augment = 40, 20, 12, 8, 4, true
	return s
}

// options returns the fastest kernels that there are here.
func options() Options {
	if k, ok := simd.Set(); ok {
		return Options{Kernels: k}
	}
	return Options{Kernels: kernel.Go()}
}

func start(t testing.TB, s Spec, o Options) *Trainer {
	t.Helper()
	trainer, err := New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return trainer
}

func run(t testing.TB, s Spec, o Options) *Result {
	t.Helper()
	r, err := Run(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSameEverywhere has digests of trainings, which must be the same natively and as
// WebAssembly, with SIMD and without.
func TestSameEverywhere(t *testing.T) {
	plain := small()
	plain.Augment = false
	other := small()
	other.Seed = 2
	for name, c := range map[string]struct {
		spec Spec
		want string
	}{
		"augmented":    {small(), "3SW0BLetVL0"},
		"not":          {plain, "ui6yKp1K5h4"},
		"another seed": {other, "AdeDlN-wBRA"},
	} {
		r := run(t, c.spec, options())
		if r.Digest != c.want || r.Status != Done {
			t.Errorf("%s, %s: digest %s, want %s; %s, %+v", name, r.Kernels, r.Digest, c.want, r.Status, r.Curve)
		}
	}
}

// TestMemoryChangesNothing: a training in memory that others used before gives the
// same.
func TestMemoryChangesNothing(t *testing.T) {
	want := run(t, small(), options())
	o := options()
	o.Memory = new(Memory)
	larger, other := small(), small()
	larger.Skeleton.C, larger.Epochs = 8, 1
	other.Images, other.Epochs = 7, 1
	for _, s := range []Spec{larger, other, small()} {
		if r := run(t, s, o); s == small() && r.Digest != want.Digest {
			t.Errorf("digest %s, in memory of its own %s", r.Digest, want.Digest)
		}
	}
}

// TestOverfits: a network that is large enough learns a few images by heart.
func TestOverfits(t *testing.T) {
	s := small()
	s.Augment = false
	s.Skeleton.C, s.Train, s.Validation, s.Test, s.Batch, s.Epochs = 8, 32, 4, 4, 16, 40
	r := run(t, s, options())
	if last := r.Curve[len(r.Curve)-1]; last.Train != s.Train || last.Loss > 0.1 {
		t.Errorf("after %d epochs %d of %d right, a loss of %v", len(r.Curve), last.Train, s.Train, last.Loss)
	}
}

// TestDisconnected: a network that carries nothing to its output says one class for all.
func TestDisconnected(t *testing.T) {
	s := small()
	s.Arch = nothing
	trainer := start(t, s, options())
	for trainer.Status() == Running {
		if err := trainer.Epoch(); err != nil {
			t.Fatal(err)
		}
		e := trainer.Curve()[len(trainer.Curve())-1]
		counts := map[int]bool{}
		for class := range s.Skeleton.Classes {
			n := 0
			for _, label := range trainer.sets.validation.labels {
				if label == class {
					n++
				}
			}
			counts[n] = true
		}
		if !counts[e.Validation] {
			t.Errorf("%d right answers, which no class has", e.Validation)
		}
	}
}

// TestDiverges: a learning rate beyond all bounds ends the training with a status, and
// leaves finite numbers.
func TestDiverges(t *testing.T) {
	s := small()
	s.Rate, s.Decay = 100, 1
	s.Epochs = 60
	r := run(t, s, options())
	if r.Status != Diverged || len(r.Curve) >= s.Epochs {
		t.Fatalf("%s after %d epochs", r.Status, len(r.Curve))
	}
	for _, e := range r.Curve {
		if math.IsNaN(e.Loss) || math.IsInf(e.Loss, 0) {
			t.Errorf("a loss of %v is in the curve", e.Loss)
		}
	}
}

// TestStops early, and says so.
func TestStops(t *testing.T) {
	o := options()
	o.Stop = func(curve []Epoch) bool { return len(curve) == 2 }
	if r := run(t, small(), o); r.Status != Stopped || len(r.Curve) != 2 {
		t.Errorf("%s after %d epochs", r.Status, len(r.Curve))
	}
}

// TestCancels: an error of the checkpoint stops the epoch, which can be begun again.
func TestCancels(t *testing.T) {
	want := run(t, small(), options())
	o := options()
	stop, calls, last, at := errors.New("stop"), 0, 0.0, -1
	o.Checkpoint = func(done float64) error {
		if done < last-1e-12 || done > 1 {
			t.Fatalf("from %v to %v", last, done)
		}
		last = done
		if calls++; calls == at {
			last = 0 // the epoch is begun again
			return stop
		}
		return nil
	}
	trainer := start(t, small(), o)
	for trainer.Status() == Running {
		at = calls + 100 // in the middle of the epoch
		if err := trainer.Epoch(); err != stop {
			t.Fatalf("the epoch returns %v", err)
		}
		if err := trainer.Epoch(); err != nil {
			t.Fatal(err)
		}
	}
	if r := trainer.Result(); r.Digest != want.Digest {
		t.Errorf("digest %s, without interruptions %s", r.Digest, want.Digest)
	}
	if last < 1-1e-9 {
		t.Errorf("the training ends at %v", last)
	}
}

// TestNoGarbage: an epoch allocates nothing but its place in the curve.
func TestNoGarbage(t *testing.T) {
	s := small()
	s.Epochs = 50
	trainer := start(t, s, options())
	trainer.state.Curve = make([]Epoch, 0, s.Epochs)
	if err := trainer.Epoch(); err != nil { // makes the running statistics
		t.Fatal(err)
	}
	allocs := testing.AllocsPerRun(5, func() {
		if err := trainer.Epoch(); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 8 {
		t.Errorf("%v allocations an epoch", allocs)
	}
}

func TestRefuses(t *testing.T) {
	for field, spoil := range map[string]func(*Spec){
		"space":      func(s *Spec) { s.Space = "nb101" },
		"arch":       func(s *Spec) { s.Arch = "|none~0|" },
		"skeleton":   func(s *Spec) { s.Skeleton.C = 0 },
		"data":       func(s *Spec) { s.Data = "cats" },
		"train":      func(s *Spec) { s.Train = s.Batch - 1 },
		"validation": func(s *Spec) { s.Validation = 0 },
		"test":       func(s *Spec) { s.Test = MaxImages + 1 },
		"epochs":     func(s *Spec) { s.Epochs = 0 },
		"batch":      func(s *Spec) { s.Batch = 1 },
		"rate":       func(s *Spec) { s.Rate = math.NaN() },
		"momentum":   func(s *Spec) { s.Momentum = -0.1 },
		"decay":      func(s *Spec) { s.Decay = math.Inf(1) },
	} {
		s := small()
		spoil(&s)
		_, err := New(s, options())
		if err == nil {
			t.Errorf("a wrong %s is accepted", field)
		} else if text := err.Error(); len(text) < len(field) || text[:len(field)] != field {
			t.Errorf("a wrong %s: %v", field, err)
		}
	}
}
