package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// watch notes what goes wrong in a tab.
type watch struct {
	inside []string // beginnings of the addresses that requests may go to
	mu     sync.Mutex
	found  []string
	urls   map[network.RequestID]string
}

func newWatch(origin string) *watch {
	return &watch{
		inside: []string{origin + "/", "data:", "blob:" + origin + "/"},
		urls:   map[network.RequestID]string{},
	}
}

// allow lets requests go to addresses with a beginning.
func (w *watch) allow(address string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inside = append(w.inside, address)
}

// add notes one problem.
func (w *watch) add(problem string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.found = append(w.found, problem)
}

// problems returns what was noted.
func (w *watch) problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.found...)
}

// note reads one event of the browser.
func (w *watch) note(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning || e.Type == runtime.APITypeAssert {
			w.add(fmt.Sprintf("console.%s: %s", e.Type, arguments(e.Args)))
		}
	case *runtime.EventExceptionThrown:
		w.add("uncaught exception: " + exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			w.add(fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		w.request(e)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			w.add(fmt.Sprintf("response %d: %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventLoadingFailed:
		w.failed(e)
	}
}

// request notes a request that leaves the site.
func (w *watch) request(e *network.EventRequestWillBeSent) {
	url := e.Request.URL
	w.mu.Lock()
	w.urls[e.RequestID] = url
	insides := w.inside
	w.mu.Unlock()
	for _, inside := range insides {
		if strings.HasPrefix(url, inside) {
			return
		}
	}
	w.add("request to another host: " + url)
}

// failed notes a failed request, unless the page itself gave it up.
func (w *watch) failed(e *network.EventLoadingFailed) {
	if e.Canceled {
		return
	}
	w.mu.Lock()
	url := w.urls[e.RequestID]
	w.mu.Unlock()
	w.add(fmt.Sprintf("request failed: %s: %s %s", url, e.ErrorText, e.BlockedReason))
}

// arguments prints what a console call was given.
func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		var text string
		switch {
		case json.Unmarshal(a.Value, &text) == nil:
			words = append(words, text)
		case a.Description != "":
			words = append(words, a.Description)
		case a.Value != nil:
			words = append(words, string(a.Value))
		default:
			words = append(words, string(a.Type))
		}
	}
	return strings.Join(words, " ")
}

// exception prints an uncaught exception.
func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}
