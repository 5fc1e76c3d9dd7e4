package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"protocell/core/engine"
	"protocell/core/experiment"
	"protocell/core/export"
	"protocell/core/share"
	"protocell/core/space/nb201"
)

// TestShare copies the link of an experiment and opens it elsewhere: the numbers
// are computed again, and said to be identical.
func TestShare(t *testing.T) {
	server := serveSite(t)
	p := playOn(t, server, small, View{})
	p.Click("edge-2")
	p.Click("op-none")
	p.waitOp(2, "none")
	p.Click("pin")
	p.waitScores()
	link := p.link()
	l := parse(t, link.Fragment)
	if l.Digest == "" || len(l.Spec.Pins) != 1 || l.Spec.Arch != p.arch() {
		t.Errorf("the link has %+v", l)
	}
	p.open("share")
	p.Click("copy-link")
	p.Wait("the clipboard to be filled", `document.querySelector('[data-testid="notice-copy"][data-kind="good"]')`)
	if got := p.Clipboard(); got != link.String() {
		t.Errorf("the clipboard has %q, want %q", got, link)
	}

	q := playOn(t, server, link.Fragment, View{})
	if text, kind := q.notice("digest"); kind != "good" || !strings.Contains(text, "Identical") {
		t.Errorf("opening the link says %q (%s)", text, kind)
	}
	q.checkScores(l.Spec)
	q.Reload()
	q.WaitReady()
	q.checkScores(l.Spec)

	forged := l
	forged.Digest = otherDigest(l.Digest)
	fragment, err := forged.Fragment()
	if err != nil {
		t.Fatal(err)
	}
	r := playOn(t, server, fragment, View{})
	if text, kind := r.notice("digest"); kind != "warning" || !strings.Contains(text, forged.Digest) || !strings.Contains(text, l.Digest) {
		t.Errorf("opening a link with another digest says %q (%s)", text, kind)
	}
}

// otherDigest changes the last letter but one.
func otherDigest(digest string) string {
	i := len(digest) - 2
	other := "A"
	if digest[i:i+1] == other {
		other = "B"
	}
	return digest[:i] + other + digest[i+1:]
}

// TestReload keeps an edit over a reload.
func TestReload(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	p.Click("edge-4")
	p.Click("op-avg_pool_3x3")
	p.waitOp(4, "avg_pool_3x3")
	want := p.spec()
	p.Reload()
	p.WaitReady()
	p.waitArch(want.Arch)
	p.checkScores(want)
}

// TestBackAndForward goes through the browser's history.
func TestBackAndForward(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	archs := []string{p.arch()}
	for _, op := range []string{"none", "skip_connect", "avg_pool_3x3"} {
		p.Click("edge-1")
		p.Click("op-" + op)
		p.waitOp(1, op)
		archs = append(archs, p.arch())
		// Edits in quick succession share one entry of the history.
		time.Sleep(1100 * time.Millisecond)
	}
	for i := len(archs) - 2; i >= 0; i-- {
		p.Eval(`history.back()`, nil)
		p.waitArch(archs[i])
	}
	for _, arch := range archs[1:] {
		p.Eval(`history.forward()`, nil)
		p.waitArch(arch)
	}
	p.checkScores(smallSpec(t, archs[len(archs)-1]))
}

// TestMalformedLink opens links that are none: one clear message, the default
// experiment, and nothing on the console.
func TestMalformedLink(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	for _, fragment := range []string{
		"nonsense", "v=99&a=123456", "v=1&c=0", "v=1&c=1000000", "v=1&b=-1", "v=1&a=<img src=x onerror=alert(1)>",
		"v=1&s=18446744073709551616", "v=1&z=AAAA", "v=1&c=4&c=8", "%", "v=1&a=%zz", "v=1&i=3x16x16x16",
		"v=1&p=" + strings.Repeat("123012.", 2000),
	} {
		name := fragment[:min(len(fragment), 30)]
		t.Run(name, func(t *testing.T) {
			p := playOn(t, server, fragment, View{})
			if text, kind := p.notice("link"); kind != "fault" || len(text) < 20 || len(text) > 400 {
				t.Errorf("the message is %q (%s)", text, kind)
			}
			p.waitArch(experiment.Default().Arch)
		})
	}
}

