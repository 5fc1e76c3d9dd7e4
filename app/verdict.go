package app

import (
	"fmt"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/state"
	"protocell/core/export"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// verdict is what is known of the cell at once: costs, whether it is connected,
// and its class.
func (p *page) verdict() ui.UI {
	s := p.state
	c := s.Net.Costs
	status := ui.Div().Class("status").DataSet("testid", "validity").DataSet("valid", s.Net.Broken == nil)
	if s.Net.Broken == nil {
		status.Body(icon("check"), ui.Span().Text("Connected"))
	} else {
		status.Title(s.Net.Broken.Error()).
			Body(icon("warning"), ui.Span().Text("Disconnected from the input"))
	}
	return ui.Div().Class("verdict").Body(
		ui.Dl().Class("figures").Body(
			figure("params", "Parameters", display.Count(c.Total.Params), fmt.Sprintf("%d trainable numbers", c.Total.Params), c.Total.Params),
			figure("macs", "MACs", display.Count(c.Total.MACs), fmt.Sprintf("%d multiply-accumulates for one image, what NAS-Bench-201 reports as FLOPs", c.Total.MACs), c.Total.MACs),
			figure("memory", "Memory", display.Bytes(c.Peak), fmt.Sprintf("%d bytes of activations alive at once, for one image", c.Peak), c.Peak),
		),
		status,
		p.class(),
	)
}

// class is what is equal for isomorphic architectures, where the space has such.
func (p *page) class() ui.UI {
	s := p.state
	if s.Net.Class == s.Spec.Arch || s.Net.Class == s.Net.Code {
		return ui.Div().Class("class")
	}
	title := "Architectures with the same expression are isomorphic."
	if s.Net.Strict != "" {
		title = "Cells with the same expression are isomorphic to the benchmark: 6,466 classes. By the stricter rule: " + s.Net.Strict
	}
	return ui.Div().Class("class").Title(title).Body(
		ui.Span().Text("Class"),
		ui.Code().DataSet("testid", "class").Text(s.Net.Class),
	)
}

// notation is the architecture as text: to be read, typed, pasted and copied.
func (p *page) notation() ui.UI {
	s := p.state
	value, problem := s.Spec.Arch, ""
	if s.Entry != nil {
		value, problem = s.Entry.Text, s.Entry.Err.Error()
	}
	field := ui.Input().ID("arch").Type("text").Class("mono").
		DataSet("testid", "arch").
		Spellcheck(false).AutoComplete(false).
		Aria("label", "Architecture, in any notation").
		Aria("invalid", problem != "").
		Value(value).
		OnChange(p.enterArch).
		OnInput(func(ctx ui.Context, e ui.Event) {
			if t := e.Get("inputType"); t.Truthy() && t.String() == "insertFromPaste" {
				p.enterArch(ctx, e)
			}
		})
	if problem != "" {
		field.Aria("describedby", "arch-problem")
	}
	copies := ui.Button().Type("button").Class("button").Attr("popovertarget", "notations").
		DataSet("testid", "copy-arch").Body(icon("copy"), ui.Span().Text("Copy as"))
	exports := ui.Button().Type("button").Class("button").Attr("popovertarget", "exports").
		DataSet("testid", "export").Body(icon("save"), ui.Span().Text("Export"))
	return ui.Div().Class("notation").Body(
		field, copies, p.notations(), exports, p.exports(),
		ui.If(problem != "", ui.P().ID("arch-problem").Class("problem").DataSet("testid", "arch-problem").Text("Not an architecture: "+problem)),
	)
}

// enterArch reads the text field, and puts back what it stands for.
func (p *page) enterArch(ctx ui.Context, _ ui.Event) {
	text := ctx.JSSrc().Get("value").String()
	if text == p.state.Spec.Arch && p.state.Entry == nil {
		return
	}
	p.do(state.EnterArch{Text: text})
	if p.state.Entry == nil {
		ctx.JSSrc().Set("value", p.state.Spec.Arch)
	}
}

// notations is the list of notations to copy.
func (p *page) notations() ui.UI {
	var items []ui.UI
	for _, n := range p.state.Net.Space.Notations() {
		if !p.state.Open["notations"] {
			break // nobody sees them
		}
		text, err := p.state.Net.Space.PrintAs(p.state.Net.Arch, n.ID)
		if err != nil {
			continue // a notation that cannot write this architecture is not offered
		}
		handler, scope := p.on(state.CopyArch{Notation: n.ID})
		items = append(items, ui.Li().Body(ui.Button().Type("button").Class("choice").
			DataSet("testid", "copy-arch-"+n.ID).
			Attr("popovertarget", "notations").Attr("popovertargetaction", "hide").
			OnClick(handler, scope).
			Body(ui.Span().Body(ui.B().Text(n.Name), ui.Code().Text(text), ui.Small().Text(n.Note)))))
	}
	return p.popover("notations", "Copy the architecture", ui.H3().Text("Copy the architecture as"), ui.Ul().Class("choices").Body(items...))
}

// exports is the list of formats in which the network can be saved.
func (p *page) exports() ui.UI {
	var items []ui.UI
	for _, f := range export.Formats() {
		if !p.state.Open["exports"] {
			break // nobody sees them
		}
		items = append(items, ui.Li().Body(ui.Button().Type("button").Class("choice").
			DataSet("testid", "export-"+f.ID).
			Attr("popovertarget", "exports").Attr("popovertargetaction", "hide").
			OnClick(p.on(state.ExportNetwork{Format: f.ID})).
			Body(ui.Span().Body(ui.B().Text(f.Name), ui.Small().Text(f.Summary)))))
	}
	return p.popover("exports", "Export the network", ui.H3().Text("Save the network, with its initial weights, as"), ui.Ul().Class("choices").Body(items...))
}

// pinButton pins a cell or removes it from those that are compared.
func (p *page) pinButton(a space.Arch) ui.UI {
	if p.state.IsPinned(a) {
		return button("pin", "Pinned").DataSet("testid", "pin").Aria("pressed", "true").
			Title("Remove the cell from the comparison").OnClick(p.on(state.Unpin{Arch: a}))
	}
	return button("pin", "Pin").DataSet("testid", "pin").Aria("pressed", "false").
		Title("Keep the cell to compare it").OnClick(p.on(state.Pin{Arch: a}))
}

// miniature is a small drawing of an architecture: of its first cell.
func miniature(sp space.Space, a space.Arch) ui.UI { return element.Miniature(sp, a) }
