package state

import (
	"fmt"
	"strconv"
	"strings"

	"protocell/core/energy"
)

// Energy is the model of what networks cost in joules, which the visitor may edit.
type Energy struct {
	Model   energy.Model
	Problem error // of what was typed last
}

// energyPredictor is the predictor that says what the model says.
const energyPredictor = "energy_model"

func newEnergy() Energy { return Energy{Model: energy.Horowitz(energy.Float32)} }

// key tells models apart.
func (e Energy) key() string { return fmt.Sprintf(" %v", e.Model) }

// Actions of the model.
type (
	// PickType takes the published costs of a type of numbers.
	PickType struct{ Type energy.Type }
	// EditCost changes a cost: "mul", "add", "idle", or a level of memory by its number
	// from 0.
	EditCost struct{ Field, Text string }
)

func (a PickType) reduce(s State, _ float64) (State, []Effect) {
	s.Energy = Energy{Model: energy.Horowitz(a.Type)}
	return s, nil
}

func (a EditCost) reduce(s State, _ float64) (State, []Effect) {
	m := s.Energy.Model
	m.Levels = append([]energy.Level(nil), m.Levels...)
	v, err := strconv.ParseFloat(strings.TrimSpace(a.Text), 64)
	if err != nil {
		s.Energy.Problem = fmt.Errorf("%.20q is no number", a.Text)
		return s, nil
	}
	switch a.Field {
	case "mul":
		m.Mul = v
	case "add":
		m.Add = v
	case "idle":
		m.Idle = v
	default:
		i, err := strconv.Atoi(a.Field)
		if err != nil || i < 0 || i >= len(m.Levels) {
			return s, nil
		}
		m.Levels[i].Word = v
	}
	if s.Energy.Problem = m.Check(); s.Energy.Problem == nil {
		s.Energy.Model = m
	}
	return s, nil
}
