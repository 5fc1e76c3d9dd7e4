// Package heat turns a kernel matrix into a picture and into words.
package heat

import (
	"fmt"
	"math"

	"protocell/core/score"
)

// Summary says in words how alike the codes of a batch are.
type Summary struct {
	Mean, Low, High float64 // share of units with equal codes, over pairs of different images
	A, B            int     // the pair that is most alike
}

// Summarize returns the summary of a matrix of two or more images.
func Summarize(m *score.Matrix) (Summary, bool) {
	if m == nil || m.N < 2 || m.Units == 0 {
		return Summary{}, false
	}
	s := Summary{Low: 1}
	for i := range m.N {
		for j := range i {
			v := m.Values[i*m.N+j] / float64(m.Units)
			s.Mean += v
			s.Low = min(s.Low, v)
			if v > s.High {
				s.High, s.A, s.B = v, j, i
			}
		}
	}
	s.Mean /= float64(m.N*(m.N-1)) / 2
	return s, true
}

// String implements fmt.Stringer.
func (s Summary) String() string {
	text := fmt.Sprintf("Two images agree in %.1f %% of the ReLU units on average, in %.1f %% at least and in %.1f %% at most.", 100*s.Mean, 100*s.Low, 100*s.High)
	if s.High == 1 {
		text += fmt.Sprintf(" Images %d and %d have one code, so the matrix is singular.", s.A+1, s.B+1)
	} else {
		text += fmt.Sprintf(" Images %d and %d are most alike.", s.A+1, s.B+1)
	}
	return text
}

// stops are colours along the scale viridis of Smith, van der Walt and Firing,
// which is even in lightness and safe for the colour-blind.
var stops = [][3]float64{
	{68, 1, 84}, {72, 40, 120}, {62, 74, 137}, {49, 104, 142}, {38, 130, 142},
	{31, 158, 137}, {53, 183, 121}, {110, 206, 88}, {181, 222, 43}, {253, 231, 37},
}

// Colour returns the colour of a position on the scale, 0 to 1.
func Colour(t float64) [3]byte {
	if !(t > 0) { // also NaN
		t = 0
	}
	at := min(t, 1) * float64(len(stops)-1)
	i := min(int(at), len(stops)-2)
	var c [3]byte
	for k := range c {
		c[k] = byte(math.Round(stops[i][k] + (stops[i+1][k]-stops[i][k])*(at-float64(i))))
	}
	return c
}

// Pixels returns a matrix as N by N RGB pixels. The scale goes from the least to
// the greatest share of equal units of different images; the diagonal, where all
// are equal, is its end.
func Pixels(m *score.Matrix) []byte {
	s, ok := Summarize(m)
	if !ok {
		return nil
	}
	rgb := make([]byte, 0, 3*m.N*m.N)
	for i, v := range m.Values {
		t := 1.0
		if i/m.N != i%m.N && s.High > s.Low {
			t = (v/float64(m.Units) - s.Low) / (s.High - s.Low)
		}
		c := Colour(t)
		rgb = append(rgb, c[:]...)
	}
	return rgb
}

// Scale returns the scale as n by 1 RGB pixels.
func Scale(n int) []byte {
	var rgb []byte
	for i := range n {
		c := Colour(float64(i) / float64(n-1))
		rgb = append(rgb, c[:]...)
	}
	return rgb
}
