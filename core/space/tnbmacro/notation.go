package tnbmacro

import (
	"fmt"
	"slices"
	"strings"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// The ids of the notations.
const (
	notationNet     = "transnas"
	notationModules = "modules"
	notationTuple   = "tuple"
)

var notations = []space.Notation{
	{ID: notationNet, Name: "Network code", Note: "TransNAS-Bench-101: width, modules, and the word basic for residual blocks."},
	{ID: notationModules, Name: "Modules", Note: "The middle part of the network code: one digit for each module that there is."},
	{ID: space.Code, Name: "Digits", Note: "The same with 0 for modules that there are not; this project's short form."},
	{ID: notationTuple, Name: "Tuple", Note: "NAS-Bench-Suite-Zero: six numbers as a tuple of Python, 0 for modules that there are not."},
}

// The parts of the code of every network.
const (
	first = "64"
	last  = "basic"
)

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return slices.Clone(notations) }

// Print returns the benchmark's code of the network, e.g. "64-22231-basic".
func (Space) Print(a space.Arch) string { return first + "-" + modules(a) + "-" + last }

// modules returns the digits of the modules that there are.
func modules(a space.Arch) string {
	check(a)
	return strings.TrimRight(space.PrintCode(a), "0")
}

// PrintAs returns a in one of Notations.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	check(a)
	switch notation {
	case notationNet:
		return s.Print(a), nil
	case notationModules:
		return modules(a), nil
	case space.Code:
		return space.PrintCode(a), nil
	case notationTuple:
		return "(" + strings.Join(strings.Split(space.PrintCode(a), ""), ", ") + ")", nil
	}
	ids := make([]string, len(notations))
	for i, n := range notations {
		ids[i] = n.ID
	}
	return "", fmt.Errorf("tnbmacro: no notation %q; there are %s", notation, strings.Join(ids, ", "))
}

// example is an architecture for hints.
const example = "write four to six modules, such as 64-22231-basic"

// Parse reads an architecture in any of these notations:
//
//	64-22231-basic         the benchmark's network code
//	22231                  its modules alone; 222310 is the same
//	(2, 2, 2, 3, 1, 0)     NAS-Bench-Suite-Zero's tuple
func (s Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	start := t.Pos()
	switch {
	case t.AtEnd():
		return "", t.Fail("there is no architecture", example)
	case t.Accept('('):
		return s.tuple(t, start, ')')
	case t.Accept('['):
		return s.tuple(t, start, ']')
	}
	word := t.Word()
	if t.Peek() != '-' {
		return s.finish(t, start, word)
	}
	if word != first {
		t.Back(start)
		return "", t.Fail(fmt.Sprintf("every network of this space begins with %s-, and not with %s", first, t.Found()), example)
	}
	t.Accept('-')
	start = t.Pos()
	word = t.Word()
	if err := t.Expect('-', "the modules"); err != nil {
		return "", err
	}
	end := t.Pos()
	if t.Word() != last {
		t.Back(end)
		return "", t.Fail(fmt.Sprintf("every network of this space ends with -%s, and not with %s", last, t.Found()), example)
	}
	return s.finish(t, start, word)
}

// finish reads the digits of modules, which began at a position, as the last of a
// text.
func (s Space) finish(t *scan.Text, start int, digits string) (space.Arch, error) {
	if n := MaxModules - len(digits); n > 0 {
		digits += strings.Repeat("0", n)
	}
	a, err := space.ParseCode(s, digits)
	if err != nil {
		t.Back(start)
		return "", t.Fail(err.(*space.SyntaxError).Msg, example)
	}
	return t.Finish(a)
}

// tuple reads numbers with commas between, up to what shuts them.
func (s Space) tuple(t *scan.Text, start int, shut byte) (space.Arch, error) {
	var digits []byte
	for !t.Accept(shut) {
		if len(digits) > 0 {
			if err := t.Expect(',', fmt.Sprintf("module %d", len(digits))); err != nil {
				return "", err
			}
			if t.Accept(shut) {
				break
			}
		}
		m, err := t.Number("a module", numKinds-1)
		if err != nil {
			return "", err
		}
		digits = append(digits, '0'+byte(m))
	}
	return s.finish(t, start, string(digits))
}
