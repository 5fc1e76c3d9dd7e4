package app

import (
	"encoding/base64"
	"fmt"

	"protocell/app/display"
	"protocell/app/heat"
	"protocell/app/state"
	"protocell/core/detmath"
	"protocell/core/job"
	"protocell/core/score"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// What the panel of the kernel matrix depends on, and what has been painted in it.
type (
	matrixKey struct {
		matrix  *score.Matrix
		net     *state.Net
		kernel  state.Kernel
		preview *job.PreviewOutput
		codes   bool
		fresh   bool
		failed  error
	}
	matrixPaint struct {
		matrix  *score.Matrix // as it is shown
		preview *job.PreviewOutput
	}
	pairPaint struct {
		row, column int
		preview     *job.PreviewOutput
	}
)

func (p *page) matrixKey() matrixKey {
	s := p.state
	return matrixKey{s.Matrix(), s.Net, s.Kernel, s.Preview.Output, s.Open[state.CodesPart], s.CodesFresh(), s.CodesError()}
}

// matrixPanel is the kernel matrix behind the scores nwot and naswot.
func (p *page) matrixPanel() ui.UI {
	m := p.state.Matrix()
	if m == nil {
		m = p.lastMatrix
	}
	if p.lastMatrix != m || p.firstMatrix == nil {
		p.lastMatrix = m
		p.firstMatrix = heat.First(m, state.PreviewCount)
	}
	shown := m
	if p.state.Kernel.First {
		shown = p.firstMatrix
	}
	p.paintMatrix(shown)
	words, low, high := "The matrix appears with the scores.", "", ""
	if s, ok := heat.Summarize(shown); ok {
		words = s.String()
		low, high = fmt.Sprintf("%.1f %%", 100*s.Low), fmt.Sprintf("%.1f %%", 100*s.High)
		if !p.state.Kernel.Shares {
			low, high = display.Count(int64(s.Low*float64(m.Units)+0.5)), display.Count(int64(s.High*float64(m.Units)+0.5))
		}
	}
	return panel("matrix", "Kernel matrix", p.matrixTools(m),
		ui.P().Class("muted").Text("How alike the network sees the images: for each two of the batch, the ReLU units that are on, or off, for both. NWOT is the logarithm of its determinant: the more the images differ, the higher."),
		ui.Div().Class("matrix").DataSet("fresh", p.state.Matrix() != nil).Body(
			p.cells(m, shown, words),
			ui.Div().Class("scale").Aria("hidden", "true").Body(
				ui.Span().Text(low), ui.Canvas().ID("matrix-scale"), ui.Span().Text(high),
			),
		),
		ui.P().DataSet("testid", "matrix-summary").Text(words),
		p.pair(shown),
		p.determinant(m),
		p.codes(),
	)
}

// matrixTools choose what the matrix shows.
func (p *page) matrixTools(m *score.Matrix) []ui.UI {
	k := p.state.Kernel
	tools := []ui.UI{
		ui.Button().Type("button").Class("button").DataSet("testid", "matrix-shares").Aria("pressed", k.Shares).
			Title("Divide the matrix by the number of ReLU units").OnClick(p.on(state.PickShares{Shares: !k.Shares})).Text("K / units"),
	}
	if m != nil && m.N > state.PreviewCount {
		tools = append(tools, ui.Button().Type("button").Class("button").DataSet("testid", "matrix-first").Aria("pressed", k.First).
			OnClick(p.on(state.PickFirst{First: !k.First})).Text(fmt.Sprintf("First %d", state.PreviewCount)))
	}
	return tools
}

// framed reports whether the images stand along a matrix.
func framed(m *score.Matrix, out *job.PreviewOutput) bool {
	return m != nil && out != nil && m.N <= len(out.Images)
}

// cells is the picture of the matrix, in which a pair is picked by pointing or by the
// arrow keys.
func (p *page) cells(m, shown *score.Matrix, words string) ui.UI {
	n, margin := sizeOf(shown), 0
	if framed(shown, p.state.Preview.Output) {
		margin = 1
	}
	side := float64(max(n+margin, 1))
	point := func(_ ui.Context, e ui.Event) {
		width := e.Get("target").Get("clientWidth").Float()
		if !(width > 0) {
			return
		}
		at := func(offset string) int { return int(e.Get(offset).Float()/width*side) - margin }
		if row, column := at("offsetY"), at("offsetX"); row >= 0 && column >= 0 && row < n && column < n {
			p.pick(row, column, n)
		}
	}
	row, column := p.picked(n)
	scope := fmt.Sprint(n, margin)
	return ui.Div().ID("matrix-cells").Class("cells").TabIndex(0).Attr("role", "group").DataSet("testid", "matrix-cells").
		Aria("label", "Cells of the kernel matrix: the arrow keys choose two images to compare").
		OnMouseMove(point, scope).OnClick(point, scope).OnKeyDown(func(_ ui.Context, e ui.Event) {
		row, column := p.picked(n)
		switch e.Get("key").String() {
		case "ArrowUp":
			row--
		case "ArrowDown":
			row++
		case "ArrowLeft":
			column--
		case "ArrowRight":
			column++
		default:
			return
		}
		e.PreventDefault()
		p.pick(row, column, n)
	}, scope).Body(
		ui.Canvas().ID("matrix-canvas").DataSet("testid", "matrix").DataSet("n", sizeOf(m)).
			Attr("role", "img").Aria("label", "Kernel matrix. "+words),
		picture(side, side).DataSet("part", "cells").Body(
			rect(float64(column+margin), float64(row+margin), 1, 1).DataSet("part", "cell")),
	)
}

// picked returns the pair on show of n images.
func (p *page) picked(n int) (row, column int) {
	k := p.state.Kernel
	if k.Row == 0 && k.Column == 0 && n > 1 {
		return 0, 1 // nothing has been picked, and no image is like itself
	}
	return max(min(k.Row, n-1), 0), max(min(k.Column, n-1), 0)
}

// pick shows another pair of n images.
func (p *page) pick(row, column, n int) {
	a := state.PickPair{Row: max(min(row, n-1), 0), Column: max(min(column, n-1), 0)}
	if k := p.state.Kernel; a.Row != k.Row || a.Column != k.Column {
		p.do(a)
	}
}

// paintMatrix draws a matrix, with the images along it if they are known.
func (p *page) paintMatrix(m *score.Matrix) {
	now := matrixPaint{m, p.state.Preview.Output}
	if m == nil || p.painted == now {
		return
	}
	p.painted = now
	p.loop.After(func() {
		pixels, side := heat.Pixels(m), m.N
		if out := now.preview; framed(m, out) {
			var images [][]byte
			for i := range m.N {
				images = append(images, rgb(out, i))
			}
			pixels, side = heat.Framed(m, images, out.Width, out.Height)
		}
		p.browser.Paint("matrix-canvas", side, side, pixels)
		p.browser.Paint("matrix-scale", 64, 1, heat.Scale(64))
	})
}

// rgb returns the pixels of an image, or nil.
func rgb(out *job.PreviewOutput, i int) []byte {
	pixels, err := base64.StdEncoding.DecodeString(out.Images[i])
	if err != nil || len(pixels) != 3*out.Width*out.Height {
		return nil
	}
	return pixels
}

// determinant says what the scores make of the matrix.
func (p *page) determinant(m *score.Matrix) ui.UI {
	if m == nil || m.Units == 0 {
		return nil
	}
	for _, r := range p.state.Rows() {
		if r.Info.ID != "nwot" || !r.Known {
			continue
		}
		v := float64(r.Entry.Value)
		of := float64(m.N) * detmath.Log(float64(m.Units))
		return ui.Dl().Class("facts").DataSet("testid", "matrix-determinant").Body(
			ui.Dt().Text("ln |det K|, the score NWOT"), ui.Dd().Body(ui.Code().Text(display.Exact(v))),
			ui.Dt().Text(fmt.Sprintf("ln |det K / units|, which is %d · ln %d less", m.N, m.Units)), ui.Dd().Body(ui.Code().Text(display.Exact(v-of))),
		)
	}
	return nil
}

func sizeOf(m *score.Matrix) int {
	if m == nil {
		return 0
	}
	return m.N
}
