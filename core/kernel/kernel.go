// Package kernel defines the tensor kernels that execution is built from, and
// their pure-Go implementation. The SIMD128 WebAssembly implementation is in
// package kernel/simd; both give the same bits.
//
// Activations are NHWC: element (b, y, x, c) of a tensor is at
// ((b·H+y)·W+x)·C+c. Convolution weights are HWIO: element (ky, kx, i, o) is at
// ((ky·K+kx)·InC/Groups+i)·OutC+o. A linear layer is a 1x1 convolution of a
// one-row image whose width is the batch.
//
// # Order of summation
//
// Results are defined to the bit. Every product is rounded before it is added.
// ConvForward and ConvGradInput add in the order of ky, kx, channel, starting
// from +0; ConvGradInput then adds that sum to dx. ConvGradWeight starts from +0
// for each image, adds in the order y, x over its output positions, and then
// adds the image's sum to the total, image by image. Taps above and below the
// image do not exist, nor do those that the stride skips; a tap beside the image
// is a factor of +0, which changes nothing unless the other factor is infinite or
// NaN. ConvGradInput leaves an element of dx that has no tap as it is. Moments and GradMoments add blocks of
// MomentBlock rows in T, in row order from +0, and the blocks in float64 in
// order.
//
// ReLU gives +0 for every x <= 0 and keeps NaN: an undefined number stays
// visible.
//
// # How convolutions are computed
//
// Every convolution, forward or backward, is lowered to products of a matrix
// that lies in an image (possibly a padded copy) and a matrix packed into panels
// of columns; see Product. An implementation supplies the inner loops (Loops),
// and Convolutions does the lowering, once for all of them. Since one inner loop
// sums all of an element's terms in the order above, tiling changes no bit.
package kernel

// Float is an element type that kernels compute in.
type Float interface{ float32 | float64 }

// MomentBlock is the number of rows that Moments and GradMoments add in T
// before they go on in float64.
const MomentBlock = 32

// Conv describes a two-dimensional convolution over a batch.
type Conv struct {
	Batch         int
	InH, InW, InC int
	OutC          int
	Kernel        int  // edge of the square kernel: 1, 3, 5, 7
	Stride        int  // 1 or more
	Pad           int  // zeros added on each side
	Dilation      int  // 1 or more
	Groups        int  // divides InC and OutC; 1, or InC for a depthwise convolution
	ReLU          bool // apply ReLU to the input first: y = conv(max(x, 0))
}

// OutH returns the height of the output.
func (c Conv) OutH() int { return (c.InH+2*c.Pad-c.Dilation*(c.Kernel-1)-1)/c.Stride + 1 }

// OutW returns the width of the output.
func (c Conv) OutW() int { return (c.InW+2*c.Pad-c.Dilation*(c.Kernel-1)-1)/c.Stride + 1 }

// InLen, OutLen and WeightLen return the number of elements of the input, the
// output and the weights.
func (c Conv) InLen() int     { return c.Batch * c.InH * c.InW * c.InC }
func (c Conv) OutLen() int    { return c.Batch * c.OutH() * c.OutW() * c.OutC }
func (c Conv) WeightLen() int { return c.Kernel * c.Kernel * (c.InC / c.Groups) * c.OutC }

// MACs returns the multiply-accumulates of one forward pass over the batch,
// taps in the padding included, as NAS-Bench-201 counts them.
func (c Conv) MACs() int64 {
	return int64(c.OutLen()) * int64(c.Kernel*c.Kernel*(c.InC/c.Groups))
}

// Pool describes a pooling over a batch, of the cells inside the image. An average
// divides by their number (count_include_pad=False). Pad is less than Kernel, so
// that there are some.
type Pool struct {
	Batch, InH, InW, C  int
	Kernel, Stride, Pad int
}

// OutH returns the height of the output.
func (p Pool) OutH() int { return (p.InH+2*p.Pad-p.Kernel)/p.Stride + 1 }

// OutW returns the width of the output.
func (p Pool) OutW() int { return (p.InW+2*p.Pad-p.Kernel)/p.Stride + 1 }

// Kernels is one implementation of the tensor kernels for one element type.
// Slices have exactly the length that the description implies; an
// implementation may panic where one does not. Slices must not overlap unless a
// method says so. An implementation is used by one goroutine at a time.
type Kernels[T Float] interface {
	// Name says which implementation this is: "go" or "simd128".
	Name() string

	// ConvScratch returns how many elements of scratch the three convolution
	// methods need for c. Scratch holds nothing between calls.
	ConvScratch(c Conv) int
	// ConvForward writes y = conv(x, w), with max(x, 0) for x if c.ReLU.
	ConvForward(c Conv, y, x, w, scratch []T)
	// ConvGradInput adds the gradient with respect to x to dx, given dy. If
	// c.ReLU, only where x > 0.
	ConvGradInput(c Conv, dx, dy, x, w, scratch []T)
	// ConvGradWeight writes the gradient with respect to w into dw, or with add adds
	// that of further images: a batch in portions gives the same bits.
	ConvGradWeight(c Conv, dw, dy, x, scratch []T, add bool)

	// Moments writes the mean and the biased variance of each of c channels
	// over rows rows of x, in two passes: the second adds the squares of x less
	// the mean, the mean, the difference and the square each rounded to T.
	Moments(mean, variance []float64, x []T, rows, c int)
	// GradMoments writes, for each channel, the sums over rows of dy and of
	// dy·(x - mean), the difference rounded to T first.
	GradMoments(sumDy, sumDyX []float64, dy, x, mean []T, rows, c int)
	// ScaleShift writes y = x·scale + shift, per channel; with add it adds that
	// to y.
	ScaleShift(y, x, scale, shift []T, rows, c int, add bool)
	// BatchNormGrad writes dx = dy·a + (x - mean)·b + s, per channel, in this order of
	// operations. dx may be dy.
	BatchNormGrad(dx, dy, x, a, b, mean, s []T, rows, c int)

	// ReLU writes y = x, but +0 for every x <= 0. y may be x.
	ReLU(y, x []T)
	// ReLUGrad adds dy to dx where x > 0.
	ReLUGrad(dx, dy, x []T)
	// Add adds x to y.
	Add(y, x []T)
	// Codes sets bit i of words (bit i%64 of word i/64) where x[i] > 0 and
	// clears it elsewhere, for all of x; words has (len(x)+63)/64 elements, and
	// the bits after the last are 0.
	Codes(words []uint64, x []T)

	// PoolForward writes the average pool of x, or with add adds it to y. Cells
	// are added in the order ky, kx, and the sum is multiplied by the rounded
	// reciprocal of their number.
	PoolForward(p Pool, y, x []T, add bool)
	// PoolGrad adds the gradient with respect to x to dx: dy times the same
	// reciprocal, in the order of output positions.
	PoolGrad(p Pool, dx, dy []T)
	// MaxPool writes the maximum pool of x. It is NaN where a cell is.
	MaxPool(p Pool, y, x []T)
	// MaxPoolGrad adds dy to dx, in the order of output positions, in the first cell
	// of x that is not less than the maximum y.
	MaxPoolGrad(p Pool, dx, dy, x, y []T)
}

// Set is one implementation for both element types.
type Set struct {
	F32 Kernels[float32]
	F64 Kernels[float64]
}
