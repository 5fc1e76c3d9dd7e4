package darts

import (
	"fmt"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// fieldNames are those of a genotype, in the order of the named tuple.
var fieldNames = [...]string{"normal", "normal_concat", "reduce", "reduce_concat"}

// parseFields reads the fields of a genotype, each after its name and a mark, and
// what shuts them. In round brackets a field may stand without its name.
func parseFields(t *scan.Text, mark, shut byte) (space.Arch, error) {
	var cells [numCells]Cell
	var seen [len(fieldNames)]bool
	for i := 0; ; i++ {
		field, err := parseFieldName(t, mark, i, shut == ')')
		if err != nil {
			return "", err
		}
		if seen[field] {
			return "", t.Fail(fieldNames[field]+" is there twice", "")
		}
		seen[field] = true
		if field%2 == 0 {
			err = parseCell(t, &cells[field/2], field/2, true)
		} else {
			err = parseConcat(t, fieldNames[field])
		}
		if err != nil {
			return "", err
		}
		if !t.Accept(',') || t.Peek() == shut {
			break
		}
	}
	if err := t.Expect(shut, "the genotype"); err != nil {
		return "", err
	}
	for cell, name := range cellNames {
		if !seen[2*cell] {
			return "", t.Fail("the genotype has no "+name+" cell", "")
		}
	}
	return t.Finish(encode(cells))
}

// parseFieldName reads the name of a field and the mark after it, and returns which
// it is. Field i may have no name if that is allowed.
func parseFieldName(t *scan.Text, mark byte, i int, bare bool) (int, error) {
	if c := t.Peek(); bare && i < len(fieldNames) && (c == '[' || c == '(') {
		return i, nil
	}
	start := t.Pos()
	name, err := t.Quoted()
	if err != nil {
		return 0, err
	}
	if bare && i < len(fieldNames) && t.Peek() == '(' { // range(2, 6)
		t.Back(start)
		return i, nil
	}
	for f, n := range fieldNames {
		if n == name {
			return f, t.Expect(mark, name)
		}
	}
	t.Back(start)
	return 0, t.Fail("expected a field of a genotype, found "+t.Found(), "the fields are normal, normal_concat, reduce and reduce_concat")
}

// parseConcat reads [2, 3, 4, 5], range(2, 6) or list(range(2, 6)).
func parseConcat(t *scan.Text, field string) error {
	t.Peek()
	start := t.Pos()
	switch word := t.Word(); word {
	case "":
	case "list", "tuple":
		if err := t.Expect('(', word); err != nil {
			return err
		}
		if err := parseConcat(t, field); err != nil {
			return err
		}
		return t.Expect(')', "the nodes of "+field)
	case "range":
		if err := t.Expect('(', word); err != nil {
			return err
		}
		return parseNodes(t, start, field, ')', Inputs, Inputs+NumNodes)
	default:
		t.Back(start)
		return t.Fail(fmt.Sprintf("expected the nodes of %s, found %.40q", field, word), "")
	}
	shut := open(t)
	if shut == 0 {
		return t.Fail(fmt.Sprintf("expected the nodes of %s, found %s", field, t.Found()), "")
	}
	return parseNodes(t, start, field, shut, 2, 3, 4, 5)
}

// parseNodes reads the numbers that are wanted and what shuts them. An error about
// other numbers is at start.
func parseNodes(t *scan.Text, start int, field string, shut byte, want ...int) error {
	for i, w := range want {
		n := -1
		if i == 0 || t.Accept(',') {
			var err error
			if n, err = t.Number("a node", 9); err != nil {
				return err
			}
		}
		if n != w {
			t.Back(start)
			return t.Fail(field+" is not nodes 2 to 5", "the output of a cell of this space is all four nodes")
		}
	}
	t.Accept(',')
	if !t.Accept(shut) {
		t.Back(start)
		return t.Fail(field+" is not nodes 2 to 5", "the output of a cell of this space is all four nodes")
	}
	return nil
}
