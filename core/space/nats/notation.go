package nats

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// The ids of the notations.
const (
	notationWidths = "widths"
	notationList   = "list"
	notationIndex  = "index"
)

var notations = []space.Notation{
	{ID: notationWidths, Name: "Widths", Note: "NATS-Bench: the five numbers of channels, joined by colons."},
	{ID: space.Code, Name: "Digits", Note: "Five digits, 0 for 8 channels to 7 for 64; this project's short form."},
	{ID: notationList, Name: "List", Note: "The five numbers of channels as a list of Python."},
	{ID: notationIndex, Name: "Benchmark index", Note: "NATS-Bench's number of the architecture, 0 to 32767."},
}

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return slices.Clone(notations) }

// Print returns the widths as NATS-Bench writes them, e.g. "64:64:56:64:24".
func (Space) Print(a space.Arch) string { return join(a, ":") }

func join(a space.Arch, by string) string {
	var b strings.Builder
	for i, w := range widths(a) {
		if i > 0 {
			b.WriteString(by)
		}
		b.WriteString(strconv.Itoa(w))
	}
	return b.String()
}

// PrintAs returns a in one of Notations.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	switch notation {
	case notationWidths:
		return s.Print(a), nil
	case space.Code:
		check(a)
		return space.PrintCode(a), nil
	case notationList:
		return "[" + join(a, ", ") + "]", nil
	case notationIndex:
		return notationIndex + ":" + strconv.FormatInt(s.Index(a), 10), nil
	}
	ids := make([]string, len(notations))
	for i, n := range notations {
		ids[i] = n.ID
	}
	return "", fmt.Errorf("nats: no notation %q; there are %s", notation, strings.Join(ids, ", "))
}

// Parse reads an architecture in any of these notations:
//
//	64:64:56:64:24          the numbers of channels
//	[64, 64, 56, 64, 24]    the same as a list, or a tuple in round brackets
//	77672                   digits, 0 for 8 channels to 7 for 64
//	index:32698             the benchmark's index
func (s Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	start := t.Pos()
	switch c := t.Peek(); {
	case t.AtEnd():
		return "", t.Fail("there is no architecture", "write the five widths, such as 64:64:56:64:24")
	case t.Accept('['):
		return numbers(t, ',', ']')
	case t.Accept('('):
		return numbers(t, ',', ')')
	case scan.IsDigit(c):
		if word := t.Word(); len(word) > 2 {
			t.Back(start)
			return s.digits(t)
		}
		t.Back(start)
		return numbers(t, ':', 0)
	}
	if word := t.Word(); word != notationIndex {
		t.Back(start)
		return "", t.Fail("expected the width of the first layer, found "+t.Found(), "write the five widths, such as 64:64:56:64:24")
	}
	if err := t.Expect(':', notationIndex); err != nil {
		return "", err
	}
	i, err := t.Number("an index", int(radix.Size())-1)
	if err != nil {
		return "", err
	}
	return t.Finish(s.At(int64(i)))
}

// numbers reads the widths with a separator between, and what shuts them if it is
// not 0.
func numbers(t *scan.Text, by, shut byte) (space.Arch, error) {
	var b [NumLayers]byte
	all := Widths()
	for i := range b {
		if i > 0 {
			if err := t.Expect(by, fmt.Sprintf("width %d of %d", i, NumLayers)); err != nil {
				return "", err
			}
		}
		t.Peek()
		start := t.Pos()
		w, err := t.Number("a width", all[len(all)-1])
		if err != nil {
			return "", err
		}
		at := slices.Index(all[:], w)
		if at < 0 {
			t.Back(start)
			return "", t.Fail(fmt.Sprintf("no layer has %d channels", w), "the widths are 8, 16, 24 and so on to 64")
		}
		b[i] = byte(at)
	}
	if shut != 0 {
		t.Accept(',')
		if err := t.Expect(shut, "the widths"); err != nil {
			return "", err
		}
	}
	return t.Finish(space.Arch(b[:]))
}

// digits reads a code.
func (s Space) digits(t *scan.Text) (space.Arch, error) {
	start := t.Pos()
	a, err := space.ParseCode(s, t.Word())
	if err != nil {
		t.Back(start)
		return "", t.Fail("as digits: "+err.(*space.SyntaxError).Msg, "write five digits 0 to 7, or the five widths, such as 64:64:56:64:24")
	}
	return t.Finish(a)
}
