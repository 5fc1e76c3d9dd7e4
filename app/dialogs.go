package app

import (
	"protocell/app/display"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// dialogs has all dialogs; the browser shows the one that is open.
func (p *page) dialogs() ui.UI {
	if d := p.state.Dialog; d != p.dialog {
		closed, opened := p.dialog, d
		p.dialog = d
		p.loop.After(func() {
			if closed != state.NoDialog {
				p.browser.Dialog("dialog-"+string(closed), false)
			}
			if opened != state.NoDialog {
				p.browser.Dialog("dialog-"+string(opened), true)
			}
		})
	}
	return ui.Div().Body(
		p.modal(state.HelpDialog, "What is this?", p.help),
		p.modal(state.KeysDialog, "Keys", p.keyMap),
		p.modal(state.ShareDialog, "Share this experiment", p.share),
	)
}

// modal is one dialog. Its content is drawn while it is open.
func (p *page) modal(d state.Dialog, title string, content func() []ui.UI) ui.UI {
	id := "dialog-" + string(d)
	var body []ui.UI
	if p.state.Dialog == d {
		body = content()
	}
	return ui.Elem("dialog").ID(id).Class("dialog").DataSet("testid", id).Aria("labelledby", id+"-title").
		// Escape closes a dialog without the page having a say.
		On("close", func(ui.Context, ui.Event) {
			if p.dialog == d {
				p.dialog = state.NoDialog
				p.do(state.ShowDialog{})
			}
		}, id).
		Body(append([]ui.UI{ui.Div().Class("dialog-head").Body(
			ui.H2().ID(id+"-title").Text(title),
			iconButton("close", "Close").OnClick(p.on(state.ShowDialog{})),
		)}, body...)...)
}

// help says in a minute what the page is.
func (p *page) help() []ui.UI {
	return []ui.UI{
		ui.P().Class("lead").Text("Neural architecture search looks for the wiring of a network. Training every candidate would take years; zero-cost proxies look at an untrained network, for a blink, and guess how well it would learn."),
		ui.Ol().Class("steps").Body(
			ui.Li().Body(ui.B().Text("Edit the cell. "), ui.Text("Choose an edge, then an operation below the drawing. The cell is repeated in a fixed network, shown as a row of blocks. Parameters and MACs are exact, and change at once.")),
			ui.Li().Body(ui.B().Text("Read the scorecard. "), ui.Text("Each proxy scores the network as it was initialised, with the weights and images that the seed gives. Unfold a row for its formula, its paper and the share of each layer.")),
			ui.Li().Body(ui.B().Text("Compare. "), ui.Text("Percentiles say how many of 64 random cells the cell beats under the same set-up. Pin cells to see them side by side, and look for disagreement: a cell that is cut off from the output still has parameters.")),
			ui.Li().Body(ui.B().Text("Share. "), ui.Text("The address holds the whole experiment. Whoever opens the link computes it again, and is told whether the numbers are the same, to the last bit.")),
		),
		ui.H3().Text("The search space"),
		ui.P().Text(p.aboutSpace()),
		ui.H3().Text("Your data stays here"),
		ui.P().Text("Everything is computed in this tab, on your machine. Nothing is uploaded, your images neither. What is kept, in this browser alone, is the choice of light or dark, and the image sets that you import, until you delete them."),
	}
}

// aboutSpace says what the search space on show is.
func (p *page) aboutSpace() string {
	info, skeletons := p.state.Net.Space.Info(), p.state.Net.Space.Skeletons()
	full, task := skeletons.Full, ""
	if len(skeletons.Tasks) > 0 {
		task = " for " + skeletons.Tasks[0].Name
	}
	return info.Name + ": " + display.Plural(len(p.state.Net.Decisions), "decision") + ", " + display.Count(info.Size) + " architectures (" + info.Paper + "). " +
		"The benchmark's networks" + task + " take images of " + full.Input.String() + "; the set-up here starts smaller, so that scores come within a blink. The set-up has other search spaces to choose from."
}

// keyMap lists the keys.
func (p *page) keyMap() []ui.UI {
	var rows []ui.UI
	row := func(what string, keys ...string) {
		var caps []ui.UI
		for i, k := range keys {
			if i > 0 {
				caps = append(caps, ui.Text(" "))
			}
			caps = append(caps, ui.Kbd().Text(k))
		}
		rows = append(rows, ui.Tr().Body(ui.Th().Scope("row").Text(what), ui.Td().Body(caps...)))
	}
	row("To the next part of the page", "Tab")
	row("In the cell: to another edge", "←", "→", "↑", "↓")
	row("In the cell: to the first, to the last edge", "Home", "End")
	edge := p.state.Net.Edges[p.state.Edge]
	for _, id := range p.state.Net.Decisions[edge.Decisions[0]].Options {
		if o := state.Op(id); o.Key != "" {
			row("In the cell: put "+o.Label+" on the edge", o.Key)
		}
	}
	row("Undo", "Ctrl", "Z")
	row("Redo", "Ctrl", "Shift", "Z")
	row("These keys", "?")
	row("Close a dialog", "Esc")
	return []ui.UI{ui.Table().Class("keys").Body(ui.TBody().Body(rows...))}
}
