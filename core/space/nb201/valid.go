package nb201

import (
	"fmt"
	"strings"

	"protocell/core/space"
)

// Valid returns nil if operations other than none lead from the cell's input to
// its output. 15,284 of the 15,625 architectures are valid.
func (Space) Valid(a space.Arch) error {
	check(a)
	var reached [NumNodes]bool
	reached[0] = true
	for i, e := range Edges() {
		if reached[e.From] && Op(a[i]) != None {
			reached[e.To] = true
		}
	}
	if reached[NumNodes-1] {
		return nil
	}
	var from []string
	for n, ok := range reached {
		if ok {
			from = append(from, fmt.Sprint(n))
		}
	}
	nodes := "node"
	if len(from) > 1 {
		nodes = "nodes"
	}
	return fmt.Errorf("disconnected: the input reaches %s %s, and only none leads from there to the output, node %d",
		nodes, strings.Join(from, ", "), NumNodes-1)
}
