package search

import (
	"fmt"

	"protocell/app/pool"
	"protocell/app/search/state"
	"protocell/app/shell"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// page is the root component: it holds the state, and everything that happens goes
// through do.
type page struct {
	ui.Compo

	state   state.State
	browser *shell.Window
	files   files
	runner  *runner
	loop    shell.Loop
	parts   shell.Parts
	said    shell.Said
	charts  shell.Charts
	costs   costs
	order   ordered
	texts   map[string]func() string // of charts as CSV, by chart

	completing bool // whether parts are being drawn in turns
}

func newPage(b *shell.Window, searchers *pool.Pool, strategists []*pool.Pool) *page {
	p := &page{browser: b, files: files{b}, texts: map[string]func() string{}}
	p.state = state.New(state.Start{Theme: b.Theme(), Narrow: b.Narrow(), Pool: searchers.Status()})
	p.runner = newRunner(searchers, strategists, p.hear)
	p.said.DrawnBy(&p.loop)
	p.charts = shell.Charts{Window: b, Loop: &p.loop}
	return p
}

// OnMount implements ui.Mounter.
func (p *page) OnMount(ctx ui.Context) {
	p.loop.Mount(p, ctx)
	p.browser.Listen(shell.Listener{
		Moved:   func() { p.hear(state.Navigated{Fragment: p.browser.Hash()}) },
		Resized: func() { p.hear(state.Resized{Narrow: p.browser.Narrow()}) },
		Key:     p.key,
		Dropped: func(transfer ui.Value) { p.files.dropped(transfer, p.hear) },
	})
	pool.Watch(func(s pool.Status) { p.hear(state.PoolChanged{Status: s}) }, p.runner.pools()...)
	p.do(state.Navigated{Fragment: p.browser.Fragment()})
	p.do(state.Started{})
}

// key handles a key anywhere on the page: space runs and pauses, a full stop is a step.
// It reports whether the key has been used.
func (p *page) key(e ui.Value) bool {
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() || e.Get("altKey").Bool() || e.Get("defaultPrevented").Bool() {
		return false
	}
	switch target := e.Get("target"); target.Get("tagName").String() {
	case "INPUT", "SELECT", "TEXTAREA", "BUTTON", "A", "SUMMARY":
		return false
	}
	switch e.Get("key").String() {
	case " ":
		p.do(p.runAction())
	case ".":
		p.do(state.Step{})
	default:
		return false
	}
	return true
}

// do makes an action happen and draws the page before it returns.
func (p *page) do(a state.Action) {
	var effects []state.Effect
	p.state, effects = state.Reduce(p.state, a, p.browser.Now())
	for _, e := range effects {
		p.perform(e)
	}
	if p.state.Still {
		return
	}
	p.loop.Draw()
	if p.parts.Waiting() && !p.completing {
		p.complete()
	}
}

// complete draws the parts that are drawn later, each in a task of its own.
func (p *page) complete() {
	p.completing = true
	p.browser.Soon(func() {
		p.loop.Dispatch(func() {
			p.parts.Next()
			p.loop.Draw()
			if p.completing = p.parts.Waiting(); p.completing {
				p.complete()
			}
		})
	})
}

// hear makes an action of the outside world happen.
func (p *page) hear(a state.Action) { p.loop.Dispatch(func() { p.do(a) }) }

// perform has an effect done.
func (p *page) perform(e state.Effect) {
	switch e := e.(type) {
	case state.KeepTheme:
		p.browser.KeepTheme(e.Theme)
	case state.RunJob:
		p.runner.start(e)
	case state.StopJob:
		p.runner.jobs.Stop(e.ID)
	case state.RestartPools:
		p.runner.restart()
	case state.WriteURL:
		p.browser.WriteURL(e.Fragment, true)
	case state.CopyText:
		p.browser.CopyText(e.Text, func(err error) { p.hear(state.Copied{What: e.What, Err: err}) })
	case state.SaveFile:
		p.browser.SaveFile(e.Name, e.Text)
	case state.SaveChart:
		p.browser.SaveChart(e.ID, e.Kind, e.Name)
	case state.Say:
		p.said.Say(e.Text)
	case state.ListTables:
		p.files.tables(p.hear)
	case state.ListSets:
		p.files.sets(p.hear)
	}
}

// on returns the handler of an event that means one action, with the scope by which
// go-app tells it from the handler of another.
func (p *page) on(a state.Action) (ui.EventHandler, any) {
	return func(ui.Context, ui.Event) { p.do(a) }, fmt.Sprintf("%T %v", a, a)
}

// edit changes the form.
func (p *page) edit(change func(f *state.Form)) {
	f := p.state.Form
	change(&f)
	p.do(state.Edit{Form: f})
}

// see changes how a search is shown.
func (p *page) see(change func(v *state.View)) {
	v := p.state.View
	change(&v)
	p.do(state.SetView{View: v})
}
