// Package graph has the one intermediate form of a network. A search space
// builds it from an architecture and a skeleton; the network view, the costs,
// execution, latency and export all read it.
package graph

import "strconv"

// Op is the operation of a node.
type Op uint8

// The operations. Conv and Linear are the "layers" that proxies sum over.
const (
	Input         Op = iota // the image; in a part of a network also what else it reads; no inputs
	Conv                    // two-dimensional convolution; the last parameter is a bias, if there are two
	BatchNorm               // per channel, affine, batch statistics (eps 1e-5)
	ReLU                    // max(x, 0)
	AvgPool                 // average over the cells inside the image
	Add                     // sum of one or more inputs of one shape
	Zero                    // zeros, whatever its input is: the operation "none"
	GlobalAvgPool           // mean over the positions of each channel
	Linear                  // fully connected, with bias
	MaxPool                 // maximum over the cells inside the image
	Concat                  // its inputs one after another along the channels
	Shift                   // y(i, j) = x(i+1, j+1), and 0 in the last row and column
	Scale                   // each channel of the first input times its number in the second, a vector
	ReLU6                   // min(max(x, 0), 6)
	HSwish                  // x times min(max(x+3, 0), 6)/6
	Sigmoid                 // 1/(1 + exp(-x))
)

// Rectifies reports whether units of the operation are on where their input is greater
// than 0, and off elsewhere: ReLU, and what clips or smooths it.
func (op Op) Rectifies() bool { return op == ReLU || op == ReLU6 || op == HSwish }

// Shape is the shape of one image's activation; a vector is C x 1 x 1.
type Shape struct {
	C int `json:"c"` // channels
	H int `json:"h"` // height
	W int `json:"w"` // width
}

// Len returns the number of elements.
func (s Shape) Len() int { return s.C * s.H * s.W }

// String returns the shape as people write it: "16x32x32".
func (s Shape) String() string {
	return strconv.Itoa(s.C) + "x" + strconv.Itoa(s.H) + "x" + strconv.Itoa(s.W)
}

// Node is one operation. Its inputs are earlier nodes, so that the order of
// Graph.Nodes is an order of execution.
type Node struct {
	Op     Op
	Inputs []int // indices into Graph.Nodes
	Out    Shape
	Block  int    // index into Graph.Blocks
	Edge   int    // edge of the cell, in the space's order, or -1
	Label  string // dotted name, e.g. "cells.3.edge.1<-0.conv"

	Kernel, Stride, Pad, Dilation, Groups int // Conv, AvgPool, MaxPool

	Params []int // indices into Graph.Params
}

// Role says what a parameter tensor is.
type Role uint8

// The roles of a parameter tensor.
const (
	Weight Role = iota // of a convolution or linear layer: what proxies score
	Gamma              // batch normalisation's scale, initially 1
	Beta               // batch normalisation's shift, initially 0
	Bias               // of the linear layer
)

// Param is one parameter tensor. Its index in Graph.Params is its number in
// PyTorch's named_parameters(), and so its stream in the initialiser.
type Param struct {
	Name  string // as PyTorch names it
	Node  int
	Role  Role
	Shape []int // PyTorch's order: [out, in/groups, kh, kw], [out, in] or [c]
}

// Len returns the number of elements.
func (p Param) Len() int {
	n := 1
	for _, d := range p.Shape {
		n *= d
	}
	return n
}

// BlockKind is the kind of a block of the skeleton.
type BlockKind uint8

// The kinds of block.
const (
	Stem BlockKind = iota
	Cell
	Reduction
	Head
)

// Block is a run of nodes that the network view draws as one box.
type Block struct {
	Kind       BlockKind
	Stage      int // 0-based
	Index      int // position in the skeleton's list of cells and reductions, or -1
	First, End int // nodes [First, End)
}

// Graph is a network: what is computed, in order, and on what shapes.
type Graph struct {
	Nodes   []Node
	Blocks  []Block
	Params  []Param
	In      Shape
	Classes int
}

// Skeleton is the network around the cells.
type Skeleton struct {
	C       int   `json:"c"`       // channels of the first stage
	N       int   `json:"n"`       // cells a stage
	Input   Shape `json:"input"`   // of one image
	Classes int   `json:"classes"` // outputs of the classifier
}
