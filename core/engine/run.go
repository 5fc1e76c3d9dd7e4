package engine

import "protocell/core/kernel"

// run executes steps in order.
func (n *Net[T]) run(steps []step, h Hooks[T]) error {
	total, done := max(1, work(steps)), 0.0
	for i := range steps {
		s := &steps[i]
		if s.op == opConv || s.op == opConvGradInput || s.op == opConvGradWeight {
			if err := n.convolve(s, h, done, total); err != nil {
				return err
			}
		} else {
			n.execute(s, h)
		}
		done += s.work
		if h.Progress != nil {
			if err := h.Progress(min(1, done/total)); err != nil {
				return err
			}
		}
	}
	return nil
}

// execute executes one step.
func (n *Net[T]) execute(s *step, h Hooks[T]) {
	k := n.plan.kernels
	y, x, d, w := n.buffers[s.y], n.buffers[s.x], n.buffers[s.d], n.buffers[s.w]
	scratch := n.buffers[n.plan.scratch]
	switch s.op {
	case opClear:
		clear(y)
	case opCopy:
		copy(y, x)
	case opAdd:
		k.Add(y, x)
	case opCodes:
		if h.ReLU != nil {
			h.ReLU(s.nodes, x)
		}
	case opOutput:
		if h.Output != nil {
			h.Output(s.node, x)
		}
	case opLayer:
		if h.Layer != nil {
			h.Layer(s.node, x, d)
		}
	case opBatchNorm:
		n.batchNorm(s)
	case opReLU:
		k.ReLU(y, x)
	case opPool:
		k.PoolForward(s.pool, y, x, s.add)
	case opMean:
		n.mean(s)
	case opLinear:
		k.ConvForward(s.conv, y, x, w, scratch)
		addBias(y, n.buffers[s.v])
	case opBias:
		addBias(y, n.buffers[s.v])
	case opPointwise, opPointwiseGrad, opPointwiseTangent:
		n.pointwise(s)
	case opMaxPool:
		k.MaxPool(s.pool, y, x)
	case opMove:
		moveRuns(s.move, y, x, s.add)
	case opScale:
		n.scale(s)
	case opBatchNormGrad:
		n.batchNormGrad(s)
	case opLossTangent:
		n.lossTangent(s)
	case opBatchNormTangent:
		n.batchNormTangent(s)
	case opReLUGrad:
		k.ReLUGrad(y, d, x)
	case opPoolGrad:
		k.PoolGrad(s.pool, y, d)
	case opMeanGrad:
		n.meanGrad(s)
	case opLinearGrad:
		k.ConvGradWeight(s.conv, w, d, x, scratch, false)
		n.biasGrad(n.buffers[s.v], d)
	case opBiasGrad:
		n.biasGrad(n.buffers[s.v], d)
	case opMaxPoolGrad:
		k.MaxPoolGrad(s.pool, y, d, x, w)
	case opMaxPoolTangent:
		kernel.MaxPoolTangent(s.pool, y, d, x, w)
	case opScaleGrad:
		n.scaleGrad(s)
	case opLinearGradIn:
		k.ConvGradInput(s.conv, y, d, x, w, scratch)
	}
}

// convolve executes a convolution, or one of its gradients, a portion of the images
// at a time. Images do not mix, but in the gradient with respect to the weights, where
// they are added one by one; so this changes no bit.
func (n *Net[T]) convolve(s *step, h Hooks[T], done, total float64) error {
	k := n.plan.kernels
	c := s.conv
	c.Batch = portion(s.conv)
	in, out := c.InLen()/c.Batch, c.OutLen()/c.Batch
	y, x, d, w := n.buffers[s.y], n.buffers[s.x], n.buffers[s.d], n.buffers[s.w]
	scratch := n.buffers[n.plan.scratch]
	for first := 0; first < s.conv.Batch; first += c.Batch {
		c.Batch = min(c.Batch, s.conv.Batch-first)
		end := first + c.Batch
		switch x := x[first*in : end*in]; s.op {
		case opConv:
			k.ConvForward(c, y[first*out:end*out], x, w, scratch)
		case opConvGradInput:
			k.ConvGradInput(c, y[first*in:end*in], d[first*out:end*out], x, w, scratch)
		case opConvGradWeight:
			k.ConvGradWeight(c, w, d[first*out:end*out], x, scratch, s.add || first > 0)
		}
		if h.Progress != nil && end < s.conv.Batch {
			part := s.work * float64(end) / float64(s.conv.Batch)
			if err := h.Progress(min(1, (done+part)/total)); err != nil {
				return err
			}
		}
	}
	return nil
}

// addBias adds the bias to every row of y.
func addBias[T kernel.Float](y, bias []T) {
	for ; len(y) >= len(bias); y = y[len(bias):] {
		for i, v := range bias {
			y[i] += v
		}
	}
}

// biasGrad writes the sum of the rows of d, added in order in float64.
func (n *Net[T]) biasGrad(grad, d []T) {
	sums := n.sums[0][:len(grad)]
	clear(sums)
	for ; len(d) >= len(sums); d = d[len(sums):] {
		for i := range sums {
			sums[i] += float64(d[i])
		}
	}
	for i, v := range sums {
		grad[i] = T(v)
	}
}
