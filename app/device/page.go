package device

import (
	"fmt"

	"protocell/app/device/reference"
	"protocell/app/device/state"
	"protocell/app/pool"
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
}

func newPage(b *shell.Window, meters, analysts *pool.Pool) *page {
	p := &page{browser: b, files: files{b}}
	r, err := reference.Profile()
	if err != nil {
		r = nil // a test of the reference fails before it comes to this
	}
	hidden := b.Get("document").Get("hidden").Bool()
	p.state = state.New(state.Start{Theme: b.Theme(), Narrow: b.Narrow(), Hidden: hidden, Pool: meters.Status(), Random: b.Random(), Reference: r})
	p.runner = newRunner(meters, analysts, p.hear)
	p.charts = shell.Charts{Window: b, Loop: &p.loop}
	p.said.DrawnBy(&p.loop)
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
		Hidden:  func(hidden bool) { p.hear(state.Hide{Hidden: hidden}) },
	})
	pool.Watch(func(st pool.Status) { p.hear(state.PoolChanged{Status: st}) }, p.runner.meters)
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
	p.loop.Draw()
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
	case state.RestartPool:
		p.runner.meters.Reset()
		p.runner.analysts.Reset()
	case state.CopyText:
		p.browser.CopyText(e.Text, func(err error) { p.hear(state.Copied{What: e.What, Err: err}) })
	case state.SaveFile:
		p.browser.SaveFile(e.Name, e.Text)
	case state.SaveChart:
		p.browser.SaveChart(e.ID, e.Kind, e.Name)
	case state.Say:
		p.said.Say(e.Text)
	case state.ListProfiles:
		p.files.list(p.hear)
	case state.KeepProfile:
		p.files.keep(e, p.hear)
	case state.RemoveProfile:
		p.files.remove(e.Ref)
	case state.ListTables:
		p.files.tables(p.hear)
	}
}

// on returns the handler of an event that means one action, with the scope by which
// go-app tells it from the handler of another.
func (p *page) on(a state.Action) (ui.EventHandler, any) {
	return func(ui.Context, ui.Event) { p.do(a) }, fmt.Sprintf("%T %v", a, a)
}
