package regions

import (
	"fmt"
	"math"
)

// MaxRegions bounds a partition.
const MaxRegions = 8192

// Tolerances, of a network whose numbers are near 1.
const (
	onLine = 1e-9  // of the largest term: as near to a neuron's line, a corner is on it
	sliver = 1e-12 // of the window's area: a smaller piece is not cut off
)

// Point is a position in the plane.
type Point struct{ X, Y float64 }

// Affine is the function GX·x + GY·y + C.
type Affine struct{ GX, GY, C float64 }

// At returns the value of f at p.
func (f Affine) At(p Point) float64 { return float64(f.GX*p.X) + float64(f.GY*p.Y) + f.C }

// Region is a convex polygon on which all neurons that were asked for keep their
// state.
type Region struct {
	Code    Code
	Corners []Point // counter-clockwise where y points upwards
	Output  Affine  // of the network; zero where the partition stopped earlier
}

// Partition is a window cut into regions.
type Partition struct {
	Half    float64 // the window is [-Half, Half]²
	Stop    int     // neurons that cut
	Whole   bool    // all neurons cut, so that Output holds
	Full    bool    // MaxRegions was reached: the later neurons cut no more, and Output does not hold
	Regions []Region
}

// piece is a polygon under construction. Its corners are in cutter.corners, and
// what its layer's neurons compute on it is row parent of cutter.maps.
type piece struct {
	code     Code
	from, to int
	parent   int
	area     float64
}

// cutter has the buffers of a partition, which a second one uses again.
type cutter struct {
	pieces, next   []piece
	corners, spare []Point
	maps, inputs   []Affine
	side           []float64
}

// Cut returns the partition of the window [-half, half]² by the first stop ReLU
// neurons of n, in the order of layers; a stop of Hidden() or more is all of them.
// The order of the regions is that of the cuts. It fails where half or stop are out
// of bounds, or a weight is not finite.
func (n *Net) Cut(half float64, stop int) (*Partition, error) {
	if !(half > 0 && half <= 1e6) || stop < 0 {
		return nil, fmt.Errorf("regions: half a window of %v, cut by %d neurons; want 0 to 1e6, and 0 or more", half, stop)
	}
	for _, list := range [][]float64{n.weights, n.biases} {
		for _, v := range list {
			if !(math.Abs(v) <= 1e6) {
				return nil, fmt.Errorf("regions: a weight or bias is %v; the largest size is 1e6", v)
			}
		}
	}
	stop = min(stop, n.Hidden())
	c := cutter{
		corners: []Point{{-half, -half}, {half, -half}, {half, half}, {-half, half}},
		pieces:  []piece{{to: 4, area: 4 * half * half}},
		inputs:  []Affine{{GX: 1}, {GY: 1}}, // of the only piece: x and y themselves
	}
	p := &Partition{Half: half, Stop: stop}
	for k := 0; k < stop && !p.Full; k++ {
		if k%n.Width == 0 {
			c.enter(n, k/n.Width)
		}
		p.Full = !c.cut(k, k%n.Width, n.Width, float64(sliver*4)*half*half)
		if (k+1)%n.Width == 0 && !p.Full {
			c.activate(k/n.Width, n.Width)
		}
	}
	if p.Whole = stop == n.Hidden() && !p.Full; p.Whole {
		c.enter(n, n.Depth)
	}
	p.Regions = make([]Region, len(c.pieces))
	for i, q := range c.pieces {
		p.Regions[i] = Region{Code: q.code, Corners: c.corners[q.from:q.to:q.to]}
		if p.Whole {
			p.Regions[i].Output = c.maps[q.parent]
		}
	}
	return p, nil
}

