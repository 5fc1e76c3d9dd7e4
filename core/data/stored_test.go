package data

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"protocell/core/graph"
)

// disk is a source in memory.
type disk map[string][]byte

type diskFile struct{ *bytes.Reader }

func (diskFile) Close() error { return nil }

func (d disk) Open(id string) (Stored, error) {
	b, ok := d[id]
	if !ok {
		return nil, &MissingError{id}
	}
	return diskFile{bytes.NewReader(b)}, nil
}

const testID = "set-0123456789abcdef"

// testSet returns the file of a set of n images of c x 6 x 8, whose image i has
// the value i in every pixel of channel 0, i+1 in channel 1 and so on.
func testSet(t *testing.T, c, n int, classes ...string) []byte {
	t.Helper()
	h := Header{Kind: "pictures", C: c, H: 6, W: 8, Count: n, Classes: classes}
	for k := range c {
		h.Mean, h.Std = append(h.Mean, 0.25+float64(k)/8), append(h.Std, 0.5)
	}
	out, err := h.Encode("Näme")
	if err != nil {
		t.Fatal(err)
	}
	if classes != nil {
		for i := range n {
			out = binary.LittleEndian.AppendUint16(out, uint16(i%len(classes)))
		}
	}
	for i := range n {
		for k := range c {
			out = append(out, bytes.Repeat([]byte{byte(i + k)}, 48)...)
		}
	}
	return out
}

func TestStoredBatch(t *testing.T) {
	source := disk{testID: testSet(t, 3, 30, "a", "b", "c")}
	r := Request{Set: testID, Batch: 30, Shape: graph.Shape{C: 3, H: 8, W: 12}, Classes: 3, Seed: 1}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	x, labels, err := r.Images(source)
	if err != nil {
		t.Fatal(err)
	}
	var drawn []int
	for b := range 30 {
		image := x[b*r.Shape.Len():][:r.Shape.Len()]
		i := int(float64(image[0])*0.5*255 + 0.25*255 + 0.5)
		drawn = append(drawn, i)
		if labels[b] != i%3 {
			t.Errorf("image %d has label %d", i, labels[b])
		}
		for c := range 3 {
			want := float32((float64(i+c)/255 - (0.25 + float64(c)/8)) / 0.5)
			for _, v := range image[c*96:][:96] {
				if v != want {
					t.Fatalf("image %d, channel %d: %v, want %v", i, c, v, want)
				}
			}
		}
	}
	if slices.IsSorted(drawn) {
		t.Error("the images come in the order of the file")
	}
	slices.Sort(drawn)
	for i, v := range drawn {
		if i != v {
			t.Fatalf("drawn are %v, not each once", drawn)
		}
	}
	short := r
	short.Batch = 4
	y, _, err := short.Images(source)
	if err != nil || !slices.Equal(y, x[:len(y)]) {
		t.Errorf("a short batch is not the beginning of a long one: %v", err)
	}
	images, err := r.Preview(source, 2)
	if err != nil || images[1].Class != []string{"a", "b", "c"}[labels[1]] || images[1].RGB[1] != images[1].RGB[0]+1 {
		t.Errorf("preview %+v, %v", images, err)
	}
}

func TestStoredChannels(t *testing.T) {
	source := disk{testID: testSet(t, 3, 4), "set-00000000000000aa": testSet(t, 1, 4)}
	r := Request{Set: testID, Batch: 1, Shape: graph.Shape{C: 1, H: 6, W: 8}, Classes: 77}
	x, labels, err := r.Images(source)
	if err != nil || labels != nil {
		t.Fatal(labels, err)
	}
	if images, err := r.Preview(source, 1); err != nil || images[0].Label != -1 || images[0].Class != "" {
		t.Errorf("preview without labels: %+v, %v", images, err)
	}
	// The mean of i, i+1, i+2 and of the means .25, .375, .5 is that of the middle.
	y := x[0]*0.5*255 + 0.375*255
	if i := int(y + 0.5); i < 1 || i > 4 {
		t.Errorf("grey is %v", y)
	}
	r.Set, r.Shape.C = "set-00000000000000aa", 3
	if x, _, err = r.Images(source); err != nil || x[0] != x[48] || x[0] != x[96] {
		t.Errorf("colours of grey: %v, %v", x, err)
	}
}

