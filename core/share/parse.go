package share

import (
	"fmt"
	"net/url"
	"protocell/core/experiment"
	"slices"
	"strconv"
	"strings"
)

// LinkError says what is wrong with a link.
type LinkError struct {
	Key    string // of the fragment, or "" if the whole is wrong
	Value  string // of the key
	Reason string
}

// Error implements error.
func (e *LinkError) Error() string {
	if e.Key == "" {
		return "the link " + e.Reason
	}
	return fmt.Sprintf("the link has %s=%s: %s", brief(e.Key), brief(e.Value), e.Reason)
}

// brief shortens and escapes text of a link for a message.
func brief(text string) string {
	if len(text) > 60 {
		text = text[:57] + "..."
	}
	quoted := strconv.Quote(text)
	if quoted == `"`+text+`"` && text != "" {
		return text
	}
	return quoted
}

// pair is a key of a fragment and its value.
type pair struct{ key, value string }

// ParseLink reads a fragment, with or without "#". An empty one is the default
// experiment. The Spec of the result is canonical and valid; the error says which
// key is wrong.
func ParseLink(fragment string) (Link, error) {
	fragment = strings.TrimPrefix(fragment, "#")
	if fragment == "" {
		return Link{Spec: experiment.Default()}, nil
	}
	if len(fragment) > MaxLink {
		return Link{}, &LinkError{Reason: fmt.Sprintf("has %d bytes, more than %d", len(fragment), MaxLink)}
	}
	pairs, err := splitPairs(fragment)
	if err != nil {
		return Link{}, err
	}
	pairs, err = unpackPairs(pairs)
	if err != nil {
		return Link{}, err
	}
	version, pairs, err := takeVersion(pairs)
	if err != nil {
		return Link{}, err
	}
	for ; version < Version; version++ {
		if pairs, err = upgrades[version-1](pairs); err != nil {
			return Link{}, err
		}
	}
	return linkOf(pairs)
}

// upgrades turn the pairs of a link of version i+1 into those of version i+2.
// They are kept for ever, so that every link that was ever made still opens.
var upgrades = [Version - 1]func([]pair) ([]pair, error){}

// linkOf reads the pairs of the current version.
func linkOf(pairs []pair) (Link, error) {
	l := Link{Spec: linkDefaults()}
	for _, p := range pairs {
		parse := parseEmbed
		if p.key != "e" {
			i := slices.IndexFunc(linkKeys, func(k linkKey) bool { return k.name == p.key })
			if i < 0 {
				l.Unknown = append(l.Unknown, p.key)
				continue
			}
			parse = linkKeys[i].parse
		}
		if p.value == "" {
			return Link{}, &LinkError{p.key, p.value, "it has no value"}
		}
		if err := parse(&l, p.value); err != nil {
			return Link{}, &LinkError{p.key, p.value, err.Error()}
		}
	}
	var err error
	if l.Spec, err = l.Spec.Canonical(); err != nil {
		return Link{}, &LinkError{Reason: "is not valid: " + err.Error()}
	}
	return l, nil
}

// splitPairs cuts k=v&k=v, and undoes percent-encoding in values.
func splitPairs(text string) ([]pair, error) {
	var pairs []pair
	for part := range strings.SplitSeq(text, "&") {
		if part == "" {
			continue
		}
		if len(pairs) == maxPairs {
			return nil, &LinkError{Reason: fmt.Sprintf("has more than %d keys", maxPairs)}
		}
		key, value, ok := strings.Cut(part, "=")
		if !ok {
			return nil, &LinkError{Reason: fmt.Sprintf("has %s, which is not of the form key=value", brief(part))}
		}
		decoded, err := url.PathUnescape(value) // not QueryUnescape: "+" is of architecture strings
		if err != nil {
			return nil, &LinkError{key, value, "the % does not begin an escape such as %7C"}
		}
		if slices.ContainsFunc(pairs, func(p pair) bool { return p.key == key }) {
			return nil, &LinkError{key, value, "the key is there twice"}
		}
		pairs = append(pairs, pair{key, decoded})
	}
	return pairs, nil
}

// unpackPairs puts what z holds in its place.
func unpackPairs(pairs []pair) ([]pair, error) {
	at := slices.IndexFunc(pairs, func(p pair) bool { return p.key == "z" })
	if at < 0 {
		return pairs, nil
	}
	packed := pairs[at]
	text, err := Unpack(packed.value)
	if err != nil {
		return nil, &LinkError{packed.key, packed.value, err.Error()}
	}
	inner, err := splitPairs(text)
	if err != nil {
		return nil, err
	}
	outer := slices.Delete(slices.Clone(pairs), at, at+1)
	for _, p := range inner {
		if p.key == "z" || p.key == "v" {
			return nil, &LinkError{p.key, p.value, "the key cannot be in the compressed part"}
		}
		if slices.ContainsFunc(outer, func(o pair) bool { return o.key == p.key }) {
			return nil, &LinkError{p.key, p.value, "the key is there twice"}
		}
	}
	return append(outer, inner...), nil
}

// takeVersion returns the version and the other pairs.
func takeVersion(pairs []pair) (int, []pair, error) {
	at := slices.IndexFunc(pairs, func(p pair) bool { return p.key == "v" })
	if at < 0 {
		return 0, nil, &LinkError{Reason: fmt.Sprintf("has no version; it should begin with v=%d", Version)}
	}
	v := pairs[at]
	version, err := parseInt(v.value)
	switch {
	case err != nil || version < 1:
		return 0, nil, &LinkError{v.key, v.value, fmt.Sprintf("a version is 1 to %d", Version)}
	case version > Version:
		return 0, nil, &LinkError{v.key, v.value, fmt.Sprintf("this is Protocell of version %d; reload the page to get the newest", Version)}
	}
	return version, slices.Delete(slices.Clone(pairs), at, at+1), nil
}
