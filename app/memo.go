package app

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// part is a part of the page that is drawn again only when what it depends on has
// changed. Most actions change little, and drawing everything takes longer than a
// frame.
type part struct {
	ui.Compo

	// Exported, because go-app compares and updates exported fields only.
	Name    string
	Version int

	page *page
}

// Render implements ui.Composer.
func (c *part) Render() ui.UI { return c.page.parts[c.Name].draw() }

// drawnPart is what the page knows of a part.
type drawnPart struct {
	key     any
	version int
	draw    func() ui.UI
}

// once returns a part of the page. key is comparable and holds everything that the
// part depends on.
func (p *page) once(name string, key any, draw func() ui.UI) ui.UI {
	if p.parts == nil {
		p.parts = map[string]*drawnPart{}
	}
	d := p.parts[name]
	if d == nil {
		d = &drawnPart{key: key}
		p.parts[name] = d
	}
	if d.draw = draw; d.key != key {
		d.key = key
		d.version++
	}
	return &part{Name: name, Version: d.version, page: p}
}
