package mnasnet

import (
	"slices"

	"protocell/core/space"
)

// Block is a block of the network: a layer that is repeated.
type Block struct {
	Op      Op
	Kernel  int
	Squeeze bool // squeeze-and-excitation of a quarter of the layer's input channels
	Skip    Skip
	Stride  int // of the first layer; the others have 1
	Filters int // channels of the output at full width
	Layers  int
}

// Net is a whole architecture.
type Net struct {
	HSwish bool
	Blocks [NumBlocks + 2]Block // the first and the last are not searched
}

// The blocks that are not searched.
var (
	firstBlock = Block{Op: SepConv, Kernel: 3, Stride: 1, Filters: 16, Layers: 1}
	lastBlock  = Block{Op: MBConv6, Kernel: 3, Skip: Residual, Stride: 1, Filters: 320, Layers: 1}
)

// stemFilters is the number of channels of the stem at full width.
const stemFilters = 32

// in returns the number of channels that block i reads at full width.
func (n Net) in(i int) int {
	if i == 0 {
		return stemFilters
	}
	return n.Blocks[i-1].Filters
}

// decode returns the network that an architecture describes.
func decode(a space.Arch) Net {
	check(a)
	n := Net{HSwish: a[0] == 1}
	n.Blocks[0], n.Blocks[NumBlocks+1] = firstBlock, lastBlock
	for i, b := range blocks {
		d := a[1+i*blockDecisions:]
		n.Blocks[i+1] = Block{
			Op: Op(d[0]), Kernel: kernels[d[1]], Squeeze: d[2] == 1, Skip: Skip(d[3]),
			Stride: b.stride, Filters: b.filters[d[4]], Layers: b.layers[d[5]],
		}
	}
	return n
}

// encode is the inverse of decode. The searched blocks have values of the space.
func encode(n Net) space.Arch {
	a := []byte{0}
	if n.HSwish {
		a[0] = 1
	}
	for i, b := range blocks {
		s := n.Blocks[i+1]
		squeeze := byte(0)
		if s.Squeeze {
			squeeze = 1
		}
		a = append(a, byte(s.Op), byte(slices.Index(kernels[:], s.Kernel)), squeeze, byte(s.Skip),
			byte(slices.Index(b.filters[:], s.Filters)), byte(slices.Index(b.layers[:], s.Layers)))
	}
	return space.Arch(a)
}

// skips says whether the skip of block i acts on a layer: 0 is the first.
func (n Net) skips(i, layer int) bool {
	b := n.Blocks[i]
	if layer > 0 {
		return b.Skip != NoSkip
	}
	return b.Filters == n.in(i) && (b.Skip == Pooling || b.Skip == Residual && b.Stride == 1)
}
