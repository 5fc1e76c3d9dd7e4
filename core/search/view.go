package search

import "slices"

// View is what is worth seeing of a strategy: what is empty it does not have.
type View struct {
	// Population is whom evolution draws parents from, oldest first; of a strategy with
	// a model the members that it learns from, from the best.
	Population []Member `json:"population,omitempty"`
	// Current is from where local search climbs; its ID is 0 if it does not.
	Current Member `json:"current,omitzero"`
	// Probabilities are those of every option when an architecture is drawn, by
	// decision: REINFORCE's controller, TPE's good architectures.
	Probabilities [][]float64 `json:"probabilities,omitempty"`
	// Parents are those of NSGA-II, from the best.
	Parents []Candidate `json:"parents,omitempty"`
	// Rungs are the epochs of successive halving, Bracket and Rung where it is, and
	// Standing who is through that rung so far, from the best.
	Rungs    []int    `json:"rungs,omitempty"`
	Bracket  int      `json:"bracket,omitempty"`
	Rung     int      `json:"rung,omitempty"`
	Standing []Member `json:"standing,omitempty"`
	// Predictions are what the model of BANANAS or of the predictor said of the last
	// trials that it proposed, oldest first: how they agree with the values is how good
	// the model is.
	Predictions []Prediction `json:"predictions,omitempty"`
}

// Prediction is what a model said of an architecture before it was evaluated.
type Prediction struct {
	ID   int     `json:"id"` // of its trial
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

// viewer is a strategy that has something to see.
type viewer interface{ view() View }

// wrapper is a strategy around another.
type wrapper interface{ inner() Strategy }

// View returns what is worth seeing of the strategy now. It shares nothing with it.
func (r *Run) View() View {
	s := r.strategy
	for {
		w, ok := s.(wrapper)
		if !ok {
			break
		}
		s = w.inner()
	}
	if v, ok := s.(viewer); ok {
		return v.view()
	}
	return View{}
}

func (d *dedup) inner() Strategy       { return d.Strategy }
func (c *constrained) inner() Strategy { return c.Strategy }
func (w *warm) inner() Strategy        { return w.Strategy }
func (w *worst) inner() Strategy       { return w.Strategy }
func (r *retry) inner() Strategy       { return r.Strategy }

func (e *evolution) view() View { return View{Population: slices.Clone(e.state.Population)} }
func (b *bananas) view() View {
	return View{Population: slices.Clone(b.state.Members), Predictions: slices.Clone(b.state.Predictions)}
}
func (p *predictor) view() View {
	return View{Population: slices.Clone(p.state.Members), Predictions: slices.Clone(p.state.Predictions)}
}
func (n *nsga2) view() View { return View{Parents: slices.Clone(n.state.Parents)} }
func (l *local) view() View { return View{Current: l.state.Current} }

func (t *tpe) view() View {
	v := View{Population: slices.Clone(t.state.Good)}
	if t.state.Count >= t.startup {
		t.weigh()
		for _, p := range t.chance {
			v.Probabilities = append(v.Probabilities, slices.Clone(p))
		}
	}
	return v
}

func (r *reinforce) view() View {
	var v View
	for _, logits := range r.state.Logits {
		p := make([]float64, len(logits))
		softmax(p, logits)
		v.Probabilities = append(v.Probabilities, p)
	}
	return v
}

func (b *brackets) view() View {
	s := &b.state
	return View{Rungs: slices.Clone(b.epochs), Bracket: s.Bracket, Rung: s.Rung, Standing: slices.Clone(s.Done)}
}
