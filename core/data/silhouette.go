package data

import (
	"math"

	"protocell/core/detmath"
)

// silhouette is a closed outline, given by a function that is negative inside,
// positive outside, and near the outline the distance to it. Its area is about
// that of the unit disc, so that the amount of ink says little about the class.
type silhouette struct {
	name     string
	distance func(vec) float64
	reach    float64 // no point farther from the origin is inside
}

// barSilhouette also hides parts of other figures.
var barSilhouette = silhouette{"bar", bar, 1.6}

// silhouettes are the classes of the shapes set, by label.
var silhouettes = []silhouette{
	{"disc", disc, 1},
	{"square", polygon(ngon(4, 1.2533, math.Pi/4)), 1.2533},
	{"triangle", polygon(ngon(3, 1.5551, -math.Pi/2)), 1.5551},
	{"star", polygon(star(5, 1.55, 0.445)), 1.55},
	{"cross", polygon(cross(1.189, 0.3963)), 1.2533},
	{"crescent", crescent, 1.7},
	barSilhouette,
	{"hexagon", polygon(ngon(6, 1.0996, 0)), 1.0996},
	{"half disc", halfDisc, 1.54},
	{"arrow", polygon(arrow()), 1.5},
}

func disc(p vec) float64 { return p.length() - 1 }

// halfDisc is the lower half of a disc, moved so that its centroid is the origin.
func halfDisc(p vec) float64 {
	const r, centroid = 1.4142, 0.6002
	p.y += centroid
	return max(p.length()-r, -p.y)
}

// crescent is a disc without another one, moved so that its centroid is the
// origin.
func crescent(p vec) float64 {
	const r, cut, off, centroid = 1.36, 1.097, 0.85, 0.472
	p.x -= centroid
	return max(p.length()-r, cut-p.sub(vec{off, 0}).length())
}

// bar is a segment with round ends.
func bar(p vec) float64 {
	const half, radius = 1.06, 0.53
	p.x -= max(-half, min(half, p.x))
	return p.length() - radius
}

// ngon returns a regular polygon of circumradius r, a corner at an angle.
func ngon(n int, r, angle float64) []vec {
	corners := make([]vec, n)
	for i := range corners {
		t := angle + float64(2*math.Pi*float64(i))/float64(n)
		corners[i] = vec{detmath.Cos(t), detmath.Sin(t)}.times(r)
	}
	return corners
}

// star returns a star of n points: circumradius r, inner radius r·inner.
func star(n int, r, inner float64) []vec {
	corners := ngon(2*n, r, -math.Pi/2)
	for i := 1; i < len(corners); i += 2 {
		corners[i] = corners[i].times(inner)
	}
	return corners
}

// cross returns an upright cross with arms of a length, from the centre, and half
// a width.
func cross(arm, half float64) []vec {
	return []vec{
		{half, half}, {arm, half}, {arm, -half}, {half, -half}, {half, -arm}, {-half, -arm},
		{-half, -half}, {-arm, -half}, {-arm, half}, {-half, half}, {-half, arm}, {half, arm},
	}
}

// arrow returns an arrow to the right.
func arrow() []vec {
	return []vec{{1.5, 0}, {0.2, 1.22}, {0.2, 0.48}, {-1.4, 0.48}, {-1.4, -0.48}, {0.2, -0.48}, {0.2, -1.22}}
}

// polygon returns the signed distance to a closed polygon: the least distance to
// a side, negative where a ray to the right crosses an odd number of sides.
func polygon(corners []vec) func(vec) float64 {
	type side struct {
		from, along vec
		inverse     float64 // of the squared length
	}
	sides := make([]side, len(corners))
	for i, from := range corners {
		along := corners[(i+1)%len(corners)].sub(from)
		sides[i] = side{from, along, 1 / along.dot(along)}
	}
	return func(p vec) float64 {
		least, inside := math.Inf(1), false
		for i := range sides {
			s := &sides[i]
			d := p.sub(s.from)
			t := clamp01(float64(d.dot(s.along) * s.inverse))
			r := d.sub(s.along.times(t))
			least = min(least, r.dot(r))
			if (d.y < 0) != (d.y < s.along.y) && (d.cross(s.along) < 0) == (s.along.y > 0) {
				inside = !inside
			}
		}
		if inside {
			return -math.Sqrt(least)
		}
		return math.Sqrt(least)
	}
}
