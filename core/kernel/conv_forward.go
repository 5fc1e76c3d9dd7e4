package kernel

func (v *Convolutions[T]) forwardScratch(c Conv) int {
	k, g := c.Kernel*c.Kernel*(c.InC/c.Groups), c.Groups
	return g*v.packed(k, c.OutC/g) + c.imageLen()
}

// ConvForward implements Kernels.
func (v *Convolutions[T]) ConvForward(c Conv, y, x, w, scratch []T) {
	if !c.ReLU {
		c.join()
	}
	outH, outW := c.outSize()
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	row := c.Kernel * inG // of weights
	panels := v.packed(c.Kernel*row, outG)
	depthwise := c.depthwise()
	if !depthwise {
		for g := range c.Groups {
			p := &v.packing
			p.Outer, p.Middle, p.Inner, p.InnerStep = 1, 1, c.Kernel*row, c.OutC
			p.N, p.ColStep, p.Origin = outG, 1, g*outG
			v.loops.Pack(p, scratch[g*panels:], w)
		}
	}
	v.spans = walk{-c.Pad, c.Stride, c.Dilation}.appendSpans(v.spans[:0], outH, c.Kernel, c.InH)
	for b := range c.Batch {
		a, width := v.padInput(&c, b, x, scratch[c.Groups*panels:], false)
		image := y[b*outH*outW*c.OutC : (b+1)*outH*outW*c.OutC]
		for _, s := range v.spans {
			if s.first == s.end {
				clear(image[s.from*outW*c.OutC : s.to*outW*c.OutC])
				continue
			}
			p := &v.product
			*p = Product[T]{}
			p.A, p.C = a, image
			p.Rows, p.Cols, p.N = s.to-s.from, outW, outG
			p.AOrigin = (s.from*c.Stride + s.first*c.Dilation - c.Pad) * width * c.InC
			p.ARow, p.ACol = c.Stride*width*c.InC, c.Stride*c.InC
			p.COrigin, p.CRow, p.CCol = s.from*outW*c.OutC, outW*c.OutC, c.OutC
			p.Outer, p.Middle, p.Inner = s.end-s.first, c.Kernel, inG
			p.AOuter, p.AMiddle, p.AInner = c.Dilation*width*c.InC, c.Dilation*c.InC, 1
			p.BFirst, p.BRows = s.first*row, c.Kernel*row
			p.flatten()
			if depthwise {
				p.N, p.Inner = c.OutC, 1
				p.B, p.BOuter, p.BMiddle = w[s.first*c.Kernel*c.OutC:], c.Kernel*c.OutC, c.OutC
				v.loops.MultiplyChannels(p)
				continue
			}
			if c.Groups == 1 && c.Dilation == 1 {
				// The taps of a row of the kernel lie side by side.
				p.Outer, p.Middle, p.Inner = 1, p.Outer, row
				p.AMiddle = p.AOuter
			}
			for g := range c.Groups {
				p.B = scratch[g*panels : (g+1)*panels]
				v.loops.MultiplyPanels(p)
				p.AOrigin += inG
				p.COrigin += outG
			}
		}
	}
}
