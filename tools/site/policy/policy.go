// Package policy says under which security policy the page runs. The server
// sends it as headers, the builder writes it into the page and into a headers
// file for static hosts, and the tests hold the page to it.
package policy

import "strings"

// directives is the content security policy, without frame-ancestors, which
// only a header can carry.
var directives = []string{
	"default-src 'none'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"style-src 'self'",
	"img-src 'self' data: blob:",
	"font-src 'self'",
	"connect-src 'self'",
	"worker-src 'self'",
	"manifest-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types default",
}

// Meta returns the content security policy as the page's <meta> carries it.
func Meta() string { return strings.Join(directives, "; ") }

// Options vary the headers.
type Options struct {
	// FrameAncestors is the source list of who may embed the page; empty means
	// anyone.
	FrameAncestors string
	// Isolate asks for cross-origin isolation, which gives the page finer timers.
	Isolate bool
}

// Header is one response header.
type Header struct{ Name, Value string }

// Headers returns the security headers of every response.
func Headers(o Options) []Header {
	ancestors := o.FrameAncestors
	if ancestors == "" {
		ancestors = "*"
	}
	headers := []Header{
		{"Content-Security-Policy", Meta() + "; frame-ancestors " + ancestors},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Permissions-Policy", permissions()},
		{"Referrer-Policy", "no-referrer"},
		{"X-Content-Type-Options", "nosniff"},
	}
	if o.Isolate {
		headers = append(headers,
			Header{"Cross-Origin-Embedder-Policy", "require-corp"},
			Header{"Cross-Origin-Resource-Policy", "same-origin"},
		)
	}
	return headers
}

// permissions turns off every device and tracking feature that browsers know.
// What is not named keeps its default, which for the clipboard and for full
// screen is the page itself.
func permissions() string {
	off := []string{
		"accelerometer", "autoplay", "camera", "display-capture",
		"encrypted-media", "geolocation", "gyroscope", "hid",
		"identity-credentials-get", "idle-detection", "local-fonts",
		"magnetometer", "microphone", "midi", "payment",
		"publickey-credentials-get", "screen-wake-lock", "serial", "usb",
		"xr-spatial-tracking",
	}
	return strings.Join(off, "=(), ") + "=()"
}
