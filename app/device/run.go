// Package device is the device page: how long networks take on the machine of the visitor,
// and how well that can be predicted. It draws a state.State, turns what the visitor does
// into actions, and performs the effects that come out, as package app does for the
// playground.
package device

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
	ui.RouteFunc("/device.html", func() ui.Composer { return newPage(w, pool.Meters(), pool.Analysts()) })
	ui.RunWhenOnBrowser()
}
