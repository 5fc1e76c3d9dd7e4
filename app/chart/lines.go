package chart

import "encoding/json"

// Lines is a chart of lines, some with a band around them.
type Lines struct {
	X, Y  Axis
	Lines []Line
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

// Options returns l as an ECharts option.
func (l Lines) Options(k Colours) ([]byte, error) {
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
			"showSymbol":  len(points) <= 40,
			"lineStyle":   map[string]any{"color": colour, "width": 2, "type": stroke},
			"itemStyle":   map[string]any{"color": colour},
			"endLabel":    map[string]any{"show": true, "formatter": "{a}", "color": colour, "fontWeight": 600, "distance": 6},
			"labelLayout": map[string]any{"moveOverlap": "shiftY"},
			"emphasis":    map[string]any{"focus": "series"},
		})
	}
	o := base(k)
	o["grid"] = map[string]any{"left": 58, "right": 118, "top": 14, "bottom": 46}
	o["xAxis"] = l.X.options(k, 28)
	o["yAxis"] = l.Y.options(k, 40)
	o["series"] = series
	return json.Marshal(o)
}
