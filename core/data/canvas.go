package data

import "math"

// color is red, green and blue, 0 to 1.
type color [3]float64

// canvas is an image being painted. Its shorter edge is 1 long, its middle is the
// origin, x goes right and y down.
type canvas struct {
	h, w  int
	pixel float64 // edge of a pixel
	rgb   []color
}

// reset makes the canvas h by w; what it shows is undefined.
func (c *canvas) reset(h, w int) {
	c.h, c.w = h, w
	c.pixel = 1 / float64(min(h, w))
	if cap(c.rgb) < h*w {
		c.rgb = make([]color, h*w)
	}
	c.rgb = c.rgb[:h*w]
}

// at returns the middle of a pixel.
func (c *canvas) at(x, y int) vec {
	return vec{
		float64((float64(x) + 0.5 - float64(0.5*float64(c.w))) * c.pixel),
		float64((float64(y) + 0.5 - float64(0.5*float64(c.h))) * c.pixel),
	}
}

// pattern says how the inside of a figure is painted.
type pattern uint8

const (
	filled   pattern = iota
	outlined         // a band along the outline
	striped          // two inks in stripes
	checked          // two inks in squares
)

// figure is a silhouette in its place.
type figure struct {
	shape    silhouette
	at       vec
	cos, sin float64 // of its rotation
	scale    float64 // length of its unit
	stretch  float64 // along its x axis; 1/stretch along y
	pattern  pattern
	period   float64 // of stripes and squares, or width of the outline, in its units
	ink, alt color
	soft     float64 // width of the edge in pixels, 1 or more
}

// paint paints f over the canvas. A pixel is covered in proportion to the
// distance from its middle to the outline, which antialiases the edge.
func (c *canvas) paint(f *figure) {
	reach := float64(f.shape.reach*f.scale*max(f.stretch, 1/f.stretch)) + float64(2*f.soft*c.pixel)
	low, high := f.at.sub(vec{reach, reach}), f.at.add(vec{reach, reach})
	x0, x1 := c.span(low.x, high.x, c.w)
	y0, y1 := c.span(low.y, high.y, c.h)
	width := f.soft * c.pixel / f.scale // of the edge, in the figure's units
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			p := c.at(x, y).sub(f.at)
			q := vec{
				(float64(p.x*f.cos) + float64(p.y*f.sin)) / f.scale / f.stretch,
				float64((float64(p.y*f.cos) - float64(p.x*f.sin)) / f.scale * f.stretch),
			}
			d := f.shape.distance(q)
			if f.pattern == outlined {
				band := float64(0.5 * f.period)
				d = math.Abs(d+band) - band
			}
			cover := clamp01(0.5 - d/width)
			if cover == 0 {
				continue
			}
			ink := &f.ink
			switch stripe := cell(q.x, f.period); {
			case f.pattern == striped && stripe, f.pattern == checked && stripe != cell(q.y, f.period):
				ink = &f.alt
			}
			pixel := &c.rgb[y*c.w+x]
			for k := range pixel {
				pixel[k] = mix(pixel[k], ink[k], cover)
			}
		}
	}
}

// span returns the pixels of a row or column of n whose middles may be between
// low and high.
func (c *canvas) span(low, high float64, n int) (from, to int) {
	half := float64(0.5 * float64(n))
	return int(max(0, math.Floor(low/c.pixel+half))), int(min(float64(n), math.Ceil(high/c.pixel+half)))
}

// cell says whether x lies in an odd cell of a ruler of a period.
func cell(x, period float64) bool { return int(math.Floor(x/period))&1 != 0 }
