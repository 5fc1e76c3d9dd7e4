package chart

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
)

// Lines is a chart of lines, some with a band around them.
type Lines struct {
	X, Y   Axis
	Lines  []Line
	Height float64 // of the chart in pixels, by which the names beside the lines keep apart
}

// Line is a line of a chart.
type Line struct {
	Name string
	X, Y []float64 // finite
	// Low and High are the band around it, or nil.
	Low, High []float64
	Dashed    bool
}

// inks returns the colours of lines, by their number.
func (k Colours) ink(i int) string {
	all := append([]string{k.Shown, k.Pinned}, k.More...)
	return all[i%len(all)]
}

// Margins of a chart of lines in pixels, and the least distance of two names.
const (
	above, below = 14, 46
	nameGap      = 14
)

// spread sets the bounds of the vertical axis, and returns how far each name is moved
// down from the end of its line, so that none covers another.
func (l *Lines) spread() []float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, line := range l.Lines {
		for _, values := range [][]float64{line.Y, line.Low, line.High} {
			for _, v := range values {
				low, high = math.Min(low, v), math.Max(high, v)
			}
		}
	}
	down := make([]float64, len(l.Lines))
	if !(high > low) || l.Height <= above+below {
		return down
	}
	step := math.Pow(10, math.Floor(math.Log10(high-low)))
	low, high = math.Floor(low/step)*step, math.Ceil(high/step)*step
	l.Y.Min, l.Y.Max = &low, &high
	pixels := (l.Height - above - below) / (high - low)
	end := func(i int) float64 { // of a line, from above
		y := l.Lines[i].Y
		if len(y) == 0 {
			return 0
		}
		return (high - y[len(y)-1]) * pixels
	}
	order := make([]int, len(l.Lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(end(i), end(j)) })
	last := math.Inf(-1)
	for _, i := range order {
		at := math.Max(end(i), last+nameGap)
		down[i], last = math.Round(at-end(i)), at
	}
	return down
}

// Options returns l as an ECharts option.
func (l Lines) Options(k Colours) ([]byte, error) {
	down := l.spread()
	series := []any{}
	for i, line := range l.Lines {
		colour := k.ink(i)
		points, band := []any{}, []any{}
		for j, x := range line.X {
			points = append(points, []float64{x, line.Y[j]})
			if j > 0 && line.Low != nil {
				band = append(band, map[string]any{
					"value":     []float64{line.X[j-1], line.Low[j-1], line.High[j-1], x, line.Low[j], line.High[j]},
					"itemStyle": map[string]any{"color": colour, "opacity": 0.14},
				})
			}
		}
		if len(band) > 0 {
			series = append(series, map[string]any{"type": "custom", "marks": "band", "data": band, "silent": true, "z": 1,
				"encode": map[string]any{"x": []int{0, 3}, "y": []int{1, 2, 4, 5}}})
		}
		stroke := "solid"
		if line.Dashed {
			stroke = "dashed"
		}
		series = append(series, map[string]any{
			"type": "line", "name": line.Name, "data": points, "symbolSize": 5, "z": 3,
			"showSymbol": len(points) <= 40,
			"lineStyle":  map[string]any{"color": colour, "width": 2, "type": stroke},
			"itemStyle":  map[string]any{"color": colour},
			"endLabel":   map[string]any{"show": true, "formatter": "{a}", "color": colour, "fontWeight": 600, "distance": 6, "offset": []float64{0, down[i]}},
			"emphasis":   map[string]any{"focus": "series"},
		})
	}
	o := base(k)
	o["grid"] = map[string]any{"left": 58, "right": 132, "top": above, "bottom": below}
	o["xAxis"] = l.X.options(k, 28)
	o["yAxis"] = l.Y.options(k, 40)
	o["series"] = series
	return json.Marshal(o)
}
