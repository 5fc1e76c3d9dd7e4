package engine

import "protocell/core/detmath"

// CrossEntropy returns the mean cross-entropy of the output under the labels, one
// an image from 0 to classes-1, and sets OutGrad to its gradient.
func (n *Net[T]) CrossEntropy(labels []int) float64 {
	logits, grad := n.Output(), n.OutGrad()
	classes := len(logits) / n.Batch()
	batch := float64(n.Batch())
	total := 0.0
	for b, label := range labels {
		row, d := logits[b*classes:][:classes], grad[b*classes:][:classes]
		most := float64(row[0])
		for _, v := range row {
			most = max(most, float64(v))
		}
		sum := 0.0
		for _, v := range row {
			sum += detmath.Exp(float64(v) - most)
		}
		total += detmath.Log(sum) - (float64(row[label]) - most)
		for i, v := range row {
			p := detmath.Exp(float64(v)-most) / sum
			if i == label {
				p--
			}
			d[i] = T(p / batch)
		}
	}
	return total / batch
}

// SumOutput sets OutGrad to the gradient of the sum of the output: ones.
func (n *Net[T]) SumOutput() {
	for i := range n.OutGrad() {
		n.OutGrad()[i] = 1
	}
}
