package device

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/layout"
	"protocell/core/latency"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// interval is a time with its interval, in seconds.
type interval struct {
	low, value, high float64
	ok, test         bool
}

func networkTimes(list []latency.NetworkTime) (times []interval) {
	for _, n := range list {
		times = append(times, interval{n.Time.Low, n.Time.Seconds, n.Time.High, n.Time.OK(), n.Pass == latency.TestPass})
	}
	return times
}

func operatorTimes(list []latency.OperatorTime) (times []interval) {
	for _, o := range list {
		times = append(times, interval{o.Time.Low, o.Time.Seconds, o.Time.High, o.Time.OK(), false})
	}
	return times
}

// Size of a drawing of intervals, in its units.
const (
	intervalsWidth, intervalsHeight = 480, 150
	intervalsLeft, intervalsEdge    = 54, 8
)

// intervals draws times from the shortest to the longest, on a logarithmic scale.
func intervals(times []interval, label string) ui.UI {
	known := slices.DeleteFunc(slices.Clone(times), func(t interval) bool { return !t.ok })
	slices.SortFunc(known, func(a, b interval) int { return cmp.Compare(a.value, b.value) })
	low, high := math.Inf(1), math.Inf(-1)
	for _, t := range known {
		low, high = math.Min(low, t.low), math.Max(high, t.high)
	}
	if !(high > low) {
		low, high = low*0.9, low*1.1
	}
	y := func(v float64) float64 {
		return intervalsEdge + (intervalsHeight-2*intervalsEdge)*(1-math.Log(v/low)/math.Log(high/low))
	}
	var bars, fits, tests strings.Builder
	for i, t := range known {
		x := layout.Coord(intervalsLeft + (intervalsWidth-intervalsLeft-intervalsEdge)*(float64(i)+0.5)/float64(len(times)))
		bars.WriteString("M" + x + " " + layout.Coord(y(t.low)) + "V" + layout.Coord(y(t.high)))
		dots := &fits
		if t.test {
			dots = &tests
		}
		dots.WriteString("M" + x + " " + layout.Coord(y(t.value)) + "h0")
	}
	body := []ui.UI{}
	if len(known) > 0 {
		for _, v := range []float64{low, math.Sqrt(low * high), high} {
			body = append(body,
				element.Path("M"+layout.Coord(intervalsLeft)+" "+layout.Coord(y(v))+"H"+layout.Coord(intervalsWidth)).DataSet("part", "grid"),
				element.Text(intervalsLeft-6, y(v)+4, display.Seconds(v)).DataSet("part", "tick"))
		}
		body = append(body,
			element.Path(bars.String()).DataSet("part", "bars"),
			element.Path(fits.String()).DataSet("part", "fits"),
			element.Path(tests.String()).DataSet("part", "tests"))
	}
	return element.Drawing(intervalsWidth, intervalsHeight).Attr("role", "img").Aria("label", label).DataSet("part", "intervals").Body(body...)
}

// strip draws how slow the machine was in each round, by the reference; the pass that
// tests begins with round second.
func strip(levels []float64, second int) ui.UI {
	low, high := 0.95, 1.05
	words := "The reference appears after a few rounds."
	if len(levels) > 0 {
		low, high = math.Min(low, slices.Min(levels)), math.Max(high, slices.Max(levels))
		words = "The reference has kept its speed."
		if drift := slices.Max(levels)/slices.Min(levels) - 1; drift >= 0.02 {
			words = "The reference's speed has moved by " + display.Percent(drift) + "; the others are corrected for it."
		}
	}
	y := func(v float64) float64 {
		return intervalsEdge + (intervalsHeight-2*intervalsEdge)*(high-v)/(high-low)
	}
	x := func(i float64) string {
		return layout.Coord(intervalsLeft + (intervalsWidth-intervalsLeft-intervalsEdge)*i/math.Max(20, float64(len(levels)-1)))
	}
	var body []ui.UI
	for _, v := range []float64{low, 1, high} {
		body = append(body,
			element.Path("M"+layout.Coord(intervalsLeft)+" "+layout.Coord(y(v))+"H"+layout.Coord(intervalsWidth)).DataSet("part", "grid"),
			element.Text(intervalsLeft-6, y(v)+4, display.Significant(v, 3)+"×").DataSet("part", "tick"))
	}
	var line strings.Builder
	for i, v := range levels {
		step := "L"
		if i == 0 || i == second {
			step = "M"
		}
		line.WriteString(step + x(float64(i)) + " " + layout.Coord(y(v)))
	}
	if len(levels) > 0 {
		body = append(body, element.Path(line.String()).DataSet("part", "strip"))
		if second < len(levels) {
			body = append(body, element.Path("M"+x(float64(second)-0.5)+" 0V"+layout.Coord(intervalsHeight)).DataSet("part", "grid"))
		}
	}
	return ui.Figure().Class("device-figure").DataSet("testid", "strip").DataSet("rounds", len(levels)).Body(
		ui.FigCaption().Body(ui.B().Text("The reference, by round"), ui.Small().Class("muted").Text(words)),
		element.Drawing(intervalsWidth, intervalsHeight).Attr("role", "img").Aria("label", words).DataSet("part", "intervals").Body(body...),
	)
}
