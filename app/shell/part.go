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
	turns   map[string]turn // of the parts that are drawn later
	waiting []string        // those whose turn is awaited, the next first
}

// turn says how far a part is that is drawn later.
type turn int

const (
	awaited turn = iota + 1
	come
	taken
)

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

// Later is Once for a part that need not be there at once: it is empty until its turn
// has come, and when it changes it stays as it is until its next turn.
func (p *Parts) Later(name string, key any, draw func() ui.UI) ui.UI {
	d := p.drawn[name]
	if !p.Turn(name) {
		if d == nil {
			return p.Once(name, notYet{}, func() ui.UI { return ui.Div().Hidden(true) })
		}
		return p.Once(name, d.key, d.draw)
	}
	if p.turns[name] == taken && d.key != key {
		p.await(name)
		return p.Once(name, d.key, d.draw)
	}
	p.turns[name] = taken
	return p.Once(name, key, draw)
}

// notYet is the key of a part whose first turn has not come.
type notYet struct{}

// Turn reports whether the turn of a part has come. Turns are taken in the order in
// which they were asked for.
func (p *Parts) Turn(name string) bool {
	if p.turns[name] == 0 {
		p.await(name)
	}
	return p.turns[name] != awaited
}

func (p *Parts) await(name string) {
	if p.turns == nil {
		p.turns = map[string]turn{}
	}
	p.turns[name] = awaited
	p.waiting = append(p.waiting, name)
}

// Waiting reports whether a part awaits its turn.
func (p *Parts) Waiting() bool { return len(p.waiting) > 0 }

// Next has the next part that waits, if there is one, take its turn with the next
// drawing of the page.
func (p *Parts) Next() {
	if len(p.waiting) > 0 {
		p.turns[p.waiting[0]] = come
		p.waiting = p.waiting[1:]
	}
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
