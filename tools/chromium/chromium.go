// Package chromium finds the headless browser that the tests, the screenshots
// and the benchmarks drive, and installs it where that may be done unasked.
package chromium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// ErrMissing says that there is no browser and what to do about it.
var ErrMissing = errors.New("chromium: no browser found: install Chromium or Chrome, or name its program in the environment variable CHROME")

// names are the names that the browser goes by, best first.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"}

// places are where it is on systems that do not put it on the PATH.
var places = []string{
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// Find returns the path of the browser's program, or ErrMissing. The
// environment variable CHROME comes first.
func Find() (string, error) {
	if name := os.Getenv("CHROME"); name != "" {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", fmt.Errorf("chromium: CHROME names no program: %w", err)
		}
		return path, nil
	}
	for _, name := range append(names, places...) {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrMissing
}

// Ensure is Find, but on Debian and its relatives, as root, it installs a
// missing browser by the system's package manager, whose output goes to log.
func Ensure(ctx context.Context, log io.Writer) (string, error) {
	path, err := Find()
	if !errors.Is(err, ErrMissing) || os.Geteuid() != 0 || !debian() {
		return path, err
	}
	for _, args := range [][]string{
		{"update"},
		{"install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"},
	} {
		fmt.Fprintf(log, "chromium: apt-get %s\n", args[0])
		cmd := exec.CommandContext(ctx, "apt-get", args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("chromium: apt-get %s: %w\n%s", args[0], err, bytes.TrimSpace(out))
		}
	}
	return Find()
}

// debian reports whether the system has Debian's package manager.
func debian() bool {
	_, version := os.Stat("/etc/debian_version")
	_, manager := exec.LookPath("apt-get")
	return version == nil && manager == nil
}

// Flag is one switch of the browser's command line, without its dashes; an
// empty value is a bare switch.
type Flag struct{ Name, Value string }

// Flags returns the switches for a run that shows nothing, keeps nothing and
// asks nothing of the network: pages only from where the caller sends it.
func Flags() []Flag {
	flags := []Flag{
		{"headless", "new"},
		{"hide-scrollbars", ""},
		{"mute-audio", ""},
		{"no-first-run", ""},
		{"no-default-browser-check", ""},
		{"disable-background-networking", ""},
		{"disable-component-update", ""},
		{"disable-default-apps", ""},
		{"disable-dev-shm-usage", ""},
		{"disable-extensions", ""},
		{"disable-features", "Translate,OptimizationHints,MediaRouter"},
		{"disable-gpu", ""},
		{"disable-quic", ""},
		{"disable-sync", ""},
		{"disable-background-timer-throttling", ""},
		{"disable-renderer-backgrounding", ""},
		{"disable-backgrounding-occluded-windows", ""},
		{"font-render-hinting", "none"},
		{"force-color-profile", "srgb"},
		{"metrics-recording-only", ""},
		{"password-store", "basic"},
		{"use-mock-keychain", ""},
	}
	if os.Geteuid() == 0 {
		// The browser refuses to run its sandbox as root.
		flags = append(flags, Flag{"no-sandbox", ""})
	}
	return flags
}
