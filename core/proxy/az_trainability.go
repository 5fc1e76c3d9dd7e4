package proxy

import (
	"math"
	"slices"

	"protocell/core/eigen"
	"protocell/core/engine"
	"protocell/core/graph"
)

// azTrainability is how near the Jacobians of the blocks are to keeping the length
// of gradients.
type azTrainability struct{ azPasses }

// Traits implements Proxy.
func (azTrainability) Traits() Traits {
	return Traits{
		ID:    "az_trainability",
		Needs: NeedOwn,
		Slow:  true,
	}
}

// Info implements Proxy.
func (azTrainability) Info() Info {
	return Info{
		Traits:   azTrainability{}.Traits(),
		Name:     "AZ-NAS trainability",
		Formula:  `s^{\mathcal T}=\frac1{L-1}\sum_{l\geq 2}\Big(2-\sigma_l-\frac1{\sigma_l}\Big),\quad \sigma_l=\sigma_{\max}\Big(\frac1m\sum g_{l-1}g_l^{\top}\Big)`,
		Summary:  "Asks whether gradients keep their size through each block: at best 0, which is -∞ for a block that only copies.",
		Paper:    leeHam,
		Additive: true,
	}
}

// Score implements Proxy.
func (azTrainability) Score(p *Passes) (Score, error) {
	parts, err := p.runAZ()
	if err != nil {
		return unscored(err)
	}
	shares := slices.Clone(parts.train)
	for i := range shares {
		shares[i] /= float64(len(shares))
	}
	return p.sumBlocks(parts.nodes[1:], shares), nil
}

// trainability returns the trainability of a block after its forward pass, given
// signs as the gradient of its output; -Inf if it returns them as they are. It is
// an estimate of the Jacobian by the mean of products of the two gradients over m
// positions and images; of a block that shrinks its input, the positions that
// become one are channels of it.
func trainability(net *ownNet[float32], out graph.Shape) (float64, error) {
	after := slices.Clone(net.OutGrad())
	if err := net.Backward(engine.Hooks[float32]{}); err != nil {
		return 0, err
	}
	before, in := net.InputGrad(), net.Graph().In
	if in == out && slices.Equal(before, after) {
		return math.Inf(-1), nil
	}
	return isometry(largestSingular(unshuffle(before, in, out), after, out)), nil
}

// isometry returns 0 for a factor of 1, and less for any other.
func isometry(factor float64) float64 { return 2 - factor - 1/(factor+1e-6) }

// unshuffle moves the positions of images, NHWC, that become one of out's, into
// channels. Where the last are fewer, those that lack are 0.
func unshuffle(x []float32, in, out graph.Shape) []float32 {
	ry, rx := (in.H+out.H-1)/out.H, (in.W+out.W-1)/out.W
	if ry == 1 && rx == 1 {
		return x
	}
	none := make([]float32, in.C)
	var y []float32
	for ; len(x) > 0; x = x[in.Len():] {
		for oy := range out.H {
			for ox := range out.W {
				for iy := oy * ry; iy < (oy+1)*ry; iy++ {
					for ix := ox * rx; ix < (ox+1)*rx; ix++ {
						if iy < in.H && ix < in.W {
							y = append(y, x[(iy*in.W+ix)*in.C:][:in.C]...)
						} else {
							y = append(y, none...)
						}
					}
				}
			}
		}
	}
	return y
}

// largestSingular returns the largest singular value of the mean outer product of
// the rows of a and b: positions of images of which b's have the given shape.
func largestSingular(a, b []float32, out graph.Shape) float64 {
	rows, cols := len(b)/out.C, out.C
	width := len(a) / rows
	matrix := make([]float64, width*cols)
	x, y := make([]float64, width), make([]float64, cols)
	for r := range rows {
		for i := range x {
			x[i] = float64(a[r*width+i])
		}
		for i := range y {
			y[i] = float64(b[r*cols+i])
		}
		addOuter(matrix, x, y)
	}
	// The squares of the singular values are the eigenvalues of the product with
	// the transposed matrix.
	square := make([]float64, cols*cols)
	for at := 0; at < len(matrix); at += cols {
		addOuter(square, matrix[at:][:cols], matrix[at:][:cols])
	}
	values := eigen.Values(square, cols)
	return math.Sqrt(max(0, values[cols-1])) / float64(rows)
}
