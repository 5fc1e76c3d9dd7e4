//go:build js && wasm

package host

import (
	"errors"
	"time"

	"github.com/hack-pad/safejs"
)

// aliveEvery is how often Call says that it waits.
const aliveEvery = 100 * time.Millisecond

// Call calls a method of an object of the script that returns a promise which is never
// broken, and waits for what it comes to. Meanwhile it calls alive, whose error ends the
// waiting.
func (h *Host) Call(object, method string, alive func() error, args ...any) (safejs.Value, error) {
	none := safejs.Undefined()
	of, err := h.script.Get(object)
	if err != nil {
		return none, err
	}
	promise, err := of.Call(method, args...)
	if err != nil {
		return none, err
	}
	settled := make(chan safejs.Value, 1)
	var kept safejs.Func
	kept, err = safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		kept.Release() // the promise comes to something once, whether or not anyone waits
		settled <- args[0]
		return nil
	})
	if err != nil {
		return none, err
	}
	if _, err := promise.Call("then", kept); err != nil {
		return none, err
	}
	ticker := time.NewTicker(aliveEvery)
	defer ticker.Stop()
	for {
		select {
		case v := <-settled:
			return v, failure(v)
		case <-ticker.C:
			if err := alive(); err != nil {
				return none, err
			}
		}
	}
}

// failure returns what a result says went wrong.
func failure(v safejs.Value) error {
	if text := Text(v, "error"); text != "" {
		return errors.New(text)
	}
	return nil
}

// Text returns a property that is text, or "".
func Text(v safejs.Value, property string) string {
	p, err := v.Get(property)
	if err != nil || p.Type() != safejs.TypeString {
		return ""
	}
	s, err := p.String()
	if err != nil {
		return ""
	}
	return s
}
