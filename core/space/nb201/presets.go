package nb201

import "protocell/core/space"

// Presets returns architectures worth starting from. "Best" is the highest mean
// test accuracy after 200 epochs among all 15,625 in NAS-Bench-201.
func (Space) Presets() []space.Preset {
	return []space.Preset{
		{Name: "Best on CIFAR-10", Note: "94.37 % test accuracy after 200 epochs; index 13714 of the benchmark, level with 6111.", Arch: "\x03\x03\x03\x01\x02\x03"},
		{Name: "Best on CIFAR-100", Note: "73.51 % test accuracy after 200 epochs, index 9930 of the benchmark.", Arch: "\x03\x03\x03\x01\x03\x03"},
		{Name: "Best on ImageNet16-120", Note: "47.31 % test accuracy after 200 epochs, index 857 of the benchmark.", Arch: "\x02\x02\x03\x01\x03\x03"},
		{Name: "ResNet-like", Note: "Two 3x3 convolutions in a row and a shortcut around them, a residual block: 93.91 % on CIFAR-10.", Arch: "\x03\x00\x03\x01\x00\x01"},
		{Name: "All 3x3 convolutions", Note: "The largest cell: 220.12 M MACs and 1.53 M parameters at full size.", Arch: "\x03\x03\x03\x03\x03\x03"},
		{Name: "All skip", Note: "No operation but the identity: the smallest network, the fixed skeleton alone: 54.30 % on CIFAR-10.", Arch: "\x01\x01\x01\x01\x01\x01"},
		{Name: "All average pooling", Note: "Nothing to learn in the cell, yet connected.", Arch: "\x04\x04\x04\x04\x04\x04"},
		{Name: "Disconnected", Note: "Convolutions that cost as much as any, but none of them reaches the output: 10 % accuracy, which is chance.", Arch: "\x03\x03\x02\x00\x00\x00"},
	}
}
