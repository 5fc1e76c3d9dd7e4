package kernel

// MultiplyPanels implements Loops.
func (pureLoops[T]) MultiplyPanels(p *Product[T]) {
	k := p.Outer * p.Middle * p.Inner
	var sums [2][panel]T
	for n := 0; n < p.N; n += panel {
		b := p.B[n*p.BRows+p.BFirst*panel:][:k*panel]
		cols := min(panel, p.N-n)
		for r := range p.Rows {
			a, at := p.AOrigin+r*p.ARow, p.COrigin+r*p.CRow+n
			for c := 0; c < p.Cols; c += 2 {
				// A last single row is computed twice and written once.
				rows := min(2, p.Cols-c)
				next := (rows - 1) * p.ACol
				start(p, &sums, at, rows, cols)
				if p.AInner == 1 {
					p.tile(a, a+next, b, &sums)
				} else {
					p.tileStrided(a, b, &sums)
				}
				p.finish(&sums, at, rows, cols)
				a += 2 * p.ACol
				at += 2 * p.CCol
			}
		}
	}
}

// start sets the sums of a tile at at to what they start from.
func start[T Float](p *Product[T], sums *[2][panel]T, at, rows, cols int) {
	*sums = [2][panel]T{}
	if p.Init == nil {
		return
	}
	for r := range rows {
		copy(sums[r][:cols], p.Init[at+r*p.CCol:])
	}
}

// finish writes the sums of a tile to C, or adds them.
func (p *Product[T]) finish(sums *[2][panel]T, at, rows, cols int) {
	for r := range rows {
		c := p.C[at+r*p.CCol : at+r*p.CCol+cols]
		s := sums[r][:len(c)]
		switch {
		case !p.Add:
			copy(c, s)
		case p.Mask == nil:
			for i := range c {
				c[i] += s[i]
			}
		default:
			addWhere(c, s, p.Mask[at+r*p.CCol:][:len(c)])
		}
	}
}

// tile adds to 2 x 4 sums: rows of A at a0 and a1, whose inner steps are 1, times
// a panel.
func (p *Product[T]) tile(a0, a1 int, b []T, sums *[2][panel]T) {
	s00, s01, s02, s03 := sums[0][0], sums[0][1], sums[0][2], sums[0][3]
	s10, s11, s12, s13 := sums[1][0], sums[1][1], sums[1][2], sums[1][3]
	for range p.Outer {
		m0, m1 := a0, a1
		for range p.Middle {
			x0 := p.A[m0 : m0+p.Inner]
			x1 := p.A[m1 : m1+p.Inner][:len(x0)]
			i := 0
			for ; i+4 <= len(x0); i += 4 {
				u := (*[4]T)(x0[i:])
				v := (*[4]T)(x1[i:])
				w := (*[4 * panel]T)(b)
				b = b[4*panel:]
				s00 += T(u[0] * w[0])
				s01 += T(u[0] * w[1])
				s02 += T(u[0] * w[2])
				s03 += T(u[0] * w[3])
				s10 += T(v[0] * w[0])
				s11 += T(v[0] * w[1])
				s12 += T(v[0] * w[2])
				s13 += T(v[0] * w[3])
				s00 += T(u[1] * w[4])
				s01 += T(u[1] * w[5])
				s02 += T(u[1] * w[6])
				s03 += T(u[1] * w[7])
				s10 += T(v[1] * w[4])
				s11 += T(v[1] * w[5])
				s12 += T(v[1] * w[6])
				s13 += T(v[1] * w[7])
				s00 += T(u[2] * w[8])
				s01 += T(u[2] * w[9])
				s02 += T(u[2] * w[10])
				s03 += T(u[2] * w[11])
				s10 += T(v[2] * w[8])
				s11 += T(v[2] * w[9])
				s12 += T(v[2] * w[10])
				s13 += T(v[2] * w[11])
				s00 += T(u[3] * w[12])
				s01 += T(u[3] * w[13])
				s02 += T(u[3] * w[14])
				s03 += T(u[3] * w[15])
				s10 += T(v[3] * w[12])
				s11 += T(v[3] * w[13])
				s12 += T(v[3] * w[14])
				s13 += T(v[3] * w[15])
			}
			for ; i < len(x0); i++ {
				u, v, w := x0[i], x1[i], (*[panel]T)(b)
				b = b[panel:]
				s00 += T(u * w[0])
				s01 += T(u * w[1])
				s02 += T(u * w[2])
				s03 += T(u * w[3])
				s10 += T(v * w[0])
				s11 += T(v * w[1])
				s12 += T(v * w[2])
				s13 += T(v * w[3])
			}
			m0 += p.AMiddle
			m1 += p.AMiddle
		}
		a0 += p.AOuter
		a1 += p.AOuter
	}
	sums[0] = [panel]T{s00, s01, s02, s03}
	sums[1] = [panel]T{s10, s11, s12, s13}
}

