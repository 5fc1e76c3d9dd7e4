package main

import "protocell/tools/kerngen/wasm"

// How many rows of A a tile has. With two vectors to a row of a panel, five rows
// make ten sums, which together with the operands fill the fifteen vector
// registers that engines have to give on x86-64. Rows that lie side by side come
// in multiples of four more often.
const (
	tileRows    = 5
	stridedRows = 4
)

// unrolls are how many terms of the sums a turn of the innermost loops adds, one
// loop after the other. The first is long, so that few turns are left, whose end
// the processor can foresee.
var unrolls = []int{16, 4, 1}

// product is the kernel that multiplies by packed panels, under construction.
type product struct {
	kernel
	strided  bool // rows of A lie side by side, instead of terms
	tileRows int

	a, b, c, init, mask, add, temp wasm.Local
	rows, cols, n                  wasm.Local
	bFirst, bRows                  wasm.Local
	aRow, aCol, cRow, cCol         wasm.Local
	outer, middle, inner           wasm.Local
	aOuter, aMiddle, aInner        wasm.Local

	hasInit, hasMask wasm.Local
	left             wasm.Local   // rows of A from the tile on
	whole            wasm.Local   // whether no column of the panel at hand is missing
	bStart           wasm.Local   // address of the first term in the panel at hand
	runs             wasm.Local   // how many runs of inner terms there are
	bulk             wasm.Local   // bytes of the panel at hand that a run reads in long turns
	rest             wasm.Local   // terms of a run that are left then
	x, y             []wasm.Local // addresses of the tile's rows in A and C
	sums             []wasm.Local

	vectors int        // to a row of the panel at hand
	valid   wasm.Local // columns of it that are there
}

// multiplyPanels adds C = A·B for packed B: one kernel where the terms of a sum
// lie side by side in A, one where its rows do.
func multiplyPanels(g *generator, e element) {
	for _, strided := range []bool{false, true} {
		name, doc, height := "multiply", "C = A·B, terms side by side in A", tileRows
		if strided {
			name, doc, height = "multiply_strided", "C = A·B, rows side by side in A", stridedRows
		}
		k, a := g.kernel(e, name, doc, "a", "b", "c", "init", "mask", "add", "temp", "rows", "cols", "count",
			"aRow", "aCol", "cRow", "cCol", "outer", "middle", "inner", "aOuter", "aMiddle", "aInner", "bFirst", "bRows")
		p := &product{
			kernel: k, strided: strided, tileRows: height,
			a: a[0], b: a[1], c: a[2], init: a[3], mask: a[4], add: a[5], temp: a[6],
			rows: a[7], cols: a[8], n: a[9], aRow: a[10], aCol: a[11], cRow: a[12], cCol: a[13],
			outer: a[14], middle: a[15], inner: a[16], aOuter: a[17], aMiddle: a[18], aInner: a[19], bFirst: a[20], bRows: a[21],
			hasInit: k.copyOf(a[3]), hasMask: k.copyOf(a[4]),
			left: k.Local(wasm.I32), whole: k.Local(wasm.I32), bStart: k.Local(wasm.I32),
			runs: k.copyOf(mul(a[14], a[15])), bulk: k.Local(wasm.I32), rest: k.copyOf(wasm.I32And.Of(a[16], wasm.Int(unrolls[0]-1))),
			x: k.Locals(height, wasm.I32), y: k.Locals(height, wasm.I32),
			sums: k.Locals(2*height, wasm.V128),
		}
		// From here on, the places of init and mask are relative to those of C, and
		// steps go from the end of one run to the next.
		p.Set(p.init, sub(p.init, p.c))
		p.Set(p.mask, sub(p.mask, p.c))
		p.Set(p.aOuter, sub(p.aOuter, mul(sub(p.middle, wasm.Int(1)), p.aMiddle)))
		p.Set(p.aMiddle, sub(p.aMiddle, mul(p.inner, p.aInner)))
		p.Set(p.aOuter, sub(p.aOuter, mul(p.inner, p.aInner)))
		if strided {
			p.stridedTiles()
		} else {
			p.Set(p.aRow, sub(p.aRow, mul(p.cols, p.aCol)))
			p.Set(p.cRow, sub(p.cRow, mul(p.cols, p.cCol)))
			p.tiles()
		}
	}
}

