package darts

import (
	"fmt"
	"strings"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// Parse reads an architecture in any of these notations. White space around and
// between tokens is skipped, and so is one pair of quotes around the whole.
//
//	Genotype(normal=[('sep_conv_3x3', 1), ...], normal_concat=range(2, 6), reduce=[...], reduce_concat=[2, 3, 4, 5])
//	{"normal": [["sep_conv_3x3", 1], ...], "normal_concat": [2, 3, 4, 5], ...}
//	[[(1, 3), (0, 3), ...], [...]]                            NASLib tuple
//	{'NetworkSelectorDatasetInfo:darts:edge_normal_0': ...}   configuration of NAS-Bench-301
//	1303...                                                   pairs of digits, 32
//	33...                                                     code, 22 digits
//
// A genotype may be named, as in DARTS_V2 = Genotype(...), and its fields may stand
// without their names, in that order. The fields of the concatenation may be left
// out; they are always nodes 2 to 5.
func (s Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	switch c := t.Peek(); {
	case t.AtEnd():
		return "", t.Fail("there is no architecture", "write one such as Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=[2, 3, 4, 5], reduce=[...], reduce_concat=[2, 3, 4, 5])")
	case c == '[' || c == '(':
		return parseTuple(t)
	case c == '{':
		t.Accept('{')
		start := t.Pos()
		if quote := t.Peek(); (quote == '\'' || quote == '"') && t.Accept(quote) && t.Word() == configPrefix {
			t.Back(start)
			return parseConfig(t)
		}
		t.Back(start)
		return parseFields(t, ':', '}')
	case scan.IsDigit(c):
		return s.parseDigits(t)
	}
	start := t.Pos()
	word := t.Word()
	if t.Accept('=') {
		t.Peek()
		start = t.Pos()
		word = t.Word()
	}
	if !strings.HasSuffix(word, "Genotype") {
		t.Back(start)
		return "", t.Fail("expected Genotype(, found "+t.Found(), "")
	}
	if err := t.Expect('(', word); err != nil {
		return "", err
	}
	return parseFields(t, '=', ')')
}

// parseDigits reads a code or pairs of digits.
func (s Space) parseDigits(t *scan.Text) (space.Arch, error) {
	start := t.Pos()
	word := t.Word()
	switch len(word) {
	case numCells * cellBytes:
		a, err := space.ParseCode(s, word)
		if err != nil {
			syntax := *err.(*space.SyntaxError)
			syntax.Offset += start
			return "", &syntax
		}
		return t.Finish(a)
	case numCells * 2 * NumEdges:
		var cells [numCells]Cell
		for cell := range cells {
			for e := range NumEdges {
				t.Back(start + 2*(cell*NumEdges+e))
				from, op := int(word[0])-'0', int(word[1])-'0'
				word = word[2:]
				if op < 0 || op >= NumOps {
					return "", t.Fail(fmt.Sprintf("the operation of edge %d of the %s cell is no digit from 0 to %d", e, cellNames[cell], NumOps-1), "")
				}
				if err := add(t, &cells[cell], cell, e, Edge{Op(op), from}); err != nil {
					return "", err
				}
			}
		}
		t.Back(start + numCells*2*NumEdges)
		return t.Finish(encode(cells))
	}
	t.Back(start)
	return "", t.Fail(fmt.Sprintf("expected %d digits of a code or %d of pairs, found %d", numCells*cellBytes, numCells*2*NumEdges, len(word)), "")
}

// parseTuple reads [[(node, op), ...], [...]].
func parseTuple(t *scan.Text) (space.Arch, error) {
	shut := open(t)
	var cells [numCells]Cell
	for cell := range cells {
		if cell > 0 {
			if err := t.Expect(',', "the normal cell"); err != nil {
				return "", err
			}
		}
		if err := parseCell(t, &cells[cell], cell, false); err != nil {
			return "", err
		}
	}
	t.Accept(',')
	if err := t.Expect(shut, "the reduction cell"); err != nil {
		return "", err
	}
	return t.Finish(encode(cells))
}

// open reads a bracket, if one comes next, and returns what shuts it.
func open(t *scan.Text) byte {
	switch {
	case t.Accept('['):
		return ']'
	case t.Accept('('):
		return ')'
	}
	return 0
}

// parseCell reads a list of eight pairs: names first, ('sep_conv_3x3', 1), as in a
// genotype, or else nodes first, (1, 3).
func parseCell(t *scan.Text, c *Cell, cell int, names bool) error {
	shut := open(t)
	if shut == 0 {
		return t.Fail(fmt.Sprintf("expected a list of the edges of the %s cell, found %s", cellNames[cell], t.Found()), "")
	}
	for e := range NumEdges {
		if e > 0 {
			if err := t.Expect(',', fmt.Sprintf("edge %d of the %s cell", e-1, cellNames[cell])); err != nil {
				return err
			}
		}
		t.Peek()
		at := t.Pos()
		edge, err := parseEdge(t, cell, e, names)
		if err != nil {
			return err
		}
		after := t.Pos()
		t.Back(at)
		if err := add(t, c, cell, e, edge); err != nil {
			return err
		}
		t.Back(after)
	}
	t.Accept(',')
	return t.Expect(shut, fmt.Sprintf("the eight edges of the %s cell", cellNames[cell]))
}

// parseEdge reads one pair.
func parseEdge(t *scan.Text, cell, e int, names bool) (edge Edge, err error) {
	shut := open(t)
	if shut == 0 {
		return edge, t.Fail(fmt.Sprintf("expected edge %d of the %s cell, found %s", e, cellNames[cell], t.Found()), "an edge is a pair in brackets")
	}
	if names {
		t.Peek()
		at := t.Pos()
		name, err := t.Quoted()
		if err != nil {
			return edge, err
		}
		if edge.Op, err = opByName(t, at, name); err != nil {
			return edge, err
		}
	} else if edge.From, err = t.Number("a node", 9); err != nil {
		return edge, err
	}
	if err := t.Expect(',', "the first of a pair"); err != nil {
		return edge, err
	}
	if names {
		edge.From, err = t.Number("a node", 9)
	} else {
		var op int
		op, err = t.Number("an operation", NumOps-1)
		edge.Op = Op(op)
	}
	if err != nil {
		return edge, err
	}
	return edge, t.Expect(shut, "the second of a pair")
}

// add puts edge e into a cell, or returns an error if it cannot be there.
func add(t *scan.Text, c *Cell, cell, e int, edge Edge) error {
	n := into(e)
	if edge.From < 0 || edge.From >= n {
		return t.Fail(fmt.Sprintf("edge %d of the %s cell leads to node %d and reads an earlier node, 0 to %d, and not %d", e, cellNames[cell], n, n-1, edge.From), "")
	}
	if e%2 == 1 && c[e-1].From == edge.From {
		return t.Fail(fmt.Sprintf("both edges to node %d of the %s cell read node %d", n, cellNames[cell], edge.From), "a node of this space reads two different nodes")
	}
	c[e] = edge
	return nil
}

// opByName returns the operation of a name that stands at a byte of the text.
func opByName(t *scan.Text, at int, name string) (Op, error) {
	for i, n := range opNames {
		if n == name {
			return Op(i), nil
		}
	}
	t.Back(at)
	hint := "the operations are " + strings.Join(opNames[:], ", ")
	if name == "none" {
		hint = "the cells that DARTS derives have no such edge"
	} else if n := scan.Nearest(name, opNames[:]); n != "" {
		hint = "did you mean " + n + "?"
	}
	if name == "" {
		return 0, t.Fail("expected an operation, found "+t.Found(), hint)
	}
	return 0, t.Fail(fmt.Sprintf("no operation is called %.40q", name), hint)
}
