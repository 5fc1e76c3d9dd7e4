package mnasnet

import "protocell/core/space"

// Presets returns the published models, and some that show the range of the space.
func (Space) Presets() []space.Preset {
	var smallest Net
	for i, b := range blocks {
		smallest.Blocks[i+1] = Block{Op: SepConv, Kernel: 3, Filters: b.filters[0], Layers: b.layers[0]}
	}
	a1 := encode(Net{Blocks: [NumBlocks + 2]Block{
		1: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 24, Layers: 2},
		2: {Op: MBConv3, Kernel: 5, Squeeze: true, Skip: Residual, Filters: 40, Layers: 3},
		3: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 80, Layers: 4},
		4: {Op: MBConv6, Kernel: 3, Squeeze: true, Skip: Residual, Filters: 112, Layers: 2},
		5: {Op: MBConv6, Kernel: 5, Squeeze: true, Skip: Residual, Filters: 160, Layers: 3},
	}})
	return []space.Preset{
		{Name: "MnasNet-A1", Note: "The main model: 3.9 M parameters and 312 M MACs at full size; the paper reports 75.2 % top-1 on ImageNet, which was not repeated here.", Arch: a1},
		{Name: "MnasNet-B1", Note: "Searched without squeeze-and-excitation: 4.4 M parameters and 315 M MACs at full size.", Arch: encode(Net{Blocks: [NumBlocks + 2]Block{
			1: {Op: MBConv3, Kernel: 3, Skip: Residual, Filters: 24, Layers: 3},
			2: {Op: MBConv3, Kernel: 5, Skip: Residual, Filters: 40, Layers: 3},
			3: {Op: MBConv6, Kernel: 5, Skip: Residual, Filters: 80, Layers: 3},
			4: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 96, Layers: 2},
			5: {Op: MBConv6, Kernel: 5, Skip: Residual, Filters: 192, Layers: 4},
		}})},
		{Name: "Like MnasNet-Small", Note: "The operations, kernels and layers of MnasNet-Small with the nearest widths of this space; at C = 16 blocks 5 and 6 have 40 and 80 channels, where the model has 32 and 88.", Arch: encode(Net{Blocks: [NumBlocks + 2]Block{
			1: {Op: MBConv3, Kernel: 3, Skip: Residual, Filters: 32, Layers: 1},
			2: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 32, Layers: 2},
			3: {Op: MBConv6, Kernel: 5, Squeeze: true, Skip: Residual, Filters: 64, Layers: 4},
			4: {Op: MBConv6, Kernel: 3, Squeeze: true, Skip: Residual, Filters: 72, Layers: 3},
			5: {Op: MBConv6, Kernel: 5, Squeeze: true, Skip: Residual, Filters: 160, Layers: 3},
		}})},
		{Name: "Like MobileNetV2", Note: "Inverted bottlenecks of expansion 6 with the widths and layers of MobileNetV2, the network that the space is drawn around.", Arch: encode(Net{Blocks: [NumBlocks + 2]Block{
			1: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 24, Layers: 2},
			2: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 32, Layers: 3},
			3: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 64, Layers: 4},
			4: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 96, Layers: 3},
			5: {Op: MBConv6, Kernel: 3, Skip: Residual, Filters: 160, Layers: 3},
		}})},
		{Name: "MnasNet-A1 with h-swish", Note: "The main model with the activation of MobileNetV3.", Arch: a1.With(0, 1)},
		{Name: "Smallest", Note: "Separable convolutions 3x3 without skips, narrow and few.", Arch: encode(smallest)},
		{Name: "Convolutions 5x5", Note: "Convolutions alone, wide and many: the most parameters.", Arch: largest(func(int) bool { return false })},
	}
}
