package chart

import "encoding/json"

// Whiskers is a chart of values with intervals, a line each.
type Whiskers struct {
	X      Axis
	Lines  []Whisker
	Bars   bool    // whether values are bars from 0, too
	Beside *Beside // a line across the chart, or nil
}

// Whisker is a value with an interval around it.
type Whisker struct {
	Name             string
	Low, Value, High float64 // finite; Low and High are Value without an interval
	Strong           bool    // whether it stands out
	Note             string  // shown under the pointer
}

// Beside is a value that all are to be held against.
type Beside struct {
	Name  string
	Value float64
}

// Options returns w as an ECharts option.
func (w Whiskers) Options(k Colours) ([]byte, error) {
	names := []string{}
	notes := []string{}
	bars, whiskers, dots := []any{}, []any{}, []any{}
	for i, l := range w.Lines {
		names = append(names, l.Name)
		notes = append(notes, l.Note)
		colour := k.Sample
		if l.Strong {
			colour = k.Shown
		}
		style := map[string]any{"color": colour}
		bars = append(bars, map[string]any{"value": []any{0, i, l.Value}, "itemStyle": style})
		whiskers = append(whiskers, map[string]any{"value": []any{l.Low, i, l.High}, "itemStyle": map[string]any{"color": k.Text}})
		dots = append(dots, map[string]any{"value": []any{l.Value, i}, "itemStyle": style})
	}
	encode := map[string]any{"x": []int{0, 2}, "y": 1}
	series := []any{}
	if w.Bars {
		series = append(series, map[string]any{"type": "custom", "marks": "bar", "data": bars, "encode": encode, "z": 2})
	}
	series = append(series,
		map[string]any{"type": "custom", "marks": "whisker", "data": whiskers, "encode": encode, "z": 3},
		map[string]any{"type": "scatter", "data": dots, "symbolSize": 11, "z": 4})
	if w.Beside != nil {
		series = append(series, map[string]any{
			"type": "custom", "marks": "across", "data": []any{[]any{w.Beside.Value, 0}}, "z": 1,
			"itemStyle": map[string]any{"color": k.Pinned}, "tooltip": map[string]any{"formatter": w.Beside.Name},
		})
	}
	o := base(k)
	o["notes"] = notes // the page's script says them under the pointer
	o["grid"] = map[string]any{"left": 144, "right": 18, "top": 8, "bottom": 46}
	o["xAxis"] = w.X.options(k, 28)
	o["yAxis"] = categories(names, k)
	o["series"] = series
	return json.Marshal(o)
}
