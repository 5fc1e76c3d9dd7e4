package figures

import (
	"fmt"
	"slices"
	"strings"

	"protocell/app/display"
	"protocell/app/heat"
	"protocell/core/handnet"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// What may happen to points of the plane.
type (
	// Hold has a point follow the pointer; -1 lets go.
	Hold struct{ Point int }
	// MovePoint puts a point elsewhere.
	MovePoint struct {
		Point int
		To    handnet.Point
	}
	// step moves a point by a distance, place sets one of its coordinates.
	step struct {
		point  int
		dx, dy float64
	}
	place struct {
		point, axis int
		value       float64
	}
	// AddPoint adds a point.
	AddPoint struct{}
	// RemovePoint removes a point.
	RemovePoint struct{ Point int }
)

// movePoints returns the points, and which one is held, after an action on them.
func movePoints(points []handnet.Point, held int, action any) ([]handnet.Point, int) {
	has := func(i int) bool { return i >= 0 && i < len(points) }
	switch a := action.(type) {
	case Hold:
		held = a.Point
	case MovePoint:
		if has(a.Point) {
			points = slices.Clone(points)
			points[a.Point] = handnet.Point{inside(a.To[0]), inside(a.To[1])}
		}
	case step:
		if has(a.point) {
			at := points[a.point]
			return movePoints(points, held, MovePoint{a.point, handnet.Point{at[0] + a.dx, at[1] + a.dy}})
		}
	case place:
		if has(a.point) {
			to := points[a.point]
			to[a.axis] = a.value
			return movePoints(points, held, MovePoint{a.point, to})
		}
	case AddPoint:
		if len(points) < handnet.MaxPoints {
			points = append(slices.Clone(points), spare[len(points)])
		}
	case RemovePoint:
		if has(a.Point) && len(points) > 1 {
			points, held = slices.Delete(slices.Clone(points), a.Point, a.Point+1), -1
		}
	}
	return points, held
}

// spare is where new points come.
var spare = [handnet.MaxPoints]handnet.Point{
	{-1.4, -1.3}, {0.4, 1.6}, {-1.5, 1.6}, {1.4, -0.4}, {0, 1.7}, {0.4, -1.5}, {-1.7, 0.3}, {0.1, 0.2},
}

// letter names a point.
func letter(i int) string { return string(rune('A' + i)) }

// points are the points of a figure, with what is known of them.
type points struct {
	figure string // begins the ids of its elements
	at     []handnet.Point
	codes  []string
	kernel handnet.Kernel
	held   func() int
	do     func(action any)
}

// handle draws a point that mouse, finger and arrow keys move if it is live.
func (p points) handle(i int, live bool) ui.UI {
	x, y := across(p.at[i][0]), down(p.at[i][1])
	g := svg("g", "handle").Body(circle("hit", x, y, 24), circle("point", x, y, 13), label("letter", x, y, letter(i)))
	if !live {
		return g
	}
	id := p.figure + "-point-" + letter(i)
	return g.DataSet("testid", id).Attr("tabindex", "0").Attr("role", "button").Aria("roledescription", "movable point").
		Aria("label", fmt.Sprintf("Point %s at (%s, %s), code %s. Arrow keys move it.", letter(i), number(p.at[i][0]), number(p.at[i][1]), p.codes[i])).
		// Browsers pan from within a drawing whatever its parts' touch-action is.
		On("touchstart", func(_ ui.Context, e ui.Event) { e.PreventDefault() }, id, "touch").
		On("pointerdown", func(ctx ui.Context, e ui.Event) {
			ctx.JSSrc().Call("setPointerCapture", e.Get("pointerId"))
			p.do(Hold{i})
		}, id, "down").
		On("pointermove", func(ctx ui.Context, e ui.Event) {
			if p.held() == i {
				x, y := pointed(ctx, e)
				p.do(MovePoint{i, handnet.Point{x, y}})
			}
		}, id, "move").
		On("pointerup", func(ui.Context, ui.Event) { p.do(Hold{-1}) }, id, "up").
		On("pointercancel", func(ui.Context, ui.Event) { p.do(Hold{-1}) }, id, "cancel").
		On("keydown", func(_ ui.Context, e ui.Event) {
			if dx, dy, ok := arrow(e); ok {
				e.PreventDefault()
				p.do(step{i, dx, dy})
			}
		}, id, "key")
}

// table has the points and their codes.
func (p points) table() ui.UI {
	var rows []ui.UI
	for i, at := range p.at {
		name := letter(i)
		coordinate := func(axis int) ui.UI {
			id := fmt.Sprintf("%s-%s-%s", p.figure, [2]string{"x", "y"}[axis], name)
			return ui.Td().Body(entry(id, fmt.Sprintf("x%d of point %s", axis+1, name), at[axis], half, func(v float64) { p.do(place{i, axis, v}) }))
		}
		rows = append(rows, ui.Tr().Body(
			ui.Th().Scope("row").Text(name), coordinate(0), coordinate(1),
			ui.Td().Body(ui.Code().DataSet("testid", p.figure+"-code-"+name).Text(p.codes[i])),
			ui.Td().Body(ui.Button().Type("button").Class("remove").Aria("label", "Remove point "+name).Disabled(len(p.at) == 1).
				OnClick(func(ui.Context, ui.Event) { p.do(RemovePoint{i}) }, name).Text("×")),
		))
	}
	return ui.Div().Class("figure-points").Body(
		scrolling(
			ui.Caption().Class("visually-hidden").Text("Points and their codes"),
			ui.THead().Body(ui.Tr().Body(ui.Th().Scope("col").Text("Point"), ui.Th().Scope("col").Text("x1"), ui.Th().Scope("col").Text("x2"), ui.Th().Scope("col").Text("Code"), ui.Td())),
			ui.TBody().Body(rows...),
		),
		ui.Button().Type("button").Class("button").DataSet("testid", p.figure+"-add").Disabled(len(p.at) == handnet.MaxPoints).
			OnClick(func(ui.Context, ui.Event) { p.do(AddPoint{}) }).Text("Add a point"),
	)
}

// heat is K as a heat map that can be read.
func (p points) heat() ui.UI {
	parts := []ui.UI{label("letter", 20, 20, "K")}
	n := len(p.at)
	const cell = 40.0
	at := func(i int) float64 { return cell*float64(i) + 60 }
	for i := range n {
		parts = append(parts, label("letter", at(i), 20, letter(i)), label("letter", 20, at(i), letter(i)))
	}
	var spoken []string
	for i, row := range p.kernel.K {
		words := make([]string, n)
		for j, v := range row {
			words[j] = fmt.Sprint(v)
			c := heat.Colour(float64(v) / float64(p.kernel.Units))
			ink := "#ffffff" // on the dark half of the colours
			if 2*v > p.kernel.Units {
				ink = "#101513"
			}
			parts = append(parts,
				svg("rect", "cell").Attr("x", coord(at(j)-cell/2)).Attr("y", coord(at(i)-cell/2)).Attr("width", coord(cell-2)).Attr("height", coord(cell-2)).Attr("rx", "5").
					Attr("fill", fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2])),
				label("entry", at(j)-1, at(i), words[j]).Attr("fill", ink))
		}
		spoken = append(spoken, letter(i)+": "+strings.Join(words, " "))
	}
	w := coord(cell*float64(n) + 42)
	return svg("svg", "kernel").DataSet("testid", p.figure+"-kernel").Attr("viewBox", "0 0 "+w+" "+w).Attr("role", "img").
		Aria("label", "Kernel matrix K, "+strings.Join(spoken, "; ")).Body(parts...)
}

