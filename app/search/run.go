// Package search is the search page: a strategy, an evaluator and a budget, and the
// search that they make. It draws a state.State, turns what the visitor does into
// actions, and performs the effects that come out, as package study does for its page.
package search

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
	debug.SetGCPercent(400) // the page makes much garbage at each drawing, and has little else
	w := shell.OpenWindow()
	ui.RouteFunc("/search.html", func() ui.Composer { return newPage(w, pool.Searchers(), pool.Strategists()) })
	ui.RunWhenOnBrowser()
}
