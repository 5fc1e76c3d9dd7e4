package data

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/rng"
)

// painter makes the images of the shapes set one after another, with the same
// memory.
type painter struct {
	canvas
	r    *rng.Stream
	base uint64 // key of the set under its seed
}

func newPainter(seed uint64) *painter {
	return &painter{base: rng.Named(seed, "data/shapes").Key}
}

// image paints image b of a class, h by w. The scene is the same at any size;
// only the grain is the pixels' own.
func (p *painter) image(b, label, h, w int) {
	p.reset(h, w)
	p.r = rng.New(p.base, uint64(b))

	back := p.background()
	for range 2 + p.r.IntN(4) {
		p.paint(p.clutter())
	}
	object := p.object(label, back)
	p.paint(object)
	if p.chance(0.6) {
		p.paint(p.occluder(object, back))
	}
	p.light()
}

// between returns a uniform number in [a, b).
func (p *painter) between(a, b float64) float64 { return mix(a, b, p.r.Float64()) }

func (p *painter) chance(probability float64) bool { return p.r.Float64() < probability }

// direction returns the cosine and sine of an angle.
func direction(angle float64) (cos, sin float64) { return detmath.Cos(angle), detmath.Sin(angle) }

// ink returns a colour: hue and saturation 0 to 1, value 0 to 1.
func ink(hue, saturation, value float64) color {
	var c color
	for k := range c {
		wave := float64(0.5*detmath.Cos(float64(2*math.Pi*(hue-float64(k)/3)))) + 0.5
		c[k] = float64(value * mix(1, wave, saturation))
	}
	return c
}

func (p *painter) anyInk() color {
	return ink(p.r.Float64(), p.between(0.1, 0.9), p.between(0.15, 0.95))
}

// background covers the canvas with clouds between two colours and returns the
// colour half way.
func (p *painter) background() color {
	const knots = 5
	a := ink(p.r.Float64(), p.between(0.05, 0.6), p.between(0.15, 0.75))
	b := a
	for k := range b {
		b[k] = clamp01(b[k] + p.between(-0.3, 0.3))
	}
	var height [knots * knots]float64
	for i := range height {
		height[i] = p.r.Float64()
	}
	// The clouds reach one knot over the shorter edge; a longer one sees the rim
	// stretched.
	for y := range p.h {
		v, j := knot(float64(y)+0.5, p.h, knots)
		for x := range p.w {
			u, i := knot(float64(x)+0.5, p.w, knots)
			top := mix(height[j*knots+i], height[j*knots+i+1], u)
			bottom := mix(height[(j+1)*knots+i], height[(j+1)*knots+i+1], u)
			t := mix(top, bottom, v)
			for k := range a {
				p.rgb[y*p.w+x][k] = mix(a[k], b[k], t)
			}
		}
	}
	var middle color
	for k := range middle {
		middle[k] = mix(a[k], b[k], 0.5)
	}
	return middle
}

// knot returns where position x of an edge of n pixels lies among the knots: the
// one before it, and how far to the next, eased.
func knot(x float64, n, knots int) (t float64, i int) {
	s := float64(x * float64(knots-1) / float64(n))
	i = min(int(s), knots-2)
	return smoothstep(s - float64(i)), i
}

// clutter returns a small figure anywhere.
func (p *painter) clutter() *figure {
	f := &figure{
		shape:   silhouettes[p.r.IntN(len(silhouettes))],
		at:      vec{p.between(-0.5, 0.5), p.between(-0.5, 0.5)},
		scale:   p.between(0.04, 0.11),
		stretch: p.between(0.7, 1.4),
		ink:     p.anyInk(),
		soft:    1,
	}
	f.cos, f.sin = direction(p.between(0, 2*math.Pi))
	return f
}

// object returns the figure that the label names. Colour says something of the
// class, as in photographs, but not much.
func (p *painter) object(label int, back color) *figure {
	f := &figure{
		shape:   silhouettes[label],
		at:      vec{p.between(-0.13, 0.13), p.between(-0.13, 0.13)},
		scale:   p.between(0.19, 0.32),
		stretch: p.between(0.8, 1.25),
		soft:    p.between(1, 2.2),
	}
	// The mean of two uniform numbers: mostly upright, up to 50 degrees off.
	f.cos, f.sin = direction(float64((p.r.Float64() + p.r.Float64() - 1) * 0.9))
	for try := range 8 {
		hue := p.r.Float64()
		if p.chance(0.5) {
			hue = float64(label)/float64(len(silhouettes)) + p.between(-0.12, 0.12)
		}
		f.ink = ink(hue, p.between(0.3, 0.95), p.between(0.35, 1))
		if try == 7 || contrast(f.ink, back) > 0.45 {
			break
		}
	}
	for k := range f.alt {
		f.alt[k] = mix(f.ink[k], back[k], p.between(0.45, 0.9))
	}
	switch u := p.r.Float64(); {
	case u < 0.5:
		f.pattern = filled
	case u < 0.7:
		f.pattern, f.period = outlined, p.between(0.22, 0.4)
	case u < 0.85:
		f.pattern, f.period = striped, p.between(0.25, 0.5)
	default:
		f.pattern, f.period = checked, p.between(0.3, 0.6)
	}
	return f
}

// contrast is the sum of the differences of two colours.
func contrast(a, b color) float64 {
	sum := 0.0
	for k := range a {
		sum += math.Abs(a[k] - b[k])
	}
	return sum
}

// occluder returns a bar over part of an object, mostly in a colour of the
// background.
func (p *painter) occluder(object *figure, back color) *figure {
	cos, sin := direction(p.between(0, 2*math.Pi))
	off := p.between(0.25, 1.1) * object.scale
	f := &figure{
		shape:   barSilhouette,
		at:      object.at.add(vec{cos, sin}.times(off)),
		cos:     -sin,
		sin:     cos,
		scale:   p.between(0.1, 0.2),
		stretch: p.between(1.1, 1.7),
		ink:     back,
		soft:    1,
	}
	if p.chance(0.3) {
		f.ink = p.anyInk()
	}
	return f
}

// light changes the gain and the tint of the whole image, and adds grain.
func (p *painter) light() {
	var gain, shift color
	brightness := p.between(-0.08, 0.08)
	for k := range gain {
		gain[k] = p.between(0.75, 1.15)
		shift[k] = brightness + p.between(-0.04, 0.04)
	}
	grain := p.between(0.015, 0.06)
	key := p.r.Uint64()
	for i := range p.rgb {
		for k, v := range p.rgb[i] {
			n := float64(rng.Normal(key, uint64(3*i+k)) * grain)
			p.rgb[i][k] = clamp01(float64(v*gain[k]) + shift[k] + n)
		}
	}
}
