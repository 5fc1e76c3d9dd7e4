package search

import (
	"fmt"
	"strings"
	"sync"
)

// Info describes a strategy to the page, the command line and the tests.
type Info struct {
	ID      string // a lower-case word, e.g. "rea"
	Name    string // e.g. "Regularized evolution"
	Summary string // one sentence
	Paper   string // authors, title, venue and year
	Params  []Param
	Code    []Line // pseudo-code
	// Cheap says that it asks the cheap signal too, Fidelity that it asks for fewer
	// epochs than all, Several that it has the objectives of Problem.Minimise.
	Cheap, Fidelity, Several bool
}

// entry is a row of the table of strategies.
type entry struct {
	Info
	make func(Problem) Strategy
}

// table is in the order in which strategies are offered. It is made when it is first
// asked for.
var table = sync.OnceValue(func() []entry {
	return []entry{
		randomEntry(), naswotEntry(), areaEntry(), reaEntry(), reinforceEntry(),
		successiveHalvingEntry(), hyperbandEntry(), bohbEntry(),
		localEntry(), tpeEntry(), bananasEntry(), predictorEntry(),
		warmUpEntry(), moveProposalEntry(), nsga2Entry(),
	}
})

// All returns what the strategies are, in the order in which they are offered. The
// caller must not change their hyperparameters.
func All() []Info {
	var all []Info
	for _, e := range table() {
		all = append(all, e.Info)
	}
	return all
}

// IDs returns the ids of the strategies, in the order of All.
func IDs() []string {
	var ids []string
	for _, e := range table() {
		ids = append(ids, e.ID)
	}
	return ids
}

// Lookup returns the strategy with the id. The error lists the ids.
func Lookup(id string) (Info, error) {
	e, err := lookup(id)
	return e.Info, err
}

func lookup(id string) (entry, error) {
	for _, e := range table() {
		if e.ID == id {
			return e, nil
		}
	}
	return entry{}, fmt.Errorf("no strategy %q; there are: %s", id, strings.Join(IDs(), ", "))
}

// New returns the strategy with the id for a problem, whose Params may leave out those
// that have their defaults. The error names what is wrong with the id or with them.
func New(id string, p Problem) (Strategy, error) {
	e, err := lookup(id)
	if err != nil {
		return nil, err
	}
	if p.Params, err = e.Resolve(p.Params); err != nil {
		return nil, err
	}
	return e.make(p), nil
}
