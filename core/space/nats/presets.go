package nats

import "protocell/core/space"

// Presets returns architectures worth starting from. "Best" is the highest mean
// test accuracy after 90 epochs among all 32,768 in NATS-Bench.
func (Space) Presets() []space.Preset {
	return []space.Preset{
		{Name: "Best on CIFAR-10", Note: "93.65 % test accuracy after 90 epochs, index 32698 of the benchmark.", Arch: "\x07\x07\x06\x07\x02"},
		{Name: "Best on CIFAR-100", Note: "71.34 % test accuracy after 90 epochs, index 32623 of the benchmark.", Arch: "\x07\x07\x05\x05\x07"},
		{Name: "Best on ImageNet16-120", Note: "47.40 % test accuracy after 90 epochs, index 32702 of the benchmark.", Arch: "\x07\x07\x06\x07\x06"},
		{Name: "Best below 100,000 parameters", Note: "90.43 % on CIFAR-10 with 98,114 parameters: the last layers are as narrow as the first.", Arch: "\x02\x02\x02\x03\x01"},
		{Name: "Doubling", Note: "Twice as wide where the image halves, as people build networks: 91.09 % on CIFAR-10.", Arch: "\x01\x01\x03\x03\x07"},
		{Name: "Widest", Note: "Every layer has 64 channels: 93.40 % on CIFAR-10, less than narrower ones have.", Arch: "\x07\x07\x07\x07\x07"},
		{Name: "Narrowest", Note: "Every layer has 8 channels: 79.79 % on CIFAR-10.", Arch: "\x00\x00\x00\x00\x00"},
	}
}
