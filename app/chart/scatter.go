// Package chart writes the options of the page's charts. An option is a pure
// function of the data and the colours, as JSON for Apache ECharts, so that
// charts have golden tests without a browser.
package chart

import "encoding/json"

// Colours are those of the present colour scheme.
type Colours struct {
	Text, Muted, Line, Surface string
	Sample, Pinned, Shown      string
	More                       []string // of further lines
	Dark                       bool     // whether the ground is dark
}

// Point is one cell of a scatter chart.
type Point struct {
	Name string  // comes back when the point is chosen
	X, Y float64 // finite
}

// Scatter is what a scatter chart shows: many cells faintly, those that are
// pinned, and the one on show.
type Scatter struct {
	X, Y                  string // names of the axes
	Sample, Pinned, Shown []Point
	Still                 bool // without animation
}

// Options returns s as an ECharts option.
func (s Scatter) Options(c Colours) ([]byte, error) {
	axis := func(name, place string, gap int) map[string]any {
		return map[string]any{
			"type": "value", "scale": true,
			"name": name, "nameLocation": place, "nameGap": gap,
			"nameTextStyle": map[string]any{"color": c.Text, "fontWeight": 600},
			"axisLabel":     map[string]any{"color": c.Muted, "hideOverlap": true},
			"axisLine":      map[string]any{"show": true, "lineStyle": map[string]any{"color": c.Line}},
			"axisTick":      map[string]any{"show": false},
			"splitLine":     map[string]any{"lineStyle": map[string]any{"color": c.Line, "opacity": 0.5}},
			"splitNumber":   4,
		}
	}
	series := func(name, symbol string, size int, colour, border string, width float64, z int, points []Point) map[string]any {
		data := make([]any, 0, len(points))
		for _, p := range points {
			data = append(data, map[string]any{"name": p.Name, "value": []float64{p.X, p.Y}})
		}
		return map[string]any{
			"type": "scatter", "name": name, "symbol": symbol, "symbolSize": size, "z": z, "data": data,
			"itemStyle": map[string]any{"color": colour, "borderColor": border, "borderWidth": width, "opacity": 1},
			"emphasis":  map[string]any{"scale": 1.4},
		}
	}
	return json.MarshalIndent(map[string]any{
		"animation":         !s.Still,
		"animationDuration": 250,
		"textStyle":         map[string]any{"fontFamily": "inherit"},
		"grid":              map[string]any{"left": 64, "right": 20, "top": 16, "bottom": 52},
		"xAxis":             axis(s.X, "middle", 34),
		"yAxis":             axis(s.Y, "middle", 48),
		// Rich text is drawn on the canvas: markup would need inline styles, which
		// the page's security policy forbids.
		"tooltip": map[string]any{
			"renderMode": "richText", "trigger": "item", "formatter": "{b}\n{c}", "confine": true,
			"backgroundColor": c.Surface, "borderColor": c.Line,
			"textStyle": map[string]any{"color": c.Text, "fontSize": 12},
		},
		"series": []any{
			series("sample", "circle", 9, c.Sample, c.Surface, 1, 2, s.Sample),
			series("pinned", "diamond", 15, c.Pinned, c.Surface, 1.5, 3, s.Pinned),
			series("shown", "circle", 15, c.Shown, c.Text, 2, 4, s.Shown),
		},
	}, "", " ")
}
