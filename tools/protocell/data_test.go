package main

import (
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// drawPictures writes a folder of two classes with n pictures each, and returns it.
func drawPictures(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pets")
	for k, class := range []string{"cat", "dog"} {
		if err := os.MkdirAll(filepath.Join(dir, class), 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			m := image.NewNRGBA(image.Rect(0, 0, 24, 20))
			for p := range 24 * 20 {
				m.SetNRGBA(p%24, p/24, color.NRGBA{uint8(p * (i + 1)), uint8(100 * k), uint8(p / (i + 1)), 255})
			}
			f, err := os.Create(filepath.Join(dir, class, string(rune('a'+i))+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(png.Encode(f, m), f.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// TestData imports a folder, and scores on it by its path, by that of the stored
// set, and by a link.
func TestData(t *testing.T) {
	dir := drawPictures(t, 4)
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "pets.set")
	r := try("", "data", dir, "-edge", "16", "-out", out)
	for _, want := range []string{"pets\n", "images  8 of 3x16x16", "2 classes:", "dog"} {
		if r.code != exitOK || !strings.Contains(r.stdout, want) || !strings.Contains(r.stderr, "not in the set: pets/notes.txt: not a PNG") {
			t.Fatalf("%q is missing in %+v", want, r)
		}
	}
	id := regexp.MustCompile(`set-[0-9a-f]{16}`).FindString(r.stdout)
	args := strings.Fields("score -arch 333123 -proxies nwot,grad_norm -batch 6 -c 4 -n 1 -input 3x16x16 -edge 16 -transform spherical -augment -data")
	folder, stored := try("", append(args, dir)...), try("", append(args, out)...)
	if folder.code != exitOK || folder.stdout != stored.stdout || !strings.Contains(folder.stdout, "2 classes; batch of 6, "+id) {
		t.Errorf("folder: %+v\nstored set: %+v", folder, stored)
	}
	link := try("", strings.Fields("link encode -c 4 -n 1 -batch 6 -data "+out)...)
	if link.code != exitOK || !strings.Contains(link.stdout, id) {
		t.Fatalf("%+v", link)
	}
	fragment := strings.TrimSpace(link.stdout)
	if r := try("", "score", "-link", fragment, "-data", out); r.code != exitOK {
		t.Errorf("a link with its set: %+v", r)
	}
	if r := try("", "score", "-link", fragment); r.code != exitFailure || !strings.Contains(r.stderr, id+" is not on this machine") {
		t.Errorf("a link without its set: %+v", r)
	}
	if r := try("", strings.Fields("sample -count 3 -proxies params,nwot -batch 4 -c 3 -n 1 -input 3x8x8 -data "+out)...); r.code != exitOK {
		t.Errorf("a sample: %+v", r)
	}
}

func TestDataErrors(t *testing.T) {
	dir := drawPictures(t, 1)
	for args, want := range map[string]string{
		"data":                               "0 paths, want one",
		"data a b":                           "2 paths, want one",
		"data no/such.bin":                   "no such file",
		"score -arch 111111 -data no/such":   "no such file",
		"data data_test.go":                  "data_test.go: not a PNG",
		"score -arch 111111 -data " + dir:    "a batch of 64; the set has 2 images",
		"score -arch 111111 -transform blur": "no such transform of images; there are: spherical, scrambled",
		"score -arch 111111 -classes 9 -batch 2 -data " + dir: "9 classes; the set has 2, choose 2",
	} {
		if r := try("", strings.Fields(args)...); r.code == exitOK || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: %+v, want %s", args, r, want)
		}
	}
}
