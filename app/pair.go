package app

import (
	"fmt"
	"strconv"

	"protocell/app/display"
	"protocell/core/score"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// pair compares two images: how they look, and how alike the network sees them.
func (p *page) pair(m *score.Matrix) ui.UI {
	n := sizeOf(m)
	if n == 0 || m.Units == 0 {
		return nil
	}
	row, column := p.picked(n)
	p.paintPair(row, column)
	return ui.Div().Class("pair").Body(
		p.pairImage("row", row, n),
		p.pairImage("column", column, n),
		ui.P().DataSet("testid", "matrix-pair").Aria("live", "polite").Text(p.pairWords(m, row, column)),
	)
}

// pairWords says how alike the network sees two images.
func (p *page) pairWords(m *score.Matrix, row, column int) string {
	equal := int64(m.Values[row*m.N+column])
	units := int64(m.Units)
	share := fmt.Sprintf("%.2f %%", 100*float64(equal)/float64(units))
	if row == column {
		return fmt.Sprintf("%s with itself: K is the number of ReLU units, %s.", p.imageName(row), display.Count(units))
	}
	k := "K = " + strconv.FormatInt(equal, 10) + ", " + share + " of the units"
	if p.state.Kernel.Shares {
		k = "K / units = " + strconv.FormatFloat(float64(equal)/float64(units), 'f', 4, 64)
	}
	return fmt.Sprintf("%s and %s: their codes differ in %d of %d ReLU units, which is their Hamming distance. %s.",
		p.imageName(row), p.imageName(column), units-equal, units, k)
}

// imageName names an image of the batch.
func (p *page) imageName(i int) string {
	name := fmt.Sprintf("Image %d", i+1)
	if out := p.state.Preview.Output; out != nil && i < len(out.Labels) && out.Labels[i] != "" {
		name += " (" + out.Labels[i] + ")"
	}
	return name
}

// pairImage is one image of the pair, and the field that picks it.
func (p *page) pairImage(side string, i, n int) ui.UI {
	id := "pair-" + side
	out := p.state.Preview.Output
	there := out != nil && i < len(out.Images)
	field := ui.Div().Class("field").Body(
		ui.Label().For(id).Text(map[string]string{"row": "Row", "column": "Column"}[side]),
		ui.Input().ID(id).DataSet("testid", id).Type("number").Min(1).Max(n).Step(1).Value(i+1).OnChange(func(ctx ui.Context, _ ui.Event) {
			input := ctx.JSSrc()
			v, err := strconv.Atoi(input.Get("value").String())
			if err != nil {
				v = i + 1
			}
			v = min(max(v, 1), n)
			input.Set("value", strconv.Itoa(v))
			if row, column := p.picked(n); side == "row" {
				p.pick(v-1, column, n)
			} else {
				p.pick(row, v-1, n)
			}
		}, fmt.Sprint(side, i, n)),
	)
	return ui.Div().Class("pair-image").Body(
		ui.Canvas().ID(id+"-image").Hidden(!there).Attr("role", "img").Aria("label", p.imageName(i)),
		ui.If(!there, ui.P().Class("muted").Text("Not among the first images, which alone are shown.")),
		field,
	)
}

// paintPair draws the two images.
func (p *page) paintPair(row, column int) {
	now := pairPaint{row, column, p.state.Preview.Output}
	if p.paired == now || now.preview == nil {
		return
	}
	p.paired = now
	p.loop.After(func() {
		out := now.preview
		for id, i := range map[string]int{"pair-row-image": row, "pair-column-image": column} {
			if i < len(out.Images) {
				if pixels := rgb(out, i); pixels != nil {
					p.browser.Paint(id, out.Width, out.Height, pixels)
				}
			}
		}
	})
}