// eachPanel runs body for each panel, and moves c on by its width and p.b to the
// next.
func (p *product) eachPanel(c wasm.Local, body func()) {
	p.panels(p.copyOf(p.n), func(vectors int, valid wasm.Local) {
		p.vectors, p.valid = vectors, valid
		p.Set(p.whole, wasm.I32Eq.Of(valid, wasm.Int(vectors*p.e.vector.lanes)))
		p.Set(p.bStart, add(p.b, mul(p.bFirst, wasm.Int(16*vectors))))
		p.Set(p.bulk, mul(wasm.I32And.Of(p.inner, wasm.Int(-unrolls[0])), wasm.Int(16*vectors)))
		body()
		p.advance(p.b, mul(p.bRows, wasm.Int(16*vectors)))
		p.advance(c, wasm.Int(16*vectors))
	})
}

// blockTiles is how many tiles go through one panel before they go through the
// next, so that their rows of A and of C stay in the first-level cache.
const blockTiles = 16

// tiles computes C, block after block of its rows, and in each panel after panel.
// Tiles go on from one row of positions to the next; one that has rows missing
// computes its first again.
func (p *product) tiles() {
	blockA, blockC, blockCol, blockLeft := p.copyOf(p.a), p.copyOf(p.c), p.copyOf(p.cols), p.copyOf(mul(p.rows, p.cols))
	a, c, col, end, last := p.Local(wasm.I32), p.Local(wasm.I32), p.Local(wasm.I32), p.Local(wasm.I32), p.Local(wasm.I32)
	first := p.copyOf(p.b)
	p.DoWhile(func() {
		p.Set(p.b, first)
		p.Set(end, sub(blockLeft, wasm.Int(blockTiles*p.tileRows)))
		p.Set(end, maximum(end, wasm.Int(0)))
		at := p.copyOf(wasm.Int(0)) // of the panel's columns in a row of C
		p.eachPanel(at, func() {
			p.Set(a, blockA)
			p.Set(c, add(blockC, at))
			p.Set(col, blockCol)
			p.Set(p.left, blockLeft)
			p.Set(last, at)
			p.DoWhile(func() {
				p.take(a, c, col)
				p.tile()
				p.advance(p.left, wasm.Int(-p.tileRows))
			}, wasm.I32GtS.Of(p.left, end))
		})
		p.Set(blockA, a)
		p.Set(blockC, sub(c, last))
		p.Set(blockCol, col)
		p.Set(blockLeft, p.left)
	}, wasm.I32GtS.Of(blockLeft, wasm.Int(0)))
}

// take sets x and y to the tile's rows from a and c on, col of which are left to
// the row of positions, and moves all three on.
func (p *product) take(a, c, col wasm.Local) {
	wrap := func() {
		p.If(wasm.I32Eqz.Of(col), func() {
			p.advance(a, p.aRow)
			p.advance(c, p.cRow)
			p.Set(col, p.cols)
		})
	}
	p.IfElse(wasm.I32GeS.Of(col, wasm.Int(p.tileRows)), func() {
		p.Set(p.x[0], a)
		p.Set(p.y[0], c)
		for i := range p.tileRows - 1 {
			p.Set(p.x[i+1], add(p.x[i], p.aCol))
			p.Set(p.y[i+1], add(p.y[i], p.cCol))
		}
		p.Set(a, add(p.x[p.tileRows-1], p.aCol))
		p.Set(c, add(p.y[p.tileRows-1], p.cCol))
		p.advance(col, wasm.Int(-p.tileRows))
		wrap()
	}, func() {
		for i := range p.tileRows {
			p.IfElse(wasm.I32GtS.Of(p.left, wasm.Int(i)), func() {
				p.Set(p.x[i], a)
				p.Set(p.y[i], c)
				p.advance(a, p.aCol)
				p.advance(c, p.cCol)
				p.advance(col, wasm.Int(-1))
				wrap()
			}, func() {
				p.Set(p.x[i], p.x[0])
				p.Set(p.y[i], p.y[0])
			})
		}
	})
}

