package app

import (
	"fmt"
	"strconv"
	"strings"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/data"
	"protocell/core/graph"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// dataKey is what the panel of image sets depends on.
type dataKey struct {
	stored *state.StoredSets
	imp    *state.Import
	made   *state.Made
	wrong  string
	naming string
	used   string
	edge   int
}

func (p *page) dataPanelKey() dataKey {
	i := p.state.Images
	return dataKey{i.Stored, i.Import, i.Made, i.Wrong, i.Naming, p.state.Spec.Data, i.Edge}
}

// dataPanel has the image sets: those that are drawn, and the visitor's own.
func (p *page) dataPanel() ui.UI {
	i := p.state.Images
	var sets []ui.UI
	for _, info := range data.Sets() {
		sets = append(sets, p.drawnSet(info))
	}
	if i.Stored != nil {
		for _, set := range i.Stored.Sets {
			sets = append(sets, p.storedSet(set))
		}
	}
	if !p.drawnShown {
		p.drawnShown = true
		for _, info := range data.Sets() {
			p.soon(func() { p.paintDrawn(info) })
		}
	}
	if p.listed != i.Stored {
		p.listed = i.Stored
		p.loop.After(p.paintStored)
	}
	return panel("data", "Image sets", nil,
		ui.P().Class("muted").Text("Score networks on your own images: a folder or a zip of PNG, JPEG or WebP pictures with one folder for each class, CIFAR-10 and CIFAR-100 in their binary version, or IDX files such as MNIST's. Choose them here, or drop them anywhere on the page."),
		ui.P().Body(ui.B().Text("Nothing is uploaded. "), ui.Text("The images are read in this tab, kept in this browser's private storage until you delete them, and the page's security policy lets no program in it reach another server.")),
		p.importBar(),
		p.importNews(),
		ui.Ul().Class("sets").DataSet("testid", "data-panel").Body(sets...),
		p.storage(),
	)
}

// importBar has the ways to give files, and how far an import is.
func (p *page) importBar() ui.UI {
	picker := func(id, label string, folder bool) []ui.UI {
		input := ui.Input().ID(id).DataSet("testid", id).Class("visually-hidden").Type("file").Multiple(true).
			OnChange(func(ctx ui.Context, _ ui.Event) {
				p.browser.picked(ctx.JSSrc())
			})
		if folder {
			input = input.Attr("webkitdirectory", true)
		}
		return []ui.UI{ui.Label().Class("button").For(id).Body(icon("open"), ui.Span().Text(label)), input}
	}
	body := append(picker("data-files", "Import files…", false), picker("data-folder", "Import a folder…", true)...)
	var sizes []ui.UI
	for _, v := range state.Edges() {
		sizes = append(sizes, ui.Option().Value(v).Text(fmt.Sprintf("%d × %d", v, v)).Selected(v == p.state.Images.Edge))
	}
	body = append(body, ui.Div().Class("field").Title("Pictures are cut to their middle square and resized to this; CIFAR and IDX keep their size").Body(
		ui.Label().For("data-edge").Text("Pictures become"),
		ui.Select().ID("data-edge").DataSet("testid", "data-edge").Body(sizes...).OnChange(func(ctx ui.Context, _ ui.Event) {
			if v, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
				p.do(state.SetEdge{Edge: v})
			}
		}),
	))
	return ui.Div().Class("data-bar").Body(body...)
}

