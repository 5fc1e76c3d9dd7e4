package data

import (
	"math"
	"testing"

	"protocell/core/graph"
)

// Silhouettes have the area and the middle of the unit disc, about, and lie within
// their reach.
func TestSilhouettes(t *testing.T) {
	const step = 0.01
	for _, s := range silhouettes {
		var area, reach float64
		var centre vec
		for y := -2.0; y < 2; y += step {
			for x := -2.0; x < 2; x += step {
				p := vec{x, y}
				if s.distance(p) < 0 {
					area += step * step
					centre = centre.add(p.times(step * step / math.Pi))
					reach = max(reach, p.length())
				}
			}
		}
		if math.Abs(area/math.Pi-1) > 0.02 || centre.length() > 0.04 || reach > s.reach || reach < s.reach-0.05 {
			t.Errorf("%s: area %.3f of a disc's, centre %.3f, reach %.3f of %.3f", s.name, area/math.Pi, centre, reach, s.reach)
		}
	}
}

// Near the outline the distance is a distance: its slope is 1.
func TestDistance(t *testing.T) {
	const h = 1e-5
	for _, s := range silhouettes {
		steep, near := 0, 0
		for y := -1.8; y < 1.8; y += 0.02 {
			for x := -1.8; x < 1.8; x += 0.02 {
				if math.Abs(s.distance(vec{x, y})) > 0.02 {
					continue
				}
				near++
				dx := (s.distance(vec{x + h, y}) - s.distance(vec{x - h, y})) / (2 * h)
				dy := (s.distance(vec{x, y + h}) - s.distance(vec{x, y - h})) / (2 * h)
				if math.Abs(math.Hypot(dx, dy)-1) > 0.01 {
					steep++
				}
			}
		}
		if near < 300 || steep > near/50 {
			t.Errorf("%s: the slope is not 1 at %d of %d points near the outline", s.name, steep, near)
		}
	}
}

// The same scene at two sizes: each large pixel block averages to about the small
// pixel, grain aside.
func TestSceneIsTheSameAtAnySize(t *testing.T) {
	small, large := newPainter(9), newPainter(9)
	var sum float64
	n := 0
	for b := range 20 {
		small.image(b, b%10, 32, 32)
		large.image(b, b%10, 128, 128)
		for y := range 32 {
			for x := range 32 {
				for k := range 3 {
					mean := 0.0
					for j := range 16 {
						mean += large.rgb[(4*y+j/4)*128+4*x+j%4][k] / 16
					}
					sum += math.Abs(mean - small.rgb[y*32+x][k])
					n++
				}
			}
		}
	}
	if sum/float64(n) > 0.05 {
		t.Errorf("mean difference %.3f", sum/float64(n))
	}
}

func TestShapesAreNormalised(t *testing.T) {
	in := graph.Shape{C: 3, H: 32, W: 32}
	x, _, err := Batch("shapes", 11, 2000, in, 10)
	if err != nil {
		t.Fatal(err)
	}
	for k := range 3 {
		var sum, square float64
		n := 0.0
		for b := range 2000 {
			for _, v := range x[b*in.Len()+k*1024 : b*in.Len()+(k+1)*1024] {
				sum += float64(v)
				square += float64(v) * float64(v)
				n++
			}
		}
		mean := sum / n
		std := math.Sqrt(square/n - mean*mean)
		if math.Abs(mean) > 0.05 || math.Abs(std-1) > 0.05 {
			t.Errorf("channel %d: mean %.3f, standard deviation %.3f", k, mean, std)
		}
	}
}

// The nearest class mean, on raw pixels, is right more often than chance, and far
// from always: the classes differ and overlap.
func TestClassesDifferAndOverlap(t *testing.T) {
	const train, test, classes = 5000, 2000, 10
	in := graph.Shape{C: 3, H: 16, W: 16}
	x, labels, err := Batch("shapes", 7, train+test, in, classes)
	if err != nil {
		t.Fatal(err)
	}
	d := in.Len()
	var means [classes][]float64
	var count [classes]float64
	for c := range means {
		means[c] = make([]float64, d)
	}
	for b := range train {
		for k, v := range x[b*d : (b+1)*d] {
			means[labels[b]][k] += float64(v)
		}
		count[labels[b]]++
	}
	right := 0
	for b := train; b < train+test; b++ {
		best, least := -1, math.Inf(1)
		for c := range means {
			sum := 0.0
			for k, v := range x[b*d : (b+1)*d] {
				e := float64(v) - means[c][k]/count[c]
				sum += e * e
			}
			if sum < least {
				best, least = c, sum
			}
		}
		if best == labels[b] {
			right++
		}
	}
	// Chance is 10 % with a standard error of 0.7 %.
	accuracy := float64(right) / test
	t.Logf("accuracy %.3f", accuracy)
	if accuracy < 0.13 || accuracy > 0.4 {
		t.Errorf("accuracy %.3f, want 0.13 to 0.40", accuracy)
	}
}
