package searching

import "protocell/core/search"

// EstimateInput asks what a search would take on this machine.
type EstimateInput struct {
	Spec    search.Spec `json:"spec"` // perhaps with mistakes
	Table   string      `json:"table,omitempty"`
	Workers int         `json:"workers"` // that evaluate at once
}

// EstimateOutput says it. Numbers are about right, from a short trial and a simulated
// search with made-up outcomes.
type EstimateOutput struct {
	// Problems are all mistakes of the spec; if there are any, nothing else is said.
	Problems []Problem    `json:"problems,omitempty"`
	Spec     *search.Spec `json:"spec,omitempty"` // the canonical one
	Trials   int          `json:"trials"`         // of the main signal
	Cheap    int          `json:"cheap,omitempty"`
	Epochs   int          `json:"epochs,omitempty"` // of trainings, that are new
	Cost     float64      `json:"cost,omitempty"`   // on the simulated clock
	End      string       `json:"end,omitempty"`    // why it would end, if for another reason than its budget
	Each     float64      `json:"each"`             // seconds for a trial of the main signal, on one worker
	Seconds  float64      `json:"seconds"`          // for all, on the workers that are of use
	Workers  int          `json:"workers"`          // that are of use
	Bytes    int64        `json:"bytes,omitempty"`  // that the passes of a network use
}

// Problem is a mistake in a spec.
type Problem struct {
	// Field is where it is: "space", "strategy", "params", "budget", "parallel", "limits",
	// "failures", "warm", "minimise", "evaluation", "main", "cheap", "training",
	// "experiment" or "table".
	Field string `json:"field"`
	Text  string `json:"text"`
}
