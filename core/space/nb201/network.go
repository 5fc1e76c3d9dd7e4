package nb201

import (
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// stages is the number of stages of the skeleton; a reduction stands between
// two.
const stages = 3

// CheckInput returns an error unless the image halves evenly as often as the
// skeleton has reductions.
func CheckInput(in graph.Shape) error {
	for _, f := range []struct {
		name string
		side int
	}{{"input.h", in.H}, {"input.w", in.W}} {
		if f.side%(1<<(stages-1)) != 0 {
			return fmt.Errorf("skeleton: %s is %d, not a multiple of %d: each of the %d reductions halves it", f.name, f.side, 1<<(stages-1), stages-1)
		}
	}
	return nil
}

// Build returns the network of a: stem, three stages of N cells with a residual
// reduction block between them that halves the image and doubles the width, and
// the classifier (Dong and Yang, ICLR 2020, section 2.1 and figure 1). Parameter
// names and order are those of the authors' code. The image must halve evenly
// twice: its height and width are multiples of 4.
func (s Space) Build(a space.Arch, k graph.Skeleton) (*graph.Graph, error) {
	check(a)
	if err := k.Validate(); err != nil {
		return nil, err
	}
	if err := CheckInput(k.Input); err != nil {
		return nil, err
	}

	b := NewParts(k.Input)
	b.Block(graph.Stem, 0, -1)
	x := b.Stem(k.C)
	index, width := 0, k.C
	for stage := range stages {
		if stage > 0 {
			width *= 2
			b.Block(graph.Reduction, stage, index)
			x = b.Reduction(fmt.Sprintf("cells.%d", index), x, width)
			index++
		}
		for range k.N {
			b.Block(graph.Cell, stage, index)
			x = b.Cell(fmt.Sprintf("cells.%d", index), a, x, width, 1)
			index++
		}
	}
	b.Block(graph.Head, stages-1, -1)
	b.Head(x, k.Classes)
	return b.Graph()
}
