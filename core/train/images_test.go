package train

import (
	"errors"
	"testing"
)

// TestDrawingStops: drawing images can be stopped, and is as it was the next time.
func TestDrawingStops(t *testing.T) {
	stop := errors.New("stop")
	calls := 0
	o := options()
	o.Memory = new(Memory)
	o.Checkpoint = func(float64) error {
		if calls++; calls == 10 {
			return stop
		}
		return nil
	}
	if _, err := New(Default(), o); !errors.Is(err, stop) || calls != 10 {
		t.Fatalf("%v after %d calls", err, calls)
	}
	if _, err := New(Default(), o); err != nil {
		t.Fatal(err)
	}
	if n := Default().Train + Default().Validation + Default().Test; calls < n {
		t.Errorf("%d calls for %d images", calls, n)
	}
}
