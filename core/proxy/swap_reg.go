package proxy

import (
	"protocell/core/detmath"
	"protocell/core/graph"
)

// benchmark is the skeleton in which NAS-Bench-201 trains its architectures on
// CIFAR-10.
var benchmark = graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}

// The size that regularised SWAP favours, and how much, in millions of parameters
// and their square. Parameters are counted in the benchmark's skeleton, so that
// the smaller one that is scored makes no difference. The paper leaves both to the
// user, who bounds the size of the network by them.
const (
	swapMu    = 1
	swapSigma = 1
)

// swapReg is swap times a Gaussian function of the number of parameters.
type swapReg struct{}

// Traits implements Proxy.
func (swapReg) Traits() Traits {
	return Traits{
		ID:     "swap_reg",
		Needs:  NeedOwn,
		Images: true,
		Slow:   true,
	}
}

// Info implements Proxy.
func (swapReg) Info() Info {
	return Info{
		Traits:  swapReg{}.Traits(),
		Name:    "Regularised SWAP",
		Formula: `\mathrm{SWAP}\cdot e^{-(P-\mu)^2/\sigma},\quad \mu=\sigma=1`,
		Summary: "SWAP for networks near a wished size: P is the number of parameters in the benchmark's skeleton, in millions.",
		Paper:   peng,

		Unverified: "The size and the width of the Gaussian are ours: the paper leaves both to the user.",
	}
}

func (swapReg) share() string { return swap{}.share() }

func (swapReg) own(p *Passes) ([]Own, error) { return swap{}.own(p) }

// Score implements Proxy.
func (swapReg) Score(p *Passes) (Score, error) {
	n, err := p.swapPatterns()
	if err != nil {
		return Score{}, err
	}
	g, err := p.in.Build(benchmark)
	if err != nil {
		return Score{}, err
	}
	millions := float64(g.Costs().Total.Params) / 1e6
	factor := swapFactor(millions)
	s := p.score(n*factor, nil)
	s.Steps = []Step{{"SWAP", Number(n)}, {"P, millions of parameters", Number(millions)}, {"Factor", Number(factor)}}
	return s, nil
}

// swapFactor returns the factor for some millions of parameters.
func swapFactor(millions float64) float64 {
	d := millions - swapMu
	return detmath.Exp(-d * d / swapSigma)
}
