//go:build js && wasm

package pool

import "github.com/hack-pad/safejs"

// promiseError is the error that a promise was broken with.
type promiseError struct{ name, message string }

func (e *promiseError) Error() string {
	if e.message == "" {
		return "a promise was broken without a reason"
	}
	return e.message
}

// await waits for the promise that a method has returned, without an error. It
// must not be called on the goroutine of a callback, for which the event loop
// waits.
func await(promise safejs.Value, err error) (safejs.Value, error) {
	if err != nil {
		return promise, err
	}
	type outcome struct {
		value safejs.Value
		err   error
	}
	settled := make(chan outcome, 1)
	kept, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		settled <- outcome{value: args[0]}
		return nil
	})
	if err != nil {
		return promise, err
	}
	defer kept.Release()
	broken, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		settled <- outcome{err: &promiseError{text(args[0], "name"), text(args[0], "message")}}
		return nil
	})
	if err != nil {
		return promise, err
	}
	defer broken.Release()
	if _, err := promise.Call("then", kept, broken); err != nil {
		return promise, err
	}
	o := <-settled
	return o.value, o.err
}

// text returns a property that is a string, or "".
func text(v safejs.Value, property string) string {
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
