package searching

import "protocell/core/search"

// AdvanceInput asks a strategist to go on with a session.
type AdvanceInput struct {
	// Session names it: 1 to 40 of a-z, 0-9 and "-". Its trace is the file
	// "trace:SESSION", which the page lends if it could not be stored.
	Session string `json:"session"`
	// Spec is what is searched, for a session without a trace, and may be left out of one
	// that has one.
	Spec *search.Spec `json:"spec,omitempty"`
	// Table is the reference of the table that is asked; "" is none. See shelf.Files.
	Table string `json:"table,omitempty"`
	// Position is how many events the page has, and Digest that of the last answer; 0 and
	// "" at the beginning, and of a trace that is to be continued: all its events follow.
	Position int    `json:"position"`
	Digest   string `json:"digest,omitempty"`
	// Told has the outcomes of all trials that were handed out and that no event has told
	// yet, in any order. One that has been told is passed over.
	Told []search.Told `json:"told,omitempty"`
	// Seconds is about how long the job may take: it ends when a trial does after that.
	// Trials, if not 0, is how many outcomes may be applied at most; 1 is a single step:
	// one tell, and the ask that follows. Negative applies none, and evaluates none: the
	// session is only begun or opened.
	Seconds float64 `json:"seconds"`
	Trials  int     `json:"trials,omitempty"`
	// View asks for what is to be seen of the strategy.
	View bool `json:"view,omitempty"`
}

// AdvanceOutput is where a session is.
type AdvanceOutput struct {
	// Lost says that the trace has fewer events than the page, Position, and nothing was
	// done: the page is to go on from there, or to lend what it has.
	Lost bool `json:"lost,omitempty"`
	// Spec is the canonical one, in the answer to Position 0.
	Spec *search.Spec `json:"spec,omitempty"`
	// Events are those after the page's Position, at most MaxEvents: if More is true others
	// are there, and the next job says them before it does anything. Position counts the
	// page's events with these, and Digest is that of the search after them.
	Events   []search.Event `json:"events,omitempty"`
	More     bool           `json:"more,omitempty"`
	Position int            `json:"position"`
	Digest   string         `json:"digest"`
	// Open are all trials to be evaluated elsewhere that have no outcome yet.
	Open []search.Asked `json:"open,omitempty"`
	// Training says that they are trainings, and so long.
	Training bool         `json:"training,omitempty"`
	Spent    search.Spent `json:"spent"`
	// Best is the id of the incumbent's trial, 0 if there is none, and Value its value.
	Best  int          `json:"best,omitempty"`
	Value float64      `json:"value,omitempty"`
	End   string       `json:"end,omitempty"` // why the search has ended; "" while it has not
	View  *search.View `json:"view,omitempty"`
	// Unkept says why what happened is in the page's memory only, "" if it is stored.
	Unkept string `json:"unkept,omitempty"`
}

// MaxEvents is how many events an answer has at most.
const MaxEvents = 20_000
