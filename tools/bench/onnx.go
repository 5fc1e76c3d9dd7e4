package main

import (
	"encoding/binary"
	"math"

	"protocell/core/kernel"
	"protocell/core/rng"
)

// message is a protocol-buffer message under construction.
type message []byte

func (m *message) number(field int, v uint64) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3)
	*m = binary.AppendUvarint(*m, v)
}

func (m *message) bytes(field int, b []byte) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|2)
	*m = binary.AppendUvarint(*m, uint64(len(b)))
	*m = append(*m, b...)
}

func (m *message) text(field int, s string) { m.bytes(field, []byte(s)) }

// onnxModel returns an ONNX model that computes c in one node, its weights given,
// or if gemm the product of two matrices, both inputs.
func onnxModel(c kernel.Conv, gemm bool) []byte {
	var graph, node message
	if gemm {
		node.text(1, "a")
		node.text(1, "b")
		node.text(2, "y")
		node.text(4, "MatMul")
		graph.bytes(1, node)
		graph.text(2, "gemm")
		graph.bytes(11, onnxValue("a", c.InW, c.InC))
		graph.bytes(11, onnxValue("b", c.InC, c.OutC))
		graph.bytes(12, onnxValue("y", c.InW, c.OutC))
	} else {
		node.text(1, "x")
		node.text(1, "w")
		node.text(2, "y")
		node.text(4, "Conv")
		node.bytes(5, onnxInts("pads", c.Pad, c.Pad, c.Pad, c.Pad))
		node.bytes(5, onnxInts("strides", c.Stride, c.Stride))
		graph.bytes(1, node)
		graph.text(2, "conv")
		graph.bytes(5, onnxTensor("w", c.OutC, c.InC, c.Kernel, c.Kernel))
		graph.bytes(11, onnxValue("x", c.Batch, c.InC, c.InH, c.InW))
		graph.bytes(12, onnxValue("y", c.Batch, c.OutC, c.OutH(), c.OutW()))
	}
	var opset, model message
	opset.text(1, "")
	opset.number(2, 17)
	model.number(1, 8) // version of the format
	model.bytes(7, graph)
	model.bytes(8, opset)
	return model
}

// onnxInts is an attribute that is a list of integers.
func onnxInts(name string, values ...int) message {
	var m message
	m.text(1, name)
	for _, v := range values {
		m.number(8, uint64(v))
	}
	m.number(20, 7)
	return m
}

// onnxTensor is a constant of random float32 values.
func onnxTensor(name string, dims ...int) message {
	var m message
	n := 1
	for _, d := range dims {
		m.number(1, uint64(d))
		n *= d
	}
	m.number(2, 1)
	m.text(8, name)
	values := make([]float32, n)
	rng.FillNormal(values, 1, 2, 1)
	raw := make([]byte, 0, 4*n)
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	m.bytes(9, raw)
	return m
}

// onnxValue declares a float32 input or output.
func onnxValue(name string, dims ...int) message {
	var shape, tensor, typ, value message
	for _, d := range dims {
		var dim message
		dim.number(1, uint64(d))
		shape.bytes(1, dim)
	}
	tensor.number(1, 1)
	tensor.bytes(2, shape)
	typ.bytes(1, tensor)
	value.text(1, name)
	value.bytes(2, typ)
	return value
}
