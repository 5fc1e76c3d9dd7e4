package app

import (
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// notices are messages above the page, each with a way out where there is one.
func (p *page) notices() ui.UI {
	var items []ui.UI
	for _, n := range p.state.Notices {
		symbol := map[state.Kind]string{state.Info: "help", state.Good: "check", state.Warning: "warning", state.Fault: "warning"}[n.Kind]
		var details []ui.UI
		for _, d := range n.Details {
			details = append(details, ui.Li().Text(d))
		}
		role := "status"
		if n.Kind == state.Fault {
			role = "alert"
		}
		item := ui.Div().Class("notice").DataSet("kind", string(n.Kind)).DataSet("testid", "notice-"+n.Topic).Attr("role", role)
		body := []ui.UI{
			icon(symbol),
			ui.Div().Class("notice-text").Body(
				ui.P().Text(n.Text),
				ui.If(len(details) > 0, ui.Ul().Body(details...)),
			),
		}
		switch n.Way {
		case state.RetryWay:
			body = append(body, button("refresh", "Try again").OnClick(p.on(state.Retry{})))
		case state.RestartWay:
			body = append(body, button("refresh", "Start workers again").DataSet("testid", "restart").OnClick(p.on(state.Restart{})))
		}
		body = append(body, iconButton("close", "Dismiss").OnClick(p.on(state.Dismiss{ID: n.ID})))
		items = append(items, item.Body(body...))
	}
	return ui.Div().Class("notices").Body(items...)
}
