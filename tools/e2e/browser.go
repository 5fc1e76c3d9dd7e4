// Package e2e drives the real page in a headless browser: it serves a built site
// through the real handler, opens tabs, acts as a person would, and holds every
// tab to the same rules: no error or warning on the console, no uncaught
// exception, no failed request, no request to another host, no violation of the
// security policy.
package e2e

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"protocell/tools/chromium"
)

// Browser is a running headless browser.
type Browser struct {
	ctx   context.Context
	close func()
}

// Launch starts the browser, installing it first if it must and may, with more flags
// than it has otherwise.
func Launch(log io.Writer, more ...chromium.Flag) (*Browser, error) {
	path, err := chromium.Ensure(context.Background(), log)
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "protocell-e2e-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(profile)}
	for _, f := range append(chromium.Flags(), more...) {
		var value any = true
		if f.Value != "" {
			value = f.Value
		}
		options = append(options, chromedp.Flag(f.Name, value))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	b := &Browser{ctx: ctx, close: func() {
		cancel()
		stop()
		// The browser's last children may still be writing: what they leave is
		// the system's to clean.
		_ = os.RemoveAll(profile)
	}}
	if err := chromedp.Run(ctx); err != nil {
		b.close()
		return nil, fmt.Errorf("e2e: %s does not start: %w", path, err)
	}
	return b, nil
}

// Close ends the browser.
func (b *Browser) Close() { b.close() }

// newTab opens a window of its own profile, which has no storage yet, and returns
// its context, the profile and what closes it.
func (b *Browser) newTab() (context.Context, cdp.BrowserContextID, func(), error) {
	root := cdp.WithExecutor(b.ctx, chromedp.FromContext(b.ctx).Browser)
	profile, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(root)
	if err != nil {
		return nil, "", nil, fmt.Errorf("e2e: no profile for a tab: %w", err)
	}
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(root)
	if err != nil {
		return nil, "", nil, fmt.Errorf("e2e: no tab: %w", err)
	}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(id))
	// The first run attaches to the tab. It must not be under a deadline: the tab
	// would end with it.
	if err := chromedp.Run(ctx); err != nil {
		cancel()
		return nil, "", nil, fmt.Errorf("e2e: no tab: %w", err)
	}
	return ctx, profile, func() {
		cancel()
		_ = target.DisposeBrowserContext(profile).Do(root) // the browser ends soon anyway
	}, nil
}
