package kernel

// The gradient with respect to the input is a convolution of dy with the
// kernel turned round. With a stride, input positions fall into classes by their
// remainder, and each class sees only some taps: a convolution of stride 1 with
// those. dy is copied with its pixels in reverse order, so that walking forwards
// through the taps walks forwards through memory.

// residue describes the input positions i·stride + remainder along one axis.
type residue struct {
	first, step, taps int // the taps that they see: first, first+step, ...
	count             int // positions
	origin            int // output position of tap first at the first of them
	back              int // how far each further tap lies before
}

func (c *Conv) residue(remainder, size int) residue {
	r := residue{count: (size - remainder + c.Stride - 1) / c.Stride, back: c.Dilation / gcd(c.Dilation, c.Stride)}
	r.step = c.Stride / gcd(c.Dilation, c.Stride)
	if r.count == 0 {
		return r
	}
	for k := range min(c.Kernel, r.step) {
		if at := remainder + c.Pad - k*c.Dilation; at%c.Stride == 0 {
			r.first, r.taps = k, (c.Kernel-k+r.step-1)/r.step
			r.origin = at / c.Stride
		}
	}
	return r
}

// walk says where, in dy of outH rows, the taps of the class fall: in the reverse
// of its order, if mirror.
func (r residue) walk(outH int, mirror bool) walk {
	if mirror {
		return walk{outH - 1 - r.origin, -1, r.back}
	}
	return walk{r.origin, 1, 1}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// margins returns how many output positions before the first and after the last
// of a row the taps reach.
func (c *Conv) margins() (before, after int) {
	before = max(0, (c.Dilation*(c.Kernel-1)-c.Pad+c.Stride-1)/c.Stride)
	after = max(0, (c.InW-1+c.Pad)/c.Stride-(c.OutW()-1))
	return before, after
}

func (v *Convolutions[T]) gradInputScratch(c Conv) int {
	left, right := c.margins()
	n := 0
	if !c.pointwise() {
		n = c.OutH()*(left+c.OutW()+right)*c.OutC + slack
	}
	return n + c.Groups*v.packed(c.Kernel*c.Kernel*(c.OutC/c.Groups), c.InC/c.Groups)
}

// ConvGradInput implements Kernels.
func (v *Convolutions[T]) ConvGradInput(c Conv, dx, dy, x, w, scratch []T) {
	c.join()
	outH, outW := c.outSize()
	left, right := c.margins()
	width := left + outW + right
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	depthwise, mirror := c.depthwise(), !c.pointwise()

	var image []T
	if mirror {
		image = scratch[:outH*width*c.OutC+slack]
	}
	weights := scratch[len(image):]
	if !depthwise {
		v.packForGradInput(c, weights, w)
	}
	v.spans = v.spans[:0]
	for ry := range c.Stride {
		ys := c.residue(ry, c.InH)
		v.spans = ys.walk(outH, mirror).appendSpans(v.spans, ys.count, ys.taps, outH)
	}

	in, out := c.InH*c.InW*c.InC, outH*outW*c.OutC
	for b := range c.Batch {
		a := dy[b*out : (b+1)*out]
		if mirror {
			v.padding = Padding{H: outH, W: outW, C: c.OutC, OutW: width, Left: left, Mirror: true}
			v.loops.Pad(&v.padding, image, a)
			a = image
		}
		at, spans := 0, v.spans
		for ry := range c.Stride {
			ys := c.residue(ry, c.InH)
			n := 0 // spans of this class
			for to := 0; to < ys.count; n++ {
				to = spans[n].to
			}
			for rx := range c.Stride {
				xs := c.residue(rx, c.InW)
				if ys.taps == 0 || xs.taps == 0 {
					continue
				}
				panels := v.packed(ys.taps*xs.taps*outG, inG)
				for _, s := range spans[:n] {
					if s.first == s.end {
						continue
					}
					p := &v.product
					*p = Product[T]{
						A: a, C: dx[b*in : (b+1)*in], Add: true,
						Rows: s.to - s.from, Cols: xs.count, N: inG,
						AOrigin: s.from * outW * c.OutC, ARow: outW * c.OutC, ACol: c.OutC,
						COrigin: ((ry+s.from*c.Stride)*c.InW + rx) * c.InC, CRow: c.Stride * c.InW * c.InC, CCol: c.Stride * c.InC,
						Outer: s.end - s.first, Middle: xs.taps, Inner: outG, AInner: 1,
						BFirst: s.first * xs.taps * outG, BRows: ys.taps * xs.taps * outG,
					}
					if c.ReLU {
						p.Mask = x[b*in : (b+1)*in]
					}
					if mirror {
						row := outH - 1 - ys.origin - s.from + s.first*ys.back
						p.AOrigin = (row*width + width - 1 - left - xs.origin) * c.OutC
						p.ARow, p.ACol = -width*c.OutC, -c.OutC
						p.AOuter, p.AMiddle = ys.back*width*c.OutC, xs.back*c.OutC
					}
					p.flatten()
					if depthwise {
						p.N, p.Inner = c.InC, 1
						p.B = w[((ys.first+s.first*ys.step)*c.Kernel+xs.first)*c.InC:]
						p.BOuter, p.BMiddle = ys.step*c.Kernel*c.InC, xs.step*c.InC
						v.loops.MultiplyChannels(p)
						continue
					}
					if c.Groups == 1 && xs.back == 1 {
						p.Outer, p.Middle, p.Inner = 1, p.Outer, xs.taps*outG
						p.AMiddle = p.AOuter
					}
					for g := range c.Groups {
						p.B = weights[at+g*panels : at+(g+1)*panels]
						v.loops.MultiplyPanels(p)
						p.AOrigin += outG
						p.COrigin += inG
					}
				}
				at += c.Groups * panels
			}
			spans = spans[n:]
		}
	}
}

// packForGradInput packs the transposed weights of every class and group, in
// the order in which ConvGradInput reads them.
func (v *Convolutions[T]) packForGradInput(c Conv, dst, w []T) {
	inG, outG := c.InC/c.Groups, c.OutC/c.Groups
	at := 0
	for ry := range c.Stride {
		for rx := range c.Stride {
			ys, xs := c.residue(ry, c.InH), c.residue(rx, c.InW)
			if ys.taps == 0 || xs.taps == 0 {
				continue
			}
			n := v.packed(ys.taps*xs.taps*outG, inG)
			for g := range c.Groups {
				v.packing = Packing{
					Outer: ys.taps, Middle: xs.taps, Inner: outG,
					Origin:    (ys.first*c.Kernel+xs.first)*inG*c.OutC + g*outG,
					OuterStep: ys.step * c.Kernel * inG * c.OutC, MiddleStep: xs.step * inG * c.OutC, InnerStep: 1,
					N: inG, ColStep: c.OutC,
				}
				v.loops.Pack(&v.packing, dst[at:at+n], w)
				at += n
			}
		}
	}
}
