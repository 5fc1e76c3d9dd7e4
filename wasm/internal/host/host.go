//go:build js && wasm

// Package host connects a program that does jobs to its script, assets/worker.js, and to
// the browser.
package host

import (
	"fmt"

	"github.com/hack-pad/safejs"
)

// Host is what a worker's program runs in, a job.Transport.
type Host struct {
	global, script safejs.Value
	port           safejs.Value  // where a ping is sent
	pinged         chan struct{} // has a token when the ping has come back
}

// New connects the program to its host.
func New() (*Host, error) {
	h := &Host{global: safejs.Global(), pinged: make(chan struct{}, 1)}
	var err error
	if h.script, err = h.global.Get("host"); err != nil {
		return nil, err
	}
	class, err := h.global.Get("MessageChannel")
	if err != nil {
		return nil, err
	}
	channel, err := class.New()
	if err != nil {
		return nil, err
	}
	if h.port, err = channel.Get("port1"); err != nil {
		return nil, err
	}
	other, err := channel.Get("port2")
	if err != nil {
		return nil, err
	}
	ping, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		h.pinged <- struct{}{}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return h, other.Set("onmessage", ping)
}

// Yield lets the browser deliver the messages that have come: it sends itself one
// and waits for that. Gosched and Sleep(0) never return to the browser, and a
// longer sleep takes milliseconds.
func (h *Host) Yield() {
	if _, err := h.port.Call("postMessage", 0); err != nil {
		panic(err)
	}
	<-h.pinged
}

// Listen implements job.Transport.
func (h *Host) Listen(receive func(text string)) {
	f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		text, err := args[0].String()
		if err != nil {
			panic(err)
		}
		receive(text)
		return nil
	})
	if err == nil {
		_, err = h.script.Call("listen", f)
	}
	if err != nil {
		panic(err)
	}
}

// Post implements job.Transport.
func (h *Host) Post(text string) {
	if _, err := h.global.Call("postMessage", text); err != nil {
		panic(fmt.Errorf("post to the page: %w", err))
	}
}

// Memory returns the size of the program's linear memory in bytes, or 0 if that
// cannot be told.
func (h *Host) Memory() uint64 {
	v, err := h.script.Call("memory")
	if err != nil {
		return 0
	}
	n, err := v.Float()
	if err != nil {
		return 0
	}
	return uint64(n)
}
