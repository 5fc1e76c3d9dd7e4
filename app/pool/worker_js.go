//go:build js && wasm

package pool

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"
)

// webWorker is a Web Worker.
type webWorker struct {
	mailbox
	value    safejs.Value
	listener []safejs.Func
}

// newWebWorker creates a worker from the script at url and posts it the compiled
// modules that it runs.
func newWebWorker(url string, m modules) (*webWorker, error) {
	class, err := safejs.Global().Get("Worker")
	if err != nil {
		return nil, err
	}
	value, err := class.New(url, map[string]any{"name": "protocell"})
	if err != nil {
		return nil, fmt.Errorf("create a worker: %w", err)
	}
	w := &webWorker{value: value}
	for event, f := range map[string]func(event safejs.Value){
		"message":      w.heard,
		"error":        w.failed,
		"messageerror": func(safejs.Value) { w.put(letter{err: errors.New("the worker sent what cannot be received")}) },
	} {
		if err := w.listen(event, f); err != nil {
			w.Terminate()
			return nil, err
		}
	}
	if _, err := value.Call("postMessage", map[string]any{"program": m.program, "kernels": m.kernels}); err != nil {
		w.Terminate()
		return nil, fmt.Errorf("post the worker its program: %w", err)
	}
	return w, nil
}

func (w *webWorker) listen(event string, f func(event safejs.Value)) error {
	callback, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		f(args[0])
		return nil
	})
	if err != nil {
		return err
	}
	w.listener = append(w.listener, callback)
	_, err = w.value.Call("addEventListener", event, callback)
	return err
}

// heard takes in a message event.
func (w *webWorker) heard(event safejs.Value) {
	data, err := event.Get("data")
	if err == nil && data.Type() != safejs.TypeString {
		err = fmt.Errorf("the worker sent what is not text: %v", data.Type())
	}
	var message string
	if err == nil {
		message, err = data.String()
	}
	w.put(letter{text: message, err: err})
}

// failed takes in an error event, which has no message if the script could not be
// loaded.
func (w *webWorker) failed(event safejs.Value) {
	event.Call("preventDefault") // the pool reports it
	message := text(event, "message")
	if message == "" {
		message = "the worker's script could not be loaded"
	}
	w.put(letter{err: errors.New(message)})
}

// Post implements Worker.
func (w *webWorker) Post(text string) {
	if _, err := w.value.Call("postMessage", text); err != nil {
		w.put(letter{err: fmt.Errorf("post to the worker: %w", err)})
	}
}

// Terminate implements Worker.
func (w *webWorker) Terminate() {
	w.close()
	w.value.Call("terminate") // which never throws
	for _, f := range w.listener {
		f.Release()
	}
	w.listener = nil
}