// enter computes what the neurons of a layer do on each piece, before ReLU: row by
// row of maps, from the rows of inputs.
func (c *cutter) enter(n *Net, layer int) {
	fan, width := n.Inputs(layer), n.Neurons(layer)
	c.maps = c.maps[:0]
	for r := range c.pieces {
		c.pieces[r].parent = r
		in := c.inputs[r*fan : (r+1)*fan]
		for j := range width {
			f := Affine{C: *n.Bias(layer, j)}
			for i, g := range in {
				w := *n.Weight(layer, j, i)
				f.GX = float64(w*g.GX) + f.GX
				f.GY = float64(w*g.GY) + f.GY
				f.C = float64(w*g.C) + f.C
			}
			c.maps = append(c.maps, f)
		}
	}
}

// activate applies the ReLU of a layer: what the next layer's inputs are.
func (c *cutter) activate(layer, width int) {
	c.inputs = c.inputs[:0]
	for _, q := range c.pieces {
		for j, f := range c.maps[q.parent*width : (q.parent+1)*width] {
			if !q.code.Bit(layer*width + j) {
				f = Affine{}
			}
			c.inputs = append(c.inputs, f)
		}
	}
}

// cut cuts all pieces by a neuron: bit k of the code, neuron j of its layer. It
// reports whether there was room for all that came out; where not, nothing is cut.
func (c *cutter) cut(k, j, width int, least float64) bool {
	c.next, c.spare = c.next[:0], c.spare[:0]
	for _, q := range c.pieces {
		f := c.maps[q.parent*width+j]
		low, high := c.measure(q, f)
		if low < 0 && high > 0 {
			if below, above, ok := c.split(q, least); ok {
				above.code.set(k)
				c.next = append(c.next, below, above)
				continue
			}
		}
		if high > -low { // all above, or nearly so
			q.code.set(k)
		}
		from := len(c.spare)
		c.spare = append(c.spare, c.corners[q.from:q.to]...)
		q.from, q.to = from, len(c.spare)
		c.next = append(c.next, q)
	}
	if len(c.next) > MaxRegions {
		return false
	}
	c.pieces, c.next = c.next, c.pieces
	c.corners, c.spare = c.spare, c.corners
	return true
}

// measure computes what a neuron does at the corners of a piece, 0 on its line,
// into side; it returns the least and the greatest.
func (c *cutter) measure(q piece, f Affine) (low, high float64) {
	c.side = c.side[:0]
	for _, p := range c.corners[q.from:q.to] {
		v := f.At(p)
		if scale := max(math.Abs(f.GX*p.X), math.Abs(f.GY*p.Y), math.Abs(f.C)); math.Abs(v) <= onLine*scale {
			v = 0
		}
		c.side = append(c.side, v)
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

// split cuts a piece where side changes its sign. It reports whether both parts are
// large enough to be kept.
func (c *cutter) split(q piece, least float64) (below, above piece, ok bool) {
	start := len(c.spare)
	below, above = q, q
	for pass, part := range []*piece{&below, &above} {
		sign := float64(2*pass - 1)
		part.from = len(c.spare)
		old := c.corners[q.from:q.to]
		for i, p := range old {
			next := (i + 1) % len(old)
			s, t := sign*c.side[i], sign*c.side[next]
			if s >= 0 {
				c.spare = append(c.spare, p)
			}
			if s > 0 && t < 0 || s < 0 && t > 0 {
				c.spare = append(c.spare, crossing(p, old[next], c.side[i], c.side[next]))
			}
		}
		part.to = len(c.spare)
		if part.area = Area(c.spare[part.from:part.to]); part.area < least {
			c.spare = c.spare[:start]
			return q, q, false
		}
	}
	return below, above, true
}

// crossing returns where the line from p to q, with values s and t of different
// signs, is 0. Both neighbours of an edge get the same bits.
func crossing(p, q Point, s, t float64) Point {
	if q.X < p.X || q.X == p.X && q.Y < p.Y {
		p, q, s, t = q, p, t, s
	}
	u := s / (s - t)
	return Point{p.X + float64(u*(q.X-p.X)), p.Y + float64(u*(q.Y-p.Y))}
}
