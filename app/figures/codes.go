package figures

import (
	"fmt"
	"strconv"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// CodesFigure shows in four steps how the units of two layers make the binary codes
// that NASWOT compares (J. Mellor, J. Turner, A. Storkey and E. J. Crowley, "Neural
// Architecture Search without Training", ICML 2021, figure 2).
type CodesFigure struct {
	ui.Compo

	Save func(name, text string)

	state Codes
}

// do makes an action happen. go-app draws the figure after the event.
func (f *CodesFigure) do(action any) { f.state = ReduceCodes(f.state, action) }

// points are the points of the planes.
func (f *CodesFigure) points() points {
	p := points{figure: "codes", at: f.state.Points, kernel: f.state.Kernel, held: func() int { return f.state.Held }, do: f.do}
	for _, c := range p.kernel.Codes {
		p.codes = append(p.codes, f.state.text(c))
	}
	return p
}

// Render implements ui.Composer.
func (f *CodesFigure) Render() ui.UI {
	if f.state.Net == nil {
		f.state = NewCodes()
	}
	s, p := f.state, f.points()
	return card("codes-figure", "From units to binary codes", []ui.UI{
		ui.Button().Type("button").Class("button").DataSet("testid", "codes-reset").
			OnClick(func(ui.Context, ui.Event) { f.do(ResetCodes{}) }, "reset").Text("Reset"),
		saver("codes-svg", "SVG", "Download the four steps as a drawing", func() { f.Save("binary-codes.svg", file(f.steps())) }),
		saver("codes-csv", "CSV", "Download codes and kernel as a table", func() { f.Save("binary-codes.csv", f.points().csv()) }),
	},
		ui.P().Class("muted").Text("Two layers of three ReLU units, A and B, over the plane of two inputs. Where a unit is active its bit is 1. Points in one region have one code, and K has two equal rows: drag two points together, and NWOT falls to −∞."),
		ui.Div().Class("code-steps").Body(
			f.step(1, fmt.Sprintf("Unit A%d cuts the plane: shaded, it is active", s.A+1), f.units(0, s.A)),
			f.step(2, "The first layer: every piece has a code of A1 A2 A3", nil),
			f.step(3, fmt.Sprintf("Unit B%d bends where it meets the first layer", s.B+1), f.units(1, s.B)),
			f.step(4, fmt.Sprintf("Both layers: %d regions, each with its code", len(s.Whole.Regions)), nil),
		),
		p.score(),
		ui.Div().Class("figure-tables").Body(p.table(), p.heat()),
		ui.Div().Class("figure-controls").Attr("role", "group").Aria("label", "The network").Body(
			slider("codes-sigma", "Biases' deviation σ", number(s.Sigma), false, 0, 2, 0.05, s.Sigma, func(v float64) { f.do(SetCodeNet{f.state.Seed, v}) }),
			slider("codes-seed", "Seed", strconv.FormatUint(s.Seed, 10), false, 0, 99, 1, float64(s.Seed), func(v float64) { f.do(SetCodeNet{uint64(v), f.state.Sigma}) }),
		),
	)
}

// step is one of the four steps; the points can be moved in the last.
func (f *CodesFigure) step(n int, caption string, choice ui.UI) ui.UI {
	plane := svg("svg", "plane").DataSet("testid", fmt.Sprintf("codes-step-%d", n)).Attr("viewBox", "0 0 400 400").
		Attr("role", "group").Aria("label", fmt.Sprintf("Step %d. %s.", n, caption)).Body(f.plane(n, n == 4)...)
	return ui.Elem("figure").Class("code-step").Body(
		ui.Elem("figcaption").Body(ui.B().Text(n), ui.Span().Text(caption)), plane, choice)
}

// units chooses the unit of a layer that is shaded.
func (f *CodesFigure) units(layer, shaded int) ui.UI {
	var list []ui.UI
	for j := range codeWidth {
		name := unitName(layer, j)
		list = append(list, ui.Button().Type("button").Class("button").DataSet("testid", "codes-unit-"+name).
			Aria("pressed", j == shaded).Aria("label", "Shade unit "+name).
			OnClick(func(ui.Context, ui.Event) { f.do(ShadeUnit{layer, j}) }, name).Text(name))
	}
	return ui.Div().Class("code-units").Attr("role", "group").Aria("label", "The unit that is shaded").Body(list...)
}

func unitName(layer, unit int) string { return [2]string{"A", "B"}[layer] + strconv.Itoa(unit+1) }

// steps returns the four planes as one drawing, two by two.
func (f *CodesFigure) steps() ui.UI {
	var parts []ui.UI
	for n := 1; n <= 4; n++ {
		parts = append(parts, svg("g", "step").Attr("transform", fmt.Sprintf("translate(%d %d)", (n-1)%2*420+10, (n-1)/2*420+10)).Body(
			svg("svg", "plane").Attr("width", "400").Attr("height", "400").Attr("viewBox", "0 0 400 400").Body(f.plane(n, false)...)))
	}
	return svg("svg", "steps").Attr("viewBox", "0 0 840 840").Body(parts...)
}
