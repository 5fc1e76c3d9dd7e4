package search

import (
	"fmt"
	"strconv"
)

// Limit is a bound on a measure.
type Limit struct {
	Measure string  `json:"measure"` // its id
	Max     float64 `json:"max"`
}

// constrained lets only architectures within limits through.
type constrained struct {
	Strategy
	measures []Measure
	limits   []float64
	why      string
	alive    func() // of the Spec
}

// Constrain returns s with no architecture evaluated that exceeds a limit: s is told
// that it failed, at no cost. The error names a measure that is not there.
func Constrain(s Strategy, measures []Measure, limits []Limit) (Strategy, error) {
	c := &constrained{Strategy: s}
	for _, l := range limits {
		m, err := measureOf(measures, l.Measure)
		if err != nil {
			return nil, err
		}
		if !(l.Max > 0) {
			return nil, fmt.Errorf("at most %v %s: no architecture has so few", l.Max, l.Measure)
		}
		c.measures, c.limits = append(c.measures, m), append(c.limits, l.Max)
	}
	return c, nil
}

// measureOf returns the measure with an id.
func measureOf(measures []Measure, id string) (Measure, error) {
	for _, m := range measures {
		if m.ID == id {
			return m, nil
		}
	}
	return Measure{}, fmt.Errorf("no measure %q", id)
}

// Ask implements Strategy.
func (c *constrained) Ask() (Trial, bool) {
	c.why = ""
	for range maxRepeats {
		if c.alive != nil {
			c.alive()
		}
		t, ok := c.Strategy.Ask()
		if !ok {
			return t, false
		}
		broken := c.check(t)
		if broken == "" {
			return t, true
		}
		c.why = broken
		c.Strategy.Tell(t, Outcome{Failed: broken, rejected: true})
	}
	c.why = "nothing meets the limits: " + strconv.Itoa(maxRepeats) + " proposals in a row did not, the last with " + c.why
	return Trial{}, false
}

// check says which limit a trial exceeds, "" if none.
func (c *constrained) check(t Trial) string {
	for i, m := range c.measures {
		v, err := m.Of(t.Arch)
		if err != nil {
			return err.Error()
		}
		if v > c.limits[i] {
			return m.ID + " " + strconv.FormatFloat(v, 'g', -1, 64) + ", more than " + strconv.FormatFloat(c.limits[i], 'g', -1, 64)
		}
	}
	return ""
}

// reason implements reasoner.
func (c *constrained) reason() string { return reason(c.why, c.Strategy) }
