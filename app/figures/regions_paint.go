package figures

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"protocell/app/display"
	"protocell/app/heat"
	"protocell/core/regions"
	"protocell/core/rng"
)

// shades are colours that the colour-blind tell apart: P. Tol's scheme "light",
// without its olive.
var shades = []string{"#77aadd", "#99ddff", "#44bb99", "#bbcc33", "#dddddd", "#eedd88", "#ee8866", "#ffaabb"}

// levels is in how many steps the output is coloured.
const levels = 24

// painting is a partition as outlines: one for each colour, so that a thousand
// regions are a few elements.
type painting struct {
	part *regions.Partition

	codes     []fill // a colour for each code
	outputs   []fill // a colour for each height of the output; nil if there is none
	active    string // where the last neuron is active
	edges     string
	low, high float64 // of the output in the middles of regions
}

type fill struct{ colour, outline string }

// paint returns the outlines of a state.
func paint(s Regions) *painting {
	p := &painting{part: s.Part, low: math.Inf(1), high: math.Inf(-1)}
	for _, r := range s.Part.Regions {
		v := r.Output.At(r.Middle())
		p.low, p.high = min(p.low, v), max(p.high, v)
	}
	codes, outputs := make([][]byte, len(shades)), make([][]byte, levels)
	var active, edges []byte
	for _, r := range s.Part.Regions {
		k := int(rng.Mix(r.Code[0]^rng.Mix(r.Code[1])) % uint64(len(shades)))
		codes[k] = appendOutline(codes[k], r.Corners)
		if s.Part.Whole {
			k = 0
			if p.high > p.low {
				k = min(int(levels*(r.Output.At(r.Middle())-p.low)/(p.high-p.low)), levels-1)
			}
			outputs[k] = appendOutline(outputs[k], r.Corners)
		}
		edges = appendOutline(edges, r.Corners)
		if s.Stop > 0 && r.Code.Bit(s.Stop-1) {
			active = appendOutline(active, r.Corners)
		}
	}
	for k, outline := range codes {
		p.codes = append(p.codes, fill{shades[k], string(outline)})
	}
	for k, outline := range outputs {
		if s.Part.Whole {
			c := heat.Colour(float64(k) / (levels - 1))
			p.outputs = append(p.outputs, fill{fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]), string(outline)})
		}
	}
	p.active, p.edges = string(active), string(edges)
	return p
}

// appendOutline appends a polygon to the data of a path, in units of the drawing.
func appendOutline(data []byte, corners []regions.Point) []byte {
	for i, c := range corners {
		if i == 0 {
			data = append(data, 'M')
		} else {
			data = append(data, 'L')
		}
		data = appendTenths(data, across(c.X))
		data = append(data, ' ')
		data = appendTenths(data, down(c.Y))
	}
	return append(data, 'Z')
}

// appendTenths appends a positive number to two decimals, several times as fast as
// package strconv does.
func appendTenths(data []byte, v float64) []byte {
	n := int64(v*100 + 0.5)
	data = strconv.AppendInt(data, n/100, 10)
	if rest := n % 100; rest != 0 {
		data = append(data, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
	return data
}

// describe says what is known of the region under the probe.
func (s Regions) describe() string {
	r := s.At()
	text := fmt.Sprintf("At (%s, %s): %s of the window", number(s.Probe.X), number(s.Probe.Y), percent(regions.Area(r.Corners)/(4*half*half)))
	if s.Part.Whole {
		text += fmt.Sprintf("; output %s, gradient (%s, %s)", display.Significant(r.Output.At(s.Probe), 4), display.Significant(r.Output.GX, 4), display.Significant(r.Output.GY, 4))
	}
	return text + "."
}

func percent(v float64) string { return display.Significant(100*v, 3) + " %" }

// csv returns all regions as a table.
func (s Regions) csv() string {
	var b strings.Builder
	b.WriteString("region,code,area,gradient_x,gradient_y,constant,corners\n")
	for i, r := range s.Part.Regions {
		gx, gy, c := "", "", ""
		if s.Part.Whole {
			gx, gy, c = display.Exact(r.Output.GX), display.Exact(r.Output.GY), display.Exact(r.Output.C)
		}
		var corners []string
		for _, c := range r.Corners {
			corners = append(corners, display.Exact(c.X)+" "+display.Exact(c.Y))
		}
		fmt.Fprintf(&b, "%d,%s,%s,%s,%s,%s,%s\n", i+1, r.Code.Text(s.Stop, s.Width), display.Exact(regions.Area(r.Corners)), gx, gy, c, strings.Join(corners, "; "))
	}
	return b.String()
}
