package export

import (
	"encoding/binary"

	"protocell/core/graph"
)

// window returns the attributes of the window of a convolution or pooling.
func window(n graph.Node) []message {
	return []message{
		integers("kernel_shape", n.Kernel, n.Kernel),
		integers("strides", n.Stride, n.Stride),
		integers("pads", n.Pad, n.Pad, n.Pad, n.Pad),
	}
}

// The types of attributes and tensors.
const (
	floatType    = 1
	integerType  = 2
	integersType = 7
	int64Tensor  = 7
)

func integer(name string, v int) message {
	var m message
	m.text(1, name)
	m.number(3, v)
	m.number(20, integerType)
	return m
}

func integers(name string, values ...int) message {
	var m message
	m.text(1, name)
	for _, v := range values {
		m.number(8, v)
	}
	m.number(20, integersType)
	return m
}

func float(name string, v float32) message {
	var m message
	m.text(1, name)
	m.float(2, v)
	m.number(20, floatType)
	return m
}

// floats adds a constant.
func (g *onnxGraph) floats(name string, values []float32, shape ...int) {
	g.constant(name, floatType, floats(nil, values), shape)
}

// scalar adds a constant of one number, unless it is there, and returns its name. Names
// of constants that are not parameters have a slash, which labels have not.
func (g *onnxGraph) scalar(name string, v float32) string {
	if g.named[name] {
		return name
	}
	g.constant(name, floatType, floats(nil, []float32{v}), nil)
	return name
}

// integers adds a constant list, unless it is there, and returns its name.
func (g *onnxGraph) integers(name string, values ...int) string {
	if g.named[name] {
		return name
	}
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	g.constant(name, int64Tensor, raw, []int{len(values)})
	return name
}

func (g *onnxGraph) constant(name string, kind int, raw []byte, shape []int) {
	g.define(name)
	var m message
	for _, d := range shape {
		m.number(1, d)
	}
	m.number(2, kind)
	m.text(8, name)
	m.message(9, raw)
	g.values.message(5, m)
}

// onnxValue declares an input or output: any number of images of a shape.
func onnxValue(name string, shape ...int) message {
	var dims, tensor, kind, value message
	var images message
	images.text(2, "N")
	dims.message(1, images)
	for _, d := range shape {
		var dim message
		dim.number(1, d)
		dims.message(1, dim)
	}
	tensor.number(1, floatType)
	tensor.message(2, dims)
	kind.message(1, tensor)
	value.text(1, name)
	value.message(2, kind)
	return value
}
