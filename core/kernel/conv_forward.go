package kernel

func (v *Convolutions[T]) forwardScratch(c Conv) int {
	h, w := c.padded()
	k, g := c.Kernel*c.Kernel*(c.InC/c.Groups), c.Groups
	return g*v.packed(k, c.OutC/g) + h*w*c.InC + slack
}

// ConvForward implements Kernels.
func (v *Convolutions[T]) ConvForward(c Conv, y, x, w, scratch []T) {
	outH, outW := c.OutH(), c.OutW()
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	p := &v.product
	*p = Product[T]{
		Rows: outH, Cols: outW, N: outG,
		ACol: c.Stride * c.InC, CRow: outW * c.OutC, CCol: c.OutC,
		Outer: c.Kernel, Middle: c.Kernel, Inner: inG,
		AMiddle: c.Dilation * c.InC, AInner: 1,
	}
	panels := v.packed(c.Kernel*c.Kernel*inG, outG)
	if c.depthwise() {
		p.N, p.Inner = c.OutC, 1
		p.BOuter, p.BMiddle = c.Kernel*c.OutC, c.OutC
	} else {
		for g := range c.Groups {
			v.loops.Pack(Packing{
				Outer: 1, Middle: 1, Inner: c.Kernel * c.Kernel * inG, InnerStep: c.OutC,
				N: outG, ColStep: 1, Origin: g * outG,
			}, scratch[g*panels:], w)
		}
	}
	if c.Groups == 1 && c.Dilation == 1 {
		// The taps of a row of the kernel lie side by side.
		p.Middle, p.Inner = 1, c.Kernel*inG
	}
	for b := range c.Batch {
		a, width := v.padInput(c, b, x, scratch[c.Groups*panels:], false)
		p.A, p.C = a, y[b*outH*outW*c.OutC:(b+1)*outH*outW*c.OutC]
		p.ARow, p.AOuter = c.Stride*width*c.InC, c.Dilation*width*c.InC
		if c.depthwise() {
			p.B = w
			v.loops.MultiplyChannels(p)
			continue
		}
		for g := range c.Groups {
			p.B = scratch[g*panels : (g+1)*panels]
			p.AOrigin, p.COrigin = g*inG, g*outG
			v.loops.MultiplyPanels(p)
		}
	}
}
