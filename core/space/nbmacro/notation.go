package nbmacro

import (
	"fmt"
	"slices"
	"strings"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// notationNames is the id of the list of names.
const notationNames = "names"

var notations = []space.Notation{
	{ID: space.Code, Name: "Digits", Note: "NAS-Bench-Macro: a digit a layer, 0 identity, 1 MB3_K3, 2 MB6_K5."},
	{ID: notationNames, Name: "List of blocks", Note: "The eight names of the blocks, first layer first."},
}

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return slices.Clone(notations) }

// Print returns the digits of the benchmark, e.g. "22212202".
func (Space) Print(a space.Arch) string {
	check(a)
	return space.PrintCode(a)
}

// PrintAs returns a in one of Notations.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	check(a)
	switch notation {
	case space.Code:
		return s.Print(a), nil
	case notationNames:
		var names [NumLayers]string
		for i := range names {
			names[i] = Op(a[i]).String()
		}
		return strings.Join(names[:], ", "), nil
	}
	return "", fmt.Errorf("nbmacro: no notation %q; there are %s, %s", notation, space.Code, notationNames)
}

// aliases are the names of the blocks, and those in the benchmark's code.
var aliases = [2][NumOps]string{opNames, {"id", "ir_3x3_t3", "ir_5x5_t6"}}

// Parse reads an architecture in any of these notations:
//
//	22212202                     digits
//	[2, 2, 2, 1, 2, 2, 0, 2]     the same as a list, or a tuple in round brackets
//	MB6_K5, Identity, ...        names, in brackets and quotes or not
//	ir_5x5_t6, id, ...           names of the benchmark's code
func (s Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	start := t.Pos()
	shut := byte(0)
	switch c := t.Peek(); {
	case t.AtEnd():
		return "", t.Fail("there is no architecture", "write eight digits, such as 22212202")
	case t.Accept('['):
		shut = ']'
	case t.Accept('('):
		shut = ')'
	case scan.IsDigit(c):
		a, err := space.ParseCode(s, t.Word())
		if err != nil {
			t.Back(start)
			return "", t.Fail("as digits: "+err.(*space.SyntaxError).Msg, "write eight digits 0 to 2, such as 22212202")
		}
		return t.Finish(a)
	}
	var b [NumLayers]byte
	for i := range b {
		if i > 0 {
			if err := t.Expect(',', fmt.Sprintf("block %d of %d", i, NumLayers)); err != nil {
				return "", err
			}
		}
		if b[i], err = parseBlock(t); err != nil {
			return "", err
		}
	}
	if shut != 0 {
		t.Accept(',')
		if err := t.Expect(shut, "the blocks"); err != nil {
			return "", err
		}
	}
	return t.Finish(space.Arch(b[:]))
}

// parseBlock reads a number or a name of a block.
func parseBlock(t *scan.Text) (byte, error) {
	if scan.IsDigit(t.Peek()) {
		n, err := t.Number("a block", NumOps-1)
		return byte(n), err
	}
	start := t.Pos()
	name, err := t.Quoted()
	if err != nil {
		return 0, err
	}
	for _, names := range aliases {
		if i := slices.Index(names[:], name); i >= 0 {
			return byte(i), nil
		}
	}
	t.Back(start)
	if name == "" {
		return 0, t.Fail("expected a block, found "+t.Found(), "the blocks are "+strings.Join(opNames[:], ", "))
	}
	return 0, t.Fail(fmt.Sprintf("no block is called %.40q", name), "the blocks are "+strings.Join(opNames[:], ", "))
}
