package search

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/space"
)

// tpe proposes by the ratio of two densities, of good architectures and of the others,
// each a product of one distribution a decision.
type tpe struct {
	Problem
	startup, candidates int
	share, prior        float64
	options             []int
	// chance is the probability of each option in good architectures, by decision, and
	// odds the logarithm of its ratio to that in the others; made anew for each proposal.
	chance, odds [][]float64
	state        tpeState
}

type tpeState struct {
	drawing
	Good  []Member `json:"good"`  // the best, from the best
	Count int      `json:"count"` // of all that did not fail
	Times [][]int  `json:"times"` // how often each option came in them, by decision
}

// maxGood is the most that count as good, as in Bergstra et al.
const maxGood = 25

func tpeEntry() entry {
	return entry{Info{
		ID: "tpe", Name: "TPE",
		Summary: "Draws decisions as they are in good architectures, and proposes the candidate that is least like the others.",
		Paper:   "J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, Algorithms for Hyper-Parameter Optimization, NIPS 2011",
		Code:    tpeCode(),
		Params: []Param{
			count("startup", "Random start", "Trials before there is a model.", 20, 2, 10_000),
			scalar("share", "Good", "So many times the square root of the number of trials are good, up to 25.", 0.25, 0.01, 5),
			count("candidates", "Candidates", "Drawn for each proposal; the model chooses.", 24, 1, 1000),
			scalar("prior", "Prior", "How often each option counts before any trial.", 1, 0.01, 100),
		},
	}, newTPE}
}

func newTPE(p Problem) Strategy {
	t := &tpe{
		Problem: p, startup: p.Params.Int("startup"), candidates: p.Params.Int("candidates"),
		share: p.Params.Float("share"), prior: p.Params.Float("prior"),
	}
	t.state.drawing = newDrawing(p)
	for _, d := range p.Space.Decisions() {
		t.options = append(t.options, len(d.Options))
		t.chance, t.odds = append(t.chance, make([]float64, len(d.Options))), append(t.odds, make([]float64, len(d.Options)))
		t.state.Times = append(t.state.Times, make([]int, len(d.Options)))
	}
	return t
}

// Ask implements Strategy.
func (t *tpe) Ask() (Trial, bool) {
	s := &t.state
	if s.Count < t.startup {
		return s.random(t.Space), true
	}
	t.weigh()
	var best space.Arch
	most := 0.0
	b := make([]byte, len(t.options))
	for range t.candidates {
		sum := 0.0
		for i := range b {
			k := draw(t.chance[i], s.Stream.Float64())
			b[i] = byte(k)
			sum += t.odds[i][k]
		}
		if a := space.Arch(b); (best == "" || sum > most) && t.Space.Check(a) == nil {
			best, most = a, sum
		}
	}
	if best == "" { // decisions that do not go together
		return s.random(t.Space), true
	}
	return s.trial(best, Model), true
}

// weigh sets the probabilities and the odds of every option.
func (t *tpe) weigh() {
	s := &t.state
	good := s.Good[:min(len(s.Good), max(1, int(math.Ceil(t.share*math.Sqrt(float64(s.Count))))))]
	for i, n := range t.options {
		chance, odds := t.chance[i], t.odds[i]
		clear(chance)
		for _, m := range good {
			if i < len(m.Arch) {
				chance[m.Arch[i]]++
			}
		}
		all := float64(float64(n)*t.prior) + float64(len(good))
		others := float64(float64(n)*t.prior) + float64(s.Count-len(good))
		for k, times := range chance {
			other := (float64(s.Times[i][k]) - times + t.prior) / others
			chance[k] = (times + t.prior) / all
			odds[k] = detmath.Log(chance[k] / other)
		}
	}
}

// Tell implements Strategy.
func (t *tpe) Tell(tr Trial, o Outcome) {
	if !o.OK() {
		return
	}
	s := &t.state
	s.Good = insert(s.Good, Member{tr.ID, tr.Arch, o.Value}, maxGood)
	s.Count++
	for i := range min(len(tr.Arch), len(s.Times)) {
		s.Times[i][tr.Arch[i]]++
	}
}

// States implements Strategy.
func (t *tpe) States() []any { return []any{&t.state} }