// importNews says how an import goes, or how it went.
func (p *page) importNews() ui.UI {
	i := p.state.Images
	if m := i.Import; m != nil {
		words := fmt.Sprintf("%.0f %% of %s, %s so far", 100*m.Fraction, display.Plural(m.Files, "file"), display.Plural(m.Images, "image"))
		if left := m.Left(); left > 0 {
			words += " · " + display.Millis(1000*left) + " left"
		}
		return ui.Div().Class("callout").DataSet("testid", "data-progress").Body(
			ui.Progress().Max(1).Value(m.Fraction).Aria("label", "How much is imported"),
			ui.P().Text(words),
			button("close", "Cancel").DataSet("testid", "data-cancel").OnClick(p.on(state.CancelImport{})),
		)
	}
	if i.Wrong != "" {
		return ui.Div().Class("callout", "fault").DataSet("testid", "data-error").Attr("role", "alert").Body(
			ui.P().Text("No set was made of these files, and nothing else has changed. " + i.Wrong))
	}
	m := i.Made
	if m == nil {
		return ui.Div().Hidden(true)
	}
	body := []ui.UI{ui.P().Text(fmt.Sprintf("Imported %s as %s, which the scores are now computed on.", display.Plural(m.Images, "image"), m.ID))}
	if m.Unkept != "" {
		body = append(body, ui.P().DataSet("testid", "data-unkept").Text("The browser does not keep it ("+m.Unkept+"), so it is here for this visit only. Export it to have it again."))
	}
	if m.Left > 0 {
		var items []ui.UI
		for _, s := range m.Skipped {
			items = append(items, ui.Li().Body(ui.Code().Text(s.Path), ui.Text(": "+s.Reason)))
		}
		if more := m.Left - len(m.Skipped); more > 0 {
			items = append(items, ui.Li().Text(fmt.Sprintf("and %d more", more)))
		}
		body = append(body, ui.Details().Open(true).DataSet("testid", "data-skipped").Body(
			ui.Summary().Text(display.Plural(m.Left, "file")+" left out"), ui.Ul().Body(items...)))
	}
	return ui.Div().Class("callout", "made").DataSet("testid", "data-made").DataSet("id", m.ID).Body(body...)
}

// drawnSet is one of the sets that are drawn.
func (p *page) drawnSet(info data.Info) ui.UI {
	meta := "drawn from the seed, as many as are asked for"
	if n := len(info.Classes); n > 0 {
		meta += fmt.Sprintf(", %d classes", n)
	}
	return p.setCard(info.ID, info.Name, meta, info.Summary, info.Classes, shownImages, nil, true)
}

// storedSet is one of the visitor's sets.
func (p *page) storedSet(set state.StoredSet) ui.UI {
	tools := []ui.UI{
		button("save", "Export").DataSet("testid", "data-export-"+set.ID).OnClick(p.on(state.ExportSet{ID: set.ID})),
		button("close", "Delete").DataSet("testid", "data-delete-"+set.ID).OnClick(p.on(state.DeleteSet{ID: set.ID})),
	}
	h := set.Header
	if h == nil {
		return p.setCard(set.ID, set.ID, display.Bytes(set.Size), "This set cannot be read: "+set.Err, nil, 0, tools, false)
	}
	if p.state.Images.Naming == set.ID {
		tools = append([]ui.UI{ui.Input().ID("name-"+set.ID).DataSet("testid", "data-name-"+set.ID).Type("text").MaxLength(data.NameSize).
			Aria("label", "Name of the set").Value(set.Name).
			OnChange(func(ctx ui.Context, _ ui.Event) {
				p.do(state.RenameSet{ID: set.ID, Name: strings.TrimSpace(ctx.JSSrc().Get("value").String())})
			}, set.ID)}, tools...)
	} else {
		tools = append([]ui.UI{button("mutate", "Rename").DataSet("testid", "data-rename-"+set.ID).OnClick(p.on(state.NameSet{ID: set.ID}))}, tools...)
	}
	meta := fmt.Sprintf("%d images of %s, %s", h.Count, graph.Shape{C: h.C, H: h.H, W: h.W}, display.Bytes(set.Size))
	if h.Labelled() {
		meta += fmt.Sprintf(", %d classes", len(h.Classes))
	} else {
		meta += ", no labels: only proxies that read none can score on it"
	}
	if set.InMemory {
		meta += ", for this visit only"
	}
	return p.setCard(set.ID, set.Name, meta, fmt.Sprintf("Mean %s, standard deviation %s, of values from 0 to 1.", triple(h.Mean), triple(h.Std)), h.Classes, len(set.Images), tools, true)
}

