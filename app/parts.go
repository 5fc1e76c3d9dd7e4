package app

import (
	"fmt"

	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// on returns the handler of an event that means one action, with the scope by
// which go-app tells it from the handler of another.
func (p *page) on(a state.Action) (ui.EventHandler, any) {
	return func(ui.Context, ui.Event) { p.do(a) }, fmt.Sprintf("%T %v", a, a)
}

// button returns a button with an icon and a label.
func button(iconName, label string) ui.HTMLButton {
	return ui.Button().Type("button").Class("button").Body(icon(iconName), ui.Span().Text(label))
}

// iconButton returns a button that shows only an icon; its label is a tooltip.
func iconButton(iconName, label string) ui.HTMLButton {
	return ui.Button().Type("button").Class("button", "icon-only").Aria("label", label).Title(label).Body(icon(iconName))
}

// panel returns a section of the page under a heading.
func panel(id, title string, tools []ui.UI, body ...ui.UI) ui.HTMLSection {
	head := ui.Div().Class("panel-head").Body(
		ui.H2().ID(id+"-title").Text(title),
		ui.Div().Class("tools").Body(tools...),
	)
	return ui.Section().ID(id).Class("panel").Aria("labelledby", id+"-title").
		Body(append([]ui.UI{head}, body...)...)
}

// popover returns a box that the browser opens over the page. The state knows
// whether it is open, for its content is drawn only then.
func (p *page) popover(id, label string, body ...ui.UI) ui.UI {
	return ui.Div().ID(id).Class("popover").Attr("popover", "auto").Attr("role", "dialog").Aria("label", label).
		On("beforetoggle", func(_ ui.Context, e ui.Event) {
			if opens := e.Get("newState").String() == "open"; opens != p.state.Open[id] {
				p.do(state.Toggle{Part: id})
			}
		}, id).
		Body(body...)
}

// figure returns a number with what it is of.
func figure(testID, label, value, title string, exact any) ui.UI {
	return ui.Div().Class("figure").Title(title).Body(
		ui.Dt().Text(label),
		ui.Dd().DataSet("testid", testID).DataSet("value", exact).Text(value),
	)
}
