package kernel

func (v *Convolutions[T]) forwardScratch(c Conv) int {
	k, g := c.Kernel*c.Kernel*(c.InC/c.Groups), c.Groups
	return g*v.packed(k, c.OutC/g) + c.imageLen()
}

// ConvForward implements Kernels.
func (v *Convolutions[T]) ConvForward(c Conv, y, x, w, scratch []T) {
	if !c.ReLU {
		c = c.joined()
	}
	outH, outW := c.OutH(), c.OutW()
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	row := c.Kernel * inG // of weights
	panels := v.packed(c.Kernel*row, outG)
	depthwise := c.depthwise()
	if !depthwise {
		for g := range c.Groups {
			v.loops.Pack(Packing{
				Outer: 1, Middle: 1, Inner: c.Kernel * row, InnerStep: c.OutC,
				N: outG, ColStep: 1, Origin: g * outG,
			}, scratch[g*panels:], w)
		}
	}
	v.spans = walk{-c.Pad, c.Stride, c.Dilation}.appendSpans(v.spans[:0], outH, c.Kernel, c.InH)
	for b := range c.Batch {
		a, width := v.padInput(c, b, x, scratch[c.Groups*panels:], false)
		image := y[b*outH*outW*c.OutC : (b+1)*outH*outW*c.OutC]
		for _, s := range v.spans {
			if s.first == s.end {
				clear(image[s.from*outW*c.OutC : s.to*outW*c.OutC])
				continue
			}
			p := &v.product
			*p = Product[T]{
				A: a, C: image,
				Rows: s.to - s.from, Cols: outW, N: outG,
				AOrigin: (s.from*c.Stride + s.first*c.Dilation - c.Pad) * width * c.InC,
				ARow:    c.Stride * width * c.InC, ACol: c.Stride * c.InC,
				COrigin: s.from * outW * c.OutC, CRow: outW * c.OutC, CCol: c.OutC,
				Outer: s.end - s.first, Middle: c.Kernel, Inner: inG,
				AOuter: c.Dilation * width * c.InC, AMiddle: c.Dilation * c.InC, AInner: 1,
				BFirst: s.first * row, BRows: c.Kernel * row,
			}
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
