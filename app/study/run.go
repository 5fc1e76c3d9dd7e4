// Package study is the study page: which proxy ranks architectures best, on networks
// that were trained. It draws a state.State, turns what the visitor does into actions,
// and performs the effects that come out, as package app does for the playground.
package study

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
	ui.RouteFunc("/study.html", func() ui.Composer { return newPage(w, pool.Scorers(), pool.Analysts()) })
	ui.RunWhenOnBrowser()
}