// score says what the determinant of K is, and why it is 0 if it is.
func (p points) score() ui.UI {
	return ui.P().Class("figure-sum").DataSet("testid", p.figure+"-score").DataSet("value", display.Exact(p.kernel.Ln)).Attr("role", "status").Body(
		ui.Span().Text(fmt.Sprintf("NWOT = ln det K = ln %d = ", p.kernel.Det)),
		ui.B().Text(display.Significant(p.kernel.Ln, 5)),
		ui.Span().Class("figure-why").DataSet("testid", p.figure+"-why").Text(why(p.kernel)),
	)
}

// why says why a determinant is 0.
func why(k handnet.Kernel) string {
	switch k.Cause {
	case handnet.Identical:
		return fmt.Sprintf("%s and %s lie in one region, so two rows of K are equal and its determinant is 0.", letter(k.A), letter(k.B))
	case handnet.TooMany:
		return fmt.Sprintf("The rank of K is at most one more than there are neurons, %d: %d points are too many for %d neurons.", k.Units+1, len(k.Codes), k.Units)
	case handnet.Dependent:
		return "The codes differ, but one follows from the others, like 11 from 00, 01 and 10: the rows of K depend on each other and its determinant is 0."
	}
	return ""
}

// csv returns points, codes and K as a table.
func (p points) csv() string {
	var b strings.Builder
	b.WriteString("point,x1,x2,code")
	for i := range p.at {
		b.WriteString(",K_" + letter(i))
	}
	b.WriteString("\n")
	for i, at := range p.at {
		fmt.Fprintf(&b, "%s,%s,%s,%s", letter(i), display.Exact(at[0]), display.Exact(at[1]), strings.ReplaceAll(p.codes[i], " ", ""))
		for _, v := range p.kernel.K[i] {
			fmt.Fprintf(&b, ",%d", v)
		}
		b.WriteString("\n")
	}
	return b.String()
}
