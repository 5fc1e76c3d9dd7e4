package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
	// The library's own types lag behind the browser's.
	type property struct {
		Value any `json:"value"`
	}
	var tree struct {
		Nodes []struct {
			Ignored bool     `json:"ignored"`
			Role    property `json:"role"`
			Name    property `json:"name"`
		} `json:"nodes"`
	}
	tab.run(chromedp.ActionFunc(func(ctx context.Context) error {
		return cdp.Execute(ctx, "Accessibility.getFullAXTree", nil, &tree)
	}))
	var out []Thing
	for _, n := range tree.Nodes {
		if n.Ignored {
			continue
		}
		role, _ := n.Role.Value.(string)
		name, _ := n.Name.Value.(string)
		out = append(out, Thing{role, name})
	}
	return out
}
