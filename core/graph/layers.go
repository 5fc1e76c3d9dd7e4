package graph

// Window is the geometry of a convolution.
type Window struct {
	Kernel, Stride, Pad, Dilation int
	Groups                        int // 1, or the number of input channels
}

// Square returns the window of an ordinary convolution that keeps the size at
// stride 1.
func Square(kernel, stride int) Window {
	return Window{Kernel: kernel, Stride: stride, Pad: (kernel - 1) / 2, Dilation: 1, Groups: 1}
}

// Conv adds a convolution of node x to out channels, without bias.
func (b *Builder) Conv(label, module string, x, out int, w Window) int {
	in := b.shape(label, x)
	switch {
	case b.err != nil:
		return 0
	case w.Kernel < 1 || w.Stride < 1 || w.Dilation < 1 || w.Pad < 0 || out < 1:
		return b.fail(label, "a convolution cannot have %+v and %d channels", w, out)
	case w.Groups < 1 || in.C%w.Groups != 0 || out%w.Groups != 0:
		return b.fail(label, "%d groups do not divide %d channels to %d", w.Groups, in.C, out)
	}
	span := w.Dilation*(w.Kernel-1) + 1
	h, wd, ok := slide(in, span, w.Stride, w.Pad)
	if !ok {
		return b.fail(label, "a window of %d does not fit %d x %d", span, in.H, in.W)
	}
	n := b.add(Node{
		Op: Conv, Inputs: []int{x}, Out: Shape{C: out, H: h, W: wd}, Label: label,
		Kernel: w.Kernel, Stride: w.Stride, Pad: w.Pad, Dilation: w.Dilation, Groups: w.Groups,
	})
	b.param(n, module+".weight", Weight, out, in.C/w.Groups, w.Kernel, w.Kernel)
	return n
}

// ConvBias adds a convolution of node x to out channels, with bias.
func (b *Builder) ConvBias(label, module string, x, out int, w Window) int {
	n := b.Conv(label, module, x, out, w)
	b.param(n, module+".bias", Bias, out)
	return n
}

// Linear adds a fully connected layer with bias on node x, which is a vector.
func (b *Builder) Linear(label, module string, x, out int) int {
	in := b.shape(label, x)
	switch {
	case b.err != nil:
		return 0
	case in.H != 1 || in.W != 1:
		return b.fail(label, "a linear layer needs a vector, not %v", in)
	case out < 1:
		return b.fail(label, "a linear layer cannot have %d outputs", out)
	}
	n := b.add(Node{Op: Linear, Inputs: []int{x}, Out: Shape{C: out, H: 1, W: 1}, Label: label})
	b.param(n, module+".weight", Weight, out, in.C)
	b.param(n, module+".bias", Bias, out)
	return n
}

// BatchNorm adds a batch normalisation of node x.
func (b *Builder) BatchNorm(label, module string, x int) int {
	in := b.shape(label, x)
	n := b.add(Node{Op: BatchNorm, Inputs: []int{x}, Out: in, Label: label})
	b.param(n, module+".weight", Gamma, in.C)
	b.param(n, module+".bias", Beta, in.C)
	return n
}
