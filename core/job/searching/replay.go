package searching

// ReplayInput asks for runs of a row of the published table. Batches of a row run on
// any workers: run i has seed First + i.
type ReplayInput struct {
	Table string `json:"table"`
	Row   string `json:"row"` // id, or that of a strategy
	First uint64 `json:"first"`
	Runs  int    `json:"runs"` // at most MaxRuns
}

// ReplayOutput has them.
type ReplayOutput struct {
	// Values are what the runs found, float64, little-endian, the values of a run by the
	// reports of the Protocol; NaN where the row finds nothing.
	Values []byte    `json:"values"`
	Trials []int     `json:"trials"` // of the search, by run
	Cost   []float64 `json:"cost"`   // on the simulated clock, by run
}

// MaxRuns is how many runs a Replay job has at most.
const MaxRuns = 1000
