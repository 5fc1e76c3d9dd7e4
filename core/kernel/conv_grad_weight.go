package kernel

// The gradient with respect to the weights has a row for each tap and input
// channel, and sums over output positions: one row of A is one tap's view of the
// padded image. An image's positions are worked on in bands of output rows that
// fit the cache, the sums waiting in scratch between bands.

// band returns how many output rows make a band: as many as fit with their
// columns of dy and, of the image, one cache line for each position.
func (c *Conv) band() int {
	const line = 16
	return min(c.OutH(), max(1, cacheElems/(c.OutW()*(line+c.OutC/c.Groups))))
}

func (v *Convolutions[T]) gradWeightScratch(c Conv) int {
	return c.imageLen() + v.packed(c.band()*c.OutW(), c.OutC/c.Groups) + c.WeightLen()
}

// ConvGradWeight implements Kernels.
func (v *Convolutions[T]) ConvGradWeight(c Conv, dw, dy, x, scratch []T, add bool) {
	image, scratch := scratch[:c.imageLen()], scratch[c.imageLen():]
	sums, panels := scratch[:c.WeightLen()], scratch[c.WeightLen():]
	outH, outW := c.outSize()
	outG, band := c.OutC/c.Groups, c.band()
	if c.depthwise() {
		band = outH
	}
	// Rows of A come in fours, which may run past the end of an image that is
	// not a copy.
	copied := c.Kernel*c.InC%4 != 0 || c.Groups > 1 || c.Dilation > 1
	for b := range c.Batch {
		add := add || b > 0
		a, width := v.padInput(&c, b, x, image, copied)
		d := dy[b*outH*outW*c.OutC : (b+1)*outH*outW*c.OutC]
		for top := 0; top < outH; top += band {
			rows := min(band, outH-top)
			if c.depthwise() {
				v.gradWeightRows(&c, dw, sums, a, d, width, top, rows, 0, add)
				continue
			}
			for g := range c.Groups {
				v.packing = Packing{
					Outer: 1, Middle: 1, Inner: rows * outW, InnerStep: c.OutC,
					N: outG, ColStep: 1, Origin: top*outW*c.OutC + g*outG,
				}
				v.loops.Pack(&v.packing, panels, d)
				v.gradWeightRows(&c, dw, sums, a, panels, width, top, rows, g, add)
			}
		}
	}
}

// gradWeightRows adds up rows output rows from top on, whose gradient is d, for
// group g, and with add adds an image's sums to dw, or else writes them. A depthwise
// convolution has all channels in one group.
func (v *Convolutions[T]) gradWeightRows(c *Conv, dw, sums, a, d []T, width, top, rows, g int, add bool) {
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	outH, outW := c.outSize()
	for ky := range c.Kernel {
		// The output rows for which this row of taps exists.
		first, end := walk{-c.Pad, c.Dilation, c.Stride}.taps(ky, outH, c.InH)
		from, to := max(first, top), min(end, top+rows)
		if from >= to {
			if !add && first == end {
				n := c.Kernel * inG * c.OutC
				clear(dw[ky*n : (ky+1)*n])
			}
			continue
		}
		p := &v.product
		*p = Product[T]{
			A: a, B: d, C: sums, N: outG,
			AOrigin: (from*c.Stride+ky*c.Dilation-c.Pad)*width*c.InC + g*inG,
			COrigin: ky*c.Kernel*inG*c.OutC + g*outG, CCol: c.OutC,
			Outer: to - from, Middle: 1, Inner: outW,
			AOuter: c.Stride * width * c.InC, AInner: c.Stride * c.InC,
			BFirst: (from - top) * outW, BRows: rows * outW,
		}
		if from > first {
			p.Init = sums
		}
		if to == end {
			p.C, p.Add = dw, add
		}
		if c.depthwise() {
			p.B, p.N = d[from*outW*c.OutC:], c.OutC
			p.BOuter, p.BInner = outW*c.OutC, c.OutC
			p.Rows, p.Cols, p.ACol = 1, c.Kernel, c.Dilation*c.InC
			v.loops.MultiplyChannels(p)
			continue
		}
		p.Rows, p.Cols, p.ACol = 1, inG, 1
		if c.Groups == 1 && c.Dilation == 1 {
			// The taps of a row of the kernel lie side by side.
			p.Cols = c.Kernel * inG
			v.loops.MultiplyPanels(p)
			continue
		}
		for range c.Kernel {
			v.loops.MultiplyPanels(p)
			p.AOrigin += c.Dilation * c.InC
			p.COrigin += inG * c.OutC
		}
	}
}
