// Package app is the page: it draws a state.State with go-app, turns what the
// visitor does into actions, and performs the effects that come out.
//
// A panel is a function from the state to elements, in a file of its own. All of
// them are drawn at each action; go-app changes in the document what differs.
package app

import (
	"runtime/debug"

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
	w := &window{Window: shell.OpenWindow()}
	ui.RouteFunc("/", func() ui.Composer { return newPage(w, pool.Scorers(), pool.Analysts()) })
	ui.RunWhenOnBrowser()
}
