package element

import (
	"protocell/app/notice"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Notices returns the messages above a page; dismiss is called with the ID of one that
// the visitor closes.
func Notices(list notice.List, dismiss func(id int)) ui.UI {
	var items []ui.UI
	for _, n := range list {
		symbol, role := "warning", "status"
		switch n.Kind {
		case notice.Good:
			symbol = "check"
		case notice.Fault:
			role = "alert"
		}
		var details []ui.UI
		for _, d := range n.Details {
			details = append(details, ui.Li().Text(d))
		}
		items = append(items, ui.Div().Class("notice").DataSet("kind", string(n.Kind)).DataSet("testid", "notice-"+n.Topic).Attr("role", role).Body(
			Icon(symbol),
			ui.Div().Class("notice-text").Body(ui.P().Text(n.Text), ui.If(len(details) > 0, ui.Ul().Body(details...))),
			IconButton("close", "Dismiss").OnClick(func(ui.Context, ui.Event) { dismiss(n.ID) }, n.ID),
		))
	}
	return ui.Div().Class("notices").Body(items...)
}
