package darts

import (
	"fmt"
	"strings"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// configPrefix begins the keys of NAS-Bench-301's configurations.
const configPrefix = "NetworkSelectorDatasetInfo"

// superEdge returns the number of the edge from node from to node n among the 14
// edges that a cell has before two are chosen for each node.
func superEdge(from, n int) int { return n*(n-1)/2 - 1 + from }

// printConfig returns a as a dictionary of NAS-Bench-301.
func printConfig(a space.Arch) string {
	var items []string
	item := func(key, value string) {
		items = append(items, fmt.Sprintf("'%s:darts:%s': '%s'", configPrefix, key, value))
	}
	for cell, name := range cellNames {
		c := decode(a, cell)
		for i, e := range c {
			item(fmt.Sprintf("edge_%s_%d", name, superEdge(e.From, into(i))), e.Op.String())
		}
		for n := Inputs + 1; n < Inputs+NumNodes; n++ {
			item(fmt.Sprintf("inputs_node_%s_%d", name, n), fmt.Sprintf("%d_%d", c[2*(n-Inputs)].From, c[2*(n-Inputs)+1].From))
		}
	}
	return "{" + strings.Join(items, ", ") + "}"
}

// config is a configuration that is being read.
type config struct {
	ops   [numCells][superEdges]Op
	has   [numCells][superEdges]bool
	reads [numCells][Inputs + NumNodes]string
}

// superEdges is the number of edges of a cell before two are chosen for each node.
const superEdges = 14

// parseConfig reads what follows the first key's prefix and goes back to it.
func parseConfig(t *scan.Text) (space.Arch, error) {
	var c config
	for {
		if err := c.item(t); err != nil {
			return "", err
		}
		if !t.Accept(',') || t.Peek() == '}' {
			break
		}
	}
	if err := t.Expect('}', "the configuration"); err != nil {
		return "", err
	}
	cells, err := c.cells(t)
	if err != nil {
		return "", err
	}
	return t.Finish(encode(cells))
}

// item reads 'NetworkSelectorDatasetInfo:darts:key': 'value'.
func (c *config) item(t *scan.Text) error {
	t.Peek()
	start := t.Pos()
	quote := t.Peek()
	if quote != '\'' && quote != '"' {
		return t.Fail("expected a key in quotes, found "+t.Found(), "")
	}
	t.Accept(quote)
	prefix := t.Word()
	if prefix != configPrefix || !t.Accept(':') || t.Word() != "darts" || !t.Accept(':') {
		t.Back(start)
		return t.Fail("expected a key that begins with "+configPrefix+":darts:", "")
	}
	key := t.Word()
	if err := t.Expect(quote, key); err != nil {
		return err
	}
	if err := t.Expect(':', "the key "+key); err != nil {
		return err
	}
	t.Peek()
	at := t.Pos()
	value, err := t.Quoted()
	if err != nil {
		return err
	}
	for cell, name := range cellNames {
		for e := range superEdges {
			if key == fmt.Sprintf("edge_%s_%d", name, e) {
				op, err := opByName(t, at, value)
				c.ops[cell][e], c.has[cell][e] = op, true
				return err
			}
		}
		for n := Inputs + 1; n < Inputs+NumNodes; n++ {
			if key == fmt.Sprintf("inputs_node_%s_%d", name, n) {
				c.reads[cell][n] = value
				return nil
			}
		}
	}
	t.Back(start)
	return t.Fail(fmt.Sprintf("no key is called %q", key), "the keys are edge_normal_0 to 13, inputs_node_normal_3 to 5, and the same for reduce")
}

// cells returns the cells of a complete configuration.
func (c *config) cells(t *scan.Text) (cells [numCells]Cell, err error) {
	for cell, name := range cellNames {
		for n := Inputs; n < Inputs+NumNodes; n++ {
			reads := [2]int{0, 1}
			if n > Inputs {
				known := false
				for _, p := range pairsInto(n) {
					if c.reads[cell][n] == fmt.Sprintf("%d_%d", p[0], p[1]) {
						reads, known = p, true
					}
				}
				if !known {
					return cells, t.Fail(fmt.Sprintf("inputs_node_%s_%d is %q, no two nodes before it such as 0_1", name, n, c.reads[cell][n]), "")
				}
			}
			for i, from := range reads {
				e := superEdge(from, n)
				if !c.has[cell][e] {
					return cells, t.Fail(fmt.Sprintf("edge_%s_%d, from node %d to node %d, is missing", name, e, from, n), "")
				}
				cells[cell][2*(n-Inputs)+i] = Edge{Op: c.ops[cell][e], From: from}
			}
		}
	}
	return cells, nil
}
