package predict

import (
	"errors"
	"math"

	"protocell/core/rng"
	"protocell/core/space"
)

// Config says how an ensemble is made. The zero value is not valid; start from Default.
type Config struct {
	Members int     // networks
	Depth   int     // hidden layers of each
	Width   int     // units of a hidden layer
	Rate    float64 // learning rate of Adam
	Epochs  int
	Batch   int
	// Checkpoint, if not nil, is called after each batch. An error stops Fit and is
	// returned.
	Checkpoint func() error
}

// Default returns the ensemble of BANANAS' own code.
func Default() Config {
	return Config{Members: 5, Depth: 10, Width: 20, Rate: 0.01, Epochs: 150, Batch: 32}
}

// Ensemble predicts values of architectures by several networks, which differ in their
// initial weights and the order of their data.
type Ensemble struct {
	encoding *Encoding
	networks []*network
	mean, sd float64 // of the values that it learnt from
	x        []float64
}

// Fit trains an ensemble on architectures and their values, of which there is at least
// one and all are finite. It minimises the mean absolute error of values that are
// scaled to mean 0 and standard deviation 1, so that no unit matters. Network i takes
// stream i under the key of r.
func Fit(e *Encoding, archs []space.Arch, values []float64, c Config, r *rng.Stream) (*Ensemble, error) {
	if len(archs) == 0 || len(archs) != len(values) {
		return nil, errors.New("predict: nothing to learn from")
	}
	p := &Ensemble{encoding: e, x: make([]float64, e.Size())}
	sum, square := 0.0, 0.0
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, errors.New("predict: a value is not finite")
		}
		sum += v
	}
	p.mean = sum / float64(len(values))
	for _, v := range values {
		square += float64((v - p.mean) * (v - p.mean))
	}
	if p.sd = math.Sqrt(square / float64(len(values))); p.sd == 0 {
		p.sd = 1
	}
	inputs, targets := make([][]float64, len(archs)), make([]float64, len(archs))
	for i, a := range archs {
		inputs[i] = make([]float64, e.Size())
		e.Encode(inputs[i], a)
		targets[i] = (values[i] - p.mean) / p.sd
	}
	key := r.Uint64()
	for i := range c.Members {
		own := rng.New(key, uint64(i))
		n := newNetwork(e.Size(), c.Depth, c.Width, own)
		if err := n.fit(inputs, targets, c, own); err != nil {
			return nil, err
		}
		p.networks = append(p.networks, n)
	}
	return p, nil
}

// fit trains a network.
func (n *network) fit(inputs [][]float64, targets []float64, c Config, r *rng.Stream) error {
	for range c.Epochs {
		order := r.Perm(len(inputs))
		for len(order) > 0 {
			batch := order[:min(c.Batch, len(order))]
			order = order[len(batch):]
			for _, i := range batch {
				switch y := n.forward(inputs[i]); {
				case y > targets[i]:
					n.backward(1 / float64(len(batch)))
				case y < targets[i]:
					n.backward(-1 / float64(len(batch)))
				}
			}
			n.step(c.Rate)
			if c.Checkpoint != nil {
				if err := c.Checkpoint(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Predict returns the mean of what the networks say of a and their standard deviation,
// in the unit of the values.
func (p *Ensemble) Predict(a space.Arch) (mean, sd float64) {
	p.encoding.Encode(p.x, a)
	sum, square := 0.0, 0.0
	for _, n := range p.networks {
		y := n.forward(p.x)
		sum += y
		square += float64(y * y)
	}
	k := float64(len(p.networks))
	m := sum / k
	return float64(m*p.sd) + p.mean, math.Sqrt(max(0, square/k-float64(m*m))) * p.sd
}
