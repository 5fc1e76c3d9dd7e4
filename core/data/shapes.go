package data

import (
	"fmt"
	"math"

	"protocell/core/graph"
)

// shapes is ten silhouettes in colour: filled, outlined, striped or checked, of
// any hue, size and place, turned and stretched, over clutter and clouds, half
// hidden, in changing light. Classes overlap, as they do in photographs.
type shapes struct{}

// The mean and the standard deviation of the values of each channel, 0 to 1,
// over 20,000 images of 32x32 under seed 0. Batches are normalised with them.
var (
	shapesMean = [3]float64{0.3789, 0.3772, 0.3786}
	shapesStd  = [3]float64{0.1987, 0.1973, 0.1986}
)

func (shapes) info() Info {
	i := Info{
		ID:         "shapes",
		Name:       "Shapes",
		Summary:    "Ten kinds of shape in colour, textured, cluttered and half hidden, so that classes overlap.",
		MinClasses: 2,
	}
	for _, s := range silhouettes {
		i.Classes = append(i.Classes, s.name)
	}
	return i
}

func (shapes) check(in graph.Shape) error {
	if in.C != 1 && in.C != 3 {
		return fmt.Errorf("%d channels; the set has 3 (colour) or 1 (grey), noise has any number", in.C)
	}
	if in.H < 4 || in.W < 4 {
		return fmt.Errorf("images of %dx%d; choose 4x4 or more, smaller ones show nothing", in.H, in.W)
	}
	return nil
}

func (shapes) images(r *Request, checkpoint func() error) ([]float32, []int, error) {
	var level [3][256]float32 // normalised values of a byte
	for k := range level {
		for v := range level[k] {
			level[k][v] = float32((float64(v)/255 - shapesMean[k]) / shapesStd[k])
		}
	}
	in := r.Shape
	x := make([]float32, r.Batch*in.Len())
	labels := labelsOf(r)
	p := newPainter(r.Seed)
	plane := in.H * in.W
	for b, label := range labels {
		if err := checkpoint(); err != nil {
			return nil, nil, err
		}
		p.image(b, label, in.H, in.W)
		image := x[b*in.Len() : (b+1)*in.Len()]
		for i, c := range p.rgb {
			if in.C == 1 {
				image[i] = level[1][grey(c)]
				continue
			}
			for k, v := range c {
				image[k*plane+i] = level[k][quantised(v)]
			}
		}
	}
	return x, labels, nil
}

func (shapes) tone(in graph.Shape, channel int) tone {
	if in.C == 1 {
		channel = 1
	}
	return blackOutside(shapesMean[channel], shapesStd[channel])
}

func (shapes) class(label int) string { return silhouettes[label].name }

// blackOutside returns the tone of normalised values whose pictures lie on black.
func blackOutside(mean, std float64) tone { return tone{mean, std, -mean / std} }

// quantised returns the byte nearest to v·255: images have 256 levels, as files do.
func quantised(v float64) byte { return byte(math.Floor(float64(v*255) + 0.5)) }

// grey returns the mean of the channels as a byte.
func grey(c color) byte { return quantised((c[0] + c[1] + c[2]) / 3) }
