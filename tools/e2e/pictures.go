package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"protocell/core/data"
	"protocell/core/data/importer"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// drawPictures draws a folder of PNG files, count for each of three classes, and
// returns it: discs, bars and checks of many sizes and colours.
func drawPictures(t testing.TB, count int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "figures")
	figures := []struct {
		name   string
		inside func(x, y, k int) bool
	}{
		{"disc", func(x, y, k int) bool { return (x-20)*(x-20)+(y-18)*(y-18) < (4+k)*(4+k) }},
		{"bars", func(x, y, k int) bool { return x/(2+k%5)%2 == 0 }},
		{"checks", func(x, y, k int) bool { return (x/(3+k%4)+y/(3+k%4))%2 == 0 }},
	}
	for _, f := range figures {
		if err := os.MkdirAll(filepath.Join(dir, f.name), 0o755); err != nil {
			t.Fatal(err)
		}
		for k := range count {
			m := image.NewNRGBA(image.Rect(0, 0, 40+k, 36))
			for i := range (40 + k) * 36 {
				x, y := i%(40+k), i/(40+k)
				c := color.NRGBA{uint8(40 + 3*x), uint8(200 - 5*y), uint8(60 + 9*k), 255}
				if f.inside(x, y, k) {
					c = color.NRGBA{uint8(250 - 17*k), uint8(20 + 11*k), uint8(90 + x), 255}
				}
				m.SetNRGBA(x, y, c)
			}
			var b bytes.Buffer
			name := filepath.Join(dir, f.name, fmt.Sprintf("%02d.png", k))
			if err := errors.Join(png.Encode(&b, m), os.WriteFile(name, b.Bytes(), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// setSource is a source with the one set that a native import makes of a path.
type setSource struct {
	set  *importer.Set
	file []byte
}

// importNatively imports a file or folder as the page does.
func importNatively(t testing.TB, path string) setSource {
	t.Helper()
	files, err := importer.Disk(path)
	if err != nil {
		t.Fatal(err)
	}
	set, err := importer.Import(files, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := set.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return setSource{set, b.Bytes()}
}

type setFile struct{ *bytes.Reader }

// Close implements data.Stored.
func (setFile) Close() error { return nil }

// Open implements data.Source.
func (s setSource) Open(id string) (data.Stored, error) {
	if id != s.set.ID {
		return nil, &data.MissingError{ID: id}
	}
	return setFile{bytes.NewReader(s.file)}, nil
}

// Pick picks files, or a folder, with the input of a data-testid.
func (tab *Tab) Pick(id string, paths ...string) {
	tab.t.Helper()
	tab.WaitFor(id)
	tab.run(chromedp.SetUploadFiles(selector(id), paths, chromedp.ByQuery))
}

// DropFiles drops files and folders onto the page, as from a file manager.
func (tab *Tab) DropFiles(paths ...string) {
	tab.t.Helper()
	drag := &input.DragData{Items: []*input.DragDataItem{}, Files: paths, DragOperationsMask: 1}
	for _, kind := range []input.DispatchDragEventType{input.DragEnter, input.DragOver, input.Drop} {
		tab.run(input.DispatchDragEvent(kind, 200, 300, drag))
	}
}
