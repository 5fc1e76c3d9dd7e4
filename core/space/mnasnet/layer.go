package mnasnet

import (
	"fmt"

	"protocell/core/graph"
)

// Layer is one layer of a block.
type Layer struct {
	Op             Op
	Kernel, Stride int
	In, Out        int // channels
	Squeeze        bool
	Skip           Skip // NoSkip where it does not act
}

// network builds layers.
type network struct {
	*graph.Builder
	hswish bool
}

// act adds the activation.
func (b network) act(label string, x int) int {
	if b.hswish {
		return b.HSwish(label, x)
	}
	return b.ReLU(label, x)
}

// layer adds a layer; its name is that of the module, too.
func (b network) layer(name string, x int, l Layer) int {
	var y int
	if l.Op == Conv {
		y = b.conv(name, "conv", "bn1", x, l.Out, graph.Square(l.Kernel, l.Stride))
		y = b.squeeze(name, b.act(name+".conv.act", y), l)
	} else {
		y = b.bottleneck(name, x, l)
	}
	switch l.Skip {
	case Residual:
		return b.Add(name+".sum", y, x)
	case Pooling:
		return b.Add(name+".sum", y, b.AvgPool(name+".skip.pool", x, 3, l.Stride, 1))
	}
	return y
}

// bottleneck adds a depthwise convolution between two pointwise ones; the first is
// left out if it would not expand.
func (b network) bottleneck(name string, x int, l Layer) int {
	hidden := expansion[l.Op] * l.In
	depthwise := graph.Square(l.Kernel, l.Stride)
	depthwise.Groups = hidden
	bn, project := 1, "conv_pw"
	if hidden > l.In {
		x = b.conv(name, "conv_pw", "bn1", x, hidden, graph.Square(1, 1))
		x = b.act(name+".conv_pw.act", x)
		bn, project = 2, "conv_pwl"
	}
	x = b.conv(name, "conv_dw", fmt.Sprintf("bn%d", bn), x, hidden, depthwise)
	x = b.squeeze(name, b.act(name+".conv_dw.act", x), l)
	return b.conv(name, project, fmt.Sprintf("bn%d", bn+1), x, l.Out, graph.Square(1, 1))
}

// conv adds a convolution and batch normalisation.
func (b network) conv(name, conv, bn string, x, out int, w graph.Window) int {
	x = b.Conv(name+"."+conv+".conv", name+"."+conv, x, out, w)
	return b.BatchNorm(name+"."+conv+".bn", name+"."+bn, x)
}

// squeeze adds squeeze-and-excitation, if the layer has it: each channel is scaled by
// a number that a quarter of the layer's input channels decide on.
func (b network) squeeze(name string, x int, l Layer) int {
	if !l.Squeeze {
		return x
	}
	channels := expansion[l.Op] * l.In
	if l.Op == Conv {
		channels = l.Out
	}
	s := b.GlobalAvgPool(name+".se.pool", x)
	s = b.ConvBias(name+".se.reduce", name+".se.conv_reduce", s, max(1, l.In/4), graph.Square(1, 1))
	s = b.ReLU(name+".se.relu", s)
	s = b.ConvBias(name+".se.expand", name+".se.conv_expand", s, channels, graph.Square(1, 1))
	return b.Scale(name+".se.scale", x, b.Sigmoid(name+".se.gate", s))
}
