package device

import (
	"fmt"
	"slices"
	"strings"

	"protocell/app/device/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// cardTools are what can be done with the profile on show.
func (p *page) cardTools(e *state.Entry) []ui.UI {
	tools := []ui.UI{button("save", "Export").DataSet("testid", "export").Title("Save the profile as a file").OnClick(p.on(state.Export{Ref: e.Ref}))}
	tools = append(tools, ui.Button().Type("button").Class("button", "small").DataSet("testid", "networks-csv").Title("Download the measured networks as CSV").Aria("label", "Download the measured networks as CSV").
		OnClick(func(ui.Context, ui.Event) {
			p.do(state.Save{Name: "protocell-networks.csv", Text: networksCSV(p.state.Shown())})
		}).Text("CSV"))
	if e.Whose == state.Linked {
		tools = append(tools, button("pin", "Keep").DataSet("testid", "keep-linked").Title("Keep the profile of the link on this machine").OnClick(p.on(state.KeepLinked{})))
	}
	return tools
}

// shelf is the profiles that there are, and a place for others.
func (p *page) shelf() ui.UI {
	s := p.state
	var items []ui.UI
	for _, e := range s.Shelf.Entries {
		items = append(items, p.shelved(e))
	}
	return panel("profiles", "Profiles", []ui.UI{
		ui.Label().Class("button").For("profile-files").Body(icon("open"), ui.Span().Text("Import")),
		ui.Input().ID("profile-files").DataSet("testid", "profile-files").Class("visually-hidden").Type("file").Multiple(true).Accept(".json,application/json").
			OnChange(func(ctx ui.Context, _ ui.Event) { p.files.picked(ctx.JSSrc(), p.hear) }),
	},
		ui.P().Class("muted").Text("What was measured stays on this machine. Export a profile as a file, or share it by a link; drop files of others anywhere on this page."),
		ui.Ul().Class("sets").Body(items...),
	)
}

// shelved is a profile of the shelf.
func (p *page) shelved(e *state.Entry) ui.UI {
	s := p.state
	shown := e.Ref == s.Shelf.Shown
	fits, tests, operators, _ := e.Count()
	about := fmt.Sprintf("%s · %s · %d networks, %d operators", engineName(e.Conditions.Engine), e.Space.Info().Name, fits+tests, operators)
	switch e.Whose {
	case state.Reference:
		about += " · comes with this page"
	case state.Linked:
		about += " · from a link"
	case state.Given:
		about += " · from a file"
	}
	if len(e.Conditions.Date) >= len("2026-01-02T15:04") {
		about += " · " + strings.Replace(e.Conditions.Date[:len("2026-01-02T15:04")], "T", " ", 1)
	}
	if !e.Kept && (e.Whose == state.Mine || e.Whose == state.Given) {
		about += " · until this tab is closed"
	}
	var name ui.UI = ui.H3().Text(e.Name)
	tools := []ui.UI{}
	if !shown {
		tools = append(tools,
			ui.Button().Type("button").Class("button").DataSet("testid", "show-profile").Aria("label", "Show "+e.Name).OnClick(p.on(state.Show{Ref: e.Ref})).Text("Show"),
			ui.Label().Class("study-box").Title("Compare it with the one on show").Body(
				ui.Input().Type("checkbox").DataSet("testid", "beside").Checked(slices.Contains(s.Shelf.Beside, e.Ref)).OnChange(func(ui.Context, ui.Event) { p.do(state.Beside{Ref: e.Ref}) }, e.Ref),
				ui.Span().Text("Beside")))
	}
	if e.Whose == state.Mine || e.Whose == state.Given {
		id := "name-" + e.Ref
		name = ui.Div().Class("device-name").Body(
			ui.Label().Class("visually-hidden").For(id).Text("Name"),
			ui.Input().ID(id).DataSet("testid", "profile-name").Type("text").AutoComplete(false).Spellcheck(false).Value(e.Name).
				OnChange(func(ctx ui.Context, _ ui.Event) {
					p.do(state.Rename{Ref: e.Ref, Name: ctx.JSSrc().Get("value").String()})
				}, e.Ref))
	}
	tools = append(tools,
		button("share", "Link").Aria("label", "Copy a link to "+e.Name).DataSet("testid", "link-profile").OnClick(func(ui.Context, ui.Event) {
			p.do(state.ShareProfile{Ref: e.Ref, Address: p.browser.Address()})
		}, e.Ref),
		button("save", "Export").Aria("label", "Export "+e.Name).DataSet("testid", "export-profile").OnClick(p.on(state.Export{Ref: e.Ref})))
	if e.Whose != state.Reference {
		tools = append(tools, button("close", "Delete").Aria("label", "Delete "+e.Name).DataSet("testid", "delete-profile").OnClick(p.on(state.Delete{Ref: e.Ref})))
	}
	return ui.Li().Class("set").DataSet("testid", "profile").DataSet("used", shown).DataSet("whose", string(e.Whose)).DataSet("kept", e.Kept).Body(
		name, ui.P().Class("muted").Text(about), ui.Div().Class("tools").Body(tools...))
}
