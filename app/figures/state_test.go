package figures

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"protocell/core/handnet"
	"protocell/core/regions"
)

func TestReduceRegions(t *testing.T) {
	first := NewRegions()
	if len(first.Part.Regions) < 100 || !first.Part.Whole || first.Stop != 40 {
		t.Fatalf("the figure begins with %d regions of %d neurons", len(first.Part.Regions), first.Stop)
	}
	weight := *first.weight()
	dragged := ReduceRegions(first, SetWeight{-2})
	if *dragged.weight() != -2 || *first.weight() != weight {
		t.Error("dragging a weight changes the state before, or nothing")
	}
	if len(dragged.Part.Regions) == len(first.Part.Regions) {
		t.Error("dragging a weight makes no difference")
	}
	if s := ReduceRegions(first, SetWeight{math.NaN()}); *s.weight() != weight {
		t.Error("a weight that is no number is taken")
	}
	stopped := ReduceRegions(first, SetStop{8})
	if stopped.Part.Whole || len(stopped.Part.Regions) > 37 {
		t.Errorf("eight lines make %d regions", len(stopped.Part.Regions))
	}
	if s := ReduceRegions(stopped, SetNet{Depth: 1, Width: 4, Sigma: 0.5, Seed: 2}); s.Stop != 4 || s.Net.Hidden() != 4 {
		t.Errorf("a smaller network is cut by %d neurons", s.Stop)
	}
	if s := ReduceRegions(first, SetNet{Depth: 6, Width: 12, Sigma: 0.5}); s.Stop != 72 {
		t.Errorf("a larger network is cut by %d neurons", s.Stop)
	}
	if s := ReduceRegions(first, SetNet{Depth: 99, Width: 8}); s.Depth != 5 {
		t.Error("a network that is too large is taken")
	}
	chosen := ReduceRegions(first, ChooseWeight{Layer: 5, Neuron: 7, Input: 99})
	if chosen.Neuron != 0 || chosen.Input != 8 || chosen.weight() != chosen.Net.Bias(5, 0) {
		t.Errorf("the chosen weight is %d, %d, %d", chosen.Layer, chosen.Neuron, chosen.Input)
	}
	trained := ReduceRegions(ReduceRegions(first, TrainNet{60}), TrainNet{60})
	if trained.Steps != 120 || trained.First != len(first.Part.Regions) || !(trained.Loss < first.Loss/2) || first.Steps != 0 {
		t.Errorf("trained: %d steps, loss %v of %v, %d regions before", trained.Steps, trained.Loss, first.Loss, trained.First)
	}
	if s := ReduceRegions(trained, SetNet{Depth: 5, Width: 8, Sigma: 0.5, Seed: 1}); s.Steps != 0 || s.Loss != first.Loss {
		t.Errorf("the network drawn anew has %d steps and the loss %v", s.Steps, s.Loss)
	}
	if s := ReduceRegions(first, MoveProbe{regions.Point{X: 9, Y: math.NaN()}}); s.Probe != (regions.Point{X: 2}) {
		t.Errorf("the probe is at %v", s.Probe)
	}
	if rows := strings.Count(first.csv(), "\n"); rows != len(first.Part.Regions)+1 {
		t.Errorf("the table has %d lines for %d regions", rows, len(first.Part.Regions))
	}
}

// TestPaintingHasEveryRegion once among the colours and once among the edges.
func TestPaintingHasEveryRegion(t *testing.T) {
	s := NewRegions()
	p := paint(s)
	want := len(s.Part.Regions)
	for name, fills := range map[string][]fill{"codes": p.codes, "outputs": p.outputs} {
		n := 0
		for _, f := range fills {
			n += strings.Count(f.outline, "Z")
		}
		if n != want {
			t.Errorf("%s: %d regions are coloured, want %d", name, n, want)
		}
	}
	if n := strings.Count(p.edges, "Z"); n != want {
		t.Errorf("%d regions have edges, want %d", n, want)
	}
	if n := strings.Count(p.active, "Z"); n == 0 || n == want {
		t.Errorf("the last neuron is active in %d of %d regions", n, want)
	}
	if p := paint(ReduceRegions(s, SetStop{3})); p.outputs != nil || p.codes == nil {
		t.Error("three neurons have an output")
	}
	if got := string(appendTenths(nil, 12.04)) + " " + string(appendTenths(nil, 400)) + " " + string(appendTenths(nil, 0.999)); got != "12.04 400 1" {
		t.Errorf("coordinates are written %q", got)
	}
}

func TestReduceHand(t *testing.T) {
	first := NewHand()
	if first.Flow.R != 5.5 || first.Kernel.Det == 0 || len(first.Points) != 4 {
		t.Fatalf("the figure begins with %+v", first)
	}
	points := append([]handnet.Point(nil), first.Points...)
	met := ReduceHand(first, MovePoint{1, first.Points[0]})
	if met.Kernel.Cause != handnet.Identical || !strings.Contains(why(met.Kernel), "A and B lie in one region") {
		t.Errorf("two points in one place: %q", why(met.Kernel))
	}
	if !reflect.DeepEqual(first.Points, points) {
		t.Error("moving a point changes the state before")
	}
	full := first
	for range handnet.MaxPoints {
		full = ReduceHand(full, AddPoint{})
	}
	if len(full.Points) != handnet.MaxPoints || why(full.Kernel) == "" {
		t.Errorf("there are %d points: %q", len(full.Points), why(full.Kernel))
	}
	for range handnet.MaxPoints {
		full = ReduceHand(full, RemovePoint{0})
	}
	if len(full.Points) != 1 {
		t.Errorf("%d points are left", len(full.Points))
	}
	if s := ReduceHand(first, SetHidden{0, handnet.Inputs, 12}); s.Net.Bias[0] != 9 || s.Flow != first.Flow {
		t.Error("a bias is not bounded, or flows")
	}
	if s := ReduceHand(ReduceHand(first, SetHidden{1, 0, -2}), SetOutput{1, 3}); s.Flow.R != 1.5+3*3+1 {
		t.Errorf("R is %v", s.Flow.R)
	}
	if s := ReduceHand(ReduceHand(met, SetOutput{0, 2}), ResetHand{}); !reflect.DeepEqual(s, first) {
		t.Error("a reset does not lead back")
	}
	for _, a := range []any{MovePoint{9, handnet.Point{}}, RemovePoint{-1}, SetOutput{0, math.NaN()}} {
		if s := ReduceHand(first, a); !reflect.DeepEqual(s, first) {
			t.Errorf("%+v has an effect", a)
		}
	}
}

// TestFiles: the drawings that leave the page are whole documents.
func TestFiles(t *testing.T) {
	hand := &HandFigure{state: NewHand()}
	cut := &RegionsFigure{state: NewRegions()}
	cut.painted = paint(cut.state)
	for name, text := range map[string]string{
		"flow": file(hand.flow()), "plane": file(hand.plane(false)), "regions": file(cut.drawing(cut.painted.codes, false)),
	} {
		if !strings.HasPrefix(text, "<svg") || strings.Count(text, "xmlns=") != 1 || !strings.Contains(text, "<style>") || strings.Contains(text, "tabindex") {
			t.Errorf("%s: the drawing begins %.200q", name, text)
		}
	}
	if got := strings.Count(hand.state.flowCSV(), "\n"); got != 10 {
		t.Errorf("the flow has %d lines", got)
	}
	if got := strings.Count(hand.points().csv(), "\n"); got != 5 {
		t.Errorf("the kernel has %d lines", got)
	}
}
