package tnbmacro

import "protocell/core/space"

// Presets returns architectures worth starting from. "Best" is the highest
// validation metric at the last epoch among all 3,256 in TransNAS-Bench-101.
func (Space) Presets() []space.Preset {
	return []space.Preset{
		{Name: "Best at scenes", Note: "57.41 % validation accuracy of scene classification.", Arch: "\x02\x02\x04\x01\x03\x01"},
		{Name: "Best at objects", Note: "47.42 % validation accuracy of object classification.", Arch: "\x02\x02\x02\x03\x01\x00"},
		{Name: "Best at jigsaws", Note: "97.02 % validation accuracy of the jigsaw puzzle, with four modules.", Arch: "\x02\x02\x04\x03\x00\x00"},
		{Name: "Best at room layouts", Note: "Validation loss 0.582, the smallest.", Arch: "\x02\x01\x04\x03\x01\x03"},
		{Name: "Best at segmentation", Note: "94.86 % of pixels right in semantic segmentation.", Arch: "\x02\x02\x02\x01\x03\x03"},
		{Name: "Best at surface normals", Note: "Structural similarity 0.644.", Arch: "\x02\x02\x04\x01\x01\x01"},
		{Name: "Best at autoencoding", Note: "Structural similarity 0.749: it halves the image once, at the end.", Arch: "\x02\x02\x01\x01\x01\x03"},
		{Name: "ResNet-like", Note: "Four modules, three of which double the width and halve the image, as in ResNet-18.", Arch: "\x01\x04\x04\x04\x00\x00"},
	}
}