// stridedTiles computes all of C, where a tile's rows lie side by side in A, also
// those that are missing. Each goes through all panels, which are short here, so
// that C is walked through once and in order.
func (p *product) stridedTiles() {
	rowA, rowC, r, first := p.copyOf(p.a), p.copyOf(p.c), p.copyOf(p.rows), p.copyOf(p.b)
	p.times(r, func() {
		a, c := p.copyOf(rowA), p.copyOf(rowC)
		p.Set(p.left, p.cols)
		p.DoWhile(func() {
			at := p.copyOf(c)
			p.Set(p.b, first)
			p.eachPanel(at, func() {
				p.Set(p.x[0], a)
				p.Set(p.y[0], at)
				for i, y := range p.y[1:] {
					p.Set(y, add(p.y[i], p.cCol))
				}
				p.tile()
			})
			p.advance(a, wasm.Int(p.tileRows*p.e.size))
			p.advance(c, mul(p.cCol, wasm.Int(p.tileRows)))
			p.advance(p.left, wasm.Int(-p.tileRows))
		}, wasm.I32GtS.Of(p.left, wasm.Int(0)))
		p.advance(rowA, p.aRow)
		p.advance(rowC, p.cRow)
	})
}

// tile computes the rows of C at y, from those of A at x, which it moves on.
func (p *product) tile() {
	p.start()
	b, runs, middle, end := p.copyOf(p.bStart), p.copyOf(p.runs), p.copyOf(p.middle), p.Local(wasm.I32)
	p.DoWhile(func() {
		p.Set(end, add(b, p.bulk))
		p.While(wasm.I32LtU.Of(b, end), func() { p.terms(b, unrolls[0]) })
		p.If(p.rest, func() {
			left := p.copyOf(p.rest)
			for _, n := range unrolls[1:] {
				p.advance(end, mul(wasm.I32And.Of(left, wasm.Int(-n)), wasm.Int(16*p.vectors)))
				p.While(wasm.I32LtU.Of(b, end), func() { p.terms(b, n) })
				p.Set(left, wasm.I32And.Of(left, wasm.Int(n-1)))
			}
		})
		p.advance(runs, wasm.Int(-1))
		p.If(runs, func() {
			p.advance(middle, wasm.Int(-1))
			p.IfElse(middle, func() { p.advanceRows(p.aMiddle) }, func() {
				p.advanceRows(p.aOuter)
				p.Set(middle, p.middle)
			})
		})
	}, runs)
	p.finish()
}

// advanceRows moves the tile's rows of A on.
func (p *product) advanceRows(step wasm.Value) {
	rows := p.x
	if p.strided {
		rows = rows[:1]
	}
	for _, x := range rows {
		p.advance(x, step)
	}
}

// terms adds the next n terms to the tile's sums.
func (p *product) terms(b wasm.Local, n int) {
	o := p.e.vector
	columns, factor := p.Locals(p.vectors, wasm.V128), p.Local(wasm.V128)
	for term := range n {
		for v, c := range columns {
			p.Set(c, o.load.At(b, 16*(term*p.vectors+v)))
		}
		for i := range p.tileRows {
			if p.strided {
				p.Set(factor, p.e.loadSplat.At(p.x[0], i*p.e.size))
			} else {
				p.Set(factor, p.e.loadSplat.At(p.x[i], term*p.e.size))
			}
			for v, c := range columns {
				s := p.sums[2*i+v]
				p.Set(s, o.add.Of(s, o.mul.Of(factor, c)))
			}
		}
		if p.strided {
			p.advance(p.x[0], p.aInner)
		}
	}
	if !p.strided {
		p.advanceRows(wasm.Int(n * p.e.size))
	}
	p.advance(b, wasm.Int(16*p.vectors*n))
}

// eachRow runs body for every row of the tile that is there.
func (p *product) eachRow(body func(row int)) {
	for i := range p.tileRows {
		if i == 0 {
			body(i)
			continue
		}
		p.If(wasm.I32GtS.Of(p.left, wasm.Int(i)), func() { body(i) })
	}
}

