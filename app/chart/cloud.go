package chart

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"
)

// Cloud is a scatter chart of many points, drawn at once.
type Cloud struct {
	X, Y   Axis
	Names  []string // of the points; they come back with a point that is chosen
	Points []byte   // x and y of each point in turn, float64, little-endian, finite
	Marked []Mark   // points that are pointed out
	Groups []Group  // points in colours of their own
	Guides []Guide  // lines beneath the points
}

// Group is points of a cloud in a colour of their own.
type Group struct {
	Ink    int   // number of the colour, as of a line in Lines
	Points []int // indices
}

// Guide is a line to hold points against.
type Guide struct {
	Name   string // shown at its end; empty for none
	X, Y   []float64
	Dashed bool
}

// Add adds a point.
func (c *Cloud) Add(name string, x, y float64) {
	c.Names = append(c.Names, name)
	for _, v := range []float64{x, y} {
		c.Points = binary.LittleEndian.AppendUint64(c.Points, math.Float64bits(v))
	}
}

// At returns point i.
func (c *Cloud) At(i int) (x, y float64) {
	at := func(k int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(c.Points[8*k:])) }
	return at(2 * i), at(2*i + 1)
}

// Mark is a point with a label.
type Mark struct {
	Label string
	Name  string // as of a point
	X, Y  float64
	Best  bool // whether it is the best by the truth, or the pick of a proxy
}

// large is the number of points from which on they are drawn as one shape.
const large = 1500

// Options returns c as an ECharts option.
func (c Cloud) Options(k Colours) ([]byte, error) {
	size, opacity := 7.0, 0.75
	if n := len(c.Names); n > 5000 {
		size, opacity = 3, 0.5
	} else if n > large {
		size, opacity = 4, 0.6
	}
	o := base(k)
	o["grid"] = map[string]any{"left": 62, "right": 18, "top": 18, "bottom": 48}
	o["xAxis"] = c.X.options(k, 30)
	o["yAxis"] = c.Y.options(k, 44)
	o["names"] = strings.Join(c.Names, "\n") // the page's script names points by it
	series := []any{map[string]any{
		"type": "scatter", "id": "points", "dimensions": []string{"x", "y"}, "data": floats(c.Points),
		"large": true, "largeThreshold": large, "symbolSize": size, "z": 2,
		"silent":    true, // the page's script finds the nearest point itself
		"itemStyle": map[string]any{"color": k.Sample, "opacity": opacity},
	}}
	for _, g := range c.Groups {
		data := []any{}
		for _, i := range g.Points {
			x, y := c.At(i)
			data = append(data, []float64{x, y})
		}
		series = append(series, map[string]any{
			"type": "scatter", "data": data, "symbolSize": size, "z": 3, "silent": true,
			"itemStyle": map[string]any{"color": k.ink(g.Ink), "opacity": 0.9},
		})
	}
	for _, g := range c.Guides {
		series = append(series, g.series(k))
	}
	for _, m := range c.Marked {
		colour, place := k.Pinned, "bottom"
		if m.Best {
			colour, place = k.Shown, "top"
		}
		series = append(series, map[string]any{
			"type": "scatter", "symbol": "diamond", "symbolSize": 14, "z": 4, "silent": true,
			"data":      []any{map[string]any{"name": m.Name, "value": []float64{m.X, m.Y}}},
			"itemStyle": map[string]any{"color": colour, "borderColor": k.Surface, "borderWidth": 1.5},
			"label": map[string]any{"show": true, "formatter": m.Label, "position": place, "color": k.Text, "fontWeight": 600,
				"textBorderColor": k.Surface, "textBorderWidth": 3},
		})
	}
	o["series"] = series
	return json.Marshal(o)
}

// series returns a guide as a series of ECharts.
func (g Guide) series(k Colours) map[string]any {
	data := []any{}
	for i, x := range g.X {
		data = append(data, []float64{x, g.Y[i]})
	}
	stroke := "solid"
	if g.Dashed {
		stroke = "dashed"
	}
	return map[string]any{
		"type": "line", "name": g.Name, "data": data, "showSymbol": false, "silent": true, "z": 1,
		"lineStyle": map[string]any{"color": k.Muted, "width": 1.25, "type": stroke},
		"endLabel":  map[string]any{"show": g.Name != "", "formatter": "{a}", "color": k.Muted, "align": "right", "verticalAlign": "bottom", "offset": []float64{-6, -4}},
	}
}
