package e2e

import (
	"fmt"
	"testing"
)

// TestFramed opens the page in a frame of another site, as a lesson does.
func TestFramed(t *testing.T) {
	t.Parallel()
	server := serveSite(t)
	for _, c := range []struct{ name, attributes string }{
		{"plain", ""},
		{"sandboxed", `sandbox="allow-scripts allow-same-origin"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := Embed(t, fmt.Sprintf(`<iframe title="Protocell" width="900" height="600" src="%s?embed" %s></iframe>`, server.URL, c.attributes))
			tab := chrome.OpenHost(t, server, host, View{})
			tab.WaitInside("the page's program to take over", `!document.getElementById("boot")`)
		})
	}
}
