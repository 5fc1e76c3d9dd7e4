package app

import (
	"strings"

	"protocell/app/pool"
	"protocell/app/shell"
	"protocell/app/state"
	"protocell/core/experiment"
	"protocell/core/job"
	"protocell/core/score"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// page is the root component: it holds the state, and everything that happens
// goes through do.
type page struct {
	ui.Compo

	state   state.State
	browser browser
	runner  *runner
	said    shell.Said
	loop    shell.Loop

	opening    []state.Effect // of the address, to be performed once mounted
	parts      shell.Parts
	completing bool // whether the next part that waits will be drawn soon

	// What has been drawn outside of go-app's account.
	dialog      state.Dialog
	lastMatrix  *score.Matrix
	firstMatrix *score.Matrix // the part of it that has images on show
	painted     matrixPaint
	paired      pairPaint
	coded       *job.CodesOutput
	sampled     *job.PreviewOutput
	charts      charts
	settled     state.Mark
	listed      *state.StoredSets // whose samples are painted
	drawnShown  bool              // whether the samples of drawn sets are, or will be soon
}

// newPage returns the page in a browser, with its jobs run by pools.
func newPage(b browser, workers, analysts, meters *pool.Pool) *page {
	p := &page{browser: b}
	p.runner = newRunner(workers, analysts, meters, p.hear)
	p.said.DrawnBy(&p.loop)
	var err error
	p.state, err = state.New(state.Start{
		Spec: experiment.Default(), Theme: b.Theme(), Folded: strings.Fields(b.folded()), Narrow: b.Narrow(), Pool: workers.Status(), Random: b.Random(),
	})
	if err != nil {
		panic(err) // the default experiment is valid
	}
	p.state, p.opening = state.Reduce(p.state, state.Opened{Fragment: b.Fragment()}, b.Now())
	return p
}

// OnMount implements ui.Mounter.
func (p *page) OnMount(ctx ui.Context) {
	p.loop.Mount(p, ctx)
	p.browser.listen(p.hear)
	p.runner.watch()
	p.browser.listSets()
	p.browser.listDevices()
	for _, e := range p.opening {
		p.perform(e)
	}
	p.complete()
}

// complete draws the parts of the page that come later, each in a task of its own: all
// at once they would keep the browser from answering for half a second.
func (p *page) complete() {
	p.completing = true
	p.soon(func() {
		p.parts.Next()
		p.loop.Draw()
		if p.completing = p.parts.Waiting(); p.completing {
			p.complete()
		}
	})
}

// soon has f called in a task of its own, on the goroutine of the user interface.
func (p *page) soon(f func()) {
	p.browser.Soon(func() { p.loop.Dispatch(f) })
}

// do makes an action happen and draws the page before it returns, so that what
// follows at once from an edit is on screen in the same frame. It runs on the
// goroutine of the user interface.
func (p *page) do(a state.Action) {
	var effects []state.Effect
	p.state, effects = state.Reduce(p.state, a, p.browser.Now())
	for _, e := range effects {
		p.perform(e)
	}
	if p.state.Still() {
		return
	}
	p.loop.Draw()
	if p.parts.Waiting() && !p.completing {
		p.complete()
	}
}

// hear makes an action of the outside world happen.
func (p *page) hear(a state.Action) {
	p.loop.Dispatch(func() { p.do(a) })
}
