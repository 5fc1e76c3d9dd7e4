package chart

import (
	"encoding/json"
	"fmt"
	"math"
)

// Heat is a matrix of correlations as colours: warm for opposite, plain for none, green
// for alike.
type Heat struct {
	Columns, Rows []string
	Values        [][]float64 // by row, then column, in [-1, 1]; NaN where there is none
	Digits        int         // shown after the point
}

// Options returns h as an ECharts option.
func (h Heat) Options(k Colours) ([]byte, error) {
	data := []any{}
	for r, row := range h.Values {
		for c, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				continue
			}
			fill, light := Shade(v, k.Dark)
			ink := 0
			if light {
				ink = 1
			}
			rounded := math.Round(v*math.Pow10(h.Digits)) / math.Pow10(h.Digits)
			data = append(data, map[string]any{"value": []any{c, r, rounded + 0, ink}, "itemStyle": map[string]any{"color": fill}})
		}
	}
	o := base(k)
	o["grid"] = map[string]any{"left": 144, "right": 8, "top": 104, "bottom": 8}
	x := categories(h.Columns, k)
	x["inverse"], x["position"] = false, "top"
	x["axisLabel"] = map[string]any{"color": k.Text, "interval": 0, "rotate": 45, "width": 112, "overflow": "truncate"}
	x["splitLine"] = map[string]any{"show": false}
	y := categories(h.Rows, k)
	y["splitLine"] = map[string]any{"show": false}
	o["xAxis"], o["yAxis"] = x, y
	o["series"] = []any{map[string]any{"type": "custom", "marks": "cell", "digits": h.Digits, "data": data, "encode": map[string]any{"x": 0, "y": 1}}}
	return json.Marshal(o)
}

// shades are the colours of -1, 0 and 1, on light and on dark ground.
var shades = [2][3][3]float64{
	{{0xd9, 0x8a, 0x73}, {0xfb, 0xf9, 0xf3}, {0x4f, 0xa0, 0x8c}},
	{{0x8a, 0x3b, 0x2b}, {0x1c, 0x22, 0x20}, {0x1f, 0x7a, 0x66}},
}

// Shade returns the colour of a correlation, and whether light text is legible on it.
func Shade(v float64, dark bool) (colour string, light bool) {
	of, end := shades[0], 2
	if dark {
		of = shades[1]
	}
	if v < 0 {
		end = 0
	}
	t := math.Min(1, math.Abs(v))
	var c [3]int
	for i := range c {
		c[i] = int(of[1][i] + t*(of[end][i]-of[1][i]) + 0.5)
	}
	return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]), dark
}
