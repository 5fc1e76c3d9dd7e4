package metering

import "strings"

// Agent returns what browser a user agent's text names, with its major version, and on
// what system it runs; empty for those that cannot be told.
func Agent(text string) (browser, system string) {
	for _, b := range []struct{ mark, name string }{ // others claim to be those below
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"HeadlessChrome/", "Chrome, headless"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Version/", "Safari"},
	} {
		if _, rest, ok := strings.Cut(text, b.mark); ok {
			version, _, _ := strings.Cut(rest, ".")
			if version, _, _ = strings.Cut(version, " "); len(version) <= 4 {
				browser = b.name + " " + version
			}
			break
		}
	}
	for _, s := range []struct{ mark, name string }{
		{"Android", "Android"}, {"iPhone", "iOS"}, {"iPad", "iPadOS"}, {"CrOS", "ChromeOS"},
		{"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"},
	} {
		if strings.Contains(text, s.mark) {
			system = s.name
			break
		}
	}
	return strings.TrimSpace(browser), system
}
