package proxy

import (
	"math"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/rng"
)

// regression is a network that learns to put out the targets of GenNAS.
//
// Its random numbers are streams. Under the seed of the weights: weights are uniform
// within ±1/√fan_in, tensor i from stream i, and so are the heads' biases, from the
// stream "gennas.bias". Under the seed of the noise: "gennas.target" is read by the
// targets, and "gennas.noise" is added to the images.
type regression struct {
	net     *ownNet[float32]
	images  []float32 // NCHW
	noisy   []float32
	noise   *rng.Stream
	levels  [len(gennasLevels)]level
	descent sgd
}

// level is one output of the network, its gradient, and what the output plus the
// bias is to be.
type level struct {
	output, grad func() []float32
	weight       float64
	target, bias []float32
	biasGrad     []float32
}

func newRegression(p *Passes, net *ownNet[float32]) *regression {
	g := net.Graph()
	r := &regression{
		net:     net,
		images:  p.in.Images[:net.Batch()*g.In.Len()],
		noise:   rng.Named(p.in.Noise, "gennas.noise"),
		descent: sgd{rate: gennasRate, momentum: gennasMomentum},
	}
	r.noisy = make([]float32, len(r.images))
	net.SetParams(uniformParams(g, p.in.Seed), false)
	targets, biases := rng.Named(p.in.Noise, "gennas.target"), rng.Named(p.in.Seed, "gennas.bias")
	r.levels[0] = level{output: func() []float32 { return net.Tap(0) }, grad: func() []float32 { return net.TapGrad(0) }}
	r.levels[1] = level{output: net.Output, grad: net.OutGrad}
	for i, spec := range gennasLevels {
		l := &r.levels[i]
		l.weight = spec.loss
		at := len(g.Nodes) - 1
		if i == 0 {
			at = p.own["gennas"][0].Config.Taps[0]
		}
		shape, fanIn := g.Nodes[at].Out, g.Nodes[g.Nodes[at].Inputs[0]].Out.C
		l.target = spec.maps(net.Batch(), shape.H, shape.W, targets)
		l.bias, l.biasGrad = make([]float32, shape.C), make([]float32, shape.C)
		fillUniform(l.bias, biases, 1/math.Sqrt(float64(fanIn)))
	}
	return r
}

// uniformParams returns parameters as PyTorch initialises them: weights and biases
// uniform within ±1/√fan_in, the scales and shifts of batch normalisations 1 and 0.
func uniformParams(g *graph.Graph, seed uint64) engine.Params {
	params := gaussianParams(g, seed, 0)
	fanIn := 0
	for i, p := range g.Params {
		switch p.Role {
		case graph.Weight:
			fanIn = p.Len() / p.Shape[0]
		case graph.Bias: // which follows its weight
		default:
			continue
		}
		fillUniform(params[i], rng.New(seed, uint64(i)), 1/math.Sqrt(float64(fanIn)))
	}
	return params
}

// fillUniform sets x to numbers uniform within ±bound.
func fillUniform(x []float32, r *rng.Stream, bound float64) {
	for i := range x {
		x[i] = float32((2*r.Float64() - 1) * bound)
	}
}

// train trains for some iterations, and returns the loss of each, and that of the
// trained network under running statistics.
func (r *regression) train(iterations int) ([]float64, error) {
	var losses []float64
	for range iterations {
		loss, err := r.forward()
		if err != nil {
			return nil, err
		}
		losses = append(losses, loss)
		r.net.Average(gennasAverage)
		if err := r.net.Backward(engine.Hooks[float32]{}); err != nil {
			return nil, err
		}
		r.update()
	}
	r.net.Evaluate(true)
	loss, err := r.forward()
	return append(losses, loss), err
}

// forward runs the images with new noise, and returns the loss; its gradient is that
// of the outputs.
func (r *regression) forward() (float64, error) {
	fillUniform(r.noisy, r.noise, gennasNoise)
	for i, v := range r.images {
		r.noisy[i] += v
	}
	r.net.SetInput(r.noisy)
	if err := r.net.Forward(engine.Hooks[float32]{}); err != nil {
		return 0, err
	}
	loss := 0.0
	for i := range r.levels {
		loss += r.levels[i].loss()
	}
	return loss, nil
}

// loss returns the weighted mean squared error of a level, and sets its gradients.
func (l *level) loss() float64 {
	y, grad, sum := l.output(), l.grad(), 0.0
	columns := make([]float64, len(l.bias))
	for i, v := range y {
		c := i % len(columns)
		d := float64(v) + float64(l.bias[c]) - float64(l.target[i])
		sum += float64(d * d)
		d *= 2 * l.weight / float64(len(y))
		grad[i] = float32(d)
		columns[c] += float64(d)
	}
	for c, v := range columns {
		l.biasGrad[c] = float32(v)
	}
	return l.weight * sum / float64(len(y))
}

// update moves the parameters along their gradients.
func (r *regression) update() {
	params := r.net.Graph().Params
	for i, p := range params {
		decay := float32(0)
		if p.Role == graph.Weight {
			decay = gennasDecay
		}
		r.descent.step(i, r.net.Param(i), r.net.ParamGrad(i), decay)
	}
	for i := range r.levels {
		l := &r.levels[i]
		r.descent.step(len(params)+i, l.bias, l.biasGrad, 0)
	}
}
