package proxy

import (
	"math"

	"protocell/core/eigen"
	"protocell/core/engine"
	"protocell/core/graph"
)

const chen = "W. Chen, X. Gong and Z. Wang, Neural Architecture Search on ImageNet in Four GPU Hours: A Theoretically Inspired Perspective, ICLR 2021"

// ntk is the condition number of the neural tangent kernel of the batch: the kernel
// of two images is the inner product of the gradients of the sums of their logits,
// with respect to what PyTorch calls "weight", the scales of batch normalisations
// among them. The whole batch passes at once, in training mode; each image has a
// backward pass of its own. The authors take 72 images, a network of 3 channels
// with weights scaled by their fan-out, and the mean over 3 initialisations; here
// all of that is the experiment's. Where they write 100,000 for a kernel of zeros,
// the score is undefined, and it is infinite where the kernel is singular.
type ntk struct{}

// Traits implements Proxy.
func (ntk) Traits() Traits {
	return Traits{
		ID:     "ntk",
		Needs:  NeedOwn,
		Images: true,
		Slow:   true,
		Lower:  true,
	}
}

// Info implements Proxy.
func (ntk) Info() Info {
	return Info{
		Traits:  ntk{}.Traits(),
		Name:    "NTK condition number",
		Formula: `\kappa=\frac{\lambda_{\max}(\Theta)}{\lambda_{\min}(\Theta)},\quad\Theta_{nm}=\Big\langle\frac{\partial\,\mathbf 1^{\top}f(x_n)}{\partial W},\frac{\partial\,\mathbf 1^{\top}f(x_m)}{\partial W}\Big\rangle`,
		Summary: "Asks how differently the weights move the outputs for different images: the lower, the easier to train.",
		Paper:   chen,
	}
}

// heldGradients is how many bytes of gradients are kept at a time. Where more are
// needed, backward passes run again.
var heldGradients = 64 << 20

// ntkGroup returns how many images' gradients are kept at a time, and how many
// numbers each has.
func ntkGroup(p *Passes) (images, size int) {
	for _, param := range p.in.Graph.Params {
		if isNTKWeight(param) {
			size += param.Len()
		}
	}
	return max(1, min(p.in.batch(), heldGradients/(4*size))), size
}

// isNTKWeight reports whether PyTorch calls the parameter "weight".
func isNTKWeight(p graph.Param) bool { return p.Role == graph.Weight || p.Role == graph.Gamma }

func (ntk) own(p *Passes) ([]Own, error) {
	if sumIsConstant(p.in.Graph) {
		return nil, nil
	}
	n := p.in.batch()
	group, size := ntkGroup(p)
	passes := 0
	for first := 0; first < n; first += group {
		passes += n - first
	}
	c := engine.Config{Batch: n, Backward: true, Keep: true}
	return []Own{{
		Graph: p.in.Graph, Config: c, Single: true, Forwards: 1, Backwards: passes,
		Held: 4*int64(group)*int64(size) + 8*int64(n)*int64(n),
	}}, nil
}

// Score implements Proxy.
func (k ntk) Score(p *Passes) (Score, error) {
	if sumIsConstant(p.in.Graph) { // the images' gradients add up to 0
		return p.score(math.Inf(1), nil), nil
	}
	net, err := p.openSingle(k.Traits().ID, 0)
	if err != nil {
		return Score{}, err
	}
	net.SetParams(p.Params(), false)
	net.SetInput(p.in.Images)
	if err := net.Forward(engine.Hooks[float32]{}); err != nil {
		return Score{}, err
	}
	n := net.Batch()
	classes := p.in.Graph.Classes
	group, size := ntkGroup(p)
	held := p.hold(group * size)
	kernel := make([]float64, n*n)
	for first := 0; first < n; first += group {
		last := min(n, first+group)
		for i := first; i < n; i++ {
			d := net.OutGrad()
			clear(d)
			for c := range classes {
				d[i*classes+c] = 1
			}
			if err := net.Backward(engine.Hooks[float32]{}); err != nil {
				return Score{}, err
			}
			if i < last {
				row := held[(i-first)*size:][:size]
				for param, q := range p.in.Graph.Params {
					if isNTKWeight(q) {
						row = row[copy(row, net.ParamGrad(param)):]
					}
				}
			}
			for j := first; j < min(i+1, last); j++ {
				row := held[(j-first)*size:][:size]
				sum := 0.0
				for param, q := range p.in.Graph.Params {
					if isNTKWeight(q) {
						g := net.ParamGrad(param)
						sum += inner(g, row[:len(g)])
						row = row[len(g):]
					}
				}
				kernel[i*n+j], kernel[j*n+i] = sum, sum
			}
		}
	}
	values := eigen.Values(kernel, n)
	s := p.score(condition(values), nil)
	s.Steps = []Step{{"Images N", Number(n)}, {"Greatest eigenvalue", Number(values[n-1])}, {"Least eigenvalue", Number(values[0])}}
	return s, nil
}

// inner returns the inner product of a and b in float64: four sums, each of every
// fourth product in order, added up in order.
func inner(a, b []float32) float64 {
	var s0, s1, s2, s3 float64
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += float64(float64(a[i]) * float64(b[i]))
		s1 += float64(float64(a[i+1]) * float64(b[i+1]))
		s2 += float64(float64(a[i+2]) * float64(b[i+2]))
		s3 += float64(float64(a[i+3]) * float64(b[i+3]))
	}
	for ; i < len(a); i++ {
		s0 += float64(float64(a[i]) * float64(b[i]))
	}
	return s0 + s1 + s2 + s3
}

// condition returns the condition number of a positive semi-definite matrix, given
// its eigenvalues in ascending order: infinite if the least is no larger than
// rounding makes of 0, and undefined if all are 0.
func condition(values []float64) float64 {
	least, most := values[0], values[len(values)-1]
	switch noise := float64(float64(len(values))*most) * 0x1p-52; {
	case !(most > 0):
		return math.NaN()
	case least <= noise:
		return math.Inf(1)
	}
	return most / least
}
