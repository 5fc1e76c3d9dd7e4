package app

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"protocell/app/pool"
	"protocell/app/state"
	"protocell/app/theme"
	"protocell/core/job"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/sample"
	"protocell/core/space"
	"protocell/core/space/nb201"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// fakeBrowser is a browser that remembers what it was asked for.
type fakeBrowser struct {
	at      string
	isWide  bool
	clock   float64
	written []string
	copied  []string
	focused string
	closed  string // groups of the scorecard
	charts  int
	dialogs map[string]bool
	files   map[string]string
}

func (b *fakeBrowser) Now() float64                      { b.clock += 100; return b.clock }
func (b *fakeBrowser) Random() uint64                    { return 1 }
func (b *fakeBrowser) Narrow() bool                      { return !b.isWide }
func (b *fakeBrowser) Dark() bool                        { return false }
func (b *fakeBrowser) Still() bool                       { return true }
func (b *fakeBrowser) Theme() theme.Theme                { return theme.System }
func (b *fakeBrowser) KeepTheme(theme.Theme)             {}
func (b *fakeBrowser) Address() string                   { return "https://example.org/" }
func (b *fakeBrowser) Fragment() string                  { return b.at }
func (b *fakeBrowser) WriteURL(f string, _ bool)         { b.written = append(b.written, f) }
func (b *fakeBrowser) folded() string                    { return b.closed }
func (b *fakeBrowser) keepFolded(groups string)          { b.closed = groups }
func (b *fakeBrowser) listen(func(state.Action))         {}
func (b *fakeBrowser) Soon(f func())                     { f() }
func (b *fakeBrowser) Focus(id string)                   { b.focused = id }
func (b *fakeBrowser) Paint(string, int, int, []byte)    {}
func (b *fakeBrowser) Chart(_, _ string, _ func(string)) { b.charts++ }
func (b *fakeBrowser) Colour(string) string              { return "#000" }
func (b *fakeBrowser) CopyText(text string, done func(error)) {
	b.copied = append(b.copied, text)
	done(nil)
}
func (b *fakeBrowser) SaveFile(name, text string)  { b.files[name] = text }
func (b *fakeBrowser) picked(ui.Value)             {}
func (b *fakeBrowser) startImport(int)             {}
func (b *fakeBrowser) stopImport()                 {}
func (b *fakeBrowser) listSets()                   {}
func (b *fakeBrowser) listDevices()                {}
func (b *fakeBrowser) changeSet(_, _ string)       {}
func (b *fakeBrowser) saveSet(_, _ string)         {}
func (b *fakeBrowser) Dialog(id string, open bool) { b.dialogs[id] = open }

// visit is a page in a fake browser. Its pool has no worker that answers, so that
// a test says itself what comes when.
type visit struct {
	*page
	b *fakeBrowser
	d ui.ClientDispatcher
}

func visitAt(t *testing.T, fragment string) *visit {
	t.Helper()
	b := &fakeBrowser{at: fragment, isWide: true, dialogs: map[string]bool{}, files: map[string]string{}}
	never := make(chan struct{})
	workers := pool.New(pool.Options{Size: 2, Spawn: func() (pool.Worker, error) { <-never; return nil, errors.New("there is no worker") }})
	p := newPage(b, workers, workers, workers)
	d := ui.NewClientTester(p)
	t.Cleanup(func() { workers.Close(); close(never) })
	d.Consume()
	return &visit{p, b, d}
}

// html returns what the page shows.
func (v *visit) html() string {
	v.d.Consume()
	return ui.HTMLString(v.page)
}

func (v *visit) wants(t *testing.T, texts ...string) {
	t.Helper()
	html := v.html()
	for _, text := range texts {
		if !strings.Contains(html, text) {
			t.Errorf("the page does not show %q", text)
		}
	}
}

func TestFirstDrawingHasTheWholePage(t *testing.T) {
	visitAt(t, "").wants(t, `data-testid="edge-5"`, `data-testid="op-nor_conv_3x3"`, `data-testid="score-snip"`,
		`data-testid="block-6"`, `data-testid="setup-seed"`, `data-testid="landscape"`, `data-testid="matrix"`,
		`data-testid="params"`, `data-value="69026"`)
}

// Every cell can be drawn, with and without scores.
func TestEveryKindOfCellIsDrawn(t *testing.T) {
	v := visitAt(t, "")
	r := rng.New(1, 1)
	list := []space.Arch{"\x00\x00\x00\x00\x00\x00", "\x01\x01\x01\x01\x01\x01", "\x03\x00\x01\x00\x01\x01", "\x04\x04\x04\x04\x04\x04"}
	for range 20 {
		list = append(list, nb201.Space{}.Sample(r))
	}
	for _, a := range list {
		v.do(state.OpenArch{Arch: a})
		v.do(state.Pin{Arch: a})
		text := nb201.Space{}.Print(a)
		if html := v.html(); !strings.Contains(html, text) {
			t.Errorf("%s is not on show", text)
		}
	}
	if len(v.b.written) == 0 {
		t.Error("the address was never written")
	}
}

