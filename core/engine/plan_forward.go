package engine

import "protocell/core/graph"

// planForward emits the steps of the forward pass.
func (b *planner) planForward() {
	p := b.plan
	for i, n := range b.g.Nodes {
		switch n.Op {
		case graph.Input:
			b.value[i] = b.permanent(b.elems(i))
			if i == 0 {
				p.input = b.value[i]
			} else {
				p.sides = append(p.sides, b.value[i])
			}
		case graph.Conv:
			c, x, work := b.convolution(i)
			b.emit(step{op: opConv, node: i, y: b.own(i), x: b.value[x], w: p.params[n.Params[0]], conv: c, work: work})
			if len(n.Params) > 1 {
				b.emit(step{op: opBias, node: i, y: b.value[i], v: p.params[n.Params[1]]})
			}
		case graph.BatchNorm:
			if b.root[i] == i {
				y, add := b.target(i)
				b.stat[i] = p.stats
				p.stats += 2 * n.Out.C
				if p.config.Tangent {
					p.stats += 4 * n.Out.C
				}
				b.emit(step{
					op: opBatchNorm, node: i, add: add, y: y, x: b.in(i), w: p.params[n.Params[0]], v: p.params[n.Params[1]],
					rows: b.rows(i), c: n.Out.C, stat: b.stat[i],
				})
			}
		case graph.ReLU:
			b.showCodes(n.Inputs[0])
			if !b.inline[i] {
				b.emit(step{op: opReLU, node: i, y: b.own(i), x: b.in(i)})
			}
		case graph.ReLU6, graph.HSwish, graph.Sigmoid:
			s := step{op: opPointwise, f: n.Op}
			if n.Op.Rectifies() {
				b.showCodes(n.Inputs[0])
			}
			if n.Op == graph.ReLU6 && p.config.Bypass {
				s = step{op: opReLU}
			}
			s.node, s.y, s.x = i, b.own(i), b.in(i)
			b.emit(s)
		case graph.MaxPool:
			b.emit(step{op: opMaxPool, node: i, y: b.own(i), x: b.in(i), pool: b.pooling(i)})
		case graph.Concat:
			y := b.own(i)
			for k, x := range n.Inputs {
				b.emit(step{op: opMove, node: i, y: y, x: b.value[b.root[x]], move: b.concatenation(i, k)})
			}
		case graph.Shift:
			b.emit(step{op: opClear, node: i, y: b.own(i)})
			b.emit(step{op: opMove, node: i, y: b.value[i], x: b.in(i), move: b.shift(n.Out)})
		case graph.Scale:
			b.emit(step{
				op: opScale, node: i, y: b.own(i), x: b.in(i), w: b.value[b.root[n.Inputs[1]]], rows: n.Out.H * n.Out.W, c: n.Out.C,
			})
		case graph.AvgPool:
			y, add := b.target(i)
			b.emit(step{op: opPool, node: i, add: add, y: y, x: b.in(i), pool: b.pooling(i)})
		case graph.Add:
			if b.root[i] == i {
				b.addInputs(i, len(n.Inputs))
				if !b.started[i] {
					b.emit(step{op: opClear, node: i, y: b.sum(i)})
				}
			}
		case graph.Zero:
			if b.zeros(b.g, i) {
				b.emit(step{op: opClear, node: i, y: b.own(i)})
			}
		case graph.GlobalAvgPool:
			in := b.g.Nodes[n.Inputs[0]].Out
			b.emit(step{op: opMean, node: i, y: b.own(i), x: b.in(i), rows: in.H * in.W, c: in.C})
		case graph.Linear:
			c := b.dense(i)
			b.emit(step{
				op: opLinear, node: i, y: b.own(i), x: b.in(i), w: p.params[n.Params[0]], v: p.params[n.Params[1]],
				conv: c, work: float64(c.MACs()),
			})
		}
		if x := b.value[b.root[i]]; x != 0 && !b.inline[i] && b.into[i] < 0 {
			b.emit(step{op: opOutput, node: i, x: x})
		}
	}
	last := len(b.g.Nodes) - 1
	p.output = b.value[b.root[last]]
	p.buffers[p.output].permanent = true
	for _, i := range p.config.Taps {
		tap := b.value[b.root[i]]
		p.buffers[tap].permanent = true
		p.taps = append(p.taps, tap)
	}
	p.forward = b.steps[:len(b.steps):len(b.steps)]
}

// target returns the buffer for the value of a node: its own, or that of the sum
// that it adds itself to, with add if the sum has begun.
func (b *planner) target(node int) (buffer int, add bool) {
	sum := b.into[node]
	if sum < 0 {
		return b.own(node), false
	}
	at := b.added[sum]
	for b.g.Nodes[sum].Inputs[at] != node {
		at++
	}
	b.addInputs(sum, at)
	b.added[sum] = at + 1
	add = b.started[sum]
	b.started[sum] = true
	return b.sum(sum), add
}

// addInputs adds the inputs of a sum before number end that are not yet there.
func (b *planner) addInputs(sum, end int) {
	for ; b.added[sum] < end; b.added[sum]++ {
		x := b.g.Nodes[sum].Inputs[b.added[sum]]
		if b.g.Nodes[x].Op == graph.Zero || b.into[x] == sum {
			continue
		}
		op := opAdd
		if !b.started[sum] {
			op = opCopy
		}
		b.started[sum] = true
		b.emit(step{op: op, node: sum, y: b.sum(sum), x: b.value[b.root[x]]})
	}
}

// sum returns the buffer of a sum.
func (b *planner) sum(node int) int {
	if b.value[node] == 0 {
		return b.own(node)
	}
	return b.value[node]
}

// showCodes emits, once for each buffer, the step that shows the inputs of rectifiers.
func (b *planner) showCodes(x int) {
	root := b.root[x]
	if b.seen[root] {
		return
	}
	b.seen[root] = true
	var nodes []int
	for i, n := range b.g.Nodes {
		if n.Op.Rectifies() && b.root[n.Inputs[0]] == root {
			nodes = append(nodes, i)
		}
	}
	b.emit(step{op: opCodes, node: x, x: b.value[root], nodes: nodes})
}
