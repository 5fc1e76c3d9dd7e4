package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Drop drops a file with a text onto the page.
func (tab *Tab) Drop(name, text string) {
	tab.t.Helper()
	tab.Eval(fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.items.add(new File([%q], %q, {type: "application/json"}));
		for (const type of ["dragenter", "dragover", "drop"]) {
			document.body.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
		}
	})()`, text, name), nil)
}

// Download clicks the element with a data-testid and returns the name and the text
// of the file that the browser saves.
func (tab *Tab) Download(id string) (name, text string) {
	tab.t.Helper()
	dir := tab.t.TempDir()
	tab.root(browser.SetDownloadBehavior(browser.SetDownloadBehaviorBehaviorAllow).
		WithBrowserContextID(tab.profile).WithDownloadPath(dir))
	tab.Click(id)
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			tab.t.Fatal(err)
		}
		for _, e := range entries {
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err == nil && len(data) > 0 && !strings.HasSuffix(e.Name(), ".crdownload") && !strings.HasPrefix(e.Name(), ".") {
				return e.Name(), string(data)
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	tab.t.Fatalf("%s saves no file", id)
	return "", ""
}

// Clipboard returns the text on the clipboard.
func (tab *Tab) Clipboard() string {
	tab.t.Helper()
	tab.root(browser.GrantPermissions([]browser.PermissionType{
		browser.PermissionTypeClipboardReadWrite, browser.PermissionTypeClipboardSanitizedWrite,
	}).WithBrowserContextID(tab.profile))
	var text string
	tab.Eval(`navigator.clipboard.readText()`, &text)
	return text
}

// root runs a command of the browser itself.
func (tab *Tab) root(command chromedp.Action) {
	tab.t.Helper()
	if err := command.Do(cdp.WithExecutor(tab.ctx, chromedp.FromContext(tab.ctx).Browser)); err != nil {
		tab.t.Fatalf("e2e: %v", err)
	}
}
