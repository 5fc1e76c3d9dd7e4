// Package nb201 is the search space of NAS-Bench-201, which NATS-Bench calls its
// topology search space: a cell of four nodes, each the sum of one of five
// operations on every earlier node, repeated in a fixed skeleton.
//
// An architecture is six bytes, one an edge of the cell, in the order of the
// architecture string: 1<-0, 2<-0, 2<-1, 3<-0, 3<-1, 3<-2. A byte is the index of
// the edge's operation, an Op.
package nb201

import (
	"fmt"

	"protocell/core/space"
)

// Op is an operation on an edge of the cell, numbered as NAS-Bench-201 does.
type Op byte

// The operations.
const (
	None        Op = iota // its input times 0
	SkipConnect           // identity
	NorConv1x1            // ReLU, 1x1 convolution, batch normalisation
	NorConv3x3            // ReLU, 3x3 convolution, batch normalisation
	AvgPool3x3            // 3x3 average over the cells inside the image
)

// NumOps is the number of operations, NumNodes the number of nodes of a cell and
// NumEdges the number of its edges.
const (
	NumOps   = 5
	NumNodes = 4
	NumEdges = 6
)

var opNames = [NumOps]string{"none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"}

// String returns the operation's published name, e.g. "nor_conv_3x3".
func (o Op) String() string {
	if o >= NumOps {
		return fmt.Sprintf("Op(%d)", byte(o))
	}
	return opNames[o]
}

// Edge is an edge of the cell: an operation on node From adds to node To. Node 0
// is the cell's input and node 3 its output.
type Edge struct{ From, To int }

// String returns the edge's name, e.g. "3<-1".
func (e Edge) String() string { return fmt.Sprintf("%d<-%d", e.To, e.From) }

// Edges returns the edges in the order of an architecture's bytes.
func Edges() [NumEdges]Edge {
	return [NumEdges]Edge{{0, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 3}, {2, 3}}
}

// edgeIndex returns the index of the edge from node from to node to, from < to.
func edgeIndex(from, to int) int { return to*(to-1)/2 + from }

// Space is NAS-Bench-201. It implements space.Space.
type Space struct{}

// Info returns what the space is called and how large it is.
func (Space) Info() space.Info {
	return space.Info{
		ID:    "nb201",
		Name:  "NAS-Bench-201",
		Paper: "X. Dong and Y. Yang, NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search, ICLR 2020",
		Size:  radix.Size(),
	}
}

// radix has the number of options of each edge.
var radix = space.Radix{NumOps, NumOps, NumOps, NumOps, NumOps, NumOps}

// Decisions returns the six edges, each with the five operations.
func (Space) Decisions() []space.Decision {
	d := make([]space.Decision, NumEdges)
	for i, e := range Edges() {
		d[i] = space.Decision{Name: e.String(), Options: append([]string(nil), opNames[:]...)}
	}
	return d
}

// Check returns an error unless a has six bytes, each an Op.
func (Space) Check(a space.Arch) error { return radix.Check(a) }

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := radix.Check(a); err != nil {
		panic("nb201: " + err.Error())
	}
}
