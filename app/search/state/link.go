package state

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"protocell/app/fragment"
	"protocell/core/graph"
)

// Version is the version of the links of searches.
const Version = 1

// maxLink is the most bytes of a link.
const maxLink = 16 << 10

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
// nothing; what is wrong with a value is said by the form. The error is a *fragment.Error.
func ParseForm(text string) (f Form, unknown []string, err error) {
	unknown, err = fragment.Read(text, Version, maxLink, func(key, value string) (bool, error) {
		k := slices.IndexFunc(formKeys, func(k formKey) bool { return k.name == key })
		if k >= 0 {
			*formKeys[k].of(&f) = strings.ToValidUTF8(value, "?")
		}
		return k >= 0, nil
	})
	if err != nil {
		return Form{}, nil, err
	}
	return f, unknown, nil
}

// shape writes the shape of an image as people type it.
func shape(s graph.Shape) string { return fmt.Sprintf("%dx%dx%d", s.C, s.H, s.W) }
