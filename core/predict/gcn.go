package predict

import (
	"math"
	"sync"

	"protocell/core/detmath"
	"protocell/core/rng"
	"protocell/core/space"
)

// gcn is the graph convolutional network of BRP-NAS, smaller. With relations it learns
// which of two architectures is slower, and only ranks.
type gcn struct{ relations bool }

// Info implements Predictor.
func (f gcn) Info() Info {
	const paper = "Dudziak et al., BRP-NAS: prediction-based NAS using GCNs, NeurIPS 2020"
	if f.relations {
		return Info{
			ID: "relations", Name: "GCN, binary relations", Least: 8, Ranks: true, Paper: paper,
			Formula: `P(a \succ b) = \sigma(s_a - s_b)`,
			Summary: "The same network trained on pairs: it tells which of two is slower; its output is linear in both, so that comparing all pairs ranks by one score.",
		}
	}
	return Info{
		ID: "gcn", Name: "GCN", Least: 8, Paper: paper,
		Formula: `H \leftarrow \mathrm{ReLU}(A H W),\quad \hat T = w \cdot H_{\mathrm{global}} + b`,
		Summary: "A graph convolutional network over the cell, whose operations are nodes; three layers of 32.",
	}
}

const (
	gcnEpochs   = 400
	gcnBatch    = 8
	gcnMost     = 24_000 // runs of a graph in training, at most
	temperature = 0.5    // standard deviations of the logarithm in which a relation becomes likely
)

// Fit implements Predictor. Values are learned as logarithms, less their mean, in
// standard deviations.
func (f gcn) Fit(p *Problem) (Model, error) {
	if err := p.check(f.Info()); err != nil {
		return nil, err
	}
	y := p.values()
	for i := range y {
		y[i] = detmath.Log(y[i])
	}
	centre, square := mean(y), 0.0
	for _, v := range y {
		square += float64((v - centre) * (v - centre))
	}
	spread := max(1e-6, math.Sqrt(square/float64(len(y))))
	for i := range y {
		y[i] = (y[i] - centre) / spread
	}
	v := newVocabulary(p.Space)
	v.learn(p.archs())
	epochs := max(1, min(gcnEpochs, gcnMost/len(y)))
	batches := (len(y) + gcnBatch - 1) / gcnBatch
	net := newGCN(v, p.Seed, epochs*batches)
	states := make([]*gcnState, len(y))
	for i, m := range p.Measured {
		states[i] = net.newState(v.graph(m.Arch))
	}
	r := rng.Named(p.Seed, "gcn")
	for range epochs {
		if err := p.alive(); err != nil {
			return nil, err
		}
		order := r.Perm(len(y))
		for from := 0; from < len(order); from += gcnBatch {
			batch := order[from:min(len(order), from+gcnBatch)]
			if f.relations {
				net.learnRelations(states, y, batch)
			} else {
				for _, i := range batch {
					// Half the squared error.
					net.backward(states[i], (net.run(states[i])-y[i])/float64(len(batch)))
				}
			}
			net.adam.update()
		}
	}
	m := &convolved{net: net, centre: centre, spread: spread, ranks: f.relations, seen: map[string]float64{}}
	m.net.adam = nil
	return m, nil
}

// learnRelations adds the gradients of all pairs of a batch: of the cross-entropy with
// a target that is the softer, the closer the two are.
func (n *gcnNet) learnRelations(states []*gcnState, y []float64, batch []int) {
	scores := make([]float64, len(batch))
	grads := make([]float64, len(batch))
	for k, i := range batch {
		scores[k] = n.run(states[i])
	}
	for k, i := range batch {
		for l, j := range batch {
			if k == l {
				continue
			}
			grads[k] += (sigmoid(scores[k]-scores[l]) - sigmoid((y[i]-y[j])/temperature)) / float64(len(batch)*max(1, len(batch)-1))
		}
	}
	for k, i := range batch {
		n.backward(states[i], 2*grads[k])
	}
}

func sigmoid(x float64) float64 { return 1 / (1 + detmath.Exp(-x)) }

// convolved is a fitted network.
type convolved struct {
	net            *gcnNet
	centre, spread float64
	ranks          bool

	mu   sync.Mutex
	seen map[string]float64 // what was predicted, by the key of the graph
}

// maxSeen is how many predictions are kept.
const maxSeen = 1 << 16

// Predict implements Model. What is the same once connections are contracted is
// computed once.
func (m *convolved) Predict(dst []float64, archs []space.Arch) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var key []byte
	for i, a := range archs {
		g := m.net.vocabulary.graph(a)
		key = g.key(key[:0])
		v, ok := m.seen[string(key)]
		if !ok {
			v = m.net.run(m.net.newState(g))
			if len(m.seen) < maxSeen {
				m.seen[string(key)] = v
			}
		}
		if !m.ranks {
			v = detmath.Exp(m.centre + float64(m.spread*max(-10, min(10, v))))
		}
		dst[i] = v
	}
}

// key appends what tells the graph from others.
func (g *cellGraph) key(b []byte) []byte {
	for i, kinds := range g.kinds {
		for _, k := range kinds {
			b = append(b, byte(k), byte(k>>8))
		}
		b = append(b, 0xff, 0xff)
		for _, x := range g.reads[i] {
			b = append(b, byte(x))
		}
		b = append(b, 0xff, 0xff)
	}
	return b
}
