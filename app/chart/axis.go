package chart

import "encoding/json"

// font is that of what is written in a chart. A canvas inherits none.
const font = `"Hanken Grotesk", system-ui, sans-serif`

// Axis is a value axis.
type Axis struct {
	Name     string
	Log      bool     // whether it is logarithmic, for values above 0
	Min, Max *float64 // nil leaves them to the values
	Whole    bool     // whether it begins at 0
}

// options returns an axis with its name in the middle, at a distance of the labels.
func (a Axis) options(c Colours, gap int) map[string]any {
	o := map[string]any{
		"type": "value", "scale": !a.Whole, "splitNumber": 5,
		"name": a.Name, "nameLocation": "middle", "nameGap": gap,
		"nameTextStyle": map[string]any{"color": c.Text, "fontWeight": 600},
		"axisLabel":     map[string]any{"color": c.Muted, "hideOverlap": true},
		"axisLine":      map[string]any{"show": true, "lineStyle": map[string]any{"color": c.Line}},
		"axisTick":      map[string]any{"show": false},
		"splitLine":     map[string]any{"lineStyle": map[string]any{"color": c.Line, "opacity": 0.5}},
	}
	if a.Log {
		o["type"] = "log"
	}
	if a.Min != nil {
		o["min"] = *a.Min
	}
	if a.Max != nil {
		o["max"] = *a.Max
	}
	return o
}

// categories returns an axis of names, in the order of reading.
func categories(names []string, c Colours) map[string]any {
	return map[string]any{
		"type": "category", "data": names, "inverse": true,
		"axisLabel": map[string]any{"color": c.Text, "interval": 0, "width": 128, "overflow": "truncate"},
		"axisLine":  map[string]any{"show": false},
		"axisTick":  map[string]any{"show": false},
		"splitLine": map[string]any{"show": true, "lineStyle": map[string]any{"color": c.Line, "opacity": 0.35}},
	}
}

// tooltip returns what is said of a mark under the pointer: rich text, which is drawn on
// the canvas, for markup would need inline styles, which the page's security policy
// forbids.
func tooltip(c Colours) map[string]any {
	return map[string]any{
		"renderMode": "richText", "trigger": "item", "confine": true,
		"backgroundColor": c.Surface, "borderColor": c.Line, "transitionDuration": 0,
		"textStyle": map[string]any{"color": c.Text, "fontSize": 12, "fontFamily": font},
	}
}

// base returns what all charts have. No chart of many marks is animated.
func base(c Colours) map[string]any {
	return map[string]any{
		"animation": false,
		"textStyle": map[string]any{"fontFamily": font},
		"tooltip":   tooltip(c),
		"replace":   true, // by the page's script: nothing is left of the chart before
	}
}

// floats are numbers that the page's script reads as a Float64Array.
type floats []byte

// MarshalJSON implements json.Marshaler.
func (f floats) MarshalJSON() ([]byte, error) { return json.Marshal(map[string][]byte{"float64": f}) }
