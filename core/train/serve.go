package train

import (
	"encoding/json"
	"io"
)

// Answer is what Serve says of a training.
type Answer struct {
	*Result
	Seconds float64 `json:"seconds,omitempty"` // that it took
	Error   string  `json:"error,omitempty"`   // why there is no Result
}

// Serve trains every Spec that it reads, a value of JSON each, and writes an Answer
// for each, a line of JSON, until there are no more. clock returns seconds on a
// monotonic clock.
func Serve(in io.Reader, out io.Writer, o Options, clock func() float64) error {
	if o.Memory == nil {
		o.Memory = new(Memory)
	}
	specs, answers := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var spec Spec
		if err := specs.Decode(&spec); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var a Answer
		start := clock()
		r, err := Run(spec, o)
		a.Result, a.Seconds = r, clock()-start
		if err != nil {
			a.Error = err.Error()
		}
		if err := answers.Encode(a); err != nil {
			return err
		}
	}
}
