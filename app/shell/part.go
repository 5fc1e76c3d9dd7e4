// Package shell has what every page of the site stands on: the browser around it,
// parts that are drawn again only when they change, and what screen readers are told.
package shell

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Parts are the parts of a page that are drawn again only when what they depend on has
// changed. Most actions change little, and drawing everything takes longer than a
// frame. The zero value has none.
type Parts struct {
	drawn   map[string]*drawnPart
	waiting []*drawnPart // the next first
}

// drawnPart is what is known of a part.
type drawnPart struct {
	key     any
	version int
	waits   bool // to be drawn for the first time
	draw    func() ui.UI
}

// Once returns a part of the page. key is comparable and holds everything that the
// part depends on.
func (p *Parts) Once(name string, key any, draw func() ui.UI) ui.UI {
	return p.part(name, key, draw, false)
}

// Later is Once for a part that need not be there at first: it is empty until Next has
// come to it.
func (p *Parts) Later(name string, key any, draw func() ui.UI) ui.UI {
	return p.part(name, key, draw, true)
}

// Next has the next part that waits drawn with the next drawing of the page. It reports
// whether there is one.
func (p *Parts) Next() bool {
	if len(p.waiting) == 0 {
		return false
	}
	d := p.waiting[0]
	p.waiting = p.waiting[1:]
	d.waits = false
	d.version++
	return true
}

func (p *Parts) part(name string, key any, draw func() ui.UI, waits bool) ui.UI {
	if p.drawn == nil {
		p.drawn = map[string]*drawnPart{}
	}
	d := p.drawn[name]
	if d == nil {
		d = &drawnPart{key: key, waits: waits}
		p.drawn[name] = d
		if waits {
			p.waiting = append(p.waiting, d)
		}
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
func (c *part) Render() ui.UI {
	d := c.of.drawn[c.Name]
	if d.waits {
		return ui.Div().Hidden(true)
	}
	return d.draw()
}
