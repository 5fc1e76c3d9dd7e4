package state

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/train"
)

// Form is what the visitor asks for, as it is typed, and what a link carries. An empty
// field has the default, which depends on the others.
type Form struct {
	Evaluator string // kind: "table", "proxy", "ensemble", "predictor" or "train"
	Of        string // id of the proxy or the ensemble, or the column that a predictor learns
	Table     string // name of a table
	Column    string // that a search asks; "" is the protocol of the published searches
	Cheap     string // proxy of strategies that ask one too; "" is the table's
	Space     string // id, of a search that asks no table

	Strategies string // ids of those that are compared, joined by commas
	Params     string // hyperparameters that have not their defaults: "rea.population=20", joined by commas
	Trials     string // bounds of the budget
	Cost       string
	Seconds    string
	Seed       string
	Repeats    string
	Parallel   string
	Unique     string // "1" if isomorphic architectures are evaluated once
	Failures   string // a search.Policy
	Limits     string // "params=500000", joined by commas
	Warm       string // architectures to begin with, separated by semicolons or lines
	Minimise   string // measures, joined by commas

	C, N, Input, Batch, Data, Augment string // of the network that is scored or trained, and its images
	Epochs, Train, Validation, Rate   string // of a training
	Patience                          string // epochs without a better validation that end one; "" is none
	Digest                            string // that the results are to have, of a link
}

// Kinds of evaluators.
const (
	ByTable     = "table"
	ByProxy     = "proxy"
	ByEnsemble  = "ensemble"
	ByPredictor = "predictor"
	ByTraining  = "train"
)

// Evaluators are the kinds with their names.
var Evaluators = []struct{ ID, Name, Note string }{
	{ByTable, "A benchmark table", "Looks accuracies up that were trained before: a search takes milliseconds, and its clock is simulated"},
	{ByProxy, "A zero-cost proxy", "Scores networks that are not trained"},
	{ByEnsemble, "An ensemble of proxies", "Places a network among a hundred random ones by several proxies"},
	{ByTraining, "Real training, here", "Trains every network in this tab, on your machine"},
	{ByPredictor, "A learnt predictor", "Predicts a column of the table from a hundred of its rows"},
}

// tabled reports whether trials of the form need a table.
func (f Form) tabled() bool {
	k := f.kind()
	return k == ByTable || k == ByPredictor
}

func (f Form) kind() string {
	if f.Evaluator == "" {
		return ByTable
	}
	return f.Evaluator
}

// or returns a text, or another if it is empty.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// Filled returns the form with the defaults in its empty fields, but for bounds of the
// budget that there are not.
func (s State) Filled() Form {
	f := s.Form
	f.Evaluator = f.kind()
	repeats, strategies := "1", "rea"
	switch f.Evaluator {
	case ByTable:
		repeats, strategies = "20", "rea,random"
	case ByProxy:
		f.Of = or(f.Of, "nwot")
	case ByEnsemble:
		f.Of = or(f.Of, "vote")
	case ByPredictor:
		if s.Table != nil && len(s.Table.Reports) > 0 {
			f.Of = or(f.Of, s.Table.Reports[0].Column)
		}
	}
	if f.tabled() {
		f.Table = s.TableName()
	}
	if f.Evaluator == ByTable && s.Table != nil && s.Table.Protocol == nil {
		f.Column = or(f.Column, s.Table.signal())
	}
	f.Space = s.spaceID()
	f.Strategies, f.Repeats = or(f.Strategies, strategies), or(f.Repeats, repeats)
	if f.Trials+f.Cost+f.Seconds == "" {
		switch {
		case f.Evaluator == ByTable && f.Column == "" && s.Table != nil && s.Table.Protocol != nil:
			f.Cost = format(s.Table.Protocol.Budget)
		case f.Evaluator == ByTraining:
			f.Trials = "20"
		default:
			f.Trials = "100"
		}
	}
	f.Seed, f.Parallel = or(f.Seed, "1"), or(f.Parallel, "1")
	f.Minimise = or(f.Minimise, "params")
	f.Data = or(f.Data, "shapes")
	d := train.Default()
	k, batch := d.Skeleton, d.Batch
	if f.Evaluator != ByTraining {
		batch = 32
		if sp, err := spaces.ByID(f.Space); err == nil {
			k = sp.Skeletons().Default
		}
	}
	f.C, f.N, f.Batch = or(f.C, strconv.Itoa(k.C)), or(f.N, strconv.Itoa(k.N)), or(f.Batch, strconv.Itoa(batch))
	f.Input = or(f.Input, shape(k.Input))
	f.Epochs, f.Rate = or(f.Epochs, strconv.Itoa(d.Epochs)), or(f.Rate, format(d.Rate))
	f.Train, f.Validation = or(f.Train, strconv.Itoa(d.Train)), or(f.Validation, strconv.Itoa(d.Validation))
	return f
}

