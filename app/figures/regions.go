package figures

import (
	"fmt"
	"sort"
	"strconv"
	"time"

	"protocell/app/display"
	"protocell/core/regions"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// RegionsFigure shows the linear regions of a ReLU network of the plane.
type RegionsFigure struct {
	ui.Compo

	Save func(name, text string)

	state   Regions
	painted *painting
}

// do makes an action happen. go-app draws the figure after the event.
func (f *RegionsFigure) do(action any) { f.state = ReduceRegions(f.state, action) }

// Render implements ui.Composer.
func (f *RegionsFigure) Render() ui.UI {
	if f.state.Net == nil {
		f.state = NewRegions()
	}
	s := f.state
	if f.painted == nil || f.painted.part != s.Part {
		f.painted = paint(s)
	}
	return card("regions", "Linear regions of a ReLU network", []ui.UI{
		saver("regions-svg", "SVG", "Download the regions as a drawing", func() { f.Save("linear-regions.svg", file(f.drawing(f.painted.codes, false))) }),
		saver("regions-csv", "CSV", "Download the regions as a table", func() { f.Save("linear-regions.csv", f.state.csv()) }),
	},
		ui.P().Class("muted").Text("Two inputs, the plane; one output. Each ReLU neuron cuts the plane along a line that bends where earlier ones do. Inside a piece the network is one affine function, and its code says which neurons are active: what NASWOT compares, and what TE-NAS counts."),
		ui.Div().Class("figure-body").Body(
			ui.Div().Class("figure-plane").Body(
				f.drawing(f.painted.codes, true),
				ui.P().Class("muted").Text("A colour for each code, of eight; neighbours may share one. The window is [−2, 2]²."),
			),
			ui.Div().Class("figure-plane").Body(f.output(), f.scale()),
			ui.Div().Class("figure-side").Body(f.counts(), f.training(), f.weights()),
			f.shape(),
		),
		ui.Button().Type("button").Class("link").DataSet("testid", "regions-table").Aria("expanded", s.Table).
			OnClick(func(ui.Context, ui.Event) { f.do(ToggleTable{}) }).Text("The largest regions as numbers"),
		f.table(),
	)
}

// drawing returns the regions in colours; live is on the page, where they can be pointed
// at.
func (f *RegionsFigure) drawing(fills []fill, live bool) ui.UI {
	s := f.state
	var parts []ui.UI
	for _, c := range fills {
		parts = append(parts, svg("path", "fill").Attr("fill", c.colour).Attr("d", c.outline))
	}
	active := ""
	if s.Shade {
		active = f.painted.active
	}
	parts = append(parts,
		svg("path", "active").Attr("d", active),
		svg("path", "edges").Attr("d", f.painted.edges),
		svg("path", "chosen").Attr("d", string(appendOutline(nil, s.At().Corners))),
		circle("probe", across(s.Probe.X), down(s.Probe.Y), 5),
	)
	plane := svg("svg", "plane").Attr("viewBox", "0 0 400 400").DataSet("regions", len(s.Part.Regions))
	if !live {
		return plane.Body(parts...)
	}
	point := func(ctx ui.Context, e ui.Event) {
		x, y := pointed(ctx, e)
		f.do(MoveProbe{regions.Point{X: x, Y: y}})
	}
	return plane.DataSet("testid", "regions-plane").Attr("tabindex", "0").Attr("role", "application").
		Aria("label", "Linear regions of the network. The arrow keys move the point whose region is described.").
		Aria("describedby", "regions-probe").
		On("pointermove", point, "move").On("pointerdown", point, "down").
		On("keydown", func(_ ui.Context, e ui.Event) {
			if dx, dy, ok := arrow(e); ok {
				e.PreventDefault()
				f.do(MoveProbe{regions.Point{X: f.state.Probe.X + dx, Y: f.state.Probe.Y + dy}})
			}
		}, "key").Body(parts...)
}

// output is the value of the network over the plane.
func (f *RegionsFigure) output() ui.UI {
	var parts []ui.UI
	for _, c := range f.painted.outputs {
		// A thin line of the same colour, so that nothing shows between neighbours.
		parts = append(parts, svg("path", "fill").Attr("fill", c.colour).Attr("stroke", c.colour).Attr("d", c.outline))
	}
	parts = append(parts, circle("probe", across(f.state.Probe.X), down(f.state.Probe.Y), 5))
	return svg("svg", "plane").DataSet("testid", "regions-output").Attr("viewBox", "0 0 400 400").Attr("role", "img").
		Aria("label", "The output of the network over the plane").Body(parts...)
}

// scale says what the colours of the output mean.
func (f *RegionsFigure) scale() ui.UI {
	text := "The network has an output only with all neurons."
	if f.painted.outputs != nil {
		text = fmt.Sprintf("The output in the middle of each region, from %s, dark, to %s, bright.", display.Significant(f.painted.low, 3), display.Significant(f.painted.high, 3))
	}
	return ui.P().Class("muted").Text(text)
}

// A training of 100 steps goes on from frame to frame.
const (
	trainSteps = 100
	frameSteps = 10
)

// training trains the network, and says what becomes of the regions.
func (f *RegionsFigure) training() ui.UI {
	s := f.state
	words := fmt.Sprintf("Mean squared error against (x² − y²) / 4: %s, untrained.", display.Significant(s.Loss, 3))
	if s.Steps > 0 {
		words = fmt.Sprintf("Mean squared error against (x² − y²) / 4: %s, after %d steps. There were %d regions before, and are %d: training moves them, but makes hardly more.",
			display.Significant(s.Loss, 3), s.Steps, s.First, len(s.Part.Regions))
	}
	return ui.Div().Class("figure-training").Body(
		ui.Button().Type("button").Class("button").DataSet("testid", "regions-train").
			OnClick(func(ctx ui.Context, _ ui.Event) { f.train(ctx, trainSteps) }).Text(fmt.Sprintf("Train %d steps", trainSteps)),
		ui.P().Class("muted").DataSet("testid", "regions-loss").DataSet("value", display.Exact(s.Loss)).DataSet("steps", s.Steps).Text(words),
	)
}

// train takes steps, a few in each frame.
func (f *RegionsFigure) train(ctx ui.Context, steps int) {
	f.do(TrainNet{frameSteps})
	if steps > frameSteps {
		ctx.After(frame, func(ctx ui.Context) { f.train(ctx, steps-frameSteps) })
	}
}

// frame is about the time between two frames.
const frame = 16 * time.Millisecond

// counts says how many regions there are, and what is under the probe.
func (f *RegionsFigure) counts() ui.UI {
	s := f.state
	return ui.Div().Class("figure-facts").Body(
		ui.P().Class("figure-count").DataSet("testid", "regions-count").DataSet("value", len(s.Part.Regions)).Attr("role", "status").Text(s.Count()),
		ui.P().Class("muted").Text(fmt.Sprintf("At initialisation about n²/2 of n neurons, hardly more in a deeper network: %d for n = %d (Hanin and Rolnick 2019). The upper bounds grow exponentially with depth.", s.Stop*s.Stop/2, s.Stop)),
		ui.P().ID("regions-probe").Class("figure-probe").DataSet("testid", "regions-probe").Attr("role", "status").Body(
			ui.Code().DataSet("testid", "regions-code").Text(s.At().Code.Text(s.Stop, s.Width)),
			ui.Span().Text(s.describe()),
		),
	)
}

// weights chooses a weight and drags it.
func (f *RegionsFigure) weights() ui.UI {
	s := f.state
	layers := numbered(s.Depth)
	layers = append(layers, option{strconv.Itoa(s.Depth), "output"})
	inputs := numbered(s.Net.Inputs(s.Layer))
	inputs = append(inputs, option{strconv.Itoa(len(inputs)), "bias"})
	pick := func(set func(*ChooseWeight, int)) func(string) {
		return func(v string) {
			if n, err := strconv.Atoi(v); err == nil {
				c := ChooseWeight{f.state.Layer, f.state.Neuron, f.state.Input}
				set(&c, n)
				f.do(c)
			}
		}
	}
	value := *s.weight()
	return ui.Div().Class("figure-controls").Attr("role", "group").Aria("label", "A weight to drag").Body(
		ui.Div().Class("fields").Body(
			choice("regions-layer", "Layer", strconv.Itoa(s.Layer), layers, pick(func(c *ChooseWeight, n int) { c.Layer = n })),
			choice("regions-neuron", "Neuron", strconv.Itoa(s.Neuron), numbered(s.Net.Neurons(s.Layer)), pick(func(c *ChooseWeight, n int) { c.Neuron = n })),
			choice("regions-input", "Input", strconv.Itoa(s.Input), inputs, pick(func(c *ChooseWeight, n int) { c.Input = n })),
		),
		slider("regions-weight", "Its weight", display.Significant(value, 3), true, -maxWeight, maxWeight, 0.01, value, func(v float64) { f.do(SetWeight{v}) }),
	)
}

// shape has what the network is drawn from.
func (f *RegionsFigure) shape() ui.UI {
	s := f.state
	with := func(change func(*SetNet, float64)) func(float64) {
		return func(v float64) {
			a := SetNet{f.state.Depth, f.state.Width, f.state.Sigma, f.state.Seed}
			change(&a, v)
			f.do(a)
		}
	}
	last := "none"
	if s.Stop > 0 {
		last = fmt.Sprintf("%d of %d, to neuron %d of layer %d", s.Stop, s.Net.Hidden(), (s.Stop-1)%s.Width+1, (s.Stop-1)/s.Width+1)
	}
	return ui.Div().Class("figure-controls").Attr("role", "group").Aria("label", "The network").Body(
		slider("regions-stop", "Neurons that cut", last, true, 0, float64(s.Net.Hidden()), 1, float64(s.Stop), func(v float64) { f.do(SetStop{int(v)}) }),
		ui.Label().Class("check", "wide").Body(
			ui.Input().Type("checkbox").DataSet("testid", "regions-shade").Checked(s.Shade).
				OnChange(func(ctx ui.Context, _ ui.Event) { f.do(SetShade{ctx.JSSrc().Get("checked").Bool()}) }),
			ui.Text("Shade where the last of them is active"),
		),
		slider("regions-depth", "Depth, layers", strconv.Itoa(s.Depth), false, 1, regions.MaxDepth, 1, float64(s.Depth), with(func(a *SetNet, v float64) { a.Depth = int(v) })),
		slider("regions-width", "Width, neurons", strconv.Itoa(s.Width), false, 1, regions.MaxWidth, 1, float64(s.Width), with(func(a *SetNet, v float64) { a.Width = int(v) })),
		slider("regions-sigma", "Biases' deviation σ", number(s.Sigma), false, 0, 2, 0.05, s.Sigma, with(func(a *SetNet, v float64) { a.Sigma = v })),
		slider("regions-seed", "Seed", strconv.FormatUint(s.Seed, 10), false, 0, 99, 1, float64(s.Seed), with(func(a *SetNet, v float64) { a.Seed = uint64(v) })),
	)
}

// listed is how many regions the table has.
const listed = 25

// table has the largest regions as numbers, if they are asked for.
func (f *RegionsFigure) table() ui.UI {
	s := f.state
	if !s.Table {
		return nil
	}
	list := append([]regions.Region(nil), s.Part.Regions...)
	sort.SliceStable(list, func(i, j int) bool { return regions.Area(list[i].Corners) > regions.Area(list[j].Corners) })
	var rows []ui.UI
	for _, r := range list[:min(len(list), listed)] {
		gradient := "–"
		if s.Part.Whole {
			gradient = display.Significant(r.Output.GX, 3) + ", " + display.Significant(r.Output.GY, 3)
		}
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Body(ui.Code().Text(r.Code.Text(s.Stop, s.Width))),
			ui.Td().Text(percent(regions.Area(r.Corners)/(4*half*half))), ui.Td().Text(len(r.Corners)), ui.Td().Text(gradient),
		))
	}
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "The largest regions").Body(
		ui.Table().Class("numbers").Body(
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Code"), ui.Th().Scope("col").Text("Of the window"), ui.Th().Scope("col").Text("Corners"), ui.Th().Scope("col").Text("Gradient"))),
			ui.TBody().Body(rows...),
		),
	)
}
