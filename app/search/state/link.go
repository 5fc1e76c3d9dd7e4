package state

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"protocell/core/graph"
)

// Version is the version of the links of searches.
const Version = 1

// maxLink is the most bytes of a link.
const maxLink = 16 << 10

// LinkError says what is wrong with the link of a search.
type LinkError struct {
	Key    string // "" if the whole is wrong
	Reason string
}

// Error implements error.
func (e *LinkError) Error() string {
	if e.Key == "" {
		return "the link " + e.Reason
	}
	return fmt.Sprintf("the link's %s: %s", e.Key, e.Reason)
}

// formKey is one key of a link, and the field that it is.
type formKey struct {
	name string
	of   func(f *Form) *string
}

// formKeys are all keys, in canonical order; "v", the version, is before them.
var formKeys = []formKey{
	{"by", func(f *Form) *string { return &f.Evaluator }},
	{"of", func(f *Form) *string { return &f.Of }},
	{"table", func(f *Form) *string { return &f.Table }},
	{"y", func(f *Form) *string { return &f.Column }},
	{"cheap", func(f *Form) *string { return &f.Cheap }},
	{"space", func(f *Form) *string { return &f.Space }},
	{"a", func(f *Form) *string { return &f.Strategies }},
	{"set", func(f *Form) *string { return &f.Params }},
	{"n", func(f *Form) *string { return &f.Trials }},
	{"cost", func(f *Form) *string { return &f.Cost }},
	{"sec", func(f *Form) *string { return &f.Seconds }},
	{"s", func(f *Form) *string { return &f.Seed }},
	{"r", func(f *Form) *string { return &f.Repeats }},
	{"p", func(f *Form) *string { return &f.Parallel }},
	{"u", func(f *Form) *string { return &f.Unique }},
	{"fail", func(f *Form) *string { return &f.Failures }},
	{"max", func(f *Form) *string { return &f.Limits }},
	{"warm", func(f *Form) *string { return &f.Warm }},
	{"min", func(f *Form) *string { return &f.Minimise }},
	{"c", func(f *Form) *string { return &f.C }},
	{"k", func(f *Form) *string { return &f.N }},
	{"i", func(f *Form) *string { return &f.Input }},
	{"b", func(f *Form) *string { return &f.Batch }},
	{"d", func(f *Form) *string { return &f.Data }},
	{"g", func(f *Form) *string { return &f.Augment }},
	{"e", func(f *Form) *string { return &f.Epochs }},
	{"tr", func(f *Form) *string { return &f.Train }},
	{"va", func(f *Form) *string { return &f.Validation }},
	{"es", func(f *Form) *string { return &f.Patience }},
	{"lr", func(f *Form) *string { return &f.Rate }},
	{"x", func(f *Form) *string { return &f.Digest }},
}

// Fragment returns the canonical fragment, without "#"; that of the zero Form is empty.
func (f Form) Fragment() string {
	var pairs []string
	for _, k := range formKeys {
		if v := *k.of(&f); v != "" {
			pairs = append(pairs, k.name+"="+escape(v))
		}
	}
	if len(pairs) == 0 {
		return ""
	}
	return fmt.Sprintf("v=%d&%s", Version, strings.Join(pairs, "&"))
}

// escape keeps what is legible in a fragment.
func escape(v string) string {
	return strings.NewReplacer("%2F", "/", "%3A", ":", "%2C", ",", "%3D", "=").Replace(url.QueryEscape(v))
}

// ParseForm reads a fragment, with or without "#". Unknown keys are returned, and change
// nothing; what is wrong with a value is said by the form. The error is a *LinkError.
func ParseForm(fragment string) (f Form, unknown []string, err error) {
	fragment = strings.TrimPrefix(fragment, "#")
	if fragment == "" {
		return f, nil, nil
	}
	if len(fragment) > maxLink {
		return f, nil, &LinkError{Reason: fmt.Sprintf("has %d bytes, more than %d", len(fragment), maxLink)}
	}
	seen := map[string]bool{}
	for i, pair := range strings.Split(fragment, "&") {
		name, raw, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(raw)
		switch {
		case err != nil:
			return Form{}, nil, &LinkError{Key: clip(name), Reason: "it is not escaped as links are"}
		case seen[name]:
			return Form{}, nil, &LinkError{Key: clip(name), Reason: "it is there twice"}
		case i == 0 && name == "v" && value != strconv.Itoa(Version):
			return Form{}, nil, &LinkError{Key: "v", Reason: fmt.Sprintf("version %s is not known here; this page reads version %d", clip(value), Version)}
		}
		seen[name] = true
		if name == "v" {
			continue
		}
		k := slices.IndexFunc(formKeys, func(k formKey) bool { return k.name == name })
		if k < 0 {
			unknown = append(unknown, clip(name))
			continue
		}
		*formKeys[k].of(&f) = strings.ToValidUTF8(value, "?")
	}
	return f, unknown, nil
}

// clip shortens text of a link for a message.
func clip(s string) string {
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}

// shape writes the shape of an image as people type it.
func shape(s graph.Shape) string { return fmt.Sprintf("%dx%dx%d", s.C, s.H, s.W) }
