package data

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/core/graph"
)

// MaxValues is the largest number of values in a batch.
const MaxValues = 1 << 26

// Request asks for a batch of images.
type Request struct {
	Set     string // id of a set: "shapes", or of a stored one
	Batch   int    // images
	Shape   graph.Shape
	Classes int
	// Seed chooses the images and their labels; Noise has the pixels of noise, and
	// crops and flips.
	Seed, Noise uint64
	Transform   string // "", "spherical" or "scrambled"
	Augment     bool   // crop and flip each image at random
}

// Batch returns the first batch images of a drawn set, with one seed for
// everything. It is Request.Images in short.
func Batch(name string, seed uint64, batch int, in graph.Shape, classes int) (x []float32, labels []int, err error) {
	return Request{Set: name, Batch: batch, Shape: in, Classes: classes, Seed: seed, Noise: seed}.Images(nil)
}

// Images returns the images of the request, NCHW, normalised, and their labels, 0
// to Classes-1, nil if the set has none. Image b depends on the seeds and b alone,
// so that a longer batch begins with a shorter one. Transforms come before crops.
//
// The error says what the set cannot do, and what it can; a *MissingError that
// source does not have the set. source may be nil.
func (r Request) Images(source Source) (x []float32, labels []int, err error) {
	return r.Draw(source, func() error { return nil })
}

// Draw is Images for many: checkpoint is called before each, and its error stops it.
func (r Request) Draw(source Source, checkpoint func() error) (x []float32, labels []int, err error) {
	s, err := r.open(source)
	if err != nil {
		return nil, nil, err
	}
	return r.images(s, checkpoint)
}

func (r *Request) images(s set, checkpoint func() error) (x []float32, labels []int, err error) {
	x, labels, err = s.images(r, checkpoint)
	if err != nil {
		return nil, nil, err
	}
	empty := r.empty(s)
	switch r.Transform {
	case Spherical:
		spherical(x, r, empty)
	case Scrambled:
		scramble(x, r)
	}
	if r.Augment {
		augment(x, r, empty)
	}
	return x, labels, nil
}

// Preview returns the first count images of the request for display: what the
// network sees before normalisation, to the bit. One or two channels are shown as
// grey, the first three of more as colours.
func (r Request) Preview(source Source, count int) ([]Image, error) {
	r.Batch = count
	s, err := r.open(source)
	if err != nil {
		return nil, err
	}
	x, labels, err := r.images(s, func() error { return nil })
	if err != nil {
		return nil, err
	}
	plane := r.Shape.H * r.Shape.W
	images := make([]Image, count)
	for b := range images {
		image := &images[b]
		image.RGB, image.Label = make([]byte, 3*plane), -1
		for k := range 3 {
			channel := k
			if r.Shape.C < 3 {
				channel = 0
			}
			t := s.tone(r.Shape, channel)
			for i, v := range x[b*r.Shape.Len()+channel*plane:][:plane] {
				bright := t.mean + float64(float64(v)*t.std)
				image.RGB[3*i+k] = byte(math.Floor(float64(clamp01(bright)*255) + 0.5))
			}
		}
		if labels != nil {
			image.Label, image.Class = labels[b], s.class(labels[b])
		}
	}
	return images, nil
}

// Check returns what is wrong with the request, or nil, as far as that can be told
// without its set, if that is a stored one.
func (r Request) Check() error {
	if err := r.checkSize(); err != nil {
		return err
	}
	if IsStored(r.Set) {
		return nil
	}
	_, err := r.open(nil)
	return err
}

func (r *Request) checkSize() error {
	in := r.Shape
	const most = 1 << 16 // of each number, so that no product overflows
	for _, v := range []int{r.Batch, in.C, in.H, in.W} {
		if v < 1 || v > most {
			return fmt.Errorf("%s: %d images of %dx%dx%d; each number is 1 to %d", r.Set, r.Batch, in.C, in.H, in.W, most)
		}
	}
	if n := float64(r.Batch) * float64(in.C) * float64(in.H) * float64(in.W); n > MaxValues {
		return fmt.Errorf("%s: %d images of %dx%dx%d have %.0f values, more than %d", r.Set, r.Batch, in.C, in.H, in.W, n, MaxValues)
	}
	if !slices.Contains(Transforms(), r.Transform) {
		return fmt.Errorf("%s: no transform of images %q; there are: %s", r.Set, r.Transform, strings.Join(Transforms()[1:], ", "))
	}
	return nil
}

// Transforms returns the transforms that a request can ask for. The first is none.
func Transforms() []string { return []string{"", Spherical, Scrambled} }

// open finds the set and checks what is asked of it.
func (r *Request) open(source Source) (set, error) {
	if IsStored(r.Set) {
		if err := r.checkSize(); err != nil {
			return nil, err
		}
		return openStored(source, r)
	}
	var found set
	var ids []string
	for _, s := range table() {
		ids = append(ids, s.info().ID)
		if s.info().ID == r.Set {
			found = s
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no image set %q; there are: %s", r.Set, strings.Join(ids, ", "))
	}
	if err := r.checkSize(); err != nil {
		return nil, err
	}
	i := found.info()
	if r.Classes < i.MinClasses || i.Classes != nil && r.Classes > len(i.Classes) {
		if i.Classes == nil {
			return nil, fmt.Errorf("%s: %d classes; choose %d or more", r.Set, r.Classes, i.MinClasses)
		}
		return nil, fmt.Errorf("%s: %d classes; the set has %d to %d, noise has any number", r.Set, r.Classes, i.MinClasses, len(i.Classes))
	}
	if err := found.check(r.Shape); err != nil {
		return nil, fmt.Errorf("%s: %w", r.Set, err)
	}
	return found, nil
}
