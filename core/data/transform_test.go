package data

import (
	"math"
	"slices"
	"testing"

	"protocell/core/graph"
	"protocell/core/rng"
)

func transformed(t *testing.T, r Request) []float32 {
	t.Helper()
	x, _, err := r.Images(nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// A change here changes every score under a transform.
func TestTransformsGolden(t *testing.T) {
	r := Request{Set: "shapes", Batch: 6, Shape: graph.Shape{C: 3, H: 12, W: 16}, Classes: 10, Seed: 4, Noise: 9}
	plain := digest(transformed(t, r), nil)
	for _, c := range []struct {
		transform string
		augment   bool
		want      string
	}{
		{"", true, "d1812f295869a67e"}, {Spherical, false, "1ecce24bd1c61aee"}, {Scrambled, false, "47ef5a38dc1d7717"}, {Scrambled, true, "87241cb84283d788"},
	} {
		r.Transform, r.Augment = c.transform, c.augment
		got := digest(transformed(t, r), nil)
		if got != c.want || got == plain {
			t.Errorf("%q, augment %v: digest %s, want %s", c.transform, c.augment, got, c.want)
		}
		short := r
		short.Batch = 2
		if x := transformed(t, r); !slices.Equal(transformed(t, short), x[:2*r.Shape.Len()]) {
			t.Errorf("%q, augment %v: a short batch is not the beginning of a long one", c.transform, c.augment)
		}
	}
}

func TestScrambleKeepsThePixels(t *testing.T) {
	r := Request{Set: "noise", Batch: 2, Shape: graph.Shape{C: 2, H: 5, W: 6}, Classes: 3, Seed: 1, Noise: 2}
	plain := transformed(t, r)
	r.Transform = Scrambled
	x := transformed(t, r)
	if slices.Equal(x, plain) {
		t.Error("nothing has moved")
	}
	var from []int // where the pixels of the first plane come from: the same in all
	for _, v := range x[:30] {
		from = append(from, slices.Index(plain[:30], v))
	}
	for i, v := range x {
		if v != plain[i/30*30+from[i%30]] {
			t.Fatalf("value %d has moved differently", i)
		}
	}
	r.Seed = 3
	if slices.Equal(transformed(t, r), x) {
		t.Error("another seed moves the pixels alike")
	}
}

// Each value of an augmented image is one of the image or of the border, at the
// same distance from it as its neighbours.
func TestAugmentCropsAndFlips(t *testing.T) {
	const h, w, n = 9, 10, 200
	r := &Request{Batch: n, Shape: graph.Shape{C: 1, H: h, W: w}, Noise: 5}
	x := make([]float32, n*h*w)
	for i := range x {
		x[i] = float32(i % (h * w))
	}
	augment(x, r, []float32{-1})
	seen := map[[3]int]bool{}
	for b := range n {
		image := x[b*h*w:][:h*w]
		middle := int(image[4*w+5]) // never empty
		mirrored := image[4*w+4] > image[4*w+5]
		down, right := middle/w-4, middle%w-5
		if mirrored {
			right = middle%w - (w - 1 - 5)
		}
		seen[[3]int{down, right, int(image[4*w+4] - image[4*w+5])}] = true
		for i, v := range image {
			row, col := i/w, i%w
			if mirrored {
				col = w - 1 - col
			}
			row, col = row+down, col+right
			want := float32(-1)
			if row >= 0 && row < h && col >= 0 && col < w {
				want = float32(row*w + col)
			}
			if v != want || down < -4 || down > 4 || right < -4 || right > 4 {
				t.Fatalf("image %d, moved by (%d, %d), mirrored %v: pixel %d is %v, want %v", b, down, right, mirrored, i, v, want)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d different crops of %d", len(seen), n)
	}
}

func TestSphericalShowsThePicture(t *testing.T) {
	const n = 24
	r := &Request{Batch: 3, Shape: graph.Shape{C: 1, H: n, W: n}, Seed: 8}
	x := make([]float32, 3*n*n)
	for i := range x {
		x[i] = 1
	}
	spherical(x, r, []float32{-1})
	// A white picture covers the southern hemisphere and a little more.
	for b := range 3 {
		area, total := 0.0, 0.0
		for i, v := range x[b*n*n:][:n*n] {
			if v != 1 && v != -1 {
				t.Fatalf("value %v of a white picture on nothing", v)
			}
			weight := math.Sin(math.Pi * (float64(i/n) + 0.5) / n)
			total += weight
			if v == 1 {
				area += weight
			}
		}
		// The square reaches 2√2 at its corners; the share of the sphere that it
		// covers is 0.5 and the four corners.
		if share := area / total; share < 0.5 || share > 0.6 {
			t.Errorf("image %d: the picture covers %.3f of the sphere", b, share)
		}
	}
	turn := rotation(rng.New(1, 2))
	for i := range 3 {
		for j := range 3 {
			dot, want := 0.0, 0.0
			for k := range 3 {
				dot += turn[i][k] * turn[j][k]
			}
			if i == j {
				want = 1
			}
			if math.Abs(dot-want) > 1e-12 {
				t.Errorf("rows %d and %d of a rotation have the product %v", i, j, dot)
			}
		}
	}
	if s := sampleOf(space{0, 0, -1}, n, n); s.x != n/2-0.5 || s.y != n/2-0.5 {
		t.Errorf("the south pole shows %+v, not the middle", s)
	}
}
