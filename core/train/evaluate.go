package train

import "math"

// evaluate returns how many of the images the network is right about, under running
// statistics.
func (t *Trainer) evaluate(m images) (right int, err error) {
	t.net.Evaluate(true)
	defer t.net.Evaluate(false)
	n, x := m.shape.Len(), t.net.Input()
	for first := 0; first < m.count(); first += t.spec.Batch {
		// Behind the last image lie old ones; images do not mix.
		part := m.part(first, min(first+t.spec.Batch, m.count()))
		copy(x, part.values)
		if err := t.net.Forward(t.hooks); err != nil {
			return 0, err
		}
		t.at += t.unit
		logits := t.net.Output()
		hits, finite := answers(logits[:len(logits)/t.spec.Batch*len(part.values)/n], part.labels)
		if !finite {
			return 0, errDiverged
		}
		right += hits
	}
	return right, nil
}

// answers returns for how many rows of logits the largest is that of the label, the
// first of equal ones counting, and whether all logits are finite.
func answers(logits []float32, labels []int) (right int, finite bool) {
	classes := len(logits) / len(labels)
	for b, label := range labels {
		row := logits[b*classes:][:classes]
		best := 0
		for i, v := range row {
			if !(math.Abs(float64(v)) <= math.MaxFloat32) {
				return 0, false
			}
			if v > row[best] {
				best = i
			}
		}
		if best == label {
			right++
		}
	}
	return right, true
}
