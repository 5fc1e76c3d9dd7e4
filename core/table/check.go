package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Check returns what is wrong with a table, or nil: a text too long, a column of
// another length than the table, an id that is there twice, a source that is not
// there. Decode and importer return tables that pass.
func (t *Table) Check() error {
	if t.Space == "" {
		return fmt.Errorf("no space")
	}
	if len(t.Sources) > MaxSources || len(t.Columns) > MaxColumns || len(t.Curves) > MaxCurves {
		return fmt.Errorf("%d sources, %d columns and %d curves; there may be %d, %d and %d",
			len(t.Sources), len(t.Columns), len(t.Curves), MaxSources, MaxColumns, MaxCurves)
	}
	if err := checkTexts("title", t.Space, t.Title); err != nil {
		return err
	}
	for i, s := range t.Sources {
		if err := s.check(); err != nil {
			return fmt.Errorf("source %d: %w", i+1, err)
		}
	}
	ids := map[string]bool{}
	for i := range t.Columns {
		c := &t.Columns[i]
		if err := t.checkMeta(&c.Meta, ids); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
		if len(c.Values) != t.Len() {
			return fmt.Errorf("column %s: %d values for %d rows", c.ID, len(c.Values), t.Len())
		}
	}
	for i := range t.Curves {
		c := &t.Curves[i]
		if err := t.checkCurve(c, ids); err != nil {
			return fmt.Errorf("curve %d: %w", i+1, err)
		}
		if want := t.Len() * len(c.Runs) * len(c.Steps); len(c.Values) != want {
			return fmt.Errorf("curve %s: %d values, not %d", c.ID, len(c.Values), want)
		}
	}
	if n := t.Values(); n > MaxValues {
		return fmt.Errorf("%d values, more than %d", n, MaxValues)
	}
	return nil
}

func (s *Source) check() error {
	if s.Title == "" {
		return fmt.Errorf("it has no title")
	}
	if len(s.Details) > MaxSources {
		return fmt.Errorf("%d details, more than %d", len(s.Details), MaxSources)
	}
	for _, d := range s.Details {
		if err := checkTexts("detail", d.Name, d.Value); err != nil {
			return err
		}
	}
	return checkTexts("text", s.Title, s.Paper, s.URL, s.SHA256, s.Licence, s.Note)
}

// checkMeta checks what does not depend on values, and adds the id to ids.
func (t *Table) checkMeta(m *Meta, ids map[string]bool) error {
	switch {
	case m.ID == "" || strings.ContainsFunc(m.ID, func(r rune) bool { return r <= ' ' || r == 0x7F }):
		return fmt.Errorf("the id %q is not a word", clip(m.ID))
	case ids[m.ID]:
		return fmt.Errorf("the id %s is there twice", clip(m.ID))
	case !slices.Contains(Kinds(), m.Kind):
		return fmt.Errorf("%s: there is no kind %q", clip(m.ID), clip(string(m.Kind)))
	case m.Source < 0 || m.Source >= len(t.Sources):
		return fmt.Errorf("%s: source %d of %d", clip(m.ID), m.Source, len(t.Sources))
	case m.Epochs < 0 || m.Seeds < 0 || m.Digits < 0:
		return fmt.Errorf("%s: a number below 0", clip(m.ID))
	}
	ids[m.ID] = true
	return checkTexts(clip(m.ID), m.ID, m.Name, m.Unit, m.Meaning, m.Proxy, m.Dataset, m.Split, m.Device)
}

// checkCurve is checkMeta for a curve.
func (t *Table) checkCurve(c *Curve, ids map[string]bool) error {
	if err := t.checkMeta(&c.Meta, ids); err != nil {
		return err
	}
	if len(c.Steps) == 0 || len(c.Runs) == 0 || len(c.Steps) > MaxRows || len(c.Runs) > MaxSources {
		return fmt.Errorf("%s: %d runs of %d steps", c.ID, len(c.Runs), len(c.Steps))
	}
	for i, s := range c.Steps {
		if s < 0 || i > 0 && s <= c.Steps[i-1] {
			return fmt.Errorf("%s: step %d is %d, not above the one before", c.ID, i+1, s)
		}
	}
	return checkTexts(c.ID, c.Runs...)
}

// checkTexts returns an error about the first text that is too long, not UTF-8 or
// not in one line.
func checkTexts(what string, texts ...string) error {
	for _, s := range texts {
		if len(s) > MaxText || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7F }) {
			return fmt.Errorf("%s: %q is not one line of at most %d bytes of text", what, clip(s), MaxText)
		}
	}
	return nil
}

// clip shortens what an error quotes.
func clip(s string) string {
	if len(s) > 64 {
		s = s[:60] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}
