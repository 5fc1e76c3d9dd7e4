package graph

// AvgPool adds an average pooling of node x that divides by the number of cells
// inside the image.
func (b *Builder) AvgPool(label string, x, kernel, stride, pad int) int {
	return b.pool(AvgPool, label, x, kernel, stride, pad)
}

// MaxPool adds a pooling of node x that takes the maximum over the cells inside the
// image.
func (b *Builder) MaxPool(label string, x, kernel, stride, pad int) int {
	return b.pool(MaxPool, label, x, kernel, stride, pad)
}

// GlobalAvgPool adds the mean of each channel of node x.
func (b *Builder) GlobalAvgPool(label string, x int) int {
	return b.add(Node{Op: GlobalAvgPool, Inputs: []int{x}, Out: Shape{C: b.shape(label, x).C, H: 1, W: 1}, Label: label})
}

func (b *Builder) pool(op Op, label string, x, kernel, stride, pad int) int {
	in := b.shape(label, x)
	if b.err != nil {
		return 0
	}
	if kernel < 1 || stride < 1 || pad < 0 || 2*pad > kernel {
		return b.fail(label, "a pooling cannot have kernel %d, stride %d, padding %d", kernel, stride, pad)
	}
	h, w, ok := slide(in, kernel, stride, pad)
	if !ok {
		return b.fail(label, "a window of %d does not fit %d x %d", kernel, in.H, in.W)
	}
	return b.add(Node{
		Op: op, Inputs: []int{x}, Out: Shape{C: in.C, H: h, W: w}, Label: label,
		Kernel: kernel, Stride: stride, Pad: pad, Dilation: 1, Groups: 1,
	})
}
