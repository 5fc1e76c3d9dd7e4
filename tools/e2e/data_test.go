package e2e

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"protocell/core/data"
)

// waitMade waits until an import has made a set, and is scored on.
func (p playground) waitMade(id string) {
	p.t.Helper()
	p.Wait("the import to make "+id, fmt.Sprintf(`document.querySelector('[data-testid="data-made"]')?.dataset.id === %q`, id))
	p.Wait(id+" to be used", fmt.Sprintf(`document.querySelector('[data-testid="data-set-%s"]')?.dataset.used === "true"`, id))
}

// TestImages imports a folder of PNG files, with a truncated one and a file of
// another kind among them, scores on it, and finds the set again after a reload,
// until it is deleted. All numbers are those of a native import of the folder.
func TestImages(t *testing.T) {
	t.Parallel()
	dir := drawPictures(t, 8)
	whole, err := os.ReadFile(filepath.Join(dir, "disc", "00.png"))
	if err == nil {
		err = errors.Join(os.WriteFile(filepath.Join(dir, "disc", "cut.png"), whole[:len(whole)/2], 0o644),
			os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("notes"), 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	native := importNatively(t, dir)
	id := native.set.ID
	if native.set.Header.Count != 24 || len(native.set.Skipped) != 2 {
		t.Fatalf("the native import has %+v", native.set)
	}
	server := serveSite(t)
	p := playOn(t, server, small, View{})
	p.waitScores()
	p.Pick("data-folder", dir)
	p.waitMade(id)
	skipped := p.Text("data-skipped")
	for _, s := range native.set.Skipped {
		if !strings.Contains(skipped, s.Path) || !strings.Contains(skipped, s.Reason) {
			t.Errorf("the page names %q, but not %s: %s", skipped, s.Path, s.Reason)
		}
	}
	spec := p.spec()
	if spec.Data != id || spec.Skeleton.Classes != 3 {
		t.Errorf("the experiment is on %s with %d classes", spec.Data, spec.Skeleton.Classes)
	}
	p.checkScoresOn(spec, native)

	// The visitor's images under a transform, cropped and flipped.
	p.Choose("setup-transform", data.Spherical)
	p.Click("setup-augment")
	p.Wait("the address to follow", `location.hash.includes("spherical")`)
	spec = p.spec()
	if spec.Transform != data.Spherical || !spec.Augment {
		t.Errorf("the experiment has transform %q, augment %v", spec.Transform, spec.Augment)
	}
	p.checkScoresOn(spec, native)
	p.checkSamples(native, p.spec().Images())

	p.Reload()
	p.WaitReady()
	p.WaitFor("data-set-" + id)
	p.checkScoresOn(spec, native)

	// The link leads to one clear message where the set is not, and back to scores
	// when it is imported there.
	q := playOn(t, server, p.fragment(), View{})
	if text, kind := q.notice("data"); kind != "warning" || !strings.Contains(text, id) || !strings.Contains(text, "Import the images") {
		t.Errorf("without the set, the page says %q (%s)", text, kind)
	}
	if n := q.Count(`[data-testid^="notice-"]`); n != 1 {
		t.Errorf("%d messages, not one", n)
	}
	if got := q.spec(); got.Data != id || got.Transform != spec.Transform {
		t.Errorf("the experiment is lost: %+v", got)
	}
	q.DropFiles(dir)
	q.waitMade(id)
	q.checkScoresOn(spec, native)

	p.Click("data-rename-" + id)
	p.Fill("data-name-"+id, "My figures")
	p.WaitText("data-set-"+id, "My figures")
	_, exported := p.Download("data-export-" + id)
	if len(exported) != len(native.file) || exported[data.NamedSize:] != string(native.file[data.NamedSize:]) || !strings.Contains(exported[:data.NamedSize], "My figures") {
		t.Errorf("the exported set of %d bytes is not the native one of %d", len(exported), len(native.file))
	}
	p.checkScoresOn(p.spec(), native)
	p.Click("data-delete-" + id)
	p.Wait("the set to go", fmt.Sprintf(`!document.querySelector('[data-testid="data-set-%s"]')`, id))
	p.checkScores(p.spec())
	p.Reload()
	p.WaitReady()
	p.WaitFor("data-set-shapes")
	p.Wait("the sets to be listed", `!document.querySelector('[data-testid="data-storage"]').textContent.startsWith("Looking")`)
	if n := p.Count(fmt.Sprintf(`[data-testid="data-set-%s"]`, id)); n != 0 {
		t.Error("the deleted set is there again")
	}
}

// checkSamples holds the images on show against those of a request.
func (p playground) checkSamples(native setSource, r data.Request) {
	p.t.Helper()
	want, err := r.Preview(native, r.Batch)
	if err != nil {
		p.t.Fatal(err)
	}
	p.Wait("the images", fmt.Sprintf(`document.querySelectorAll('[data-testid="samples"] canvas').length === %d`, r.Batch))
	for b, image := range want {
		look := fmt.Sprintf(`(() => {
			const c = document.getElementById("sample-%d");
			return [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data].filter((_, i) => i %% 4 !== 3);
		})()`, b)
		var got []byte
		for range 100 {
			var values []int
			p.Eval(look, &values)
			got = got[:0]
			for _, v := range values {
				got = append(got, byte(v))
			}
			if slices.Equal(got, image.RGB) {
				break
			}
			p.settle()
		}
		if !slices.Equal(got, image.RGB) {
			p.t.Errorf("image %d on show is not that of the batch", b)
		}
	}
}

// TestDropZip drops a zip of pictures, and files that are none: one clear error
// each, and the experiment stays.
func TestDropZip(t *testing.T) {
	t.Parallel()
	dir := drawPictures(t, 4)
	packed := filepath.Join(t.TempDir(), "figures.zip")
	f, err := os.Create(packed)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	if err := errors.Join(z.AddFS(os.DirFS(dir)), z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	native := importNatively(t, packed)
	if native.set.ID != importNatively(t, dir).set.ID {
		t.Error("the zip is not the folder")
	}
	p := play(t, small, View{})
	p.DropFiles(packed)
	p.waitMade(native.set.ID)
	p.checkScoresOn(p.spec(), native)
	before := p.fragment()
	bad := map[string]string{"wrong.png": "hello", "wrong.bin": "too short", "train-images-idx3-ubyte": "\x00\x00\x08\x03\x00\x00", "cut.zip": "PK\x03\x04zip"}
	for _, name := range []string{"wrong.png", "wrong.bin", "train-images-idx3-ubyte", "cut.zip"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(bad[name]), 0o644); err != nil {
			t.Fatal(err)
		}
		p.DropFiles(path)
		p.Wait("an error that names "+name, fmt.Sprintf(`document.querySelector('[data-testid="data-error"]')?.textContent.includes(%q)`, name))
	}
	if p.fragment() != before {
		t.Errorf("the experiment was %s, and is %s", before, p.fragment())
	}
	p.checkScoresOn(p.spec(), native)
}

// TestStorageWithoutRoom imports where the browser denies the page its private storage,
// and where that is full: the set is there for the visit, and the page says why.
func TestStorageWithoutRoom(t *testing.T) {
	t.Parallel()
	dir := drawPictures(t, 3)
	native := importNatively(t, dir)
	for name, c := range map[string]struct {
		words string
		deny  func(s *Server) chromedp.Action
	}{
		"denied": {"it denies the page private storage", func(*Server) chromedp.Action {
			return chromedp.ActionFunc(func(ctx context.Context) error {
				_, err := page.AddScriptToEvaluateOnNewDocument(
					`StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));`).Do(ctx)
				return err
			})
		}},
		"full": {"its storage is full", func(s *Server) chromedp.Action {
			return storage.OverrideQuotaForOrigin(s.URL).WithQuotaSize(2000)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := serveSite(t)
			tab := chrome.open(t, s, View{})
			tab.run(c.deny(s), chromedp.Navigate(s.URL+"#"+small))
			tab.WaitReady()
			p := playground{tab}
			p.Pick("data-folder", dir)
			p.waitMade(native.set.ID)
			if text := p.Text("data-unkept"); !strings.Contains(text, c.words) {
				t.Errorf("the page says %q, and not that %s", text, c.words)
			}
			p.checkScoresOn(p.spec(), native)
		})
	}
}

// TestNoStorage imports where the browser keeps no files, as on a page that is not
// secure: the set is there for the visit, and the page says so.
func TestNoStorage(t *testing.T) {
	t.Parallel()
	dir := drawPictures(t, 3)
	native := importNatively(t, dir)
	// Browsers give storage to secure pages alone, and this address is none.
	s := serveSite(t)
	s.server.URL = strings.Replace(s.server.URL, "127.0.0.1", "0.0.0.0", 1)
	s.URL = s.server.URL + "/"
	p := playOn(t, s, small, View{})
	p.Except("Cross-Origin-Opener-Policy")
	var secure bool
	if p.Eval("isSecureContext", &secure); secure {
		t.Fatal("the page is secure")
	}
	p.Pick("data-folder", dir)
	p.waitMade(native.set.ID)
	p.WaitFor("data-unkept")
	p.checkScoresOn(p.spec(), native)
}

// TestNothingIsUploaded has the page try to reach another server, which the
// security policy forbids.
func TestNothingIsUploaded(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}))
	defer other.Close()
	p := play(t, small, View{})
	p.Except("connect-src|Content Security Policy")
	if text := p.Text(`section[id="data"]`); !strings.Contains(text, "Nothing is uploaded.") {
		t.Errorf("the panel says %q", text)
	}
	var outcome string
	p.Eval(fmt.Sprintf(`new Promise((done) => {
		addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective), {once: true});
		fetch(%q, {method: "POST", body: "images"}).then(() => done("sent"), () => {});
	})`, other.URL), &outcome)
	if outcome != "connect-src" || reached.Load() != 0 {
		t.Errorf("a request to another server: %s, %d arrived", outcome, reached.Load())
	}
}
