package state

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"protocell/app/notice"
	"protocell/app/shelf"
	"protocell/core/job/analysis"
	"protocell/core/job/metering"
	"protocell/core/latency"
	"protocell/core/table"
)

// Tables are what the site's benchmark tables add: how accurate networks are once they
// are trained, and how fast on published devices.
type Tables struct {
	Site   []shelf.Table
	Listed bool
	Open   *analysis.Description // that of the space of the profile, or nil
	Err    error                 // why it is not open
	// Truth is the column of accuracies, and Accuracy its values by code.
	Truth    analysis.Described
	Accuracy map[string]float64

	name string // of the table that is open, or could not be
	ref  string
}

// Actions of tables.
type (
	// TablesListed has the list of the site's tables, as JSON, or "".
	TablesListed struct {
		Text, Base string
		Err        error
	}
	// TableOpened has what a table has.
	TableOpened struct {
		ID     string
		Output *analysis.Description
	}
	// AccuraciesRead has the accuracies.
	AccuraciesRead struct {
		ID     string
		Output *analysis.PointsOutput
	}
)

func (a TablesListed) reduce(s State, _ float64) (State, []Effect) {
	s.Tables.Listed = true
	if a.Err == nil {
		s.Tables.Site, a.Err = shelf.Read(a.Text, a.Base)
	}
	if a.Err != nil {
		s = s.notify(notice.Notice{Topic: "tables", Kind: notice.Warning, Text: "The list of the site's tables could not be read: " + a.Err.Error() + "."})
	}
	return s, nil
}

// askTables opens the table of the space of a profile: a public one if there is, for it
// has published devices.
func (s State) askTables(e *Entry) (State, []Effect) {
	t := s.Tables
	best := -1
	for i, o := range t.Site {
		if o.Space == e.Profile.Space && (best < 0 || t.Site[best].BuiltIn && !o.BuiltIn) {
			best = i
		}
	}
	name := ""
	if best >= 0 {
		name = t.Site[best].Name
	}
	if name != t.name {
		s, effects := s.stop(opening)
		s, more := s.stop(accuracies)
		s.Tables = Tables{Site: t.Site, Listed: t.Listed, name: name}
		if name == "" {
			return s, append(effects, more...)
		}
		s.Tables.ref = "site:" + t.Site[best].Path
		s, run := s.run(opening, name, analysis.Open, analysis.OpenInput{Ref: s.Tables.ref})
		return s, append(append(effects, more...), run...)
	}
	if t.Open == nil || t.Accuracy != nil || t.Err != nil || t.Truth.ID == "" {
		return s, nil
	}
	if _, ok := s.jobs[accuracies]; ok {
		return s, nil
	}
	q := analysis.Question{Table: t.ref, Truth: t.Truth.ID}
	return s.run(accuracies, name, analysis.Points, analysis.PointsInput{Question: q})
}

func (a TableOpened) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	s.Tables.Open = a.Output
	for _, c := range a.Output.Columns {
		better := c.Split == "test" && s.Tables.Truth.Split != "test" || c.Split == s.Tables.Truth.Split && c.Epochs > s.Tables.Truth.Epochs
		if c.Kind == table.Accuracy && c.Known > 1 && (s.Tables.Truth.ID == "" || better) {
			s.Tables.Truth = c
		}
	}
	return s, nil
}

func (a AccuraciesRead) reduce(s State, _ float64) (State, []Effect) {
	s, _, _, ok := s.ended(a.ID)
	if !ok || s.Tables.Open == nil {
		return s, nil
	}
	codes := strings.Split(s.Tables.Open.Codes, "\n")
	s.Tables.Accuracy = map[string]float64{}
	for i := 0; 4*i+4 <= len(a.Output.Rows) && 8*i+8 <= len(a.Output.Y); i++ {
		row := int(binary.LittleEndian.Uint32(a.Output.Rows[4*i:]))
		v := math.Float64frombits(binary.LittleEndian.Uint64(a.Output.Y[8*i:]))
		if row < len(codes) && !math.IsNaN(v) && !math.IsInf(v, 0) {
			s.Tables.Accuracy[codes[row]] = v
		}
	}
	return s, nil
}

// failed notes why a table is of no use.
func (t Tables) failed(err error) Tables {
	t.Err = err
	return t
}

// Published returns the columns of the open table that are latencies of devices.
func (t Tables) Published() []analysis.Described {
	if t.Open == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.Open.Columns), func(c analysis.Described) bool { return c.Kind != table.Latency })
}

// otherDevices returns the reference of a table with other devices to learn from, or "".
func (s State) otherDevices(e *Entry) string {
	if s.Tables.Open == nil || s.Tables.Open.Space != e.Profile.Space || len(s.Tables.Published()) < 2 {
		return ""
	}
	return s.Tables.ref
}

// compareInput returns what is to be compared with a profile, or nil if there is nothing.
func (s State) compareInput(e *Entry) *metering.CompareInput {
	in := &metering.CompareInput{Profiles: []latency.Profile{*e.Profile}, Table: s.otherDevices(e)}
	for _, ref := range s.Shelf.Beside {
		if o := s.Entry(ref); o != nil {
			in.Profiles = append(in.Profiles, *o.Profile)
		}
	}
	if len(in.Profiles) < 2 && in.Table == "" {
		return nil
	}
	return in
}

// compareKey tells comparisons apart.
func (s State) compareKey(e *Entry) string {
	return e.Ref + " " + strings.Join(s.Shelf.Beside, " ") + " " + s.otherDevices(e)
}

// Name returns the name of the table of the profile's space, or "" if the site has none.
func (t Tables) Name() string { return t.name }
