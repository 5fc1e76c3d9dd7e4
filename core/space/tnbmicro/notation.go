package tnbmicro

import (
	"fmt"
	"slices"
	"strings"

	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/scan"
)

// The ids of the notations.
const (
	notationNet    = "transnas"
	notationTuple  = "tuple"
	notationNASLib = "naslib"
	notationString = "string"
)

var notations = []space.Notation{
	{ID: notationNet, Name: "Network code", Note: "TransNAS-Bench-101: width, modules and the operations of the edges into nodes 1, 2 and 3."},
	{ID: space.Code, Name: "Digits", Note: "The last part of the network code without underscores."},
	{ID: notationTuple, Name: "Tuple", Note: "NAS-Bench-Suite-Zero: the same six numbers as a tuple of Python; NASLib looks networks up by them."},
	{ID: notationNASLib, Name: "NASLib graph", Note: "NASLib's graphs: edges 1<-0, 2<-0, 3<-0, 2<-1, 3<-1, 3<-2; skip 0, none 1, conv3x3 2, conv1x1 3."},
	{ID: notationString, Name: "Architecture string", Note: "As in NAS-Bench-201; NASLib prints it."},
}

// prefix is what stands before the cell in every network code.
const prefix = "64-41414-"

// The orders of NASLib's graphs: position to edge, and number to operation.
var (
	naslibEdges = [nb201.NumEdges]int{0, 1, 3, 2, 4, 5}
	naslibOps   = [NumOps]nb201.Op{nb201.SkipConnect, nb201.None, nb201.NorConv3x3, nb201.NorConv1x1}
)

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return slices.Clone(notations) }

// Print returns the benchmark's code of the network, e.g. "64-41414-3_32_132".
func (Space) Print(a space.Arch) string {
	check(a)
	c := space.PrintCode(a)
	return prefix + c[:1] + "_" + c[1:3] + "_" + c[3:]
}

// PrintAs returns a in one of Notations.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	check(a)
	switch notation {
	case notationNet:
		return s.Print(a), nil
	case space.Code:
		return space.PrintCode(a), nil
	case notationTuple:
		return "(" + strings.Join(strings.Split(space.PrintCode(a), ""), ", ") + ")", nil
	case notationNASLib:
		var list []string
		for _, edge := range naslibEdges {
			list = append(list, fmt.Sprint(slices.Index(naslibOps[:], nb201.Op(a[edge]))))
		}
		return notationNASLib + ":" + strings.Join(list, ","), nil
	case notationString:
		return nb201.Space{}.Print(a), nil
	}
	ids := make([]string, len(notations))
	for i, n := range notations {
		ids[i] = n.ID
	}
	return "", fmt.Errorf("tnbmicro: no notation %q; there are %s", notation, strings.Join(ids, ", "))
}

// example is an architecture for hints.
const example = "write one such as 64-41414-3_32_132"

// Parse reads an architecture in any of these notations:
//
//	64-41414-3_32_132      the benchmark's network code; also 3_32_132 and 332132
//	(3, 3, 2, 1, 3, 2)     NAS-Bench-Suite-Zero's tuple: the same numbers
//	naslib:2,2,0,3,2,3     NASLib's graph: another order of edges and operations
//	|op~0|+|op~0|op~1|...  NAS-Bench-201's string, without pooling
func (s Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	t.Peek()
	start := t.Pos()
	switch c := t.Peek(); {
	case t.AtEnd():
		return "", t.Fail("there is no architecture", example)
	case c == '|' || c == '+':
		return s.archString(text)
	case c == '(' || c == '[':
		n, err := numbers(t)
		if err != nil {
			return "", err
		}
		return t.Finish(space.Arch(n[:]))
	}
	word := t.Word()
	switch {
	case word == notationNASLib && t.Accept(':'):
		return naslib(t)
	case t.Accept('-'):
		t.Back(start)
		for _, want := range []string{"64", "41414"} {
			t.Peek()
			at := t.Pos()
			if got := t.Word(); got != want {
				t.Back(at)
				return "", t.Fail(fmt.Sprintf("every network of this space begins with %s, and not with %s here", prefix, t.Found()), example)
			}
			if err := t.Expect('-', want); err != nil {
				return "", err
			}
		}
		start = t.Pos()
		word = t.Word()
	}
	cell := word
	if parts := strings.Split(word, "_"); len(parts) == 3 && len(parts[0]) == 1 && len(parts[1]) == 2 {
		cell = strings.Join(parts, "")
	}
	a, err := space.ParseCode(s, cell)
	if err != nil {
		t.Back(start)
		return "", t.Fail(fmt.Sprintf("%q is no cell: %s", word, err.(*space.SyntaxError).Msg), example)
	}
	return t.Finish(a)
}

// numbers reads six numbers 0 to 3, in brackets or not.
func numbers(t *scan.Text) (n [nb201.NumEdges]byte, err error) {
	var shut byte
	switch {
	case t.Accept('('):
		shut = ')'
	case t.Accept('['):
		shut = ']'
	}
	for i := range n {
		if i > 0 {
			if err := t.Expect(',', fmt.Sprintf("number %d of %d", i, len(n))); err != nil {
				return n, err
			}
		}
		v, err := t.Number("an operation's number", NumOps-1)
		if err != nil {
			return n, err
		}
		n[i] = byte(v)
	}
	t.Accept(',')
	if shut != 0 {
		return n, t.Expect(shut, "the numbers")
	}
	return n, nil
}

// naslib reads the numbers of a NASLib graph.
func naslib(t *scan.Text) (space.Arch, error) {
	n, err := numbers(t)
	if err != nil {
		return "", err
	}
	var b [nb201.NumEdges]byte
	for i, v := range n {
		b[naslibEdges[i]] = byte(naslibOps[v])
	}
	return t.Finish(space.Arch(b[:]))
}

// archString reads a string of NAS-Bench-201.
func (s Space) archString(text string) (space.Arch, error) {
	a, err := nb201.Space{}.Parse(text)
	if err != nil {
		return "", err
	}
	if s.Check(a) != nil {
		pool := nb201.AvgPool3x3.String()
		return "", &space.SyntaxError{Offset: strings.Index(text, pool), Msg: "this space has no " + pool}
	}
	return a, nil
}
