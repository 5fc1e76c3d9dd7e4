package proxy

// sgd is stochastic gradient descent with momentum and weight decay (Sutskever,
// Martens, Dahl and Hinton, "On the importance of initialization and momentum in
// deep learning", ICML 2013), in PyTorch's form: the velocity adds up gradients,
// and the rate multiplies the velocity.
type sgd struct {
	rate, momentum float32
	velocity       [][]float32 // of each parameter tensor
}

// step moves parameter tensor i along its gradient, to which it adds decay times the
// parameters.
func (s *sgd) step(i int, w, grad []float32, decay float32) {
	for len(s.velocity) <= i {
		s.velocity = append(s.velocity, nil)
	}
	if s.velocity[i] == nil {
		s.velocity[i] = make([]float32, len(w))
	}
	v := s.velocity[i]
	for j, g := range grad {
		v[j] = float32(s.momentum*v[j]) + (g + float32(decay*w[j]))
		w[j] -= float32(s.rate * v[j])
	}
}
