package searching

import "protocell/core/search"

// TracesInput asks what traces are stored.
type TracesInput struct{}

// TracesOutput says it, the latest first.
type TracesOutput struct {
	Traces []Stored `json:"traces"`
}

// Stored is a stored trace.
type Stored struct {
	Session  string      `json:"session"`
	Spec     search.Spec `json:"spec"`
	Bytes    int64       `json:"bytes"`
	Modified int64       `json:"modified"` // milliseconds since 1970
	// What it found, of one that is short enough to be read at once.
	Read   bool    `json:"read,omitempty"`
	Trials int     `json:"trials,omitempty"`
	Best   int     `json:"best,omitempty"` // id of the incumbent's trial; 0 if there is none
	Arch   string  `json:"arch,omitempty"`
	Value  float64 `json:"value,omitempty"`
	End    string  `json:"end,omitempty"`
	Error  string  `json:"error,omitempty"` // why it cannot be read; the rest is then empty
}

// ReadInput asks for the events of a trace, after Position.
type ReadInput struct {
	Trace    string `json:"trace"` // reference: "trace:SESSION" or "given:NAME"
	Position int    `json:"position"`
}

// ReadOutput has at most MaxEvents of them.
type ReadOutput struct {
	Spec   search.Spec    `json:"spec"` // canonical
	Events []search.Event `json:"events"`
	Total  int            `json:"total"`
	Digest string         `json:"digest"` // of the whole
	// Cut says what is wrong with its last line, which is left out; "" if it is whole.
	Cut string `json:"cut,omitempty"`
}

// ImportInput asks for a file that the visitor gave to be stored as a trace.
type ImportInput struct {
	File    string `json:"file"`    // reference: "given:NAME"
	Session string `json:"session"` // its name here
}

// ImportOutput says what it is.
type ImportOutput struct {
	Trace  Stored `json:"trace"`
	Unkept string `json:"unkept,omitempty"` // why it is in the page's memory only
	Cut    string `json:"cut,omitempty"`    // as in ReadOutput
}

// RemoveInput asks for a trace to be removed, by its strategist if that holds it.
type RemoveInput struct {
	Session string `json:"session"`
}

// RemoveOutput is empty.
type RemoveOutput struct{}
