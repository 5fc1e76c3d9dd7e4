package app

import (
	"encoding/base64"
	"fmt"

	"protocell/app/heat"
	"protocell/app/state"
	"protocell/core/job"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// codes shows the bits that the matrix compares, of one ReLU.
func (p *page) codes() ui.UI {
	open := p.state.Open[state.CodesPart]
	button := ui.Button().Type("button").Class("link").DataSet("testid", "codes-toggle").Aria("expanded", open).
		OnClick(p.on(state.Toggle{Part: state.CodesPart})).Text("Codes of a ReLU")
	if !open {
		p.coded = nil
		return ui.Div().Class("codes").Body(button)
	}
	nodes := p.state.Net.Graph.Nodes
	var options []ui.UI
	for _, node := range p.state.ReLUs() {
		options = append(options, ui.Option().Value(nodes[node].Label).Text(fmt.Sprintf("%s, %v", nodes[node].Label, nodes[node].Out)).Selected(node == p.state.ReLU()))
	}
	out := p.state.Kernel.Codes
	words := "The codes appear with the next pass."
	if err := p.state.CodesError(); err != nil {
		words = "The codes could not be computed: " + err.Error() + "."
	} else if out != nil {
		words = codeWords(out)
		row, column := p.picked(out.Images)
		if d, ok := codeDistance(out, row, column); ok && row != column {
			words += fmt.Sprintf(" Images %d and %d differ in %d of them.", row+1, column+1, d)
		}
	}
	if out != nil && p.coded != out {
		p.coded = out
		p.loop.After(func() {
			if bits, err := base64.StdEncoding.DecodeString(out.Bits); err == nil {
				p.browser.Paint("codes-canvas", out.Shown, out.Images, heat.Bits(bits, out.Images, out.Shown))
			}
		})
	}
	return ui.Div().Class("codes").Body(
		button,
		ui.Div().Class("field").Body(
			ui.Label().For("codes-relu").Text("ReLU"),
			ui.Select().ID("codes-relu").DataSet("testid", "codes-relu").Body(options...).OnChange(func(ctx ui.Context, _ ui.Event) {
				p.do(state.PickReLU{Label: ctx.JSSrc().Get("value").String()})
			}),
		),
		ui.Canvas().ID("codes-canvas").DataSet("testid", "codes").DataSet("fresh", p.state.CodesFresh()).
			Attr("role", "img").Aria("label", "Codes, one row an image and one column a unit, light where the unit is on"),
		ui.P().DataSet("testid", "codes-summary").Text(words),
	)
}

// codeWords says what the codes of a ReLU have in common.
func codeWords(out *job.CodesOutput) string {
	if out.Units == 0 || out.Images == 0 {
		return "Nothing computes this ReLU."
	}
	bits, err := base64.StdEncoding.DecodeString(out.Bits)
	size := (out.Shown + 7) / 8
	if err != nil || len(bits) != out.Images*size {
		return "The codes cannot be read."
	}
	on, always, never := 0, 0, 0
	for u := range out.Shown {
		n := 0
		for i := range out.Images {
			n += int(bits[i*size+u/8] >> (u % 8) & 1)
		}
		on += n
		switch n {
		case 0:
			never++
		case out.Images:
			always++
		}
	}
	which := fmt.Sprintf("All %d units", out.Units)
	if out.Shown < out.Units {
		which = fmt.Sprintf("The first %d of %d units", out.Shown, out.Units)
	}
	return fmt.Sprintf("%s, one row an image, light where a unit is on: %.1f %% of the bits. %d are on for all images and %d for none, and tell no two apart.",
		which, 100*float64(on)/float64(out.Shown*out.Images), always, never)
}

// codeDistance returns in how many of the units on show two images differ.
func codeDistance(out *job.CodesOutput, row, column int) (int, bool) {
	bits, err := base64.StdEncoding.DecodeString(out.Bits)
	size := (out.Shown + 7) / 8
	if err != nil || len(bits) != out.Images*size || size == 0 {
		return 0, false
	}
	n := 0
	for u := range out.Shown {
		n += int((bits[row*size+u/8] ^ bits[column*size+u/8]) >> (u % 8) & 1)
	}
	return n, true
}
