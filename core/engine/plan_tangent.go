package engine

import "protocell/core/graph"

// planTangent emits the steps of the tangent pass: the derivative of every step of
// the forward and the backward pass in the direction of the weights' gradients
// (Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6,
// 1994). The forward steps' come first, since Forward left what they read. The
// gradients of Backward are gone by then; so each step backwards runs again, but for
// the gradients of the parameters, and its derivative after it.
func (b *planner) planTangent() {
	p := b.plan
	p.tangents = make([]int, len(b.g.Params))
	b.twin = map[int]int{}
	for i, param := range b.g.Params {
		p.tangents[i] = b.permanent(param.Len())
		b.twin[p.grads[i]] = p.tangents[i]
		if param.Role == graph.Weight {
			b.twin[p.params[i]] = p.grads[i]
		}
	}
	from := len(b.steps)
	for _, s := range p.forward {
		b.forwardTangent(s)
	}
	y, _ := b.derivative(p.outGrad)
	b.emit(step{op: opLossTangent, node: len(b.g.Nodes) - 1, y: y, x: p.output, d: b.twin[p.output]})
	b.tangents = true
	b.planBackward(false, false)
	b.tangents = false
	p.tangent = b.steps[from:len(b.steps):len(b.steps)]
}

// derivative returns the buffer of a buffer's tangent, and whether there is something
// in it to add to.
//
//go:noinline
func (b *planner) derivative(of int) (buffer int, add bool) {
	if b.twin[of] != 0 {
		return b.twin[of], true
	}
	b.twin[of] = b.buffer(b.plan.buffers[of].elems)
	return b.twin[of], false
}

// forwardTangent emits the tangent of a step of the forward pass. Where x has none, it
// does not depend on the weights.
func (b *planner) forwardTangent(s step) {
	dx := b.twin[s.x]
	if s.op == opConv || s.op == opLinear {
		b.convTangent(s, dx)
		return
	}
	if s.op == opScale {
		b.productTangent(s)
		return
	}
	if dx == 0 {
		return
	}
	switch s.op {
	case opCopy, opAdd:
		b.sumTangent(s, dx)
	case opBatchNorm: // its derivative is symmetric, and so its own transpose
		y, add := b.derivative(s.y)
		target := y
		if add { // the kernel writes
			target = b.buffer(b.plan.buffers[y].elems)
		}
		b.emit(step{
			op: opBatchNormGrad, node: s.node, y: target, x: s.x, d: dx, gamma: s.w,
			rows: s.rows, c: s.c, stat: s.stat, sums: s.forwardSums(),
		})
		if add {
			b.emit(step{op: opAdd, node: s.node, y: y, x: target})
		}
	case opReLU:
		y, _ := b.derivative(s.y)
		b.mask(s, y, dx)
	case opPointwise:
		s.y, _ = b.derivative(s.y)
		s.op, s.d = opPointwiseGrad, dx
		b.emitFresh(s)
	case opMaxPool:
		s.w = s.y
		s.y, _ = b.derivative(s.y)
		s.op, s.d = opMaxPoolTangent, dx
		b.emitFresh(s)
	case opMove:
		y, begun := b.derivative(s.y)
		s.y, s.x = y, dx
		if begun {
			b.emit(s)
		} else {
			b.emitFresh(s)
		}
	case opPool, opMean:
		s.y, s.add = b.derivative(s.y)
		s.x = dx
		b.emit(s)
	}
}

// emitFresh emits a step that adds to y, or writes parts of it, with 0 there before.
func (b *planner) emitFresh(s step) {
	b.emit(step{op: opClear, node: s.node, y: s.y})
	b.emit(s)
}

// productTangent emits the tangent of a step that multiplies x and w, as far as they
// have tangents.
func (b *planner) productTangent(s step) {
	of := s.y
	if dx := b.twin[s.x]; dx != 0 {
		moved := s
		moved.y, moved.add = b.derivative(of)
		moved.x = dx
		b.emit(moved)
	}
	if dw := b.twin[s.w]; dw != 0 {
		s.y, s.add = b.derivative(of)
		s.w = dw
		b.emit(s)
	}
}

// convTangent emits the tangent of a convolution: the input convolved with the
// weights' tangent, and the input's tangent convolved.
func (b *planner) convTangent(s step, dx int) {
	y, _ := b.derivative(s.y)
	s.op, s.y, s.v = opConv, y, 0
	moved := s
	s.w = b.twin[s.w]
	b.emit(s)
	if dx != 0 {
		moved.y, moved.x, moved.conv.ReLU = b.buffer(b.plan.buffers[y].elems), b.masked(s, dx), false
		b.emit(moved)
		b.emit(step{op: opAdd, node: s.node, y: y, x: moved.y})
	}
}

// sumTangent emits the tangent of a step that adds to a sum.
func (b *planner) sumTangent(s step, dx int) {
	y, add := b.derivative(s.y)
	s.op, s.y, s.x = opCopy, y, dx
	if add {
		s.op = opAdd
	}
	b.emit(s)
}

// backwardTangent emits the tangent of a step of the backward pass, where every
// gradient has one.
func (b *planner) backwardTangent(s step) {
	dx, dd := b.twin[s.x], b.twin[s.d]
	switch s.op {
	case opCopy, opAdd:
		b.sumTangent(s, dx)
	case opClear:
		s.y, _ = b.derivative(s.y)
		b.emit(s)
	case opReLUGrad, opPoolGrad, opMeanGrad, opMaxPoolGrad, opPointwiseGrad:
		d := s.d
		s.y, _ = b.derivative(s.y)
		s.d = dd
		b.emit(s)
		if s.op == opPointwiseGrad && dx != 0 {
			s.op, s.d, s.dx = opPointwiseTangent, d, dx
			b.emit(s)
		}
	case opMove:
		s.y, _ = b.derivative(s.y)
		s.x = dx
		b.emit(s)
	case opScale, opScaleGrad:
		b.productTangent(s)
	case opBiasGrad:
		s.v, s.d = b.twin[s.v], dd
		b.emit(s)
	case opConvGradInput, opLinearGradIn:
		s.y, _ = b.derivative(s.y)
		moved := s
		moved.d = dd
		b.emit(moved)
		s.w = b.twin[s.w]
		b.emit(s)
	case opConvGradWeight, opLinearGrad:
		moved := s
		moved.w, moved.v, moved.d = b.twin[s.w], b.twin[s.v], dd
		b.emit(moved)
		if dx != 0 {
			s.op, s.add, s.w, s.v, s.x = opConvGradWeight, true, moved.w, 0, b.masked(s, dx)
			s.conv.ReLU = false
			b.emit(s)
		}
	case opBatchNormGrad:
		params := b.g.Nodes[s.node].Params
		s.op, s.dx, s.dd = opBatchNormTangent, dx, dd
		s.y, _ = b.derivative(s.y)
		s.w, s.v = b.plan.tangents[params[0]], b.plan.tangents[params[1]]
		b.emit(s)
	}
}

// masked returns the tangent of what a convolution reads: dx, where x > 0 if it
// applies ReLU.
func (b *planner) masked(s step, dx int) int {
	if !s.conv.ReLU {
		return dx
	}
	y := b.buffer(b.plan.buffers[dx].elems)
	b.mask(s, y, dx)
	return y
}

// mask emits y = dx where x > 0, and 0 elsewhere.
func (b *planner) mask(s step, y, dx int) {
	b.emit(step{op: opClear, node: s.node, y: y})
	b.emit(step{op: opReLUGrad, node: s.node, y: y, x: s.x, d: dx})
}
