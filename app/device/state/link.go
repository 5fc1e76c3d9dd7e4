package state

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"protocell/core/latency"
	"protocell/core/share"
	"protocell/core/space/spaces"
)

// Link is what the fragment of the page's address carries.
type Link struct {
	Profile *latency.Profile // that was shared, or nil
	Space   string           // of Arch; "" is that of the profile on show
	Arch    string           // whose operators are taken apart, in any notation, or ""
	Unknown []string         // keys that are not known, which change nothing
}

// LinkVersion is the version of the page's links.
const LinkVersion = 1

// maxLink is the length in bytes of the longest link, which browsers and messengers
// carry still.
const maxLink = 16 << 10

// Keys of a link, in canonical order: v, sp, a as in the links of the playground, and
// profile, the file of a profile as share.Pack compresses it.

// Fragment returns the canonical fragment of a link, without "#"; that of the zero Link is
// empty. An error says that the profile is too long for a link.
func (l Link) Fragment() (string, error) {
	var pairs []string
	add := func(key, value string) {
		if value != "" {
			pairs = append(pairs, key+"="+strings.ReplaceAll(url.QueryEscape(value), "%2F", "/"))
		}
	}
	add("sp", l.Space)
	add("a", l.Arch)
	if l.Profile != nil {
		text, err := latency.Encode(brief(l.Profile), spaces.ByID)
		if err != nil {
			return "", err
		}
		add("profile", share.Pack(string(text)))
	}
	if len(pairs) == 0 {
		return "", nil
	}
	text := fmt.Sprintf("v=%d&%s", LinkVersion, strings.Join(pairs, "&"))
	if len(text) > maxLink {
		return "", fmt.Errorf("the profile would take %d characters, more than the %d of a link: export it as a file", len(text), maxLink)
	}
	return text, nil
}

// brief returns a profile with what a reader of a link needs, times to four digits.
func brief(p *latency.Profile) *latency.Profile {
	short := *p
	round := func(e latency.Estimate) latency.Estimate {
		e.Seconds, e.Low, e.High = digits(e.Seconds), digits(e.Low), digits(e.High)
		e.Best, e.First = 0, 0
		return e
	}
	short.Reference = round(p.Reference)
	short.Operators = make([]latency.OperatorTime, len(p.Operators))
	for i, o := range p.Operators {
		o.Time = round(o.Time)
		short.Operators[i] = o
	}
	short.Networks = make([]latency.NetworkTime, len(p.Networks))
	for i, n := range p.Networks {
		n.Time = round(n.Time)
		short.Networks[i] = n
	}
	return &short
}

// digits rounds v to four significant digits.
func digits(v float64) float64 {
	if v == 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return v
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 3, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// ParseLink reads a fragment, with or without "#". It trusts nothing.
func ParseLink(fragment string) (l Link, err error) {
	fragment = strings.TrimPrefix(fragment, "#")
	if fragment == "" {
		return l, nil
	}
	if len(fragment) > maxLink {
		return l, fmt.Errorf("it has %d characters, more than %d", len(fragment), maxLink)
	}
	seen := map[string]bool{}
	for _, pair := range strings.Split(fragment, "&") {
		key, raw, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(raw)
		if err == nil && seen[key] {
			err = fmt.Errorf("it is there twice")
		}
		seen[key] = true
		if err == nil {
			err = l.set(key, value)
		}
		if err != nil {
			return Link{}, fmt.Errorf("its %q: %w", clip(key), err)
		}
	}
	return l, nil
}

// set reads a key of a link.
func (l *Link) set(key, value string) error {
	switch key {
	case "v":
		if value != strconv.Itoa(LinkVersion) {
			return fmt.Errorf("version %s is not known; this page reads version %d", clip(value), LinkVersion)
		}
	case "sp":
		if _, err := spaces.ByID(value); err != nil {
			return err
		}
		l.Space = value
	case "a":
		l.Arch = value
	case "profile":
		text, err := share.Unpack(value)
		if err != nil {
			return err
		}
		l.Profile, err = latency.Decode([]byte(text), spaces.ByID)
		return err
	default:
		l.Unknown = append(l.Unknown, clip(key))
	}
	return nil
}

// clip shortens text from outside for a message.
func clip(s string) string {
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}
