package engine

import "protocell/core/graph"

// planBackward emits the steps of a backward pass, which starts from the gradient
// with respect to the output, and with weights from those with respect to taps. It says
// which gradients are wanted.
func (b *planner) planBackward(weights, input bool) {
	p := b.plan
	b.weights, b.input = weights, input
	clear(b.grad)
	last := len(b.g.Nodes) - 1
	if p.outGrad == 0 {
		p.outGrad = b.permanent(b.elems(last))
	}
	b.grad[b.root[last]] = p.outGrad
	if b.shared[b.root[last]] > 0 { // other gradients will be added to it
		b.grad[b.root[last]] = b.buffer(b.elems(last))
		b.back(step{op: opCopy, node: last, y: b.grad[b.root[last]], x: p.outGrad})
	}
	if weights && p.config.TapGrads {
		b.startFromTaps()
	}
	for i := last; i >= 0; i-- {
		n := b.g.Nodes[i]
		if b.inline[i] || n.Op == graph.Input || n.Op == graph.Zero {
			continue
		}
		d := b.grad[i]
		if sum := b.into[i]; sum >= 0 {
			d = b.grad[sum]
		}
		if b.root[i] != i || d == 0 { // an identity, or the output does not depend on the node
			for _, param := range n.Params {
				b.weight(step{op: opClear, node: i, y: p.grads[param]})
			}
			continue
		}
		switch n.Op {
		case graph.Conv:
			c, x, work := b.convolution(i)
			b.showLayer(i, d)
			if len(n.Params) > 1 {
				b.weight(step{op: opBiasGrad, node: i, v: p.grads[n.Params[1]], d: d})
			}
			b.weight(step{op: opConvGradWeight, node: i, w: p.grads[n.Params[0]], x: b.value[x], d: d, conv: c, work: work})
			if y := b.accumulate(i, x); y != 0 {
				b.back(step{op: opConvGradInput, node: i, y: y, x: b.value[x], d: d, w: p.params[n.Params[0]], conv: c, work: work})
			}
		case graph.BatchNorm:
			b.batchNormGrad(i, d)
		case graph.ReLU:
			if y := b.accumulate(i, b.root[n.Inputs[0]]); y != 0 {
				b.back(step{op: opReLUGrad, node: i, y: y, x: b.in(i), d: d})
			}
		case graph.ReLU6, graph.HSwish, graph.Sigmoid:
			if y := b.accumulate(i, b.root[n.Inputs[0]]); y != 0 {
				op := opPointwiseGrad
				if n.Op == graph.ReLU6 && p.config.Bypass {
					op = opReLUGrad
				}
				b.back(step{op: op, node: i, y: y, x: b.in(i), d: d, f: n.Op})
			}
		case graph.MaxPool:
			if y := b.accumulate(i, b.root[n.Inputs[0]]); y != 0 {
				b.back(step{op: opMaxPoolGrad, node: i, y: y, d: d, x: b.in(i), w: b.value[i], pool: b.pooling(i)})
			}
		case graph.Concat:
			for k, x := range n.Inputs {
				if y, add := b.gradient(b.root[x]); y != 0 { // of which it writes all
					b.back(step{op: opMove, node: i, y: y, x: d, add: add, move: b.concatenation(i, k).back()})
				}
			}
		case graph.Shift:
			if y := b.accumulate(i, b.root[n.Inputs[0]]); y != 0 {
				b.back(step{op: opMove, node: i, y: y, x: d, add: true, move: b.shift(n.Out).back()})
			}
		case graph.Scale:
			b.scaleGrad(i, d)
		case graph.AvgPool:
			if y := b.accumulate(i, b.root[n.Inputs[0]]); y != 0 {
				b.back(step{op: opPoolGrad, node: i, y: y, d: d, pool: b.pooling(i)})
			}
		case graph.Add:
			_, direct := b.terms(b.g, i)
			for _, x := range direct {
				b.passOn(i, b.root[x], d)
			}
		case graph.GlobalAvgPool:
			if y, add := b.gradient(b.root[n.Inputs[0]]); y != 0 {
				in := b.g.Nodes[n.Inputs[0]].Out
				b.back(step{op: opMeanGrad, node: i, add: add, y: y, d: d, rows: in.H * in.W, c: in.C})
			}
		case graph.Linear:
			c := b.dense(i)
			work := float64(c.MACs())
			b.showLayer(i, d)
			b.weight(step{
				op: opLinearGrad, node: i, w: p.grads[n.Params[0]], v: p.grads[n.Params[1]], x: b.in(i), d: d, conv: c, work: work,
			})
			if y := b.accumulate(i, b.root[n.Inputs[0]]); y != 0 {
				b.back(step{op: opLinearGradIn, node: i, y: y, x: b.in(i), d: d, w: p.params[n.Params[0]], conv: c, work: work})
			}
		}
	}
	if input {
		b.accumulate(0, 0)
		p.inGrad = b.grad[0]
	}
}

