package tnbmicro

import "protocell/core/space"

// Presets returns architectures worth starting from. "Best" is the highest
// validation metric at the last epoch among all 4,096 in TransNAS-Bench-101.
func (Space) Presets() []space.Preset {
	return []space.Preset{
		{Name: "Best at scenes", Note: "54.94 % validation accuracy of scene classification.", Arch: "\x03\x03\x02\x01\x03\x02"},
		{Name: "Best at objects", Note: "45.59 % validation accuracy of object classification.", Arch: "\x03\x01\x03\x01\x01\x03"},
		{Name: "Best at jigsaws", Note: "95.37 % validation accuracy of the jigsaw puzzle.", Arch: "\x03\x03\x00\x01\x03\x02"},
		{Name: "Best at room layouts", Note: "Validation loss 0.601, the smallest.", Arch: "\x03\x01\x01\x01\x03\x03"},
		{Name: "Best at segmentation", Note: "94.61 % of pixels right in semantic segmentation.", Arch: "\x03\x01\x03\x00\x02\x02"},
		{Name: "Best at surface normals", Note: "Structural similarity 0.587.", Arch: "\x01\x03\x00\x01\x02\x03"},
		{Name: "Best at autoencoding", Note: "Structural similarity 0.577: of two that are level, and with few convolutions.", Arch: "\x01\x02\x00\x03\x01\x00"},
		{Name: "All 3x3 convolutions", Note: "The largest cell: 41.4 M parameters at full size.", Arch: "\x03\x03\x03\x03\x03\x03"},
		{Name: "All skip", Note: "No convolution but where the image is halved.", Arch: "\x01\x01\x01\x01\x01\x01"},
		{Name: "Disconnected", Note: "None of its convolutions reaches the output.", Arch: "\x03\x03\x02\x00\x00\x00"},
	}
}