// triple writes a number for each channel.
func triple(list []float64) string {
	var out []string
	for _, v := range list {
		out = append(out, strconv.FormatFloat(v, 'f', 3, 64))
	}
	return strings.Join(out, ", ")
}

// namedClasses is how many classes of a set are named.
const namedClasses = 12

// setCard is one set, with samples and what can be done with it.
func (p *page) setCard(id, name, meta, text string, classes []string, images int, tools []ui.UI, usable bool) ui.UI {
	used := p.state.Spec.Data == id
	var shown []ui.UI
	for i := range images {
		shown = append(shown, ui.Canvas().ID(fmt.Sprintf("set-image-%s-%d", id, i)).Attr("role", "img").Aria("label", fmt.Sprintf("Image %d of %s", i+1, name)))
	}
	if usable {
		label := "Use"
		if used {
			label = "In use"
		}
		tools = append([]ui.UI{button("check", label).Class("use").Aria("pressed", used).DataSet("testid", "data-use-"+id).OnClick(p.on(state.UseSet{ID: id}))}, tools...)
	}
	names := strings.Join(classes[:min(namedClasses, len(classes))], ", ")
	if len(classes) > namedClasses {
		names += fmt.Sprintf(" and %d more", len(classes)-namedClasses)
	}
	return ui.Li().Class("set").DataSet("testid", "data-set-"+id).DataSet("used", used).Body(
		ui.H3().Text(name),
		ui.P().Class("muted").Text(meta),
		ui.Div().Class("set-images").Body(shown...),
		ui.P().Class("set-text").Text(text),
		ui.If(names != "", ui.P().Class("set-text").Body(ui.B().Text("Classes: "), ui.Text(names))),
		ui.Div().Class("tools").Body(tools...),
	)
}

// storage says how much room the browser gives.
func (p *page) storage() ui.UI {
	s := p.state.Images.Stored
	words := "Looking for image sets of earlier visits…"
	switch {
	case s == nil:
	case s.Problem != "":
		words = "This browser keeps no files for the page here (" + s.Problem + "), so imported sets last for this visit only."
	case s.Quota > 0:
		words = fmt.Sprintf("Storage: %s in use of the %s that the browser allows.", display.Bytes(int64(s.Usage)), display.Bytes(int64(s.Quota)))
	default:
		words = "Sets are kept until you delete them, or this site's data in the browser."
	}
	return ui.P().Class("muted").DataSet("testid", "data-storage").Text(words)
}

// shownImages is how many images of a drawn set are on show.
const shownImages = 8

// paintDrawn draws samples of one of the sets that are drawn.
func (p *page) paintDrawn(info data.Info) {
	k := p.state.Spec.Skeleton
	r := data.Request{Set: info.ID, Shape: graph.Shape{C: 3, H: 32, W: 32}, Classes: max(info.MinClasses, len(info.Classes), min(k.Classes, 10)), Seed: 1, Noise: 1}
	images, err := r.Preview(nil, shownImages)
	if err != nil {
		return // a set that cannot be drawn like this has no samples
	}
	for i, image := range images {
		p.browser.Paint(fmt.Sprintf("set-image-%s-%d", info.ID, i), 32, 32, image.RGB)
	}
}

// paintStored draws samples of the visitor's sets.
func (p *page) paintStored() {
	if p.state.Images.Stored == nil {
		return
	}
	for _, set := range p.state.Images.Stored.Sets {
		for i, pixels := range set.Images {
			h := set.Header
			plane := h.H * h.W
			rgb := make([]byte, 3*plane)
			for at := range rgb {
				rgb[at] = pixels[min(at%3, h.C-1)*plane+at/3]
			}
			p.browser.Paint(fmt.Sprintf("set-image-%s-%d", set.ID, i), h.W, h.H, rgb)
		}
	}
}
