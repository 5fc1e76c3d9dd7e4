package kernel

// Pad implements Loops.
func (pureLoops[T]) Pad(p *Padding, dst, src []T) {
	left, row, outRow := p.Left*p.C, p.W*p.C, p.OutW*p.C
	n := min(row, outRow-left)
	for y := range p.H {
		s := src[y*row:][:n]
		if !p.Mirror {
			d := dst[y*outRow:][:outRow]
			clear(d[:left])
			copy(d[left:], s)
			clear(d[left+n:])
			if p.ReLU {
				relu(d, d)
			}
			continue
		}
		d := dst[(p.H-1-y)*outRow:][:outRow]
		clear(d[outRow-left:])
		clear(d[:outRow-left-n])
		for i := 0; i < n; i += p.C {
			copy(d[outRow-left-i-p.C:], s[i:i+p.C])
		}
	}
}

// Pack implements Loops.
func (pureLoops[T]) Pack(p *Packing, dst, src []T) {
	for n := 0; n < p.N; n += panel {
		cols := min(panel, p.N-n)
		for i := range p.Outer {
			for j := range p.Middle {
				at := p.Origin + i*p.OuterStep + j*p.MiddleStep + n*p.ColStep
				for range p.Inner {
					d := (*[panel]T)(dst)
					if cols == panel {
						s := src[at : at+3*p.ColStep+1]
						d[0], d[1], d[2], d[3] = s[0], s[p.ColStep], s[2*p.ColStep], s[3*p.ColStep]
					} else {
						*d = [panel]T{}
						for c := range cols {
							d[c] = src[at+c*p.ColStep]
						}
					}
					dst = dst[panel:]
					at += p.InnerStep
				}
			}
		}
	}
}
