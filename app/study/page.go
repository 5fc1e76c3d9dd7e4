package study

import (
	"fmt"

	"protocell/app/pool"
	"protocell/app/shell"
	"protocell/app/study/state"

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
}

func newPage(b *shell.Window, scorers, analysts *pool.Pool) *page {
	p := &page{browser: b, files: files{b}}
	p.state = state.New(state.Start{Theme: b.Theme(), Narrow: b.Narrow(), Pool: scorers.Status()})
	p.runner = newRunner(scorers, analysts, p.hear)
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
		Key:     func(ui.Value) bool { return false },
		Dropped: func(transfer ui.Value) { p.files.dropped(transfer, p.hear) },
	})
	pool.Watch(func(s pool.Status) { p.hear(state.PoolChanged{Status: s}) }, p.runner.scorers)
	p.do(state.Navigated{Fragment: p.browser.Fragment()})
	p.do(state.Started{})
}

// do makes an action happen and draws the page before it returns.
func (p *page) do(a state.Action) {
	var effects []state.Effect
	p.state, effects = state.Reduce(p.state, a, p.browser.Now())
	for _, e := range effects {
		p.perform(e)
	}
	if !p.state.Still {
		p.loop.Draw()
	}
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
	case state.RestartPools:
		p.runner.scorers.Reset()
		p.runner.analysts.Reset()
	case state.StopJob:
		p.runner.jobs.Stop(e.ID)
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
		p.files.list(p.hear)
	case state.RemoveTable:
		p.files.remove(e.Ref)
	case state.KeepRun:
		p.files.keep(e, p.hear)
	case state.LoadRun:
		p.files.load(e.Ref, p.hear)
	}
}

// on returns the handler of an event that means one action, with the scope by which
// go-app tells it from the handler of another.
func (p *page) on(a state.Action) (ui.EventHandler, any) {
	return func(ui.Context, ui.Event) { p.do(a) }, fmt.Sprintf("%T %v", a, a)
}
