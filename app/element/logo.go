package element

import (
	"math"

	"protocell/app/layout"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Logo is a cell seen under a microscope: two layers of lipids around a graph.
func Logo() ui.UI {
	var dots []ui.UI
	for _, ring := range []struct{ r, size float64 }{{21, 1.9}, {16.6, 1.5}} {
		const n = 22
		for i := range n {
			s, c := math.Sincos(2 * math.Pi * float64(i) / n)
			dots = append(dots, Circle(layout.Point{X: 24 + ring.r*c, Y: 24 + ring.r*s}, ring.size))
		}
	}
	return Picture(48, 48).DataSet("part", "logo").Body(
		SVG("g").DataSet("part", "lipids").Body(dots...),
		Path("M16.5 26.5C20 16 28 16 31.5 22M16.5 26.5C21 33 28 32 31.5 22").DataSet("part", "links"),
		Circle(layout.Point{X: 16.5, Y: 26.5}, 3.4).DataSet("part", "organelle"),
		Circle(layout.Point{X: 31.5, Y: 22}, 4.2).DataSet("part", "nucleus"),
	)
}
