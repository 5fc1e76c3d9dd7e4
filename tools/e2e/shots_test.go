package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var shots = flag.String("shots", "", "folder to write the README's pictures to")

// TestScreenshots takes the pictures of the README.
func TestScreenshots(t *testing.T) {
	if *shots == "" {
		t.Skip("no folder given for the pictures: see -shots")
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		view View
	}{
		{"playground-light.png", View{Width: 1440, Height: 1000, Still: true}},
		{"playground-dark.png", View{Width: 1440, Height: 1000, Still: true, Dark: true}},
	} {
		tab := chrome.Open(t, serveSite(t), "", c.view)
		tab.WaitReady()
		png := tab.Screenshot(false)
		if err := os.WriteFile(filepath.Join(*shots, c.name), png, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
