package data

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/graph"
)

// digest hashes the bits of a batch and its labels.
func digest(x []float32, labels []int) string {
	h := sha256.New()
	var b [4]byte
	for _, v := range x {
		binary.LittleEndian.PutUint32(b[:], math.Float32bits(v))
		h.Write(b[:])
	}
	for _, l := range labels {
		binary.LittleEndian.PutUint32(b[:], uint32(l))
		h.Write(b[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// A change here changes every score on the set: links would no longer reproduce.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name    string
		seed    uint64
		batch   int
		in      graph.Shape
		classes int
		want    string
	}{
		{"noise", 1, 8, graph.Shape{C: 3, H: 32, W: 32}, 10, "df84ece98be623f9"},
		{"noise", 20240917, 3, graph.Shape{C: 5, H: 7, W: 9}, 120, "13238cbb91209731"},
		{"shapes", 1, 32, graph.Shape{C: 3, H: 32, W: 32}, 10, "3368bb0613a03cbf"},
		{"shapes", math.MaxUint64, 8, graph.Shape{C: 3, H: 16, W: 24}, 10, "a74f6ca8fcd3f44f"},
		{"shapes", 0, 8, graph.Shape{C: 1, H: 28, W: 28}, 2, "82c5d0094ebe9851"},
	} {
		x, labels, err := Batch(c.name, c.seed, c.batch, c.in, c.classes)
		if err != nil {
			t.Fatal(err)
		}
		if got := digest(x, labels); got != c.want {
			t.Errorf("%s, seed %d, %d images of %v: digest %s, want %s", c.name, c.seed, c.batch, c.in, got, c.want)
		}
	}
}

// Values of the reference generator for its configuration "small".
func TestNoiseIsTheReferenceInput(t *testing.T) {
	x, labels, err := Batch("noise", 20240917, 8, graph.Shape{C: 3, H: 16, W: 16}, 10)
	if err != nil {
		t.Fatal(err)
	}
	first := []float32{0.495269775, -1.51028442, 1.89729309, 0.753143311, 0.442550659, -0.996917725, -0.0595092773, 0.800994873}
	if !slices.Equal(x[:8], first) {
		t.Errorf("the batch begins %v, want %v", x[:8], first)
	}
	sum := 0.0
	for _, v := range x {
		sum += float64(v) // exact: multiples of 2^-16
	}
	if sum != 84.18986511230469 {
		t.Errorf("sum %v", sum)
	}
	if want := []int{3, 6, 2, 2, 4, 6, 5, 8}; !slices.Equal(labels, want) {
		t.Errorf("labels %v, want %v", labels, want)
	}
}

// Image b depends on the seed and b alone, so a longer batch begins with a
// shorter one.
func TestBatchIsAPrefix(t *testing.T) {
	in := graph.Shape{C: 3, H: 12, W: 16}
	for _, s := range Sets() {
		long, longLabels, err := Batch(s.ID, 5, 9, in, 7)
		if err != nil {
			t.Fatal(err)
		}
		short, shortLabels, err := Batch(s.ID, 5, 4, in, 7)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(short, long[:len(short)]) || !slices.Equal(shortLabels, longLabels[:4]) {
			t.Errorf("%s: a batch of 4 is not the beginning of a batch of 9", s.ID)
		}
		other, _, err := Batch(s.ID, 6, 4, in, 7)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Equal(short, other) {
			t.Errorf("%s: two seeds give the same images", s.ID)
		}
	}
}

func TestPreviewShowsTheBatch(t *testing.T) {
	for _, c := range []int{1, 3} {
		in := graph.Shape{C: c, H: 16, W: 12}
		x, labels, err := Batch("shapes", 3, 5, in, 10)
		if err != nil {
			t.Fatal(err)
		}
		images, err := (Request{Set: "shapes", Shape: in, Classes: 10, Seed: 3, Noise: 3}).Preview(nil, 5)
		if err != nil {
			t.Fatal(err)
		}
		for b, im := range images {
			if im.Label != labels[b] || im.Class != Sets()[0].Classes[labels[b]] {
				t.Errorf("image %d is labelled %d, %s; want %d", b, im.Label, im.Class, labels[b])
			}
			for i, v := range im.RGB {
				channel, stat := i%3, i%3
				if c == 1 {
					channel, stat = 0, 1
				}
				want := float32((float64(v)/255 - shapesMean[stat]) / shapesStd[stat])
				if got := x[b*in.Len()+channel*in.H*in.W+i/3]; got != want {
					t.Fatalf("image %d, byte %d: the batch has %v, the preview %v", b, i, got, want)
				}
			}
		}
	}
	images, err := (Request{Set: "noise", Shape: graph.Shape{C: 2, H: 6, W: 5}, Classes: 4, Seed: 3}).Preview(nil, 2)
	if err != nil || len(images) != 2 || len(images[1].RGB) != 90 || !strings.HasPrefix(images[0].Class, "class ") {
		t.Errorf("preview of noise: %v, %v", images, err)
	}
}

func TestErrorsSayTheWayOut(t *testing.T) {
	good := graph.Shape{C: 3, H: 32, W: 32}
	for _, c := range []struct {
		name    string
		batch   int
		in      graph.Shape
		classes int
		want    string
	}{
		{"cifar10", 1, good, 10, `no image set "cifar10"; there are: shapes, noise`},
		{"shapes", 1, good, 100, "shapes: 100 classes; the set has 2 to 10, noise has any number"},
		{"shapes", 1, good, 1, "shapes: 1 classes; the set has 2 to 10, noise has any number"},
		{"noise", 1, good, 0, "noise: 0 classes; choose 1 or more"},
		{"shapes", 1, graph.Shape{C: 4, H: 32, W: 32}, 10, "shapes: 4 channels; the set has 3 (colour) or 1 (grey), noise has any number"},
		{"shapes", 1, graph.Shape{C: 3, H: 3, W: 32}, 10, "shapes: images of 3x32; choose 4x4 or more, smaller ones show nothing"},
		{"noise", 0, good, 10, "noise: 0 images of 3x32x32; each number is 1 to 65536"},
		{"noise", 1, graph.Shape{C: -3, H: -32, W: 32}, 10, "noise: 1 images of -3x-32x32; each number is 1 to 65536"},
		{"noise", 65536, good, 10, "noise: 65536 images of 3x32x32 have 201326592 values, more than 67108864"},
	} {
		_, _, err := Batch(c.name, 1, c.batch, c.in, c.classes)
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
		if check := (Request{Set: c.name, Batch: c.batch, Shape: c.in, Classes: c.classes}).Check(); check == nil || check.Error() != c.want {
			t.Errorf("Check: got %v, want %s", check, c.want)
		}
	}
}

func BenchmarkShapes(b *testing.B) {
	for b.Loop() {
		if _, _, err := Batch("shapes", 1, 64, graph.Shape{C: 3, H: 32, W: 32}, 10); err != nil {
			b.Fatal(err)
		}
	}
}