func TestStoredErrors(t *testing.T) {
	good := testSet(t, 3, 30, "a", "b", "c")
	badLabel := bytes.Clone(good)
	at := bytes.Index(good, []byte{0, 0, 1, 0, 2, 0})
	for i := range 30 {
		badLabel[at+2*i] = 3
	}
	source := disk{
		testID: good, "set-0000000000000001": good[:len(good)-1], "set-0000000000000002": badLabel,
		"set-0000000000000003": []byte("GIF89a"), "set-0000000000000004": good[:100],
	}
	for _, c := range []struct {
		change func(*Request)
		want   string
	}{
		{func(r *Request) { r.Classes = 10 }, "Näme: 10 classes; the set has 3, choose 3"},
		{func(r *Request) { r.Batch = 31 }, "Näme: a batch of 31; the set has 30 images, choose at most as many"},
		{func(r *Request) { r.Shape.C = 2 }, "Näme: 2 channels; choose 3 (colour) or 1 (grey)"},
		{func(r *Request) { r.Transform = "blur" }, `no transform of images "blur"; there are: spherical, scrambled`},
		{func(r *Request) { r.Set = "set-0000000000000001" }, "the file ends here"},
		{func(r *Request) { r.Set = "set-0000000000000002" }, fmt.Sprintf("byte %d: label 3; the set has 3 classes", at)},
		{func(r *Request) { r.Set = "set-0000000000000003" }, "byte 0: not an image set"},
		{func(r *Request) { r.Set = "set-0000000000000004" }, "byte 100: the file ends here"},
		{func(r *Request) { r.Set = "set-000000000000000a" }, "set-000000000000000a is not on this machine"},
	} {
		r := Request{Set: testID, Batch: 1, Shape: graph.Shape{C: 3, H: 8, W: 8}, Classes: 3}
		c.change(&r)
		_, _, err := r.Images(source)
		for range 60 { // until an image with a bad label is drawn
			if err == nil {
				r.Seed++
				_, _, err = r.Images(source)
			}
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	var missing *MissingError
	r := Request{Set: testID, Batch: 1, Shape: graph.Shape{C: 3, H: 8, W: 8}, Classes: 3}
	if _, _, err := r.Images(nil); !errors.As(err, &missing) || missing.ID != testID {
		t.Errorf("without a source: %v", err)
	}
}

func FuzzReadHeader(f *testing.F) {
	h := Header{Kind: "idx", C: 1, H: 2, W: 2, Count: 1, Mean: []float64{0.5}, Std: []float64{0.1}}
	good, err := h.Encode("x")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(good, 1, 2, 3, 4))
	f.Add([]byte(storedMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		name, h, labels, err := ReadHeader(diskFile{bytes.NewReader(b)})
		if err != nil {
			return
		}
		again, err := h.Encode(name)
		if err != nil || labels+int64(h.LabelsLen())+int64(h.Count*h.Len()) != int64(len(b)) {
			t.Fatalf("%q is read as %+v, %v", b, h, err)
		}
		if string(again[:NamedSize]) != string(b[:NamedSize]) {
			t.Fatal("the name is not the same when written again")
		}
	})
}

func TestDigestLeavesOutTheName(t *testing.T) {
	b := testSet(t, 1, 3)
	d := NewDigest()
	d.Write(b[NamedSize:])
	if id := d.ID(); !IsStored(id) || id != "set-724ade81fc7366ad" {
		t.Errorf("id %s", id)
	}
}

func TestMoments(t *testing.T) {
	var counts [256]int64
	counts[0], counts[255] = 1, 3
	if mean, std := Moments(&counts); mean != 0.75 || std < 0.43301 || std > 0.43302 {
		t.Errorf("moments %v, %v", mean, std)
	}
	if mean, std := Moments(&[256]int64{7: 5}); mean != 7./255 || std != 1 {
		t.Errorf("moments of a constant: %v, %v", mean, std)
	}
}
