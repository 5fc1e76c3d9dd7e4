package device

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"protocell/app/device/state"
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
				element.Text(intervalsLeft-6, y(v)+4, microseconds(v)).DataSet("part", "tick"))
		}
		body = append(body,
			element.Path(bars.String()).DataSet("part", "bars"),
			element.Path(fits.String()).DataSet("part", "fits"),
			element.Path(tests.String()).DataSet("part", "tests"))
	}
	return element.Drawing(intervalsWidth, intervalsHeight).Attr("role", "img").Aria("label", label).DataSet("part", "intervals").Body(body...)
}

// strip draws how the reference's speed moved in the course of a measurement.
func strip(levels []state.Level) ui.UI {
	most := 0.05
	for _, l := range levels {
		most = math.Max(most, l.Drift)
	}
	var line strings.Builder
	for i, l := range levels {
		step := "L"
		if i == 0 {
			step = "M"
		}
		x := intervalsLeft + (intervalsWidth-intervalsLeft-intervalsEdge)*l.Done
		line.WriteString(step + layout.Coord(x) + " " + layout.Coord(intervalsHeight-intervalsEdge-(intervalsHeight-2*intervalsEdge)*l.Drift/most))
	}
	words := "The reference has kept its speed."
	if n := len(levels); n > 0 && levels[n-1].Drift >= 0.005 {
		words = "The reference has been up to " + percent(levels[n-1].Drift) + " slower than at best; it is corrected for."
	}
	var body []ui.UI
	for _, v := range []float64{0, most} {
		at := intervalsHeight - intervalsEdge - (intervalsHeight-2*intervalsEdge)*v/most
		body = append(body,
			element.Path("M"+layout.Coord(intervalsLeft)+" "+layout.Coord(at)+"H"+layout.Coord(intervalsWidth)).DataSet("part", "grid"),
			element.Text(intervalsLeft-6, at+4, percent(v)).DataSet("part", "tick"))
	}
	if line.Len() > 0 {
		body = append(body, element.Path(line.String()).DataSet("part", "strip"))
	}
	return ui.Figure().Class("device-figure").DataSet("testid", "strip").Body(
		ui.FigCaption().Body(ui.B().Text("Drift"), ui.Small().Class("muted").Text(words)),
		element.Drawing(intervalsWidth, intervalsHeight).Attr("role", "img").Aria("label", words).DataSet("part", "intervals").Body(body...),
	)
}