// tileStrided is tile for rows of A side by side, at a and a+1, and any inner
// step.
func (p *Product[T]) tileStrided(a int, b []T, sums *[2][panel]T) {
	s00, s01, s02, s03 := sums[0][0], sums[0][1], sums[0][2], sums[0][3]
	s10, s11, s12, s13 := sums[1][0], sums[1][1], sums[1][2], sums[1][3]
	for range p.Outer {
		m := a
		for range p.Middle {
			i := m
			for range p.Inner {
				u, w := (*[2]T)(p.A[i:]), (*[panel]T)(b)
				i, b = i+p.AInner, b[panel:]
				s00 += T(u[0] * w[0])
				s01 += T(u[0] * w[1])
				s02 += T(u[0] * w[2])
				s03 += T(u[0] * w[3])
				s10 += T(u[1] * w[0])
				s11 += T(u[1] * w[1])
				s12 += T(u[1] * w[2])
				s13 += T(u[1] * w[3])
			}
			m += p.AMiddle
		}
		a += p.AOuter
	}
	sums[0] = [panel]T{s00, s01, s02, s03}
	sums[1] = [panel]T{s10, s11, s12, s13}
}

// MultiplyChannels implements Loops.
func (pureLoops[T]) MultiplyChannels(p *Product[T]) {
	var sums [2][panel]T
	for r := range p.Rows {
		for c := range p.Cols {
			a, at := p.AOrigin+r*p.ARow+c*p.ACol, p.COrigin+r*p.CRow+c*p.CCol
			for n := 0; n < p.N; n += panel {
				cols := min(panel, p.N-n)
				start(p, &sums, at+n, 1, cols)
				for i := range p.Outer {
					for j := range p.Middle {
						x := a + i*p.AOuter + j*p.AMiddle + n
						y := i*p.BOuter + j*p.BMiddle + n
						p.addChannels(&sums[0], x, y, cols)
					}
				}
				p.finish(&sums, at+n, 1, cols)
			}
		}
	}
}

// addChannels adds one inner run of MultiplyChannels to up to 4 sums.
func (p *Product[T]) addChannels(sums *[panel]T, x, y, cols int) {
	if cols < panel {
		for range p.Inner {
			for n := range cols {
				sums[n] += T(p.A[x+n] * p.B[y+n])
			}
			x += p.AInner
			y += p.BInner
		}
		return
	}
	s0, s1, s2, s3 := sums[0], sums[1], sums[2], sums[3]
	for range p.Inner {
		u, v := (*[panel]T)(p.A[x:]), (*[panel]T)(p.B[y:])
		s0 += T(u[0] * v[0])
		s1 += T(u[1] * v[1])
		s2 += T(u[2] * v[2])
		s3 += T(u[3] * v[3])
		x += p.AInner
		y += p.BInner
	}
	*sums = [panel]T{s0, s1, s2, s3}
}
