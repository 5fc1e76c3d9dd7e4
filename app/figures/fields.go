package figures

import (
	"math"
	"strconv"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// number writes a number for a field.
func number(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64) }

// slider returns a labelled slider; wide ones take a row of their own.
func slider(id, name, shown string, wide bool, low, high, step, value float64, set func(float64)) ui.UI {
	class := "slider"
	if wide {
		class = "slider wide"
	}
	return ui.Div().Class(class).Body(
		ui.Label().For(id).Text(name),
		ui.Output().For(id).DataSet("testid", id+"-value").Text(shown),
		ui.Input().ID(id).DataSet("testid", id).Type("range").
			Attr("min", number(low)).Attr("max", number(high)).Attr("step", number(step)).Attr("value", number(value)).
			Aria("valuetext", shown).
			OnInput(func(ctx ui.Context, _ ui.Event) { read(ctx, set) }, id),
	)
}

// entry returns a field for a number from -limit to limit, whose name is not seen.
func entry(id, name string, value, limit float64, set func(float64)) ui.UI {
	return ui.Input().ID(id).DataSet("testid", id).Type("number").Class("entry").Aria("label", name).
		Attr("step", "0.1").Attr("min", number(-limit)).Attr("max", number(limit)).Attr("value", number(value)).
		OnChange(func(ctx ui.Context, _ ui.Event) {
			read(ctx, func(v float64) {
				v = max(-limit, min(v, limit))
				ctx.JSSrc().Set("value", number(v)) // also where the state has it already
				set(v)
			})
		}, id)
}

// read passes on the number in the field that an event comes from.
func read(ctx ui.Context, set func(float64)) {
	v, err := strconv.ParseFloat(ctx.JSSrc().Get("value").String(), 64)
	if err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) {
		set(v)
	}
}

// option is a choice of a select.
type option struct{ value, text string }

// choice returns a labelled select.
func choice(id, name, value string, options []option, set func(string)) ui.UI {
	var list []ui.UI
	for _, o := range options {
		list = append(list, ui.Option().Value(o.value).Text(o.text).Selected(o.value == value))
	}
	return ui.Div().Class("field").Body(
		ui.Label().For(id).Text(name),
		ui.Select().ID(id).DataSet("testid", id).Body(list...).
			OnChange(func(ctx ui.Context, _ ui.Event) { set(ctx.JSSrc().Get("value").String()) }, id),
	)
}

// numbered returns choices from 1 to n, with the values from 0.
func numbered(n int) (list []option) {
	for i := range n {
		list = append(list, option{strconv.Itoa(i), strconv.Itoa(i + 1)})
	}
	return list
}

// scrolling returns a table that scrolls sideways where it does not fit.
func scrolling(body ...ui.UI) ui.UI {
	return ui.Div().Class("hand-scroll").Body(ui.Table().Class("numbers", "hand").Body(body...))
}
