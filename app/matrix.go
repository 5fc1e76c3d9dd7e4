package app

import (
	"fmt"

	"protocell/app/heat"
	"protocell/core/score"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// matrixPanel is the kernel matrix behind the scores nwot and naswot.
func (p *page) matrixPanel() ui.UI {
	m := p.state.Matrix()
	if m == nil {
		m = p.lastMatrix
	}
	p.lastMatrix = m
	if p.painted != m && m != nil {
		p.painted = m
		p.after(func() {
			p.browser.paint("matrix-canvas", m.N, m.N, heat.Pixels(m))
			p.browser.paint("matrix-scale", 64, 1, heat.Scale(64))
		})
	}
	words, low, high := "The matrix appears with the scores.", "", ""
	if s, ok := heat.Summarize(m); ok {
		words = s.String()
		low, high = fmt.Sprintf("%.1f %%", 100*s.Low), fmt.Sprintf("%.1f %%", 100*s.High)
	}
	return panel("matrix", "Kernel matrix", nil,
		ui.P().Class("muted").Text("How alike the network sees the images: for each two of the batch, the share of ReLU units that are on, or off, for both. NWOT is the logarithm of its determinant: the more the images differ, the higher."),
		ui.Div().Class("matrix").DataSet("fresh", p.state.Matrix() != nil).Body(
			ui.Canvas().ID("matrix-canvas").DataSet("testid", "matrix").DataSet("n", sizeOf(m)).
				Attr("role", "img").Aria("label", "Kernel matrix. "+words),
			ui.Div().Class("scale").Aria("hidden", "true").Body(
				ui.Span().Text(low), ui.Canvas().ID("matrix-scale"), ui.Span().Text(high),
			),
		),
		ui.P().DataSet("testid", "matrix-summary").Text(words),
	)
}

func sizeOf(m *score.Matrix) int {
	if m == nil {
		return 0
	}
	return m.N
}