func TestEditIsOnScreenAtOnce(t *testing.T) {
	v := visitAt(t, "")
	before := v.html()
	v.do(state.SetOp{Edge: 0, Op: 1})
	// No Consume: what do has drawn is what counts.
	after := ui.HTMLString(v.page)
	if want := fmt.Sprintf(`data-value="%d"`, v.state.Net.Costs.Total.Params); strings.Contains(before, want) || !strings.Contains(after, want) {
		t.Errorf("the page does not show %s, or did before", want)
	}
}

func TestDialogs(t *testing.T) {
	v := visitAt(t, "v=1&b=16")
	for _, d := range []state.Dialog{state.HelpDialog, state.KeysDialog, state.ShareDialog} {
		v.do(state.ShowDialog{Dialog: d})
		if !v.b.dialogs["dialog-"+string(d)] {
			t.Errorf("dialog %s is not open", d)
		}
	}
	v.wants(t, "https://example.org/#v=1", "iframe src=")
	v.do(state.ShowDialog{})
	for id, open := range v.b.dialogs {
		if open {
			t.Errorf("%s is still open", id)
		}
	}
}

func TestEffectsReachTheBrowser(t *testing.T) {
	v := visitAt(t, "")
	v.do(state.CopyArch{Notation: "naslib"})
	v.do(state.Download{})
	v.do(state.SelectEdge{Edge: 3, Focus: true})
	v.d.Consume()
	if len(v.b.copied) != 1 || len(v.b.files) != 1 || v.b.focused != "edge-3" {
		t.Errorf("copied %q, files %q, focus %q", v.b.copied, v.b.files, v.b.focused)
	}
	v.wants(t, "is on the clipboard")
}

// TestSampleWithoutRepeats draws the results of a sample that has neither repeats nor
// other settings, and then those of one that has both.
func TestSampleWithoutRepeats(t *testing.T) {
	v := visitAt(t, "")
	form := v.state.Sample.Form
	form.Size = "8"
	for _, repeats := range []string{"1", "2"} {
		if form.Repeats = repeats; repeats == "2" {
			form.Batches = "4"
		}
		v.do(state.EditSample{Form: form})
		v.do(state.StartSample{})
		run := v.state.Sample.Run
		for setting := range run.Settings {
			for row := range run.Archs {
				for i := range run.Table.Proxies {
					run.Table.Columns[setting][i].Set(row, proxy.Score{Value: proxy.Number(row*i + setting), Status: proxy.OK})
				}
			}
		}
		sum, err := sample.Summarise(run.Table, nil)
		if err != nil {
			t.Fatal(err)
		}
		v.state.Sample.Summary = sum
		v.loop.Draw()
		v.wants(t, `data-testid="sample-results"`, `data-testid="sample-rho"`)
		for _, part := range []string{"sample-spread", "sample-others"} {
			if has := strings.Contains(v.html(), part); has != (repeats == "2") {
				t.Errorf("%s repeats: %s is drawn: %v", repeats, part, has)
			}
		}
	}
}

func TestEmbedHasNoFrame(t *testing.T) {
	v := visitAt(t, "v=1&e=1&a=301011")
	html := v.html()
	if strings.Contains(html, `data-testid="share"`) || !strings.Contains(html, `data-testid="open-full"`) || !strings.Contains(html, `data-testid="edge-0"`) {
		t.Error("an embedded page is not the cell, its scores and a way out")
	}
}

func TestRunnerRunsAndStops(t *testing.T) {
	workers := pool.Scorers()
	heard := make(chan state.Action, 8)
	r := newRunner(workers, pool.Analysts(), pool.Meters(), func(a state.Action) { heard <- a })
	v := visitAt(t, "")
	in := job.PreviewInput{Spec: v.state.Spec, Count: 2}
	in.Spec.Arch = v.state.Net.Code
	r.start(state.RunJob{ID: "a", Kind: job.Preview, Input: in})
	if a, ok := (<-heard).(state.Previewed); !ok || a.ID != "a" || len(a.Output.Images) != 2 {
		t.Errorf("heard %+v", a)
	}
	in.Count = -1
	r.start(state.RunJob{ID: "b", Kind: job.Preview, Input: in})
	if a, ok := (<-heard).(state.Failed); !ok || a.ID != "b" || a.Err == nil {
		t.Errorf("heard %+v", a)
	}
}
