package search

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/space"
)

// Adam's constants (Kingma and Ba, "Adam: a method for stochastic optimization", ICLR
// 2015).
const (
	adamFirst   = 0.9
	adamSecond  = 0.999
	adamEpsilon = 1e-8
)

// reinforce samples from a softmax for each decision, whose logits move along the
// gradient of the expected value.
type reinforce struct {
	Problem
	rate, momentum float64
	p              []float64 // probabilities of a decision
	state          reinforceState
}

type reinforceState struct {
	drawing
	Logits [][]float64 `json:"logits"` // by decision and option
	First  [][]float64 `json:"first"`  // Adam's moments, likewise
	Second [][]float64 `json:"second"`
	// FirstPower and SecondPower are Adam's constants to the power of the steps done.
	FirstPower  float64 `json:"firstPower"`
	SecondPower float64 `json:"secondPower"`
	// Sum over Weight is the baseline: the moving mean of the values, without the bias
	// of its start.
	Sum    float64 `json:"sum"`
	Weight float64 `json:"weight"`
}

func reinforceEntry() entry {
	return entry{Info{
		ID: "reinforce", Name: "REINFORCE",
		Summary: "Samples every decision from a softmax of its own and raises the probability of what is better than the moving mean.",
		Paper:   "R. J. Williams, Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning, Machine Learning 1992",
		Code:    reinforceCode(),
		Params: []Param{
			scalar("rate", "Learning rate", "Step of Adam; values are taken as percent.", 0.01, 1e-5, 1),
			scalar("momentum", "Baseline momentum", "Share of the old baseline in the new one.", 0.9, 0, 0.999),
		},
	}, newReinforce}
}

func newReinforce(p Problem) Strategy {
	r := &reinforce{Problem: p, rate: p.Params.Float("rate"), momentum: p.Params.Float("momentum")}
	s := &r.state
	s.drawing = newDrawing(p)
	s.FirstPower, s.SecondPower = 1, 1
	for _, d := range p.Space.Decisions() {
		n := len(d.Options)
		logits := make([]float64, n)
		for i := range logits {
			logits[i] = float64(1e-3 * s.normal())
		}
		r.p = make([]float64, max(n, len(r.p)))
		s.Logits = append(s.Logits, logits)
		s.First, s.Second = append(s.First, make([]float64, n)), append(s.Second, make([]float64, n))
	}
	return r
}

// softmax sets p to the probabilities of logits.
func softmax(p, logits []float64) {
	top := math.Inf(-1)
	for _, x := range logits {
		top = max(top, x)
	}
	sum := 0.0
	for i, x := range logits {
		p[i] = detmath.Exp(x - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

// draw returns an index with the probabilities p.
func draw(p []float64, u float64) int {
	for i, x := range p {
		if u -= x; u < 0 {
			return i
		}
	}
	return len(p) - 1 // rounding left a little over
}

// Ask implements Strategy. Decisions that do not go together are drawn again.
func (r *reinforce) Ask() (Trial, bool) {
	s := &r.state
	b := make([]byte, len(s.Logits))
	const draws = 1000
	for range draws {
		for i, logits := range s.Logits {
			p := r.p[:len(logits)]
			softmax(p, logits)
			b[i] = byte(draw(p, s.Stream.Float64()))
		}
		if a := space.Arch(b); r.Space.Check(a) == nil {
			return s.trial(a, Controller), true
		}
	}
	return s.random(r.Space), true
}

// Tell implements Strategy. It is one step of Adam along the gradient of -ln p·(value -
// baseline), the baseline having taken in the value first, as the code of NATS-Bench
// does it.
func (r *reinforce) Tell(t Trial, o Outcome) {
	if !o.OK() {
		return
	}
	s := &r.state
	s.Sum = float64(s.Sum*r.momentum) + float64((1-r.momentum)*o.Value)
	s.Weight = float64(s.Weight*r.momentum) + (1 - r.momentum)
	advantage := o.Value - s.Sum/s.Weight
	s.FirstPower *= adamFirst
	s.SecondPower *= adamSecond
	for i := range min(len(t.Arch), len(s.Logits)) {
		logits, first, second := s.Logits[i], s.First[i], s.Second[i]
		p := r.p[:len(logits)]
		softmax(p, logits)
		for k := range logits {
			g := p[k] // the gradient of -ln p
			if k == int(t.Arch[i]) {
				g -= 1
			}
			g *= advantage
			first[k] = float64(adamFirst*first[k]) + float64((1-adamFirst)*g)
			second[k] = float64(adamSecond*second[k]) + float64(float64((1-adamSecond)*g)*g)
			m, v := first[k]/(1-s.FirstPower), second[k]/(1-s.SecondPower)
			logits[k] -= float64(r.rate*m) / (math.Sqrt(v) + adamEpsilon)
		}
	}
}

// States implements Strategy.
func (r *reinforce) States() []any { return []any{&r.state} }
