package app

import (
	"protocell/app/pool"
	"protocell/app/state"
	"protocell/app/theme"
	"protocell/core/job"
	"protocell/core/proxy"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Render implements ui.Composer.
func (p *page) Render() ui.UI {
	s := p.state
	if s.Embed {
		return p.frame("embed", ui.Main().Class("main", "main-embed").Body(
			ui.H1().Class("visually-hidden").Text("Protocell"),
			p.notices(),
			ui.Div().Class("stage").Body(p.cellPanel(), p.scorecard()),
			p.embedFooter(),
		))
	}
	mark := s.Mark()
	// The landscape waits for the scores of an edit, which are under way.
	if _, running := s.Scoring(); !running {
		p.settled = mark
	}
	var dialogMark state.Mark // the content of a dialog that is closed is not drawn
	if s.Dialog != state.NoDialog {
		dialogMark = mark
	}
	return p.frame("page",
		p.once("header", headerKey{s.Pool, s.Theme}, p.header),
		ui.Main().ID("main").Class("main").Body(
			p.notices(),
			p.once("setup", setupKey{s.Net, s.Setup(), s.Open["setup"], s.Open["seeds"], s.Images.Stored, s.Estimate(), s.Pool.Memory, s.Waiting()}, p.setupBar),
			ui.Div().Class("stage").Body(
				p.inTurn("cell", p.cellPanel),
				p.inTurn("scores", p.scorecard),
				p.later("network", networkKey{s.Net, s.OpenBlock()}, p.network),
				p.later("latency", p.latencyKey(), p.latency),
				p.later("samples", samplesKey{s.Preview.Output, s.Spec.Batch, s.Spec.Seed}, p.samples),
				p.later("data", p.dataPanelKey(), p.dataPanel),
				p.later("landscape", landscapeKey{p.settled, s.Axes, mixKeyOf(s), s.Open["landscape"], s.Theme, p.browser.Dark()}, p.landscape),
				p.later("matrix", p.matrixKey(), p.matrixPanel),
			),
			p.later("comparison", rankedKey{mark: s.PinMark(), mix: mixKeyOf(s)}, p.comparison),
			p.samplePanel(),
			p.figures(),
		),
		p.once("footer", s.Spec.Space, p.footer),
		p.inTurn("dialogs", func() ui.UI {
			return p.once("dialog", dialogsKey{s.Dialog, dialogMark}, p.dialogs)
		}),
	)
}

// What the parts of the page depend on.
type (
	headerKey struct {
		pool  pool.Status
		theme theme.Theme
	}
	setupKey struct {
		net      *state.Net
		setup    state.Key
		open     bool
		seeds    bool
		stored   *state.StoredSets
		estimate state.Estimate
		held     uint64
		waiting  bool
	}
	networkKey struct {
		net  *state.Net
		open string
	}
	samplesKey struct {
		output *job.PreviewOutput
		batch  int
		seed   uint64
	}
	landscapeKey struct {
		mark  state.Mark
		axes  state.Axes
		mix   mixKey
		open  bool
		theme theme.Theme
		dark  bool
	}
	rankedKey struct { // of what ensembles rank
		mark   state.Mark
		mix    mixKey
		folded bool
	}
	dialogsKey struct {
		dialog state.Dialog
		mark   state.Mark
	}
	drawingKey struct {
		net     *state.Net
		edge    int
		narrow  bool
		running bool
	}
	paletteKey struct {
		net  *state.Net
		edge int
	}
	notationKey struct {
		net   *state.Net
		entry *state.Entry
		open  bool
		saves bool // whether the formats are open
	}
	rowKey struct {
		fresh, known, asked bool
		under               state.Underway
		value               uint64
		status              proxy.Status
		millis              float64
		sample              state.SampleMark
		open, layers        bool
		mark                state.Mark // if it is unfolded
	}
	referenceKey struct {
		done      int
		referring bool
		seconds   int
		slow      bool
	}
)

// frame is the outermost element, with the live region.
func (p *page) frame(kind string, body ...ui.UI) ui.UI {
	live := ui.Div().ID("live").Class("visually-hidden").DataSet("testid", "live").Attr("role", "status").Aria("live", "polite").Text(p.said.Text)
	return ui.Div().Class("frame").DataSet("frame", kind).Body(append(body, live)...)
}

// footer says where the numbers come from.
func (p *page) footer() ui.UI {
	return ui.Footer().Class("footer").Body(
		ui.P().Text("Everything is computed in this tab, on your machine. Nothing is uploaded."),
		ui.P().Body(
			ui.Text("Search space: "+p.state.Net.Space.Info().Paper+". "),
			ui.Text("Every number is the same on every machine, to the last bit."),
		),
	)
}

// embedFooter leads from an embedded page to the whole one.
func (p *page) embedFooter() ui.UI {
	return ui.P().Class("embed-footer").Body(
		logo(),
		ui.A().Href(p.state.LinkURL(p.browser.Address())).Target("_blank").Rel("noopener").DataSet("testid", "open-full").Text("Open in Protocell"),
	)
}
