package kernel

// Pad implements Loops.
func (pureLoops[T]) Pad(p Padding, dst, src []T) {
	row := p.OutW * p.C
	for y := range p.OutH {
		at := y
		if p.Mirror {
			at = p.OutH - 1 - y
		}
		d := dst[at*row : (at+1)*row]
		if y < p.Top || y-p.Top >= p.H {
			clear(d)
			continue
		}
		s := src[(y-p.Top)*p.W*p.C : (y-p.Top+1)*p.W*p.C]
		n := min(len(s), row-p.Left*p.C)
		if p.Mirror {
			clear(d[row-p.Left*p.C:])
			clear(d[:row-p.Left*p.C-n])
			for i := 0; i < n; i += p.C {
				copy(d[row-p.Left*p.C-i-p.C:], s[i:i+p.C])
			}
			d = d[row-p.Left*p.C-n : row-p.Left*p.C]
		} else {
			clear(d[:p.Left*p.C])
			clear(d[p.Left*p.C+n:])
			d = d[p.Left*p.C : p.Left*p.C+n]
			copy(d, s)
		}
		if p.ReLU {
			relu(d, d)
		}
	}
}

// Pack implements Loops.
func (pureLoops[T]) Pack(p Packing, dst, src []T) {
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
