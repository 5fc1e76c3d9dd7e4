// Package ensemble combines proxies: an ensemble scores the architectures of a pool
// by how they compare in several proxies. One file defines one ensemble; the table
// in table.go lists them.
//
// FreeREA's sum is not among them: its third term counts the skip connections of
// the cell, which the scores do not tell.
package ensemble

import "protocell/core/proxy"

// Info describes an ensemble to the page, the command line and the tests.
type Info struct {
	ID      string // a lower-case word that no proxy has, e.g. "vote"
	Name    string // e.g. "AZ-NAS"
	Formula string // in LaTeX
	Summary string // one sentence
	Paper   string // authors, title, venue and year
	// Members are the ids of the proxies that it combines by default; any others may
	// take their place.
	Members []string
}

// Ensemble scores the architectures of a pool. Higher is better.
type Ensemble interface {
	Info() Info
	// Score returns a score for each row of the pool. A row with a member that is not
	// ok is last in every member: its score takes over the status, and so ranks last,
	// and the order of the others does not depend on it. An error says what is wrong
	// with the pool or the ensemble's parameters.
	//
	// Scores of different pools do not compare.
	Score(pool Pool) ([]proxy.Score, error)
}