// format writes a number that is legible.
func format(v float64) string { return strconv.FormatFloat(v, 'g', 7, 64) }

// Strategies returns the ids of the strategies of the form.
func (s State) Strategies() []string { return strings.Split(s.Filled().Strategies, ",") }

// Edit changes the form; what is typed as the default is left out of it.
type Edit struct{ Form Form }

func (a Edit) reduce(s State, _ float64) (State, []Effect) {
	old := s.Form
	s.Form = Form{}
	s.Form = a.Form
	s.Form.Digest = ""
	if a.Form.Evaluator != old.Evaluator { // other defaults
		s.Form.Of, s.Form.Trials, s.Form.Cost, s.Form.Seconds = "", "", "", ""
	}
	if s.Form.Space != old.Space || s.Form.Table != old.Table {
		s.Form.Warm, s.Form.Column, s.Form.C, s.Form.N, s.Form.Input = "", "", "", "", ""
	}
	for _, k := range formKeys {
		text := *k.of(&s.Form)
		if text == "" || k.name == "table" {
			continue
		}
		rest := s
		*k.of(&rest.Form) = ""
		filled := rest.Filled()
		if *k.of(&filled) == text && k.name != "n" && k.name != "cost" {
			*k.of(&s.Form) = ""
		}
	}
	if s.Form == old {
		return s, nil
	}
	return s, []Effect{WriteURL{s.Form.Fragment()}}
}

// params returns the hyperparameters of the form, by strategy and id, as typed.
func (f Form) params() map[string]string {
	all := map[string]string{}
	for _, part := range strings.Split(f.Params, ",") {
		if name, value, ok := strings.Cut(part, "="); ok {
			all[name] = value
		}
	}
	return all
}

// SetParam gives a hyperparameter of a strategy a value, or with "" its default.
type SetParam struct{ Strategy, ID, Value string }

func (a SetParam) reduce(s State, now float64) (State, []Effect) {
	all := s.Form.params()
	all[a.Strategy+"."+a.ID] = strings.Map(func(r rune) rune {
		if r == ',' || r == '=' {
			return -1
		}
		return r
	}, a.Value)
	info, err := search.Lookup(a.Strategy)
	if err == nil {
		for _, p := range info.Params {
			if p.ID == a.ID && a.Value == format(s.paramDefault(info, p)) {
				delete(all, a.Strategy+"."+a.ID)
			}
		}
	}
	return s.withParams(all, now)
}

// ResetParams gives all hyperparameters of a strategy their defaults.
type ResetParams struct{ Strategy string }

func (a ResetParams) reduce(s State, now float64) (State, []Effect) {
	all := s.Form.params()
	maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasPrefix(name, a.Strategy+".") })
	return s.withParams(all, now)
}

func (s State) withParams(all map[string]string, now float64) (State, []Effect) {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] != "" {
			list = append(list, name+"="+all[name])
		}
	}
	f := s.Form
	f.Params = strings.Join(list, ",")
	return Edit{f}.reduce(s, now)
}

// Param returns what the field of a hyperparameter shows.
func (s State) Param(info search.Info, p search.Param) string {
	return or(s.Form.params()[info.ID+"."+p.ID], format(s.paramDefault(info, p)))
}

// paramDefault returns the default of a hyperparameter: that of the strategy, but rungs
// are those that the evaluator has.
func (s State) paramDefault(info search.Info, p search.Param) float64 {
	if info.Fidelity && (p.ID == "min" || p.ID == "max") {
		switch f := s.Form; {
		case f.kind() == ByTraining && p.ID == "min":
			return 1
		case f.kind() == ByTraining:
			epochs, err := strconv.Atoi(or(f.Epochs, strconv.Itoa(train.Default().Epochs)))
			if err == nil {
				return min(max(float64(epochs), p.Min), p.Max)
			}
		case f.kind() == ByTable && s.Table != nil && s.Table.Protocol != nil:
			if v, ok := s.Table.Protocol.Span[p.ID]; ok {
				return v
			}
		}
	}
	return p.Default
}

// spaceID returns the id of the space that is searched.
func (s State) spaceID() string {
	if s.Form.tabled() && s.Table != nil {
		return s.Table.Space.Info().ID
	}
	return or(s.Form.Space, "nb201")
}

// Space returns the space that is searched, or nil if it is not known.
func (s State) Space() space.Space {
	sp, err := spaces.ByID(s.spaceID())
	if err != nil {
		return nil
	}
	return sp
}
