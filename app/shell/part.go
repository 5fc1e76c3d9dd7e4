// Package shell has what every page of the site stands on: the browser around it,
// parts that are drawn again only when they change, and what screen readers are told.
package shell

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Parts are the parts of a page that are drawn again only when what they depend on has
// changed. Most actions change little, and drawing everything takes longer than a
// frame. The zero value has none.
type Parts struct{ drawn map[string]*drawnPart }

// drawnPart is what is known of a part.
type drawnPart struct {
	key     any
	version int
	draw    func() ui.UI
}

// Once returns a part of the page. key is comparable and holds everything that the
// part depends on.
func (p *Parts) Once(name string, key any, draw func() ui.UI) ui.UI {
	if p.drawn == nil {
		p.drawn = map[string]*drawnPart{}
	}
	d := p.drawn[name]
	if d == nil {
		d = &drawnPart{key: key}
		p.drawn[name] = d
	}
	if d.draw = draw; d.key != key {
		d.key = key
		d.version++
	}
	return &part{Name: name, Version: d.version, of: p}
}

// part is such a part as go-app sees it.
type part struct {
	ui.Compo

	// Exported, because go-app compares and updates exported fields only.
	Name    string
	Version int

	of *Parts
}

// Render implements ui.Composer.
func (c *part) Render() ui.UI { return c.of.drawn[c.Name].draw() }