// TestUnknownKeys keeps what it does not know out, and says so.
func TestUnknownKeys(t *testing.T) {
	t.Parallel()
	p := play(t, small+"&colour=red", View{})
	if text, kind := p.notice("link"); kind != "warning" || !strings.Contains(text, "colour") {
		t.Errorf("the message is %q (%s)", text, kind)
	}
	p.checkScores(smallSpec(t, ""))
}

// TestLinkInPlace follows a link of the page's own in an open tab, as pasting one
// into the address bar does.
func TestLinkInPlace(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	want := smallSpec(t, archOf(nb201.AvgPool3x3, nb201.AvgPool3x3, nb201.AvgPool3x3, nb201.AvgPool3x3, nb201.AvgPool3x3, nb201.AvgPool3x3))
	fragment, err := share.Link{Spec: want}.Fragment()
	if err != nil {
		t.Fatal(err)
	}
	p.Eval(fmt.Sprintf(`void (location.hash = %q)`, fragment), nil)
	p.waitArch(want.Arch)
	p.checkScores(want)
}

// TestFile downloads an experiment, and drops it, and files that are none, onto
// another page.
func TestFile(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	p.Click("edge-5")
	p.Click("op-none")
	p.waitOp(5, "none")
	p.waitScores()
	p.open("share")
	name, text := p.Download("download")
	if !strings.HasPrefix(name, "protocell-") || !strings.HasSuffix(name, ".json") {
		t.Errorf("the file is called %s", name)
	}
	l, err := share.DecodeFile([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if l.Spec.Arch != p.arch() || l.Digest == "" {
		t.Errorf("the file has %+v", l)
	}

	q := play(t, "", View{})
	q.Drop(name, text)
	q.waitArch(l.Spec.Arch)
	if text, kind := q.notice("digest"); kind != "good" {
		t.Errorf("opening the file says %q (%s)", text, kind)
	}
	q.checkScores(l.Spec)
	for _, bad := range []string{"", "{", "[]", `{"version": 1, "arch": "nonsense"}`, strings.Repeat("[", 100_000), "\x00\xff"} {
		q.Drop("bad.json", bad)
		if text, kind := q.notice("file"); kind != "fault" || !strings.Contains(text, "bad.json") {
			t.Errorf("dropping %q says %q (%s)", bad[:min(len(bad), 20)], text, kind)
		}
		q.waitArch(l.Spec.Arch)
		q.Click(`[data-testid="notice-file"] [aria-label="Dismiss"]`)
		q.Wait("the notice to go", `!document.querySelector('[data-testid="notice-file"]')`)
	}
}

// TestExport saves the network on show for another tool, and holds the file against the
// native writer.
func TestExport(t *testing.T) {
	t.Parallel()
	p := play(t, small, View{})
	sp, a, err := p.spec().Architecture()
	if err != nil {
		t.Fatal(err)
	}
	g, err := sp.Build(a, p.spec().Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"onnx", "pytorch"} {
		f, _ := export.Lookup(id)
		m := &export.Model{Name: sp.Info().Name + " " + sp.Print(a), Graph: g}
		if f.Weights {
			m.Params = engine.InitParams(g, p.spec().Seed)
		}
		want, err := f.Write(m)
		if err != nil {
			t.Fatal(err)
		}
		p.Click("export")
		p.WaitFor("export-" + id)
		name, got := p.Download("export-" + id)
		if got != string(want) || !strings.HasSuffix(name, f.Extension) {
			t.Errorf("%s: %q has %d bytes, want %d", id, name, len(got), len(want))
		}
	}
}
