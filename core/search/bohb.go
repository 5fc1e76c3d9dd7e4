package search

import "protocell/core/space"

// bohb is Hyperband that proposes by a model: the ratio of two kernel densities, of
// good architectures and of the others, at the largest rung that has enough of both.
type bohb struct {
	*brackets
	randomly, top, least, factor float64
	candidates                   int
	options                      []int
	state                        bohbState
}

type bohbState struct {
	Seen [][]Member `json:"seen"` // by rung, from the best
}

func bohbEntry() entry {
	params := append(bracketParams(),
		scalar("random", "Random proposals", "Probability that a proposal is drawn at random.", 0, 0, 1),
		scalar("top", "Good", "Share of the architectures of a rung that are good ones.", 0.15, 0.01, 0.5),
		count("candidates", "Candidates", "Drawn for each proposal; the model chooses.", 4, 1, 1000),
		scalar("bandwidth", "Least bandwidth", "Of a kernel, as probability of another option.", 0.3, 1e-3, 1),
		scalar("factor", "Bandwidth factor", "How much wider candidates are drawn than the model is.", 3, 1, 10),
	)
	for i := range params {
		if params[i].ID == "full" {
			params[i].Default = 1
		}
	}
	return entry{Info{
		ID: "bohb", Name: "BOHB", Fidelity: true,
		Summary: "Hyperband whose architectures are proposed by two kernel densities, of good ones and of the others.",
		Paper:   "S. Falkner, A. Klein and F. Hutter, BOHB: Robust and Efficient Hyperparameter Optimization at Scale, ICML 2018",
		Code:    bracketCode("n, r ← the next of Hyperband's brackets", "architectures by a model of good and bad ones"),
		Params:  params,
	}, newBOHB}
}

func newBOHB(p Problem) Strategy {
	b := &bohb{
		brackets: newBrackets(p, hyperband),
		randomly: p.Params.Float("random"), top: p.Params.Float("top"),
		least: p.Params.Float("bandwidth"), factor: p.Params.Float("factor"),
		candidates: p.Params.Int("candidates"),
	}
	for _, d := range p.Space.Decisions() {
		b.options = append(b.options, len(d.Options))
	}
	b.state.Seen = make([][]Member, len(b.epochs))
	b.brackets.propose, b.brackets.learn = b.proposal, b.observe
	return b
}

// maxSeen bounds what the model of a rung is made of: the best so many.
const maxSeen = 10_000

func (b *bohb) observe(rung int, m Member) {
	b.state.Seen[rung] = insert(b.state.Seen[rung], m, maxSeen)
}

// proposal returns the candidate that the model likes best, or a random architecture
// where there is no model.
func (b *bohb) proposal(int) (space.Arch, Origin) {
	r := &b.brackets.state.Stream
	if b.randomly > 0 && r.Float64() < b.randomly {
		return b.Space.Sample(r), Random
	}
	good, bad := b.model()
	if good == nil {
		return b.Space.Sample(r), Random
	}
	var best space.Arch
	least := 0.0
	for range b.candidates {
		a := good.draw(r, b.least, b.factor)
		if b.Space.Check(a) != nil {
			continue
		}
		const floor = 1e-32
		if x := max(floor, bad.at(a)) / max(floor, good.at(a)); best == "" || x < least {
			best, least = a, x
		}
	}
	if best == "" {
		return b.Space.Sample(r), Random
	}
	return best, Model
}

// model returns the densities at the largest rung at which both have more members than
// there are decisions, or nil. The sets are HpBandSter's.
func (b *bohb) model() (good, bad *kernelDensity) {
	d := len(b.options)
	for rung := len(b.state.Seen) - 1; rung >= 0; rung-- {
		seen := b.state.Seen[rung]
		n := len(seen)
		top := min(n, max(d+1, int(b.top*float64(n))))
		rest := min(n-top, max(d+1, int((1-b.top)*float64(n))))
		if top > d && rest > d {
			return newKernelDensity(seen[:top], b.options, b.least), newKernelDensity(seen[top:top+rest], b.options, b.least)
		}
	}
	return nil, nil
}

// States implements Strategy.
func (b *bohb) States() []any { return append(b.brackets.States(), &b.state) }
