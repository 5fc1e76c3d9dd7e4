// Package shell has what every page of the site stands on: the browser around it,
// parts that are drawn again only when they change, and what screen readers are told.
package shell

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Parts are the parts of a page that are drawn again only when what they depend on has
// changed, and those that are drawn later than the others. Most actions change little,
// and drawing everything takes longer than a frame. The zero value has none.
type Parts struct {
	drawn   map[string]*drawnPart
	turns   map[string]bool // whether the turn of a part that is drawn later has come
	waiting []string        // the others, the next first
}

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

// Later is Once for a part that need not be there at first: it is empty until its turn
// has come.
func (p *Parts) Later(name string, key any, draw func() ui.UI) ui.UI {
	if !p.Turn(name) {
		key, draw = notYet{}, func() ui.UI { return ui.Div().Hidden(true) }
	}
	return p.Once(name, key, draw)
}

// notYet is the key of a part whose turn has not come.
type notYet struct{}

// Turn reports whether the turn of a part has come. Turns are taken in the order in
// which they were first asked for.
func (p *Parts) Turn(name string) bool {
	come, known := p.turns[name]
	if !known {
		if p.turns == nil {
			p.turns = map[string]bool{}
		}
		p.turns[name] = false
		p.waiting = append(p.waiting, name)
	}
	return come
}

// Next has the next part take its turn with the next drawing of the page. It reports
// whether there is one.
func (p *Parts) Next() bool {
	if len(p.waiting) == 0 {
		return false
	}
	p.turns[p.waiting[0]] = true
	p.waiting = p.waiting[1:]
	return true
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
