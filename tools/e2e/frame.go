package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Embed serves, from another origin, a page that has nothing but markup, such as
// an embed snippet, and returns its address.
func Embed(t testing.TB, markup string) string {
	t.Helper()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Lesson</title><link rel="icon" href="data:,"><h1>Lesson</h1>%s</html>`, markup)
	}))
	t.Cleanup(host.Close)
	return host.URL + "/"
}

// OpenHost opens a page of another origin that embeds the server's, under the same
// rules.
func (b *Browser) OpenHost(t testing.TB, s *Server, address string, v View) *Tab {
	t.Helper()
	tab := b.open(t, s, v)
	tab.watch.allow(address)
	tab.run(chromedp.Navigate(address))
	return tab
}

// WaitInside waits until a JavaScript expression is true in the embedded page.
func (tab *Tab) WaitInside(what, expression string) {
	tab.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		var ok bool
		err := tab.inside("!!("+expression+")", &ok)
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			tab.t.Fatalf("waited %v for %s in the embedded page (last error: %v); problems: %q", patience, what, err, tab.Problems())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// EvalInside evaluates a JavaScript expression in the embedded page into v, through
// JSON. The page's own variables are out of reach.
func (tab *Tab) EvalInside(expression string, v any) {
	tab.t.Helper()
	var text string
	if err := tab.inside("JSON.stringify("+expression+") ?? 'null'", &text); err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		tab.t.Fatalf("%s: %v in %s", expression, err, text)
	}
}

// inside evaluates an expression in a world of its own in the first child frame.
func (tab *Tab) inside(expression string, v any) error {
	return tab.try(chromedp.ActionFunc(func(ctx context.Context) error {
		tree, err := page.GetFrameTree().Do(ctx)
		if err != nil {
			return err
		}
		if len(tree.ChildFrames) == 0 {
			return errors.New("no frame is embedded")
		}
		world, err := page.CreateIsolatedWorld(tree.ChildFrames[0].Frame.ID).Do(ctx)
		if err != nil {
			return err
		}
		result, thrown, err := runtime.Evaluate(expression).WithContextID(world).WithReturnByValue(true).Do(ctx)
		if err != nil {
			return err
		}
		if thrown != nil {
			return errors.New(strconv.Quote(exception(thrown)))
		}
		return json.Unmarshal(result.Value, v)
	}))
}
