package proxy

import (
	"math/bits"

	"protocell/core/engine"
	"protocell/core/rng"
)

const peng = "Y. Peng, A. Song, H. M. Fayek, V. Ciesielski and X. Chang, SWAP-NAS: Sample-Wise Activation Patterns for Ultra-fast NAS, ICLR 2024"

// swapSamples is how many images SWAP takes from the batch, from its beginning; if
// there are fewer, all. A pattern has as many bits, at most 16.
const swapSamples = 16

// swapRepeats is how many initialisations SWAP takes the mean over. The seeds of
// their weights are the outputs of the stream "swap" under the seed of the weights.
const swapRepeats = 32

// swap is the number of distinct patterns in which the units of the network switch
// on and off over the images.
type swap struct{}

// Traits implements Proxy.
func (swap) Traits() Traits {
	return Traits{
		ID:     "swap",
		Needs:  NeedOwn,
		Images: true,
		Slow:   true,
	}
}

// Info implements Proxy.
func (swap) Info() Info {
	return Info{
		Traits:  swap{}.Traits(),
		Name:    "SWAP",
		Formula: `\frac1R\sum_{r=1}^{R}\big\lvert\{(\mathbf 1[z_{u}^{(1)}>0],\dots,\mathbf 1[z_{u}^{(S)}>0])\;:\;u\text{ a ReLU unit}\}\big\rvert`,
		Summary: "Counts the distinct patterns in which the ReLU units respond to 16 images, with standard normal weights.",
		Paper:   peng,
	}
}

func (swap) share() string { return "swap" }

func (swap) own(p *Passes) ([]Own, error) {
	return []Own{{Graph: p.in.Graph, Config: engine.Config{Batch: min(swapSamples, p.in.batch())}, Single: true, Forwards: swapRepeats}}, nil
}

// Score implements Proxy.
func (swap) Score(p *Passes) (Score, error) {
	n, err := p.swapPatterns()
	if err != nil {
		return Score{}, err
	}
	s := p.score(n, nil)
	s.Steps = []Step{{"Images", Number(min(swapSamples, p.in.batch()))}, {"Draws of the weights", swapRepeats}, {"Mean number of patterns", Number(n)}}
	return s, nil
}

// swapPatterns returns the mean number of patterns.
func (p *Passes) swapPatterns() (float64, error) {
	return p.swap.once(func() (float64, error) {
		net, err := p.openSingle("swap", 0)
		if err != nil {
			return 0, err
		}
		seeds := rng.Named(p.in.Seed, "swap")
		total := 0
		for range swapRepeats {
			net.SetParams(gaussianParams(net.Graph(), seeds.Uint64(), 0), false)
			net.SetInput(p.in.Images[:net.Batch()*net.Graph().In.Len()])
			seen := newPatterns(net.Batch())
			if err := net.Forward(engine.Hooks[float32]{ReLU: func(_ []int, x []float32) { seen.add(x) }}); err != nil {
				return 0, err
			}
			total += seen.count()
		}
		return float64(total) / swapRepeats, nil
	})
}

// patterns is a set of patterns: of a unit, bit s is 1 where its input for sample s
// is greater than 0.
type patterns struct {
	samples int
	units   []uint16 // of one layer
	set     [1 << swapSamples / 64]uint64
}

func newPatterns(samples int) *patterns { return &patterns{samples: samples} }

// add adds the units of a layer, given their inputs, sample by sample.
func (p *patterns) add(x []float32) {
	n := len(x) / p.samples
	if len(p.units) < n {
		p.units = make([]uint16, n)
	}
	units := p.units[:n]
	clear(units)
	for s := range p.samples {
		for u, v := range x[s*n:][:n] {
			if v > 0 {
				units[u] |= 1 << s
			}
		}
	}
	for _, u := range units {
		p.set[u>>6] |= 1 << (u & 63)
	}
}

// count returns how many patterns there are.
func (p *patterns) count() int {
	n := 0
	for _, word := range p.set {
		n += bits.OnesCount64(word)
	}
	return n
}
