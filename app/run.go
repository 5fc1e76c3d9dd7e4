// Package app is the page: it draws a state.State with go-app, turns what the
// visitor does into actions, and performs the effects that come out.
//
// A panel is a function from the state to elements, in a file of its own. All of
// them are drawn at each action; go-app changes in the document what differs.
package app

import (
	"runtime/debug"
	"time"

	"protocell/app/pool"
	"protocell/app/shell"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Run starts the page in a browser and never returns there; elsewhere it does
// nothing.
func Run() {
	if ui.IsServer {
		return
	}
	// The page makes much garbage at each drawing, and has little else: collecting
	// it less often costs some megabytes and saves frames.
	debug.SetGCPercent(400)
	// Each sleep lets the browser draw and answer: the program's own start, what the page
	// is made from and the first drawing are a task each.
	time.Sleep(time.Millisecond)
	p := newPage(&window{Window: shell.OpenWindow()}, pool.Scorers(), pool.Analysts(), pool.Meters())
	ui.RouteFunc("/", func() ui.Composer { return p })
	time.Sleep(time.Millisecond)
	ui.RunWhenOnBrowser()
}
