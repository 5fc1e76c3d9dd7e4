package element

import (
	"strings"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// CheckedEntry is Entry with what is wrong with the value beside it, "" if nothing is.
func CheckedEntry(id, label, title, value, problem string, changed func(v string)) ui.UI {
	input := ui.Input().ID(id).DataSet("testid", id).Type("text").AutoComplete(false).Spellcheck(false).Value(value).
		Aria("invalid", problem != "").
		OnChange(func(ctx ui.Context, _ ui.Event) { changed(strings.TrimSpace(ctx.JSSrc().Get("value").String())) }, id)
	field := ui.Div().Class("field", "short").Title(title)
	if problem != "" {
		input.Aria("describedby", id+"-problem")
	}
	return field.Body(ui.Label().For(id).Text(label), input, Wrong(id, problem))
}

// Wrong says what is wrong with the field with an id.
func Wrong(id, problem string) ui.UI {
	if problem == "" {
		return ui.Span().Hidden(true)
	}
	return ui.Span().ID(id+"-problem").DataSet("testid", id+"-problem").Class("problem").Attr("role", "alert").Text(problem)
}
