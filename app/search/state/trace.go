package state

import (
	"bytes"
	"sort"
	"strings"

	"protocell/core/search"
	"protocell/core/space"
)

// Trace is the events of a search, as far as the page has them. All that is drawn of a
// search is a function of it and of how many of its events are looked at.
type Trace struct {
	Space   space.Space
	History *search.History
	Events  []search.Event
	told    []int // rows in the order in which they were told
	asked   []int // number of events after each row was asked
	toldAt  []int // number of events after each of told was told
	when    []int // number of events after each row was told; 0 if it was not
	rows    map[int]int

	distinct []int              // rows of the main signal with the best value of each architecture
	of       map[space.Arch]int // index into distinct
}

// NewTrace returns the trace of a search that has no events yet.
func NewTrace(sp space.Space, spec search.Spec) *Trace {
	return &Trace{Space: sp, History: search.NewHistory(spec), rows: map[int]int{}, of: map[space.Arch]int{}}
}

// Add adds an event. The error says what is wrong with it.
func (t *Trace) Add(e search.Event) error {
	if err := t.History.Add(t.Space, e); err != nil {
		return err
	}
	t.Events = append(t.Events, e)
	switch {
	case e.Ask != nil:
		t.rows[e.Ask.ID] = len(t.asked)
		t.asked, t.when = append(t.asked, len(t.Events)), append(t.when, 0)
	case e.Tell != nil:
		row := t.rows[e.Tell.ID]
		t.told, t.when[row] = append(t.told, row), len(t.Events)
		t.toldAt = append(t.toldAt, len(t.Events))
		t.distinct = t.better(t.distinct, t.of, row)
	}
	return nil
}

// better adds a row to those with the best value of each architecture.
func (t *Trace) better(list []int, of map[space.Arch]int, row int) []int {
	r := &t.History.Rows[row]
	if !r.Outcome.OK() || r.Trial.Signal != search.Main {
		return list
	}
	at, known := of[r.Trial.Arch]
	if !known {
		of[r.Trial.Arch] = len(list)
		return append(list, row)
	}
	if r.Outcome.Value > t.History.Rows[list[at]].Outcome.Value {
		list[at] = row
	}
	return list
}

// Distinct returns the rows that were told the best value of each architecture. The caller
// must not change them.
func (s Sight) Distinct() []int {
	if s.K == len(s.Events) {
		return s.distinct
	}
	var list []int
	of := map[space.Arch]int{}
	for _, row := range s.Told() {
		list = s.better(list, of, row)
	}
	return list
}

// Text returns the trace as a file: the same bytes as the command line writes, but for
// the seconds that trials took.
func (t *Trace) Text() (string, error) {
	var b bytes.Buffer
	w, err := search.NewWriter(&b, t.History.Spec)
	for i := 0; err == nil && i < len(t.Events); i++ {
		err = w.Event(t.Events[i])
	}
	return b.String(), err
}

// Sight is a trace up to some of its events.
type Sight struct {
	*Trace
	K int // events that are looked at
}

// At returns the sight of the first k events; a k below 0 is all.
func (t *Trace) At(k int) Sight {
	if k < 0 || k > len(t.Events) {
		k = len(t.Events)
	}
	return Sight{t, k}
}

// Asked returns how many trials have been asked.
func (s Sight) Asked() int { return sort.SearchInts(s.asked, s.K+1) }

// Told returns the rows that have been told, in that order. The caller must not change
// them.
func (s Sight) Told() []int { return s.told[:sort.SearchInts(s.toldAt, s.K+1)] }

// Row returns a row of the history.
func (s Sight) Row(i int) *search.Row { return &s.History.Rows[i] }

// IsTold reports whether a row has been told.
func (s Sight) IsTold(i int) bool {
	return s.when[i] > 0 && s.when[i] <= s.K
}

// Last returns the row that was told last, and false if there is none.
func (s Sight) Last() (*search.Row, bool) {
	told := s.Told()
	if len(told) == 0 {
		return nil, false
	}
	return s.Row(told[len(told)-1]), true
}

// Spent returns what has been spent.
func (s Sight) Spent() search.Spent {
	if r, ok := s.Last(); ok {
		return r.At
	}
	return search.Spent{}
}

// Best returns the incumbent's row, and false if there is none.
func (s Sight) Best() (*search.Row, bool) {
	r, ok := s.Last()
	if !ok || r.Best < 0 {
		return nil, false
	}
	return s.Row(r.Best), true
}

// End says why the search has ended; "" while it has not.
func (s Sight) End() string {
	if s.K < len(s.Events) {
		return ""
	}
	return s.History.End
}

// ByID returns the row of a trial.
func (s Sight) ByID(id int) (row int, ok bool) {
	row, ok = s.rows[id]
	return row, ok
}

// Axis is what a search is plotted against.
type Axis string

// The axes.
const (
	ByTrials  Axis = "trials"
	ByCost    Axis = "cost"
	BySeconds Axis = "seconds"
)

// Of returns where on an axis something spent is.
func (a Axis) Of(s search.Spent) float64 {
	switch a {
	case ByCost:
		return s.Cost
	case BySeconds:
		return s.Seconds
	}
	return float64(s.Trials)
}

// Steps returns the best value so far as a line of steps against an axis.
func (s Sight) Steps(axis Axis) (x, y []float64) {
	last := -1
	for _, i := range s.Told() {
		r := s.Row(i)
		if r.Best < 0 || r.Best == last {
			continue
		}
		at, v := axis.Of(r.At), s.Row(r.Best).Outcome.Value
		if last >= 0 {
			x, y = append(x, at), append(y, y[len(y)-1])
		}
		x, y, last = append(x, at), append(y, v), r.Best
	}
	if r, ok := s.Last(); ok && last >= 0 {
		x, y = append(x, axis.Of(r.At)), append(y, y[len(y)-1])
	}
	return x, y
}

// Lines returns the lines of the pseudo-code at which the last events are: where the last
// trial was told, and where the last one was asked. They are -1 if there are none.
func (s Sight) Lines(info search.Info) (told, asked int) {
	told, asked = -1, -1
	if s.K == 0 {
		return told, asked
	}
	for k := s.K - 1; k >= 0 && k >= s.K-3 && (told < 0 || asked < 0); k-- {
		e := s.Events[k]
		switch {
		case e.Tell != nil && told < 0:
			if i, ok := s.ByID(e.Tell.ID); ok {
				told = info.LineOf(s.Row(i).Trial, true)
			}
			return told, asked
		case e.Ask != nil && asked < 0:
			if i, ok := s.ByID(e.Ask.ID); ok {
				asked = info.LineOf(s.Row(i).Trial, false)
			}
		}
	}
	return told, asked
}

// ended says in words why a search has ended.
func ended(why string) string {
	switch {
	case why == search.OutOfBudget:
		return "the budget is spent"
	case why == search.Exhausted:
		return "the strategy has nothing more to ask"
	case strings.HasPrefix(why, search.Failed):
		return why
	}
	return why
}
