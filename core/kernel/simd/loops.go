package simd

import "protocell/core/kernel"

// loops implements kernel.Loops.
type loops[T kernel.Float] struct{ m *module[T] }

// PanelWidths implements kernel.Loops: two vectors, or one.
func (l loops[T]) PanelWidths() (full, last int) {
	lanes := 16 / int(l.m.size)
	return 2 * lanes, lanes
}

// Pad implements kernel.Loops.
func (l loops[T]) Pad(p *kernel.Padding, dst, src []T) {
	m := l.m
	pixel := m.bytes(p.C)
	row, outRow, left := uint32(p.W)*pixel, uint32(p.OutW)*pixel, uint32(p.Left)*pixel
	if p.Mirror {
		m.callPadMirror(address(dst, 0), address(src, 0), uint32(p.H), row, outRow, left, pixel)
		return
	}
	m.callPad(address(dst, 0), address(src, 0), uint32(p.H), row, outRow, left, flag(p.ReLU))
}

// Pack implements kernel.Loops.
func (l loops[T]) Pack(p *kernel.Packing, dst, src []T) {
	m := l.m
	d, s := address(dst, 0), address(src, p.Origin)
	if p.InnerStep == 1 {
		m.callPackTransposed(d, s, uint32(p.Outer), uint32(p.Middle), uint32(p.Inner),
			m.bytes(p.OuterStep), m.bytes(p.MiddleStep), m.bytes(p.ColStep), uint32(p.N))
		return
	}
	m.callPack(d, s, uint32(p.Inner), m.bytes(p.InnerStep), uint32(p.N))
}

// MultiplyPanels implements kernel.Loops.
func (l loops[T]) MultiplyPanels(p *kernel.Product[T]) {
	m := l.m
	multiply := m.callMultiply
	if p.AInner != 1 || p.Init != nil {
		multiply = m.callMultiplyStrided
	}
	var init, mask uint32
	if p.Init != nil {
		init = address(p.Init, p.COrigin)
	}
	if p.Mask != nil {
		mask = address(p.Mask, p.COrigin)
	}
	multiply(address(p.A, p.AOrigin), address(p.B, 0), address(p.C, p.COrigin), init, mask,
		flag(p.Add), address(m.temp, 0), uint32(p.Rows), uint32(p.Cols), uint32(p.N),
		m.bytes(p.ARow), m.bytes(p.ACol), m.bytes(p.CRow), m.bytes(p.CCol),
		uint32(p.Outer), uint32(p.Middle), uint32(p.Inner),
		m.bytes(p.AOuter), m.bytes(p.AMiddle), m.bytes(p.AInner), uint32(p.BFirst), uint32(p.BRows))
}

// MultiplyChannels implements kernel.Loops.
func (l loops[T]) MultiplyChannels(p *kernel.Product[T]) {
	m := l.m
	var mask uint32
	if p.Mask != nil {
		mask = address(p.Mask, p.COrigin)
	}
	m.callMultiplyChannels(address(p.A, p.AOrigin), address(p.B, 0), address(p.C, p.COrigin), mask,
		flag(p.Add), uint32(p.Rows), uint32(p.Cols), m.bytes(p.N),
		m.bytes(p.ARow), m.bytes(p.ACol), m.bytes(p.CRow), m.bytes(p.CCol),
		uint32(p.Outer), uint32(p.Middle), uint32(p.Inner),
		m.bytes(p.AOuter), m.bytes(p.AMiddle), m.bytes(p.AInner),
		m.bytes(p.BOuter), m.bytes(p.BMiddle), m.bytes(p.BInner))
}
