package predict

import (
	"math"

	"protocell/core/rng"
)

// gcnNet is a graph convolutional network on cells: layers of
// H ← ReLU(A·H·W), the global node of the last one, a linear output. BRP-NAS normalises
// each layer besides, which divides out how many operations there are: with tens of
// measurements, where the original has hundreds, that doubles the errors.
type gcnNet struct {
	vocabulary *vocabulary
	width      int
	layers     []layer // the first has a row for each feature
	out        layer
	adam       *adam
}

const (
	gcnWidth  = 32
	gcnLayers = 3
	gcnRate   = 2e-3
	gcnDecay  = 0.3
	// gcnScale of the usual initial weights: a node reads several others.
	gcnScale = 0.3
)

// newGCN returns a network with random weights, to be trained in so many steps.
func newGCN(v *vocabulary, seed uint64, steps int) *gcnNet {
	n := &gcnNet{vocabulary: v, width: gcnWidth}
	total := size(v.len(), gcnWidth) + (gcnLayers-1)*size(gcnWidth, gcnWidth) + size(gcnWidth, 1)
	n.adam = newAdam(total, steps, gcnRate, gcnDecay)
	key, at, in := rng.Key(seed, 1<<48+1), 0, v.len()
	for k := range gcnLayers {
		l := n.adam.take(&at, in, gcnWidth, key)
		scale := gcnScale
		if k == 0 { // of features that are 0 or 1, few are 1
			scale *= math.Sqrt(float64(in) / 2)
		}
		for i := range l.weight[:in*gcnWidth] {
			l.weight[i] *= scale
		}
		n.layers, in = append(n.layers, l), gcnWidth
	}
	n.out = n.adam.take(&at, gcnWidth, 1, key)
	clear(n.out.weight) // it begins with the mean
	return n
}

// gcnState is what a run of a graph keeps: of each layer, by node, what came in, what
// the adjacency made of it, and what comes out.
type gcnState struct {
	graph  cellGraph
	mixed  [][]float64 // A·H, by layer; of the first, nothing
	active [][]float64 // ReLU(A·H·W)
	row    []float64
}

func (n *gcnNet) newState(g cellGraph) *gcnState {
	s := &gcnState{graph: g, row: make([]float64, n.width)}
	nodes := len(g.kinds)
	for range n.layers {
		s.mixed = append(s.mixed, make([]float64, nodes*n.width))
		s.active = append(s.active, make([]float64, nodes*n.width))
	}
	return s
}

// rows returns how many nodes a layer computes: of the last only the global one is
// read.
func (n *gcnNet) rows(l int, g cellGraph) int {
	if l == len(n.layers)-1 {
		return 1
	}
	return len(g.kinds)
}

// run returns the output for the graph of a state.
func (n *gcnNet) run(s *gcnState) float64 {
	w := n.width
	for l, layer := range n.layers {
		bias := layer.weight[layer.in*w:]
		for i := range n.rows(l, s.graph) {
			out := s.active[l][i*w : (i+1)*w]
			if l == 0 { // features are 0 or 1: rows of W are added
				copy(out, bias)
				for _, x := range s.graph.reads[i] {
					for _, k := range s.graph.kinds[x] {
						for j, v := range layer.weight[k*w : (k+1)*w] {
							out[j] += v
						}
					}
				}
			} else {
				mixed := s.mixed[l][i*w : (i+1)*w]
				clear(mixed)
				for _, x := range s.graph.reads[i] {
					for j, v := range s.active[l-1][x*w : (x+1)*w] {
						mixed[j] += v
					}
				}
				layer.forward(out, mixed)
			}
			relu(out)
		}
	}
	var y [1]float64
	n.out.forward(y[:], s.active[len(n.layers)-1][:w])
	return y[0]
}

// backward adds the gradients of the weights, given that of the output of the last run.
func (n *gcnNet) backward(s *gcnState, dy float64) {
	w, last := n.width, len(n.layers)-1
	grad := make([]float64, len(s.graph.kinds)*w)
	n.out.backward(grad[:w], s.active[last][:w], []float64{dy})
	for l := last; l >= 0; l-- {
		layer := n.layers[l]
		below := make([]float64, len(grad))
		for i := range n.rows(l, s.graph) {
			d := grad[i*w : (i+1)*w]
			reluGrad(d, s.active[l][i*w:(i+1)*w])
			if l > 0 {
				layer.backward(s.row, s.mixed[l][i*w:(i+1)*w], d)
				for _, x := range s.graph.reads[i] {
					for j, v := range s.row {
						below[x*w+j] += v
					}
				}
				continue
			}
			for j, v := range d {
				layer.grad[layer.in*w+j] += v
			}
			for _, x := range s.graph.reads[i] {
				for _, k := range s.graph.kinds[x] {
					for j, v := range d {
						layer.grad[k*w+j] += v
					}
				}
			}
		}
		grad = below
	}
}
