package evaluate

import "protocell/core/search"

// Drive runs a search to its end with one evaluator, one trial after another. The error
// is that of the evaluator or of the run.
func Drive(r *search.Run, e Evaluator) error {
	for {
		t, ok := r.Next()
		if !ok {
			return nil
		}
		o, err := e.Evaluate(t)
		if err != nil {
			return err
		}
		if err := r.Tell(t.ID, o); err != nil {
			return err
		}
	}
}
