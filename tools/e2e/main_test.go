package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"protocell/tools/chromium"
	"protocell/tools/site/build"
)

// What all tests share.
var (
	chrome *Browser
	root   string // folder of the module
	site   string // folder of the built site
)

func TestMain(m *testing.M) {
	code, err := setUp(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		if errors.Is(err, chromium.ErrMissing) && os.Getenv("CI") == "" {
			fmt.Println("SKIP: no test of the page ran, because of the above")
			os.Exit(0)
		}
		os.Exit(1)
	}
	os.Exit(code)
}

// setUp builds the site, starts the browser and runs the tests.
func setUp(m *testing.M) (int, error) {
	var err error
	if root, err = build.Root(); err != nil {
		return 0, err
	}
	if chrome, err = Launch(os.Stderr); err != nil {
		return 0, err
	}
	defer chrome.Close()
	folder, err := os.MkdirTemp("", "protocell-site-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	site = filepath.Join(folder, "site")
	if _, err := build.Site(context.Background(), build.Options{Root: root, Out: site}); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// serveSite serves the built site at the root of a host until the test ends.
func serveSite(t testing.TB) *Server { return serveSiteAt(t, "/", "") }

// serveSiteAt is serveSite under a path, with one content coding only.
func serveSiteAt(t testing.TB, path, coding string) *Server {
	t.Helper()
	s, err := Serve(site, path, coding)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}
