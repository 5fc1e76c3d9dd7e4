package engine

// Average moves the running mean and variance of every batch normalisation by a
// share, 0 to 1, towards those of the last Forward, the variance unbiased, as PyTorch
// does in training. They begin at 0 and 1.
func (n *Net[T]) Average(share float64) {
	if n.running == nil {
		n.running = make([]float64, len(n.stats))
		for i := range n.plan.forward {
			if s := &n.plan.forward[i]; s.op == opBatchNorm {
				_, variance := s.moments(n.running)
				for c := range variance {
					variance[c] = 1
				}
			}
		}
	}
	for i := range n.plan.forward {
		s := &n.plan.forward[i]
		if s.op != opBatchNorm {
			continue
		}
		mean, variance := s.moments(n.stats)
		runningMean, runningVariance := s.moments(n.running)
		unbiased := float64(s.rows) / float64(max(1, s.rows-1))
		for c, v := range mean {
			runningMean[c] += float64(share * (v - runningMean[c]))
			runningVariance[c] += float64(share * (float64(variance[c]*unbiased) - runningVariance[c]))
		}
	}
}

// Evaluate says whether Forward normalises by the running mean and variance, which
// Average has set, instead of those of the batch. No Backward may follow such a
// Forward.
func (n *Net[T]) Evaluate(on bool) { n.evaluate = on }
