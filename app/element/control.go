package element

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Button returns a button with an icon and a label.
func Button(iconName, label string) ui.HTMLButton {
	return ui.Button().Type("button").Class("button").Body(Icon(iconName), ui.Span().Text(label))
}

// IconButton returns a button that shows only an icon; its label is a tooltip.
func IconButton(iconName, label string) ui.HTMLButton {
	return ui.Button().Type("button").Class("button", "icon-only").Aria("label", label).Title(label).Body(Icon(iconName))
}

// Panel returns a section of the page under a heading.
func Panel(id, title string, tools []ui.UI, body ...ui.UI) ui.HTMLSection {
	head := ui.Div().Class("panel-head").Body(
		ui.H2().ID(id+"-title").Text(title),
		ui.Div().Class("tools").Body(tools...),
	)
	return ui.Section().ID(id).Class("panel").Aria("labelledby", id+"-title").
		Body(append([]ui.UI{head}, body...)...)
}

// Figure returns a number with what it is of.
func Figure(testID, label, value, title string, exact any) ui.UI {
	return ui.Div().Class("figure").Title(title).Body(
		ui.Dt().Text(label),
		ui.Dd().DataSet("testid", testID).DataSet("value", exact).Text(value),
	)
}
