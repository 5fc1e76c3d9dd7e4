package metering

import "testing"

func TestAgent(t *testing.T) {
	for text, want := range map[string][2]string{
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36":                           {"Chrome, headless 156", "Linux"},
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0":           {"Edge 156", "Windows"},
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15":                   {"Safari 26", "macOS"},
		"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0":                                                          {"Firefox 150", "Linux"},
		"Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1": {"Safari 26", "iOS"},
		"":                      {"", ""},
		"Chrome/" + "9999999.1": {"", ""},
	} {
		if browser, system := Agent(text); browser != want[0] || system != want[1] {
			t.Errorf("%s: %q on %q", text, browser, system)
		}
	}
}
