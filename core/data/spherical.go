package data

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/rng"
)

// Spherical is the transform that projects an image on a sphere and views that
// from a random direction, as Spherical CIFAR-100 of NAS-Bench-360 does (Tu et
// al., NeurIPS 2022, after Cohen et al., "Spherical CNNs", ICLR 2018):
//
// The picture lies on the plane that touches the unit sphere at its south pole,
// as the square [-2, 2]², row 0 at y = -2, and is projected stereographically
// from the north pole, so that its edges touch the equator. The sphere is turned
// by a uniform random rotation (Shoemake, "Uniform random rotations", 1992), one
// for each image. The result shows it on the grid of Driscoll and Healy: row j of
// H has the polar angle π(2j+1)/(2H), column k of W the azimuth 2πk/W. A value is
// interpolated bilinearly between the middles of the picture's pixels; what lies
// outside of the picture is empty.
const Spherical = "spherical"

func spherical(x []float32, r *Request, empty []float32) {
	in := r.Shape
	plane := in.H * in.W
	grid := sphereGrid(in.H, in.W)
	at := make([]sample, plane)
	old := make([]float32, plane)
	base := rng.Key(r.Seed, rotationStream)
	for b := range r.Batch {
		turn := rotation(rng.New(base, uint64(b)))
		for i, p := range grid {
			at[i] = sampleOf(turn.times(p), in.H, in.W)
		}
		for c := range in.C {
			image := x[(b*in.C+c)*plane:][:plane]
			copy(old, image)
			for i := range image {
				image[i] = at[i].of(old, in.H, in.W, empty[c])
			}
		}
	}
}

// space is a point of space.
type space [3]float64

// sphereGrid returns the points of the sphere that the pixels of a result show.
func sphereGrid(h, w int) []space {
	grid := make([]space, 0, h*w)
	for j := range h {
		polar := math.Pi * float64(2*j+1) / float64(2*h)
		sin, cos := detmath.Sin(polar), detmath.Cos(polar)
		for k := range w {
			azimuth := 2 * math.Pi * float64(k) / float64(w)
			grid = append(grid, space{float64(sin * detmath.Cos(azimuth)), float64(sin * detmath.Sin(azimuth)), cos})
		}
	}
	return grid
}

// turning is a rotation of space, row by row.
type turning [3]space

func (t *turning) times(p space) (q space) {
	for i, row := range t {
		q[i] = float64(row[0]*p[0]) + float64(row[1]*p[1]) + float64(row[2]*p[2])
	}
	return q
}

// rotation returns the rotation of a uniform unit quaternion.
func rotation(s *rng.Stream) turning {
	u, v, w := s.Float64(), 2*math.Pi*s.Float64(), 2*math.Pi*s.Float64()
	p, q := math.Sqrt(1-u), math.Sqrt(u)
	a, b := float64(p*detmath.Sin(v)), float64(p*detmath.Cos(v))
	c, d := float64(q*detmath.Sin(w)), float64(q*detmath.Cos(w))
	twice := func(m, n float64) float64 { return 2 * float64(m*n) }
	return turning{
		{1 - twice(b, b) - twice(c, c), twice(a, b) - twice(c, d), twice(a, c) + twice(b, d)},
		{twice(a, b) + twice(c, d), 1 - twice(a, a) - twice(c, c), twice(b, c) - twice(a, d)},
		{twice(a, c) - twice(b, d), twice(b, c) + twice(a, d), 1 - twice(a, a) - twice(b, b)},
	}
}

// sample is a place in a picture, in pixels from the middle of its first; outside
// pictures have none.
type sample struct {
	x, y    float64
	outside bool
}

// sampleOf returns what a picture shows at a point of the sphere.
func sampleOf(p space, h, w int) sample {
	up := 1 - p[2]
	if up <= 0 {
		return sample{outside: true} // the north pole, infinitely far
	}
	u, v := 2*p[0]/up, 2*p[1]/up
	if !(math.Abs(u) <= 2 && math.Abs(v) <= 2) {
		return sample{outside: true}
	}
	return sample{x: float64((u+2)/4*float64(w)) - 0.5, y: float64((v+2)/4*float64(h)) - 0.5}
}

// of returns the value of a plane, h by w, at the place.
func (s sample) of(plane []float32, h, w int, empty float32) float32 {
	if s.outside {
		return empty
	}
	x0, y0 := math.Floor(s.x), math.Floor(s.y)
	value := func(x, y int) float64 {
		return float64(plane[max(0, min(h-1, y))*w+max(0, min(w-1, x))])
	}
	i, j := int(x0), int(y0)
	top := mix(value(i, j), value(i+1, j), s.x-x0)
	bottom := mix(value(i, j+1), value(i+1, j+1), s.x-x0)
	return float32(mix(top, bottom, s.y-y0))
}
