package regions

// Area returns the area of a polygon with corners counter-clockwise, by Gauss's
// formula around its first corner.
func Area(corners []Point) float64 {
	var twice float64
	for i := 2; i < len(corners); i++ {
		o, p, q := corners[0], corners[i-1], corners[i]
		twice += float64((p.X-o.X)*(q.Y-o.Y)) - float64((q.X-o.X)*(p.Y-o.Y))
	}
	return twice / 2
}

// Middle returns the mean of the corners, which is inside.
func (r Region) Middle() Point {
	var m Point
	for _, p := range r.Corners {
		m.X += p.X
		m.Y += p.Y
	}
	k := float64(len(r.Corners))
	return Point{m.X / k, m.Y / k}
}

// contains reports whether p is inside or on the edge.
func (r Region) contains(p Point) bool {
	for i, a := range r.Corners {
		b := r.Corners[(i+1)%len(r.Corners)]
		if float64((b.X-a.X)*(p.Y-a.Y))-float64((b.Y-a.Y)*(p.X-a.X)) < 0 {
			return false
		}
	}
	return true
}

// Find returns the number of the first region that contains a point, or -1 outside
// of the window.
func (p *Partition) Find(at Point) int {
	for i, r := range p.Regions {
		if r.contains(at) {
			return i
		}
	}
	return -1
}
