package importer

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"protocell/core/data"
)

// file returns a file in memory.
func file(path string, content []byte) File {
	return File{Path: path, Size: int64(len(content)), Open: func() (data.Stored, error) {
		return memory{bytes.NewReader(content)}, nil
	}}
}

// pngOf returns a picture of one colour.
func pngOf(t testing.TB, w, h int, c color.Color) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		m.Set(i%w, i/w, c)
	}
	return encoded(t, m)
}

func encoded(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipOf packs files, given as name, content, name, content...
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mustImport(t *testing.T, o Options, files ...File) *Set {
	t.Helper()
	s, err := Import(files, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fileOf returns the file of a set.
func fileOf(t *testing.T, s *Set) []byte {
	t.Helper()
	var b bytes.Buffer
	if n, err := s.WriteTo(&b); err != nil || n != s.Size() || b.Len() != int(n) {
		t.Fatalf("wrote %d bytes of %d: %v", n, s.Size(), err)
	}
	return b.Bytes()
}

var (
	red  = color.NRGBA{200, 10, 20, 255}
	blue = color.NRGBA{0, 30, 240, 255}
)

func TestFolders(t *testing.T) {
	files := []File{
		file("pets/dog/1.png", pngOf(t, 40, 30, blue)),
		file("pets/cat/b.png", pngOf(t, 8, 8, red)),
		file("pets/cat/a.png", pngOf(t, 9, 50, color.NRGBA{0, 0, 0, 0})),
		file("pets/readme.txt", []byte("not a picture")),
		file("pets/cat/.hidden", []byte("x")),
		file("pets/cat/broken.png", pngOf(t, 30, 30, red)[:60]),
		file("pets/beside.png", pngOf(t, 8, 8, red)),
		{Path: "pets/cat/link.png", Refused: "a link"},
	}
	reports := 0
	s := mustImport(t, Options{Edge: 8, Progress: func(p Progress) error {
		reports++
		if p.Done > p.Total || p.Path == "" {
			t.Errorf("progress %+v", p)
		}
		return nil
	}}, files...)
	if s.Name != "pets" || s.Header.Count != 3 || !slices.Equal(s.Header.Classes, []string{"cat", "dog"}) || !slices.Equal(s.PerClass(), []int{2, 1}) {
		t.Fatalf("%+v, %v", s.Header, s.PerClass())
	}
	if reports < 3 {
		t.Errorf("%d reports", reports)
	}
	var skipped []string
	for _, k := range s.Skipped {
		skipped = append(skipped, k.Path+": "+k.Reason)
	}
	for i, want := range []string{"pets/readme.txt: not a PNG", "pets/cat/link.png: a link", "pets/beside.png: it lies beside", "pets/cat/broken.png: byte 60: the PNG cannot be decoded"} {
		if i >= len(skipped) || !strings.HasPrefix(skipped[i], want) {
			t.Fatalf("skipped are %q", skipped)
		}
	}
	if len(skipped) != 4 {
		t.Errorf("skipped are %q", skipped)
	}
	b := fileOf(t, s)
	name, h, at, err := data.ReadHeader(memory{bytes.NewReader(b)})
	if err != nil || name != "pets" || h.Count != 3 {
		t.Fatal(name, h, err)
	}
	pixels := b[at+6:]
	// White where it is transparent, then red, then blue.
	for i, want := range []byte{255, 255, 255, 200, 10, 20, 0, 30, 240} {
		if pixels[i*64] != want || pixels[i*64+63] != want {
			t.Errorf("plane %d has %d, want %d", i, pixels[i*64], want)
		}
	}
	if mean := h.Mean[0]; mean < 0.594 || mean > 0.596 {
		t.Errorf("mean %v", h.Mean)
	}
	// The order in which files come does not matter, nor does the name.
	slices.Reverse(files)
	again := mustImport(t, Options{Edge: 8, Name: "other"}, files...)
	if again.ID != s.ID || again.Name != "other" {
		t.Errorf("%s and %s", s.ID, again.ID)
	}
	// A stored set is read back as it is.
	back := mustImport(t, Options{}, file("x.set", b))
	if back.ID != s.ID || back.Name != "pets" || !bytes.Equal(fileOf(t, back), b) {
		t.Error("a stored set is not the same when imported")
	}
	b[len(b)-1] ^= 1
	if _, err := Import([]File{file("x.set", b)}, Options{}); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a damaged set: %v", err)
	}
}

func TestZipAndUnlabelled(t *testing.T) {
	a, b := string(pngOf(t, 8, 8, red)), string(pngOf(t, 8, 8, blue))
	folder := mustImport(t, Options{}, file("pets/a/1.png", []byte(a)), file("pets/b/1.png", []byte(b)))
	packed := mustImport(t, Options{}, file("pets.zip", zipOf(t, "a/1.png", a, "b/1.png", b, "__MACOSX/a/._1.png", "x")))
	if packed.ID != folder.ID || packed.Name != "pets" || len(packed.Skipped) != 0 {
		t.Errorf("%+v is not the folder", packed)
	}
	two := mustImport(t, Options{}, file("a.zip", zipOf(t, "1.png", a)), file("b.zip", zipOf(t, "1.png", b)))
	if two.ID != folder.ID {
		t.Errorf("a zip for each class gives %+v", two.Header)
	}
	if s := mustImport(t, Options{}, file("1.png", []byte(a)), file("2.png", []byte(b))); s.Header.Classes != nil || s.Header.Count != 2 {
		t.Errorf("pictures in no folder give %+v", s.Header)
	}
}

func TestPictureFormats(t *testing.T) {
	grey16 := image.NewGray16(image.Rect(0, 0, 5, 5))
	for i := range 25 {
		grey16.SetGray16(i%5, i/5, color.Gray16{0x8040})
	}
	var photo bytes.Buffer
	m := image.NewRGBA(image.Rect(0, 0, 33, 17))
	for i := range m.Pix {
		m.Pix[i] = 128
	}
	if err := jpeg.Encode(&photo, m, nil); err != nil {
		t.Fatal(err)
	}
	webp, err := os.ReadFile("testdata/square.webp")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"16-bit grey": encoded(t, grey16), "JPEG": photo.Bytes(), "WebP": webp} {
		pixels, err := Decode(content, 6)
		if err != nil || len(pixels) != 108 {
			t.Errorf("%s: %d pixels, %v", name, len(pixels), err)
			continue
		}
		if name != "WebP" && (pixels[0] != 128 || pixels[107] != 128) {
			t.Errorf("%s: %v", name, pixels)
		}
	}
}

// TestHugePicture has a header that promises 50,000 pixels an edge.
func TestHugePicture(t *testing.T) {
	b := pngOf(t, 4, 4, red)
	binary.BigEndian.PutUint32(b[16:], 50_000)
	binary.BigEndian.PutUint32(b[20:], 50_000)
	binary.BigEndian.PutUint32(b[29:], crc(b[12:29]))
	if _, err := Decode(b, 8); err == nil || !strings.Contains(err.Error(), "50000 x 50000 pixels; a picture has at most 16384 an edge") {
		t.Errorf("got %v", err)
	}
}

func cifarFile(labels, n, classes int) []byte {
	var b []byte
	for i := range n {
		for range labels {
			b = append(b, byte(i%classes))
		}
		b = append(b, bytes.Repeat([]byte{byte(i)}, cifarPixels)...)
	}
	return b
}

func TestCIFAR(t *testing.T) {
	one, two := cifarFile(1, 12, 10), cifarFile(1, 3, 10)
	s := mustImport(t, Options{}, file("data_batch_1.bin", one), file("data_batch_2.bin", two))
	if s.Header.Kind != "cifar-10" || s.Header.Count != 15 || s.Header.Classes[3] != "cat" || s.PerClass()[2] != 2 {
		t.Errorf("%+v", s.Header)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, m := range []struct {
		name    string
		content []byte
	}{
		{"cifar-10-batches-bin/data_batch_2.bin", two}, {"cifar-10-batches-bin/data_batch_1.bin", one},
		{"cifar-10-batches-bin/batches.meta.txt", []byte("airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n")},
		{"cifar-10-batches-bin/readme.html", []byte("<html>")},
	} {
		if err := w.WriteHeader(&tar.Header{Name: m.name, Size: int64(len(m.content)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	packed := mustImport(t, Options{}, file("cifar-10-binary.tar.gz", b.Bytes()))
	if packed.ID != s.ID || packed.Name != "cifar-10-binary" || len(packed.Skipped) != 1 {
		t.Errorf("the tar gives %s, %q, skipped %v; the files give %s", packed.ID, packed.Name, packed.Skipped, s.ID)
	}
	if s := mustImport(t, Options{}, file("train.bin", cifarFile(2, 100, 100)), file("fine_label_names.txt", []byte(strings.Repeat("x ", 99)+"y"))); s.Header.Kind != "cifar-100" || s.Header.Classes[99] != "y" {
		t.Errorf("%+v", s.Header)
	}
	for _, c := range []struct {
		content []byte
		want    string
	}{
		{one[:len(one)-5], "a.bin: byte 36871: the file ends within a record; CIFAR-10 has 3073 bytes a record, CIFAR-100 3074"},
		{cifarFile(1, 12, 12), "a.bin: byte 30730: record 10 has label 10; those of CIFAR-10 are 0 to 9"},
	} {
		if _, err := Import([]File{file("a.bin", c.content)}, Options{}); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func idxFile(dims []int, content []byte) []byte {
	b := []byte{0, 0, 8, byte(len(dims))}
	for _, d := range dims {
		b = binary.BigEndian.AppendUint32(b, uint32(d))
	}
	return append(b, content...)
}

func TestIDX(t *testing.T) {
	images := idxFile([]int{3, 4, 5}, bytes.Repeat([]byte{9}, 60))
	labels := idxFile([]int{3}, []byte{2, 0, 1})
	s := mustImport(t, Options{}, file("train-images-idx3-ubyte.gz", gzipOf(t, images)), file("train-labels-idx1-ubyte", labels))
	if h := s.Header; h.C != 1 || h.H != 4 || h.W != 5 || h.Count != 3 || !slices.Equal(h.Classes, []string{"0", "1", "2"}) || h.Std[0] != 1 {
		t.Errorf("%+v", h)
	}
	if s := mustImport(t, Options{}, file("images-idx3-ubyte", images)); s.Header.Classes != nil {
		t.Errorf("images without labels: %+v", s.Header)
	}
	for _, c := range []struct {
		files []File
		want  string
	}{
		{[]File{file("i-idx3-ubyte", images[:50])}, "i-idx3-ubyte: byte 50: the file ends within image 1 of 3"},
		{[]File{file("i-idx3-ubyte", append(bytes.Clone(images), 1))}, "byte 76: there is more than the header says"},
		{[]File{file("i-idx3-ubyte", append([]byte{0, 0, 13}, images[3:]...))}, "byte 0: 00 00 0d 03; IDX files of bytes begin with 00 00 08 03"},
		{[]File{file("l-idx1-ubyte", labels)}, "labels without a file of images"},
		{[]File{file("a-images-idx3-ubyte", images), file("a-labels-idx1-ubyte", idxFile([]int{2}, []byte{1, 0}))}, "byte 4: 3 images, but 2 labels"},
		{[]File{file("i-idx3-ubyte", idxFile([]int{1, 5000, 5000}, nil))}, "byte 8: images of 5000x5000"},
		{[]File{file("i-idx3-ubyte", idxFile([]int{1 << 31, 1, 1}, nil))}, "byte 4: 2147483648 items"},
		{[]File{file("i-idx3-ubyte.gz", gzipOf(t, images)[:30])}, "byte 76: unexpected EOF"},
	} {
		if _, err := Import(c.files, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	picture := pngOf(t, 4, 4, red)
	bomb := zipOf(t, "a/1.png", strings.Repeat("\x00", MaxFile+1))
	stop := errors.New("stop")
	for _, c := range []struct {
		files []File
		o     Options
		want  string
	}{
		{nil, Options{}, "there are no files"},
		{[]File{file("x.txt", []byte("hello"))}, Options{}, "x.txt: not a PNG, JPEG or WebP picture, nor"},
		{[]File{file("x.png", []byte("hello"))}, Options{}, "x.png: byte 0: it does not begin as"},
		{[]File{file("x.png", nil)}, Options{}, "x.png: the file is empty"},
		{[]File{file("a/x.png", picture), file("a/x.png", picture)}, Options{}, "a/x.png: it is there twice"},
		{[]File{file("../x.png", picture)}, Options{}, `"../x.png" is not the plain path`},
		{[]File{file("/x.png", picture)}, Options{}, `"/x.png" is not the plain path`},
		{[]File{file("a\\x.png", picture)}, Options{}, "is not the plain path"},
		{[]File{file("z.zip", zipOf(t, "../../x.png", string(picture)))}, Options{}, `z.zip: entry "../../x.png": not the plain path`},
		{[]File{file("z.zip", zipOf(t, "x.png", string(picture), "x.png", string(picture)))}, Options{}, "z.zip/x.png: it is there twice"},
		{[]File{file("z.zip", zipOf(t, "a.zip", string(zipOf(t, "x.png", string(picture)))))}, Options{}, "an archive in an archive"},
		{[]File{file("z.zip", zipOf(t, "x.png", string(picture))[:50])}, Options{}, "z.zip: not a whole zip"},
		{[]File{file("z.zip", bomb)}, Options{}, "it unpacks to 67108865 bytes, more than 67108864"},
		{[]File{file("a.bin", cifarFile(1, 1, 10)), file("x.png", picture)}, Options{}, "a.bin is a CIFAR file, but x.png is a picture; choose files of one kind"},
		{[]File{file("x.png", picture)}, Options{Edge: 3}, "an edge of 3 pixels; choose 4 to 256"},
		{[]File{file("x.png", picture)}, Options{Name: "a\nb"}, "the name of a set is 1 to 240 bytes"},
		{[]File{file("x.png", picture)}, Options{Progress: func(Progress) error { return stop }}, "stop"},
	} {
		if _, err := Import(c.files, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pets")
	for _, name := range []string{"a/1.png", "b/1.png"} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755), os.WriteFile(filepath.Join(dir, name), pngOf(t, 8, 8, red), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("1.png", filepath.Join(dir, "a/2.png")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	files, err := Disk(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := mustImport(t, Options{}, files...)
	if s.Name != "pets" || s.Header.Count != 2 || len(s.Skipped) != 1 || s.Skipped[0].Path != "pets/a/2.png" {
		t.Errorf("%+v", s)
	}
	if one, err := Disk(filepath.Join(dir, "a/1.png")); err != nil || one[0].Path != "1.png" {
		t.Errorf("%+v, %v", one, err)
	}
}
