package element

import (
	"strings"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Choice is an option of Choose. Options of a group follow each other.
type Choice struct{ Value, Text, Group string }

// Choose returns a select with a label; picked is called with the value that is chosen.
func Choose(id, label, title, value string, offered []Choice, picked func(v string)) ui.UI {
	var list, group []ui.UI
	name := ""
	flush := func() {
		if name != "" && len(group) > 0 {
			list = append(list, ui.OptGroup().Label(name).Body(group...))
		} else {
			list = append(list, group...)
		}
		group = nil
	}
	for _, o := range offered {
		if o.Group != name {
			flush()
			name = o.Group
		}
		group = append(group, ui.Option().Value(o.Value).Text(o.Text).Selected(o.Value == value))
	}
	flush()
	return ui.Div().Class("field").Title(title).Body(
		ui.Label().For(id).Text(label),
		ui.Select().ID(id).DataSet("testid", id).Body(list...).OnChange(func(ctx ui.Context, _ ui.Event) {
			picked(ctx.JSSrc().Get("value").String())
		}, id),
	)
}

// Entry returns a short text field with a label; changed is called with what is typed.
func Entry(id, label, title, value string, changed func(v string)) ui.UI {
	return ui.Div().Class("field", "short").Title(title).Body(
		ui.Label().For(id).Text(label),
		ui.Input().ID(id).DataSet("testid", id).Type("text").AutoComplete(false).Spellcheck(false).Value(value).
			OnChange(func(ctx ui.Context, _ ui.Event) { changed(strings.TrimSpace(ctx.JSSrc().Get("value").String())) }, id),
	)
}

// Check returns a box to tick with a label; changed is called when it is ticked or not.
func Check(id, label, title string, on bool, changed func()) ui.UI {
	return ui.Div().Class("field", "check").Title(title).Body(
		ui.Input().ID(id).DataSet("testid", id).Type("checkbox").Checked(on).OnChange(func(ui.Context, ui.Event) { changed() }, id),
		ui.Label().For(id).Text(label),
	)
}
