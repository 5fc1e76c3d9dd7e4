package heat

import (
	"bytes"
	"slices"
	"testing"
)

func TestFirstIsTheTopLeft(t *testing.T) {
	m := matrix(3, 10, 10, 4, 6, 4, 10, 8, 6, 8, 10)
	if got := First(m, 2); got.N != 2 || got.Units != 10 || !slices.Equal(got.Values, []float64{10, 4, 4, 10}) {
		t.Errorf("got %+v", got)
	}
	if First(m, 3) != m || First(nil, 3) != nil {
		t.Error("a matrix that is no larger is not itself")
	}
}

// TestFramed: cells have the colours of Pixels, and the images, of one colour each,
// stand along the top and the left.
func TestFramed(t *testing.T) {
	m := matrix(3, 10, 10, 4, 6, 4, 10, 8, 6, 8, 10)
	var images [][]byte
	for i := range byte(3) {
		images = append(images, bytes.Repeat([]byte{10 + i, 20 + i, 30 + i}, 2*5))
	}
	images[1] = nil
	rgb, side := Framed(m, images, 5, 2)
	if side%4 != 0 || len(rgb) != 3*side*side {
		t.Fatalf("%d bytes, %d wide", len(rgb), side)
	}
	cell, pixels := side/4, Pixels(m)
	for y := range side {
		for x := range side {
			row, column := y/cell, x/cell
			want := [3]byte{}
			switch image := row + column - 1; {
			case row > 0 && column > 0:
				want = [3]byte(pixels[3*(3*(row-1)+column-1):])
			case image >= 0 && images[image] != nil:
				want = [3]byte(images[image][:3])
			}
			if got := [3]byte(rgb[3*(y*side+x):]); got != want {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
			}
		}
	}
}

// TestShrinkTakesTheMean of a fine image, and repeats the pixels of a coarse one.
func TestShrinkTakesTheMean(t *testing.T) {
	if got := shrink([]byte{0, 0, 0, 10, 20, 30, 20, 40, 60, 30, 60, 90}, 2, 2, 1); !bytes.Equal(got, []byte{15, 30, 45}) {
		t.Errorf("the mean is %v", got)
	}
	if got := shrink([]byte{1, 2, 3}, 1, 1, 2); !bytes.Equal(got, bytes.Repeat([]byte{1, 2, 3}, 4)) {
		t.Errorf("a pixel becomes %v", got)
	}
}

func TestBits(t *testing.T) {
	off, on := Colour(0.1), Colour(0.9)
	rgb := Bits([]byte{0b00000010, 1, 0, 0}, 2, 9)
	for i := range 18 {
		want := off
		if i == 1 || i == 8 {
			want = on
		}
		if [3]byte(rgb[3*i:]) != want {
			t.Errorf("bit %d of image %d is %v", i%9, i/9, rgb[3*i:3*i+3])
		}
	}
	if got := Bits([]byte{1}, 2, 9); len(got) != 54 {
		t.Errorf("%d bytes of codes that are too short", len(got))
	}
}
