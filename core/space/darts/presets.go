package darts

import "protocell/core/space"

// Presets returns the cells that the paper found, and some that show the range of
// the space.
func (Space) Presets() []space.Preset {
	return []space.Preset{
		{Name: "DARTS_V2", Note: "Found by DARTS with the second-order gradient: 3.3 M parameters at C = 36, N = 6; the paper reports 2.76 % error on CIFAR-10, which was not repeated here.", Arch: encode([numCells]Cell{
			{{SepConv3x3, 0}, {SepConv3x3, 1}, {SepConv3x3, 0}, {SepConv3x3, 1}, {SepConv3x3, 1}, {SkipConnect, 0}, {SkipConnect, 0}, {DilConv3x3, 2}},
			{{MaxPool3x3, 0}, {MaxPool3x3, 1}, {SkipConnect, 2}, {MaxPool3x3, 1}, {MaxPool3x3, 0}, {SkipConnect, 2}, {SkipConnect, 2}, {MaxPool3x3, 1}},
		})},
		{Name: "DARTS_V1", Note: "Found by DARTS with the first-order gradient.", Arch: encode([numCells]Cell{
			{{SepConv3x3, 1}, {SepConv3x3, 0}, {SkipConnect, 0}, {SepConv3x3, 1}, {SkipConnect, 0}, {SepConv3x3, 1}, {SepConv3x3, 0}, {SkipConnect, 2}},
			{{MaxPool3x3, 0}, {MaxPool3x3, 1}, {SkipConnect, 2}, {MaxPool3x3, 0}, {MaxPool3x3, 0}, {SkipConnect, 2}, {SkipConnect, 2}, {AvgPool3x3, 0}},
		})},
		{Name: "All 5x5 separable convolutions", Note: "The largest cells.", Arch: Space{}.Largest()[0]},
		{Name: "A chain of 3x3 separable convolutions", Note: "As deep as cells of this space can be: each node reads the one before it.", Arch: chain(SepConv3x3)},
		{Name: "All skip", Note: "What DARTS tends to collapse to: nothing to learn in the normal cells but the 1x1 convolutions before them.", Arch: wide(SkipConnect)},
		{Name: "All max pooling", Note: "Nothing to learn in the cells but the 1x1 convolutions before them.", Arch: wide(MaxPool3x3)},
	}
}

// wide returns the architecture of one operation whose nodes read the inputs alone.
func wide(op Op) space.Arch {
	var c Cell
	for e := range c {
		c[e] = Edge{op, e % 2}
	}
	return encode([numCells]Cell{c, c})
}

// chain returns the architecture of one operation whose nodes read the two nodes
// before them.
func chain(op Op) space.Arch {
	var c Cell
	for e := range c {
		c[e] = Edge{op, into(e) - 2 + e%2}
	}
	return encode([numCells]Cell{c, c})
}
