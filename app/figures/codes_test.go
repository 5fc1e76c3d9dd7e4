package figures

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"protocell/core/handnet"
	"protocell/core/regions"
)

func TestReduceCodes(t *testing.T) {
	first := NewCodes()
	if first.Kernel.Units != codeUnits || first.Kernel.Det == 0 || len(first.Points) != 4 {
		t.Fatalf("the figure begins with %+v", first.Kernel)
	}
	met := ReduceCodes(first, MovePoint{1, first.Points[0]})
	if met.Kernel.Cause != handnet.Identical || !math.IsInf(met.Kernel.Ln, -1) || first.Kernel.Det == 0 {
		t.Errorf("two points in one region: %+v", met.Kernel)
	}
	if s := ReduceCodes(first, step{0, 0.5, -0.25}); s.Points[0] != (handnet.Point{-0.9, -1.55}) {
		t.Errorf("a step leads to %v", s.Points[0])
	}
	if s := ReduceCodes(first, place{0, 1, 9}); s.Points[0] != (handnet.Point{first.Points[0][0], half}) {
		t.Errorf("a coordinate beyond the window leads to %v", s.Points[0])
	}
	if s := ReduceCodes(ReduceCodes(met, ShadeUnit{1, 2}), ResetCodes{}); !reflect.DeepEqual(s, first) {
		t.Error("a reset does not lead back")
	}
	for _, a := range []any{ShadeUnit{0, codeWidth}, ShadeUnit{1, -1}, SetCodeNet{1, -1}, step{9, 1, 1}, place{-1, 0, 1}} {
		if s := ReduceCodes(first, a); !reflect.DeepEqual(s, first) {
			t.Errorf("%+v has an effect", a)
		}
	}
}

// TestStepsAreOfTheNetwork: whatever unit is shaded, each step has the bits of the
// network itself, and each is cut out of the one before.
func TestStepsAreOfTheNetwork(t *testing.T) {
	for seed := range uint64(6) {
		for unit := range codeWidth {
			s := ReduceCodes(ReduceCodes(ReduceCodes(NewCodes(), SetCodeNet{seed, 0.7}), ShadeUnit{0, unit}), ShadeUnit{1, unit})
			for name, p := range map[string]struct {
				part *regions.Partition
				of   map[int]int // bits of the step, as bits of the network
			}{
				"one":   {s.One, map[int]int{0: unit}},
				"first": {s.First, map[int]int{0: 0, 1: 1, 2: 2}},
				"bent":  {s.Bent, map[int]int{0: 0, 1: 1, 2: 2, 3: codeWidth + unit}},
				"whole": {s.Whole, map[int]int{0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5}},
			} {
				for _, r := range p.part.Regions {
					m := r.Middle()
					code, _ := s.Net.Eval(m.X, m.Y)
					for bit, of := range p.of {
						if r.Code.Bit(bit) != code.Bit(of) {
							t.Fatalf("seed %d, unit %d, %s: bit %d is %v at %v", seed, unit, name, bit, r.Code.Bit(bit), m)
						}
					}
				}
			}
			if a, b, c := len(s.First.Regions), len(s.Bent.Regions), len(s.Whole.Regions); len(s.One.Regions) > 2 || a > b || b > c {
				t.Errorf("seed %d: %d, %d, %d and %d regions", seed, len(s.One.Regions), a, b, c)
			}
		}
	}
}

// TestNeighboursDiffer in colour, as their codes differ in one bit.
func TestNeighboursDiffer(t *testing.T) {
	for a := range uint64(1 << codeUnits) {
		for bit := range codeUnits {
			if b := a ^ 1<<bit; colour(regions.Code{a}) == colour(regions.Code{b}) {
				t.Fatalf("%06b and %06b have one colour", a, b)
			}
		}
	}
}

// TestLinesAreOfTheirUnit: the bent line is made of pieces that end where the next one
// begins, or at the window's edge.
func TestLinesAreOfTheirUnit(t *testing.T) {
	s := NewCodes()
	if d := string(s.line(s.Bent, 1, s.B)); strings.Count(d, "M") < 2 {
		t.Errorf("the line of B%d is %q", s.B+1, d)
	}
	f := &CodesFigure{state: s}
	text := file(f.steps())
	if strings.Count(text, "xmlns=") != 1 || strings.Count(text, `data-part="plane"`) != 4 || strings.Contains(text, "tabindex") {
		t.Errorf("the drawing begins %.200q", text)
	}
	if rows := strings.Count(f.points().csv(), "\n"); rows != 5 {
		t.Errorf("the table has %d lines", rows)
	}
}