// everyRow runs body for every row of the tile, missing or not.
func (p *product) everyRow(body func(row int)) {
	for i := range p.tileRows {
		body(i)
	}
}

// eachVector runs body for every vector of a row, with its offset and sum.
func (p *product) eachVector(row int, body func(offset int, sum wasm.Local)) {
	for v := range p.vectors {
		body(16*v, p.sums[2*row+v])
	}
}

// eachElement runs body for every element of a row that is there, with its
// addresses in temp and in C.
func (p *product) eachElement(row int, body func(temp, c wasm.Local)) {
	t, c, n := p.copyOf(add(p.temp, wasm.Int(p.inTemp(row)))), p.copyOf(p.y[row]), p.copyOf(p.valid)
	p.times(n, func() {
		body(t, c)
		p.advance(t, wasm.Int(p.e.size))
		p.advance(c, wasm.Int(p.e.size))
	})
}

// inTemp is the place of a row in temp.
func (p *product) inTemp(row int) int { return 16 * p.vectors * row }

// start sets the sums to what they start from. A row of columns that are not all
// there goes through temp, element by element.
func (p *product) start() {
	o, s := p.e.vector, p.e.scalar
	for i := range p.tileRows {
		p.eachVector(i, func(_ int, sum wasm.Local) { p.Set(sum, o.zero) })
	}
	if !p.strided {
		return
	}
	p.If(p.hasInit, func() {
		p.eachRow(func(i int) {
			p.IfElse(p.whole, func() {
				p.eachVector(i, func(offset int, sum wasm.Local) {
					p.Set(sum, o.load.At(add(p.y[i], p.init), offset))
				})
			}, func() {
				p.eachElement(i, func(temp, c wasm.Local) { p.Store(s.store, temp, 0, s.load.At(add(c, p.init), 0)) })
				p.eachVector(i, func(offset int, sum wasm.Local) { p.Set(sum, o.load.At(p.temp, p.inTemp(i)+offset)) })
			})
		})
	})
}

// finish writes the sums to C, or adds them. A row of columns that are not all
// there goes through temp, element by element.
func (p *product) finish() {
	o, s := p.e.vector, p.e.scalar
	old, was := p.Local(wasm.V128), p.Local(s.kind)
	write := func(i int, f func(offset int, sum wasm.Local) wasm.Value) {
		p.eachVector(i, func(offset int, sum wasm.Local) { p.Store(o.store, p.y[i], offset, f(offset, sum)) })
	}
	p.IfElse(p.whole, func() {
		p.IfElse(p.add, func() {
			p.IfElse(p.hasMask, func() {
				p.eachRow(func(i int) {
					write(i, func(offset int, sum wasm.Local) wasm.Value {
						p.Set(old, o.load.At(p.y[i], offset))
						return o.choose(o.add.Of(old, sum), old, o.gt.Of(o.load.At(add(p.y[i], p.mask), offset), o.zero))
					})
				})
			}, func() {
				p.eachRow(func(i int) {
					write(i, func(offset int, sum wasm.Local) wasm.Value { return o.add.Of(o.load.At(p.y[i], offset), sum) })
				})
			})
		}, func() {
			each := p.eachRow
			if !p.strided {
				each = p.everyRow
			}
			each(func(i int) {
				write(i, func(_ int, sum wasm.Local) wasm.Value { return sum })
			})
		})
	}, func() {
		p.eachRow(func(i int) {
			p.eachVector(i, func(offset int, sum wasm.Local) { p.Store(o.store, p.temp, p.inTemp(i)+offset, sum) })
			p.eachElement(i, func(temp, c wasm.Local) {
				sum := s.load.At(temp, 0)
				p.IfElse(p.add, func() {
					p.Set(was, s.load.At(c, 0))
					p.IfElse(p.hasMask, func() {
						p.Store(s.store, c, 0, s.choose(s.add.Of(was, sum), was, s.gt.Of(s.load.At(add(c, p.mask), 0), s.zero)))
					}, func() { p.Store(s.store, c, 0, s.add.Of(was, sum)) })
				}, func() { p.Store(s.store, c, 0, sum) })
			})
		})
	})
}
