package importer

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"protocell/core/data"

	"golang.org/x/image/webp"
)

const (
	pngStart  = "\x89PNG\r\n\x1a\n"
	jpegStart = "\xff\xd8\xff"
)

// isWebP reports whether a file begins as a WebP picture does.
func isWebP(start []byte) bool {
	return len(start) >= 12 && string(start[:4]) == "RIFF" && string(start[8:12]) == "WEBP"
}

// codec reads a picture format.
type codec struct {
	name   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

func codecOf(content []byte) (codec, bool) {
	switch {
	case bytes.HasPrefix(content, []byte(pngStart)):
		return codec{"PNG", png.DecodeConfig, png.Decode}, true
	case bytes.HasPrefix(content, []byte(jpegStart)):
		return codec{"JPEG", jpeg.DecodeConfig, jpeg.Decode}, true
	case isWebP(content):
		return codec{"WebP", webp.DecodeConfig, webp.Decode}, true
	}
	return codec{}, false
}

// Decode returns the middle square of a picture, PNG, JPEG or WebP, resized to edge
// by edge, three channels, channels first. Grey becomes colour, 16 bits become 8,
// CMYK becomes RGB, what is transparent shows white, and a JPEG is turned as its camera
// notes. The size of a picture is checked before its pixels are decoded. The error says at about which byte the file is wrong.
func Decode(content []byte, edge int) (pixels []byte, err error) {
	c, ok := codecOf(content)
	if !ok {
		return nil, errors.New("byte 0: not a PNG, JPEG or WebP picture")
	}
	in := bytes.NewReader(content)
	defer func() {
		if p := recover(); p != nil { // a fault of a decoder must not end the import
			pixels, err = nil, fmt.Errorf("byte %d: the %s cannot be decoded: %v", len(content)-in.Len(), c.name, p)
		}
	}()
	config, err := c.config(in)
	if err != nil {
		return nil, fmt.Errorf("byte %d: the %s has no whole header: %w", len(content)-in.Len(), c.name, err)
	}
	w, h := config.Width, config.Height
	if w < 1 || h < 1 || w > MaxSide || h > MaxSide || w*h > MaxPixels {
		return nil, fmt.Errorf("%d x %d pixels; a picture has at most %d an edge and %d million", w, h, MaxSide, MaxPixels/1_000_000)
	}
	in.Reset(content)
	picture, err := c.decode(in)
	if err != nil {
		return nil, fmt.Errorf("byte %d: the %s cannot be decoded: %w", len(content)-in.Len(), c.name, err)
	}
	turn := upright
	if c.name == "JPEG" {
		turn = orientationOf(content)
	}
	return square(picture, edge, turn)
}

// square resizes the middle square of a picture that is to be turned. Where there is no
// middle, it is the one nearer to the left or the top as displayed.
func square(picture image.Image, edge int, turn orientation) ([]byte, error) {
	b := picture.Bounds()
	side := min(b.Dx(), b.Dy())
	if side < 1 {
		return nil, errors.New("the picture is empty")
	}
	left, top := b.Dx()-side, b.Dy()-side
	columns, rowsMirrored := turn.mirrors()
	if columns {
		left++
	}
	if rowsMirrored {
		top++
	}
	left, top = b.Min.X+left/2, b.Min.Y+top/2
	resized := make([]float64, 3*edge*edge)
	data.NewResize(3, side, side, edge, edge).Image(resized, rows(picture, left, top))
	pixels := make([]byte, len(resized))
	for i, v := range resized {
		pixels[i%3*edge*edge+i/3] = byte(math.Floor(max(0, min(255, v)) + 0.5))
	}
	return turn.applied(pixels, edge), nil
}

// rows returns a function that writes a row of a picture, red, green and blue from
// 0 to 255 beside each other.
func rows(picture image.Image, left, top int) func(y int, dst []float64) {
	if p, ok := picture.(*image.YCbCr); ok { // most photographs
		return func(y int, dst []float64) {
			for i := 0; i < len(dst); i += 3 {
				x, y := left+i/3, top+y
				at, chroma := p.YOffset(x, y), p.COffset(x, y)
				r, g, b := color.YCbCrToRGB(p.Y[at], p.Cb[chroma], p.Cr[chroma])
				dst[i], dst[i+1], dst[i+2] = float64(r), float64(g), float64(b)
			}
		}
	}
	at := func(x, y int) color.RGBA64 { return color.RGBA64Model.Convert(picture.At(x, y)).(color.RGBA64) }
	if p, ok := picture.(image.RGBA64Image); ok {
		at = p.RGBA64At
	}
	return func(y int, dst []float64) {
		for i := 0; i < len(dst); i += 3 {
			c := at(left+i/3, top+y)
			white := float64(0xFFFF - c.A)
			dst[i] = (float64(c.R) + white) / 257
			dst[i+1] = (float64(c.G) + white) / 257
			dst[i+2] = (float64(c.B) + white) / 257
		}
	}
}
