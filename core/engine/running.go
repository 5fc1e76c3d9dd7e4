package engine

// Average moves the running mean and variance of every batch normalisation by a
// share, 0 to 1, towards those of the last Forward, the variance unbiased, as PyTorch
// does in training. They begin at 0 and 1.
func (n *Net[T]) Average(share float64) {
	n.running = average(n.running, n.stats, n.plan.forward, share)
}

// average returns the running moments, moved by a share towards those of a batch.
func average(running, stats []float64, steps []step, share float64) []float64 {
	begin := running == nil
	if begin {
		running = make([]float64, len(stats))
	}
	for i := range steps {
		s := &steps[i]
		if s.op != opBatchNorm {
			continue
		}
		mean, variance := s.moments(stats)
		runningMean, runningVariance := s.moments(running)
		unbiased := float64(s.rows) / float64(max(1, s.rows-1))
		for c, v := range mean {
			if begin {
				runningVariance[c] = 1
			}
			runningMean[c] += float64(share * (v - runningMean[c]))
			runningVariance[c] += float64(share * (float64(variance[c]*unbiased) - runningVariance[c]))
		}
	}
	return running
}

// Evaluate says whether Forward normalises by the running mean and variance, which
// Average has set, instead of those of the batch. No Backward may follow such a
// Forward.
func (n *Net[T]) Evaluate(on bool) { n.evaluate = on }

// Running returns the running means and variances that Average has made, of all batch
// normalisations one after the other; nil before the first Average. They are n's own.
func (n *Net[T]) Running() []float64 { return n.running }

// RunningLen returns how many numbers Running has after an Average.
func (n *Net[T]) RunningLen() int { return len(n.stats) }

// SetRunning sets the running means and variances to what Running returned of a Net of
// the same plan; none sets them back to what they were before the first Average.
func (n *Net[T]) SetRunning(moments []float64) {
	if len(moments) == 0 {
		n.running = nil
		return
	}
	n.running = append(n.running[:0], moments...)
}
