// Package fragment reads the fragments of pages' addresses: keys with values, joined by
// "&", of one version.
package fragment

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Error says what is wrong with a link.
type Error struct {
	Key    string // "" if the whole is wrong
	Reason string
}

// Error implements error.
func (e *Error) Error() string {
	if e.Key == "" {
		return "the link " + e.Reason
	}
	return fmt.Sprintf("the link's %s: %s", e.Key, e.Reason)
}

// Read has set called with each key and value of a fragment, with or without "#", of at
// most most bytes. Set reports whether it knows the key, and what is wrong with the value;
// keys that it does not know are returned. The error is an *Error.
func Read(text string, version, most int, set func(key, value string) (known bool, err error)) (unknown []string, err error) {
	text = strings.TrimPrefix(text, "#")
	if text == "" {
		return nil, nil
	}
	if len(text) > most {
		return nil, &Error{Reason: fmt.Sprintf("has %d bytes, more than %d", len(text), most)}
	}
	seen := map[string]bool{}
	for i, pair := range strings.Split(text, "&") {
		key, raw, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(raw)
		switch {
		case err != nil:
			return nil, &Error{Key: Clip(key), Reason: "it is not escaped as links are"}
		case seen[key]:
			return nil, &Error{Key: Clip(key), Reason: "it is there twice"}
		case i == 0 && key == "v" && value != strconv.Itoa(version):
			return nil, &Error{Key: "v", Reason: fmt.Sprintf("version %s is not known here; this page reads version %d", Clip(value), version)}
		}
		seen[key] = true
		if key == "v" {
			continue
		}
		known, err := set(key, value)
		if err != nil {
			return nil, &Error{Key: key, Reason: err.Error()}
		}
		if !known {
			unknown = append(unknown, Clip(key))
		}
	}
	return unknown, nil
}

// Clip shortens text of a link for a message.
func Clip(s string) string {
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}
