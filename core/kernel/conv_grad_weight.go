package kernel

// The gradient with respect to the weights has a row for each tap and input
// channel, and sums over output positions: one row of A is one tap's view of the
// padded image. An image's positions are worked on in bands of output rows that
// fit the cache, the sums waiting in scratch between bands.

// band returns how many output rows make a band: as many as fit with their
// columns of dy and, of the image, one cache line for each position.
func (c Conv) band() int {
	const line = 16
	return min(c.OutH(), max(1, cacheElems/(c.OutW()*(line+c.OutC/c.Groups))))
}

func (v *Convolutions[T]) gradWeightScratch(c Conv) int {
	h, w := c.padded()
	return h*w*c.InC + slack + c.Groups*v.packed(c.band()*c.OutW(), c.OutC/c.Groups) + c.WeightLen()
}

// ConvGradWeight implements Kernels.
func (v *Convolutions[T]) ConvGradWeight(c Conv, dw, dy, x, scratch []T) {
	h, w := c.padded()
	image, scratch := scratch[:h*w*c.InC+slack], scratch[h*w*c.InC+slack:]
	sums, scratch := scratch[:c.WeightLen()], scratch[c.WeightLen():]
	outH, outW := c.OutH(), c.OutW()
	outG, band := c.OutC/c.Groups, c.band()
	// Rows of A come in fours, which may run past the end of an image that is
	// not a copy.
	copied := c.Kernel*c.InC%4 != 0 || c.Groups > 1 || c.Dilation > 1
	for b := range c.Batch {
		a, width := v.padInput(c, b, x, image, copied)
		d := dy[b*outH*outW*c.OutC : (b+1)*outH*outW*c.OutC]
		p := &v.product
		*p = Product[T]{
			A: a, C: dw, Add: b > 0,
			Middle: 1, Inner: outW,
			AOuter: c.Stride * width * c.InC, AInner: c.Stride * c.InC,
		}
		if c.depthwise() {
			p.B, p.N = d, c.OutC
			p.Outer, p.BOuter, p.BInner = outH, outW*c.OutC, c.OutC
			p.Rows, p.ARow, p.CRow = c.Kernel, c.Dilation*width*c.InC, c.Kernel*c.OutC
			p.Cols, p.ACol, p.CCol = c.Kernel, c.Dilation*c.InC, c.OutC
			v.loops.MultiplyChannels(p)
			continue
		}
		for top := 0; top < outH; top += band {
			p.Outer = min(band, outH-top)
			p.Init, p.C, p.Add = nil, sums, false
			if top > 0 {
				p.Init = sums
			}
			if top+p.Outer == outH {
				p.C, p.Add = dw, b > 0
			}
			for g := range c.Groups {
				v.loops.Pack(Packing{
					Outer: 1, Middle: 1, Inner: p.Outer * outW, InnerStep: c.OutC,
					N: outG, ColStep: 1, Origin: top*outW*c.OutC + g*outG,
				}, scratch, d)
				p.B, p.N = scratch, outG
				v.multiplyTaps(c, p, width, top, g)
			}
		}
	}
}

// multiplyTaps adds up one band for group g, for all taps.
func (v *Convolutions[T]) multiplyTaps(c Conv, p *Product[T], width, top, g int) {
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	p.AOrigin = top*c.Stride*width*c.InC + g*inG
	p.COrigin = g * outG
	p.Rows, p.ARow, p.CRow = c.Kernel, c.Dilation*width*c.InC, c.Kernel*inG*c.OutC
	p.ACol, p.CCol = 1, c.OutC
	if c.Groups == 1 && c.Dilation == 1 {
		// The taps of a row of the kernel lie side by side.
		p.Cols = c.Kernel * inG
		v.loops.MultiplyPanels(p)
		return
	}
	p.Cols = inG
	for range c.Kernel {
		v.loops.MultiplyPanels(p)
		p.AOrigin += c.Dilation * c.InC
		p.COrigin += inG * c.OutC
	}
}
