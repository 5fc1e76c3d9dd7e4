package graph

import "fmt"

// Bounds of a Skeleton.
const (
	MaxC       = 256
	MaxN       = 20
	MaxInputC  = 64
	MaxSide    = 256
	MaxClasses = 1000
)

// Validate returns an error that names the first field that is out of range, by
// its JSON name. A search space may ask for more.
func (s Skeleton) Validate() error {
	for _, f := range []struct {
		name       string
		value, max int
	}{
		{"c", s.C, MaxC},
		{"n", s.N, MaxN},
		{"input.c", s.Input.C, MaxInputC},
		{"input.h", s.Input.H, MaxSide},
		{"input.w", s.Input.W, MaxSide},
		{"classes", s.Classes, MaxClasses},
	} {
		if f.value < 1 || f.value > f.max {
			return fmt.Errorf("skeleton: %s is %d, not in 1 to %d", f.name, f.value, f.max)
		}
	}
	return nil
}
