// Package darts is the search space of DARTS, which NAS-Bench-301 has a surrogate
// benchmark for: a normal cell and a reduction cell, each of four nodes that add two
// of seven operations on earlier nodes.
//
// The nodes of a cell are numbered as in a genotype: 0 and 1 are the outputs of the
// cells k-2 and k-1, 2 to 5 are computed, and the output is 2 to 5 side by side.
//
// An architecture is 22 bytes, eleven a cell, the normal cell first. The first two
// are the operations on nodes 0 and 1 that node 2 adds. Three follow for each of the
// nodes 3, 4, 5: which two nodes it reads, and the operations on them. The two inputs
// of a node have no order here: what a genotype lists first is forgotten.
package darts

import (
	"fmt"

	"protocell/core/space"
)

// Op is an operation on an edge of a cell, numbered as NASLib and NAS-Bench-301 do.
type Op byte

// The operations. In a reduction cell those on nodes 0 and 1 have stride 2.
const (
	MaxPool3x3  Op = iota // 3x3 maximum
	AvgPool3x3            // 3x3 average over the cells inside the image
	SkipConnect           // identity; at stride 2 a factorized reduction
	SepConv3x3            // twice ReLU, depthwise 3x3, pointwise, batch normalisation
	SepConv5x5            // twice ReLU, depthwise 5x5, pointwise, batch normalisation
	DilConv3x3            // ReLU, depthwise 3x3 with dilation 2, pointwise, batch normalisation
	DilConv5x5            // ReLU, depthwise 5x5 with dilation 2, pointwise, batch normalisation
)

// NumOps is the number of operations, NumNodes that of the nodes that a cell
// computes, Inputs that of its inputs and NumEdges that of the operations in a cell.
const (
	NumOps   = 7
	NumNodes = 4
	Inputs   = 2
	NumEdges = 2 * NumNodes
)

var opNames = [NumOps]string{"max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"}

// String returns the operation's published name, e.g. "sep_conv_3x3".
func (o Op) String() string {
	if o >= NumOps {
		return fmt.Sprintf("Op(%d)", byte(o))
	}
	return opNames[o]
}

// The cells of an architecture.
const (
	normal = iota
	reduce
	numCells
)

var cellNames = [numCells]string{"normal", "reduce"}

// Space is the search space of DARTS. It implements space.Space.
type Space struct{}

// Info returns what the space is called and how large it is: (180 * 7^8)^2, which
// the paper rounds to 10^18.
func (Space) Info() space.Info {
	return space.Info{
		ID:    "darts",
		Name:  "DARTS",
		Paper: "H. Liu, K. Simonyan and Y. Yang, DARTS: Differentiable Architecture Search, ICLR 2019",
		Size:  radix.Size(),
	}
}

// radix has the number of options of each decision.
var radix = space.RadixOf(Space{}.Decisions())

// Decisions returns, for each cell and node, the nodes that it reads and the
// operations on the earlier and on the later of them.
func (Space) Decisions() []space.Decision {
	var list []space.Decision
	for _, cell := range cellNames {
		for n := Inputs; n < Inputs+NumNodes; n++ {
			name := fmt.Sprintf("%s %d", cell, n)
			if n > Inputs {
				var options []string
				for _, p := range pairsInto(n) {
					options = append(options, fmt.Sprintf("%d, %d", p[0], p[1]))
				}
				list = append(list, space.Decision{Name: name + " reads", Options: options})
			}
			for _, which := range []string{" earlier", " later"} {
				list = append(list, space.Decision{Name: name + which, Options: append([]string(nil), opNames[:]...)})
			}
		}
	}
	return list
}

// Check returns an error unless a has 22 bytes, each the index of an option.
func (Space) Check(a space.Arch) error { return radix.Check(a) }

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := radix.Check(a); err != nil {
		panic("darts: " + err.Error())
	}
}
