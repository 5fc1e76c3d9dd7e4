package state

import (
	"strings"

	"protocell/app/display"
	"protocell/core/evaluate"
	"protocell/core/proxy"
	"protocell/core/search"
	"protocell/core/table"
)

// Signal is what a search asks, in words.
type Signal struct {
	Name    string // "validation accuracy after 6 epochs"
	Unit    string // "%"
	Clock   string // unit of the simulated clock; "" if trials cost nothing
	Lower   bool   // whether values are the negatives of what is lower the better
	Percent bool
}

// Signal returns what the run asks, or the form if there is no run.
func (s State) Signal() Signal {
	var spec *search.Spec
	if _, x := s.Shown(); x != nil {
		spec = x.Spec
	}
	if spec == nil && s.plans != nil && len(s.plans.specs) > 0 {
		spec = &s.plans.specs[0]
	}
	if spec == nil {
		return Signal{Name: "value"}
	}
	e, err := evaluate.Parse(spec.Evaluation)
	if err != nil {
		return Signal{Name: "value"}
	}
	switch m := e.Main; {
	case m.Train:
		return Signal{Name: "validation accuracy", Unit: "%", Clock: "GMACs", Percent: true}
	case m.Proxy != "":
		if p, ok := proxy.Lookup(m.Proxy); ok {
			return Signal{Name: p.Info().Name, Lower: p.Traits().Lower}
		}
	case m.Ensemble != nil:
		return Signal{Name: "place by " + m.Ensemble.ID}
	case m.Predictor != nil:
		return s.column(m.Predictor.Column, "predicted ")
	case len(m.Rungs) > 0:
		last := m.Rungs[len(m.Rungs)-1]
		out := s.column(last.Column, "")
		if last.Cost != "" || last.Fixed > 0 {
			out.Clock = "s"
			if s.Table != nil && s.Table.Protocol != nil {
				out.Clock = s.Table.Protocol.Unit
			}
		}
		return out
	}
	return Signal{Name: "value"}
}

// column returns what a column of the open table, or a curve, is.
func (s State) column(id, before string) Signal {
	name := func(m table.Meta) Signal {
		out := Signal{Name: before + strings.ToLower(m.Name[:min(1, len(m.Name))]) + m.Name[min(1, len(m.Name)):], Unit: m.Unit, Lower: !m.Higher, Percent: m.Kind == table.Accuracy}
		if m.Kind == table.Accuracy {
			out.Name = before + map[string]string{"valid": "validation ", "test": "test "}[m.Split] + "accuracy"
			out.Unit = "%"
			if m.Epochs > 0 {
				out.Name += " after " + count(m.Epochs, "epoch")
			}
		}
		return out
	}
	if s.Table != nil {
		for _, c := range s.Table.Columns {
			if c.ID == id {
				return name(c)
			}
		}
		for _, c := range s.Table.Curves {
			if c.ID == id {
				return name(c.Meta)
			}
		}
	}
	return Signal{Name: before + id}
}

// Value writes a value of a search.
func (s State) Value(v float64) string {
	signal := s.Signal()
	if signal.Lower {
		v = -v
	}
	switch {
	case signal.Percent:
		return display.Significant(v, 4) + " %"
	case signal.Unit != "":
		return display.Significant(v, 5) + " " + signal.Unit
	}
	return display.Significant(v, 5)
}