// back emits a step of the backward pass, and its tangent if that is wanted.
func (b *planner) back(s step) {
	b.emit(s)
	if b.tangents {
		b.backwardTangent(s)
	}
}

// weight does so with a step that computes nothing but gradients of parameters, as far
// as they are wanted.
func (b *planner) weight(s step) {
	if b.weights {
		b.emit(s)
	}
	if b.tangents {
		b.backwardTangent(s)
	}
}

// startFromTaps makes the gradients with respect to taps part of those of their
// nodes.
func (b *planner) startFromTaps() {
	p := b.plan
	for _, i := range p.config.Taps {
		root := b.root[i]
		if b.grad[root] == p.outGrad { // a tap at the output
			p.tapGrads = append(p.tapGrads, p.outGrad)
			continue
		}
		from := b.permanent(b.elems(i))
		p.tapGrads = append(p.tapGrads, from)
		b.pass(i, root, from)
	}
}

// showLayer emits the step that shows the output of a layer and its gradient d.
func (b *planner) showLayer(node, d int) {
	if b.weights && b.plan.config.Layers {
		b.emit(step{op: opLayer, node: node, x: b.value[node], d: d})
	}
}

// batchNormGrad emits the gradients of a batch normalisation.
func (b *planner) batchNormGrad(i, d int) {
	p, n := b.plan, b.g.Nodes[i]
	root := b.root[n.Inputs[0]]
	y, add := b.gradient(root)
	if y == 0 && !b.weights && !b.tangents {
		return
	}
	target := y
	if add || y == 0 { // the kernel writes, and the parameters' gradients are wanted always
		target = b.buffer(b.elems(i))
	}
	s := step{
		op: opBatchNormGrad, node: i, y: target, x: b.in(i), d: d, gamma: p.params[n.Params[0]],
		rows: b.rows(i), c: n.Out.C, stat: b.stat[i],
	}
	if b.weights {
		s.w, s.v = p.grads[n.Params[0]], p.grads[n.Params[1]]
	}
	if b.tangents {
		s.sums = s.backwardSums()
	}
	b.back(s)
	if add {
		b.back(step{op: opAdd, node: i, y: y, x: target})
	}
}

// scaleGrad emits the gradients with respect to the two inputs of a scale.
func (b *planner) scaleGrad(i, d int) {
	n := b.g.Nodes[i]
	x, by := b.root[n.Inputs[0]], b.root[n.Inputs[1]]
	s := step{op: opScale, node: i, x: d, w: b.value[by], rows: n.Out.H * n.Out.W, c: n.Out.C}
	if s.y, s.add = b.gradient(x); s.y != 0 {
		b.back(s)
	}
	s.op, s.w = opScaleGrad, b.value[x]
	if s.y, s.add = b.gradient(by); s.y != 0 {
		b.back(s)
	}
}

// gradient returns the buffer of a root's gradient, 0 if nobody wants it, and
// whether there is something in it to add to.
func (b *planner) gradient(root int) (buffer int, add bool) {
	switch op := b.g.Nodes[root].Op; {
	case op == graph.Zero, op == graph.Input && (root > 0 || !b.input):
		return 0, false
	case b.grad[root] != 0:
		return b.grad[root], true
	case op == graph.Input:
		if b.plan.inGrad == 0 {
			b.plan.inGrad = b.permanent(b.elems(root))
		}
		b.grad[root] = b.plan.inGrad
		return b.grad[root], false
	}
	b.grad[root] = b.buffer(b.elems(root))
	return b.grad[root], false
}

// accumulate returns the buffer of a root's gradient for a step that adds to it,
// cleared if there is nothing in it yet; 0 if nobody wants it.
func (b *planner) accumulate(node, root int) int {
	y, add := b.gradient(root)
	if y != 0 && !add {
		b.back(step{op: opClear, node: node, y: y})
	}
	return y
}

// passOn gives the gradient d of a sum to one of its terms. If nothing else reads
// the term, the two share the buffer: no step changes a gradient that it reads.
func (b *planner) passOn(sum, root, d int) {
	op := b.g.Nodes[root].Op
	if b.shared[root] == 1 && b.grad[root] == 0 && op != graph.Zero && op != graph.Input {
		b.grad[root] = d
		return
	}
	b.pass(sum, root, d)
}

// pass adds a gradient to that of a root.
func (b *planner) pass(node, root, d int) {
	y, add := b.gradient(root)
	switch {
	case y == 0:
	case add:
		b.back(step{op: opAdd, node: node, y: y, x: d})
	default:
		b.back(step{op: opCopy, node: node, y: y, x: d})
	}
}
