// Package figures has the figures of the page that explain on small examples: the
// linear regions of a ReLU network, and SynFlow and NWOT on a network that is done
// by hand. Each is a component with a state of its own, a value that a pure
// function turns into the next.
package figures

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Section returns the part of the page with all figures, each of which is given in a
// part of its own.
func Section(figures ...ui.UI) ui.UI {
	head := ui.Div().Class("figures-head").Body(
		ui.H2().ID("figures-title").Text("Figures"),
		ui.P().Class("muted").Text("What proxies look at, on networks small enough to see through. Drag, type, or use the arrow keys."),
	)
	return ui.Section().ID("figures").Class("figures").Aria("labelledby", "figures-title").
		Body(append([]ui.UI{head}, figures...)...)
}

// card returns the frame of one figure.
func card(id, title string, tools []ui.UI, body ...ui.UI) ui.UI {
	head := ui.Div().Class("panel-head").Body(
		ui.H3().ID(id+"-title").Text(title),
		ui.Div().Class("tools").Body(tools...),
	)
	return ui.Section().ID(id).Class("panel").DataSet("testid", id).Aria("labelledby", id+"-title").
		Body(append([]ui.UI{head}, body...)...)
}

// saver returns a button that offers a file.
func saver(testID, label, title string, save func()) ui.UI {
	return ui.Button().Type("button").Class("button").DataSet("testid", testID).Title(title).Aria("label", title).
		OnClick(func(ui.Context, ui.Event) { save() }, testID).Text(label)
}
