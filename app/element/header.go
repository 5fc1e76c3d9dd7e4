package element

import (
	"protocell/app/theme"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// sites are the pages that the header leads to.
var sites = []struct{ name, file, title string }{
	{"Playground", "./", "Build a cell and see it scored"},
	{"Study", "study.html", "Which proxy ranks best?"},
	{"Search", "search.html", "Run a search and watch it"},
	{"Device", "device.html", "How fast is it here?"},
}

// Header returns the header of a page: the name of the site, the way to its other
// pages, what belongs to this one, and its tools.
func Header(here, motto string, middle ui.UI, tools ...ui.UI) ui.UI {
	var ways []ui.UI
	for _, s := range sites {
		way := ui.A().Href(s.file).Title(s.title).Text(s.name)
		if s.name == here {
			way = way.Aria("current", "page")
		}
		ways = append(ways, way)
	}
	return ui.Header().Class("header").Body(
		ui.Div().Class("brand").Body(Logo(), ui.H1().Text("Protocell"), ui.P().Text(motto)),
		ui.Nav().Class("ways").Aria("label", "Pages").Body(ways...),
		middle,
		ui.Div().Class("header-tools").Body(tools...),
	)
}

// ThemeButton returns the button that goes round the colour schemes, and the scheme
// that it leads to.
func ThemeButton(t theme.Theme) (ui.HTMLButton, theme.Theme) {
	next := map[theme.Theme]theme.Theme{theme.System: theme.Light, theme.Light: theme.Dark, theme.Dark: theme.System}[t]
	name := map[theme.Theme]string{theme.System: "system", theme.Light: "sun", theme.Dark: "moon"}[t]
	label := map[theme.Theme]string{theme.System: "Colours: as the system", theme.Light: "Colours: light", theme.Dark: "Colours: dark"}[t]
	return IconButton(name, label).DataSet("testid", "theme").DataSet("theme", string(t)), next
}
