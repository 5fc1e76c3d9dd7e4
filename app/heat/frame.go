package heat

import "protocell/core/score"

// First returns the matrix of the first n images, or the matrix itself if it has no
// more.
func First(m *score.Matrix, n int) *score.Matrix {
	if m == nil || m.N <= n {
		return m
	}
	part := &score.Matrix{N: n, Units: m.Units}
	for i := range n {
		part.Values = append(part.Values, m.Values[i*m.N:i*m.N+n]...)
	}
	return part
}

// framedSide is about how many pixels a framed matrix is wide.
const framedSide = 396

// Framed returns a matrix with its images along the top and the left side, of w by h
// RGB pixels each, as side by side RGB pixels. A cell is as large as an image; an
// image that is nil stays dark.
func Framed(m *score.Matrix, images [][]byte, w, h int) (rgb []byte, side int) {
	cell := max(1, framedSide/(m.N+1))
	side = cell * (m.N + 1)
	rgb = make([]byte, 3*side*side)
	pixels := Pixels(m)
	for i := range m.N * m.N {
		if pixels == nil {
			break
		}
		for y := range cell {
			at := 3 * ((i/m.N+1)*cell*side + y*side + (i%m.N+1)*cell)
			for x := range cell {
				copy(rgb[at+3*x:], pixels[3*i:3*i+3])
			}
		}
	}
	for i, image := range images {
		if len(image) != 3*w*h {
			continue
		}
		small := shrink(image, w, h, cell)
		for y := range cell {
			line := small[3*y*cell : 3*(y+1)*cell]
			copy(rgb[3*(y*side+(i+1)*cell):], line)
			copy(rgb[3*((i+1)*cell+y)*side:], line)
		}
	}
	return rgb, side
}

// shrink returns an image as n by n pixels, each the mean of those that it covers.
func shrink(image []byte, w, h, n int) []byte {
	out := make([]byte, 0, 3*n*n)
	for y := range n {
		top := y * h / n
		bottom := max((y+1)*h/n, top+1)
		for x := range n {
			left := x * w / n
			right := max((x+1)*w/n, left+1)
			for c := range 3 {
				sum := 0
				for v := top; v < bottom; v++ {
					for u := left; u < right; u++ {
						sum += int(image[3*(v*w+u)+c])
					}
				}
				out = append(out, byte(sum/((bottom-top)*(right-left))))
			}
		}
	}
	return out
}

// Bits returns codes of images, (units+7)/8 bytes each with the least significant bit
// first, as RGB pixels, units wide and images high: light where a bit is 1.
func Bits(bits []byte, images, units int) []byte {
	size := (units + 7) / 8
	if len(bits) != images*size {
		return make([]byte, 3*images*units)
	}
	rgb := make([]byte, 0, 3*images*units)
	off, on := Colour(0.1), Colour(0.9)
	for i := range images {
		for u := range units {
			c := off
			if bits[i*size+u/8]>>(u%8)&1 == 1 {
				c = on
			}
			rgb = append(rgb, c[:]...)
		}
	}
	return rgb
}
