package mnasnet

import (
	"fmt"
	"slices"
	"strings"

	"protocell/core/space"
)

// notationBlocks is the id of the block strings.
const notationBlocks = "blocks"

var notations = []space.Notation{
	{ID: notationBlocks, Name: "Block strings", Note: "MnasNet's code: repeats, kernel, strides, expansion, channels in and out. This project marks convolutions cn_, as timm does, pooling skips _pool and h-swish _nhs."},
	{ID: space.Code, Name: "Code", Note: "The 31 decisions as digits; this project's short form."},
}

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return slices.Clone(notations) }

// Print returns the block strings of all seven blocks, as MnasNet's code has them for
// the full width.
func (Space) Print(a space.Arch) string {
	n := decode(a)
	var list [len(n.Blocks)]string
	for i, b := range n.Blocks {
		var s strings.Builder
		if b.Op == Conv {
			s.WriteString("cn_")
		}
		fmt.Fprintf(&s, "r%d_k%d_s%d%d", b.Layers, b.Kernel, b.Stride, b.Stride)
		if b.Op != Conv {
			fmt.Fprintf(&s, "_e%d", expansion[b.Op])
		}
		fmt.Fprintf(&s, "_i%d_o%d", n.in(i), b.Filters)
		if b.Squeeze {
			s.WriteString("_se0.25")
		}
		s.WriteString([...]string{"_noskip", "", "_pool"}[b.Skip])
		if n.HSwish {
			s.WriteString("_nhs")
		}
		list[i] = s.String()
	}
	return strings.Join(list[:], ", ")
}

// PrintAs returns a in one of Notations.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	check(a)
	switch notation {
	case notationBlocks:
		return s.Print(a), nil
	case space.Code:
		return space.PrintCode(a), nil
	}
	return "", fmt.Errorf("mnasnet: no notation %q; there are %s, %s", notation, notationBlocks, space.Code)
}
