package search

import (
	"cmp"
	"slices"

	"protocell/core/search/predict"
	"protocell/core/space"
)

// bananas is Bayesian optimisation with an ensemble of networks: in each round the
// ensemble learns all values so far and picks a batch among mutations of the best, by
// independent Thompson sampling.
type bananas struct {
	Problem
	mutator
	learner
	startup, batch, parents, candidates int
	state                               bananasState
}

type bananasState struct {
	drawing
	Members []Member        `json:"members"` // from the best
	Seen    map[string]bool `json:"seen"`    // architectures asked
	Begun   int             `json:"begun"`   // random trials asked that did not fail
	Left    []proposal      `json:"left"`    // of the batch
	Open    int             `json:"open"`    // trials asked and not told

	Predictions []Prediction `json:"predictions"`
}

// proposal is an architecture that a model proposes.
type proposal struct {
	Parent int        `json:"parent"` // id of the trial that it derives from; 0 if from none
	Arch   space.Arch `json:"arch"`
	Mean   float64    `json:"mean"`
	SD     float64    `json:"sd"`
	Draw   float64    `json:"draw"` // what it is chosen by; larger is better
}

// choosing orders proposals from the one that is chosen first.
func choosing(a, b proposal) int { return cmp.Compare(b.Draw, a.Draw) }

// maxPredictions is how many predictions are there to be seen.
const maxPredictions = 200

// ask returns the trial of a proposal, and notes what the model says of it.
func (p proposal) ask(d *drawing, noted []Prediction) (Trial, []Prediction) {
	t := d.trial(p.Arch, Model)
	t.Parent = p.Parent
	if len(noted) == maxPredictions {
		noted = append(noted[:0], noted[1:]...)
	}
	return t, append(noted, Prediction{t.ID, p.Mean, p.SD})
}

// learner is what strategies that predict have in common.
type learner struct {
	encoding *predict.Encoding
	config   predict.Config
}

// maxLearnt bounds from how many architectures an ensemble learns: the best.
const maxLearnt = 2000

func learnerParams() []Param {
	d := predict.Default()
	return []Param{
		count("paths", "Path features", "Features of the path encoding, the most frequent ones; 0 is one for each option.", 30, 0, 10_000),
		count("networks", "Networks", "Of the ensemble.", float64(d.Members), 1, 20),
		count("depth", "Layers", "Hidden layers of a network.", float64(d.Depth), 1, 20),
		count("width", "Width", "Units of a layer.", float64(d.Width), 1, 256),
		scalar("rate", "Learning rate", "Step of Adam.", d.Rate, 1e-5, 1),
		count("epochs", "Epochs", "Of the training of a network.", float64(d.Epochs), 1, 1000),
	}
}

func newLearner(p Problem) learner {
	c := predict.Default()
	c.Members, c.Depth, c.Width = p.Params.Int("networks"), p.Params.Int("depth"), p.Params.Int("width")
	c.Rate, c.Epochs = p.Params.Float("rate"), p.Params.Int("epochs")
	if p.Alive != nil {
		c.Checkpoint = func() error {
			p.Alive()
			return nil
		}
	}
	e := predict.OneHot(p.Space)
	if n := p.Params.Int("paths"); n > 0 {
		e = predict.Paths(p.Space, n)
	}
	return learner{e, c}
}

// fit learns from members.
func (l learner) fit(members []Member, d *drawing) *predict.Ensemble {
	members = members[:min(len(members), maxLearnt)]
	archs, values := make([]space.Arch, len(members)), make([]float64, len(members))
	for i, m := range members {
		archs[i], values[i] = m.Arch, m.Value
	}
	e, err := predict.Fit(l.encoding, archs, values, l.config, &d.Stream)
	if err != nil {
		panic("search: " + err.Error()) // there are members, values are finite, and nothing stops it
	}
	return e
}

func bananasEntry() entry {
	return entry{Info{
		ID: "bananas", Name: "BANANAS",
		Summary: "Learns an ensemble of networks on the paths through cells, and evaluates the mutations of the best that one draw from its predictions likes most.",
		Paper:   "C. White, W. Neiswanger and Y. Savani, BANANAS: Bayesian Optimization with Neural Architectures for Neural Architecture Search, AAAI 2021",
		Code:    bananasCode(),
		Params: append([]Param{
			count("startup", "Random start", "Trials before there is a model.", 10, 2, 10_000),
			count("batch", "Batch", "Trials a round.", 10, 1, 1000),
			count("parents", "Parents", "The best so many are mutated.", 10, 1, 1000),
			count("candidates", "Candidates", "Mutations a round.", 100, 1, 10_000),
			mutationParam(),
		}, learnerParams()...),
	}, newBananas}
}

func newBananas(p Problem) Strategy {
	return &bananas{
		Problem: p, mutator: newMutator(p.Space, p.Params.On("by_node")), learner: newLearner(p),
		startup: p.Params.Int("startup"), batch: p.Params.Int("batch"),
		parents: p.Params.Int("parents"), candidates: p.Params.Int("candidates"),
		state: bananasState{drawing: newDrawing(p)},
	}
}

// Ask implements Strategy.
func (b *bananas) Ask() (Trial, bool) {
	s := &b.state
	var t Trial
	switch {
	case len(s.Left) > 0:
		t, s.Predictions = s.Left[0].ask(&s.drawing, s.Predictions)
		s.Left = s.Left[1:]
	case s.Begun < b.startup:
		s.Begun++
		t = s.random(b.Space)
	case s.Open > 0:
		return Trial{}, false
	default:
		if b.choose(); len(s.Left) > 0 {
			return b.Ask()
		}
		t = s.random(b.Space) // all neighbours of the best were asked
	}
	if s.Seen == nil {
		s.Seen = map[string]bool{}
	}
	s.Seen[string(t.Arch)] = true
	s.Open++
	return t, true
}

// choose learns, and picks the next batch: the best candidates by one draw each from a
// normal distribution with the mean and the deviation of the ensemble.
func (b *bananas) choose() {
	s := &b.state
	model := b.fit(s.Members, &s.drawing)
	var found []proposal
	fresh := map[space.Arch]bool{}
	parents := s.Members[:min(len(s.Members), b.parents)]
	for i := range b.candidates {
		parent := parents[i%len(parents)]
		a := b.mutate(parent.Arch, &s.Stream)
		if s.Seen[string(a)] || fresh[a] {
			continue
		}
		fresh[a] = true
		mean, sd := model.Predict(a)
		found = append(found, proposal{parent.ID, a, mean, sd, mean + float64(sd*s.normal())})
	}
	slices.SortStableFunc(found, choosing)
	s.Left = found[:min(len(found), b.batch)]
}

// Tell implements Strategy.
func (b *bananas) Tell(t Trial, o Outcome) {
	s := &b.state
	s.Open--
	switch {
	case o.OK():
		s.Members = insert(s.Members, Member{t.ID, t.Arch, o.Value}, maxLearnt)
	case t.Origin == Random:
		s.Begun-- // another takes its place
	}
}

// States implements Strategy.
func (b *bananas) States() []any { return []any{&b.state} }
