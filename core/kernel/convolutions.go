package kernel

// Convolutions computes convolutions by lowering them to loops. It has the
// convolution methods of Kernels.
type Convolutions[T Float] struct {
	loops Loops[T]
	// What is under way; here so that passing it on allocates nothing.
	product Product[T]
	packing Packing
	padding Padding
	spans   []span // of rows, of the convolution under way
}

// NewConvolutions returns convolutions that use l.
func NewConvolutions[T Float](l Loops[T]) *Convolutions[T] { return &Convolutions[T]{loops: l} }

// slack is how many elements MultiplyPanels may read after the last of A.
const slack = 4

// cacheElems is how many elements of the two operands of a weight gradient are
// worked on at a time, so that they stay in the first-level cache.
const cacheElems = 6 << 10

// ConvScratch returns how many elements of scratch the methods need.
func (v *Convolutions[T]) ConvScratch(c Conv) int {
	return max(v.forwardScratch(c), v.gradInputScratch(c), v.gradWeightScratch(c))
}

// depthwise tells whether every channel has a filter of its own.
func (c *Conv) depthwise() bool { return c.Groups > 1 && c.Groups == c.InC && c.InC == c.OutC }

// pointwise tells whether an output position reads one input position, and there
// are none beside the image.
func (c *Conv) pointwise() bool { return c.Kernel == 1 && c.Pad == 0 }

// join makes one image of the batch, one below the other, if that is the same.
func (c *Conv) join() {
	if c.pointwise() && c.Stride == 1 {
		c.Batch, c.InH = 1, c.Batch*c.InH
	}
}

// packed returns the length of a packed matrix.
func (v *Convolutions[T]) packed(k, n int) int {
	full, last := v.loops.PanelWidths()
	return packedLen(k, n, full, last)
}

// outSize returns the height and the width of the output.
func (c *Conv) outSize() (h, w int) {
	reach := c.Dilation*(c.Kernel-1) + 1
	return (c.InH+2*c.Pad-reach)/c.Stride + 1, (c.InW+2*c.Pad-reach)/c.Stride + 1
}

// width returns the width of the part of the padded image that output positions
// read.
func (c *Conv) width() int {
	_, outW := c.outSize()
	return (outW-1)*c.Stride + c.Dilation*(c.Kernel-1) + 1
}

// imageLen returns how much scratch padInput needs.
func (c *Conv) imageLen() int { return c.InH*c.width()*c.InC + slack }

// padInput returns image b of x, padded on its left and right, and its width. It
// is copied to scratch if need be, or always.
func (v *Convolutions[T]) padInput(c *Conv, b int, x, scratch []T, always bool) ([]T, int) {
	n := c.InH * c.InW * c.InC
	x = x[b*n : (b+1)*n]
	if c.Pad == 0 && !c.ReLU && !always {
		return x, c.InW
	}
	width := c.width()
	v.padding = Padding{H: c.InH, W: c.InW, C: c.InC, OutW: width, Left: c.Pad, ReLU: c.ReLU}
	v.loops.Pad(&v.padding, scratch, x)
	return scratch[:c.InH*width*c.InC+slack], width
}
