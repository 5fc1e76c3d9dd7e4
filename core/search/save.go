package search

import (
	"errors"
	"fmt"
	"reflect"

	"protocell/core/wire"
)

// Save returns all that changes in the run, for Load. Trials that were taken and not
// told are taken again after it.
func (r *Run) Save() ([]byte, error) {
	var all []wire.Raw
	for _, s := range append(r.strategy.States(), &r.state) {
		text, err := wire.Marshal(s)
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return wire.Marshal(all)
}

// Load makes the run go on from bytes that Save returned under the same Spec. It emits
// nothing. After an error the run is of no use.
func (r *Run) Load(b []byte) error {
	var all []wire.Raw
	if err := wire.Unmarshal(b, &all); err != nil {
		return err
	}
	states := append(r.strategy.States(), &r.state)
	if len(all) != len(states) {
		return errors.New("search: a state of another strategy")
	}
	for i, s := range states {
		reflect.ValueOf(s).Elem().SetZero() // what is empty was not written
		if err := wire.Unmarshal(all[i], s); err != nil {
			return fmt.Errorf("search: state %d: %w", i, err)
		}
	}
	return nil
}
