package state

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"protocell/app/fragment"
	"protocell/core/study"
)

// Study is what is asked: it is what a link carries. Empty fields leave the choice to
// the page.
type Study struct {
	Table   string   // name of a table of the site, "table:" and the digits of one that was imported, or an address on the site
	Truth   string   // id of a column of the table
	Proxies []string // as in analysis.Question
	Size    int      // of the sample; 0 means all rows
	Draw    uint64   // seed of the sample
	Finite  bool     // whether rows in which a proxy is not finite are left out
	Scores  string   // link of the set-up under which proxies are computed here, or ""
}

// Version is the version of the links of studies.
const Version = 1

// Bounds of a link.
const (
	maxLink    = 8 << 10 // bytes
	maxProxies = study.MaxColumns
	maxSize    = 1 << 20
)

// studyKey is one key of a link, in canonical order:
//
//	v      version, always first
//	table  the table
//	y      the ground truth
//	x      the proxies, joined by commas
//	n      rows in the sample
//	s      seed of the sample
//	f      1 if rows with a proxy that is not finite are left out
//	c      the set-up of what is computed here, a link of the playground
type studyKey struct {
	name  string
	print func(s Study) string // "" if it is the default
	parse func(s *Study, value string) error
}

var studyKeys = []studyKey{
	{"table", func(s Study) string { return s.Table }, func(s *Study, v string) error { s.Table = v; return nil }},
	{"y", func(s Study) string { return s.Truth }, func(s *Study, v string) error { s.Truth = v; return nil }},
	{"x", func(s Study) string { return strings.Join(s.Proxies, ",") }, func(s *Study, v string) error {
		s.Proxies = strings.Split(v, ",")
		for i, id := range s.Proxies {
			if slices.Contains(s.Proxies[:i], id) {
				return fmt.Errorf("%q is there twice", id)
			}
		}
		if len(s.Proxies) > maxProxies {
			return fmt.Errorf("%d proxies, more than %d", len(s.Proxies), maxProxies)
		}
		return nil
	}},
	{"n", func(s Study) string { return number(uint64(s.Size)) }, func(s *Study, v string) error {
		n, err := whole(v, maxSize)
		s.Size = int(n)
		return err
	}},
	{"s", func(s Study) string { return number(s.Draw) }, func(s *Study, v string) (err error) {
		s.Draw, err = whole(v, 1<<64-1)
		return err
	}},
	{"f", func(s Study) string {
		if s.Finite {
			return "1"
		}
		return ""
	}, func(s *Study, v string) error {
		n, err := whole(v, 1)
		s.Finite = n == 1
		return err
	}},
	{"c", func(s Study) string { return s.Scores }, func(s *Study, v string) error { s.Scores = v; return nil }},
}

func number(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

func whole(text string, most uint64) (uint64, error) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || n > most {
		return 0, fmt.Errorf("%.40q is not a whole number from 0 to %d", text, most)
	}
	return n, nil
}

// Fragment returns the canonical fragment, without "#"; that of the zero Study is empty.
func (s Study) Fragment() string {
	var pairs []string
	for _, k := range studyKeys {
		if v := k.print(s); v != "" {
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
	return strings.NewReplacer("%2F", "/", "%3A", ":", "%2C", ",").Replace(url.QueryEscape(v))
}

// ParseStudy reads a fragment, with or without "#". Unknown keys are returned, and change
// nothing. The error is a *fragment.Error.
func ParseStudy(text string) (s Study, unknown []string, err error) {
	unknown, err = fragment.Read(text, Version, maxLink, func(key, value string) (bool, error) {
		k := slices.IndexFunc(studyKeys, func(k studyKey) bool { return k.name == key })
		if k < 0 {
			return false, nil
		}
		return true, studyKeys[k].parse(&s, value)
	})
	if err != nil {
		return Study{}, nil, err
	}
	return s, unknown, nil
}

// equal reports whether two studies ask the same.
func (s Study) equal(other Study) bool { return s.Fragment() == other.Fragment() }
