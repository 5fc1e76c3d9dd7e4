package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Axe returns the violations of accessibility rules that axe-core finds in the
// page as it is now, one line for each element. The checker is handed over by
// the debugger, which the page's security policy does not bind. root is the
// module's folder.
func (tab *Tab) Axe(root string) []string {
	tab.t.Helper()
	source, err := os.ReadFile(filepath.Join(root, "assets", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		tab.t.Fatalf("axe-core is not installed: %v", err)
	}
	tab.run(chromedp.Evaluate(string(source)+";0", nil))
	var found []struct {
		ID    string `json:"id"`
		Help  string `json:"help"`
		Nodes []struct {
			Target  []json.RawMessage `json:"target"`
			Summary string            `json:"failureSummary"`
		} `json:"nodes"`
	}
	tab.Eval(`axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations)`, &found)
	var out []string
	for _, v := range found {
		for _, n := range v.Nodes {
			out = append(out, fmt.Sprintf("%s (%s): %s: %s", v.ID, v.Help, n.Target, strings.ReplaceAll(n.Summary, "\n", " ")))
		}
	}
	return out
}

// Thing is one thing that assistive technology perceives.
type Thing struct {
	Role string // e.g. "button"
	Name string // what a screen reader calls it
}

// Tree returns what assistive technology perceives of the page, in order.
func (tab *Tab) Tree() []Thing {
	tab.t.Helper()
	var nodes []*accessibility.Node
	tab.run(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		nodes, err = accessibility.GetFullAXTree().Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Target))
		return err
	}))
	var out []Thing
	for _, n := range nodes {
		if !n.Ignored {
			out = append(out, Thing{value(n.Role), value(n.Name)})
		}
	}
	return out
}

// value reads a string out of a property of the accessibility tree.
func value(v *accessibility.Value) string {
	var text string
	if v != nil {
		_ = json.Unmarshal([]byte(v.Value), &text) // other types are of no interest here
	}
	return text
}
