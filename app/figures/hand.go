package figures

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// HandFigure shows SynFlow and NWOT of one network that is done by hand.
type HandFigure struct {
	ui.Compo

	Save func(name, text string)

	state Hand
}

// do makes an action happen. go-app draws the figure after the event.
func (f *HandFigure) do(action any) { f.state = ReduceHand(f.state, action) }

// Render implements ui.Composer.
func (f *HandFigure) Render() ui.UI {
	if f.state.Part == nil {
		f.state = NewHand()
	}
	return ui.Div().Class("figures-pair").Body(f.synflow(), f.nwot())
}

// reset returns a button that goes back to the first network.
func (f *HandFigure) reset(testID string) ui.UI {
	return ui.Button().Type("button").Class("button").DataSet("testid", testID).
		OnClick(func(ui.Context, ui.Event) { f.do(ResetHand{}) }, testID).Text("Reset")
}
