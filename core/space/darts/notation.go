package darts

import (
	"fmt"
	"strings"

	"protocell/core/space"
)

// The ids of the notations.
const (
	notationGenotype = "genotype"
	notationNASLib   = "naslib"
	notationConfig   = "config"
	notationPairs    = "pairs"
)

var notations = []space.Notation{
	{ID: notationGenotype, Name: "Genotype", Note: "The named tuple that DARTS and its successors print: the operation and the node of each edge, two edges a node."},
	{ID: notationNASLib, Name: "NASLib tuple", Note: "NASLib, BANANAS and NAS-Bench-Suite-Zero: the node and the operation of each edge; max pool 0, avg pool 1, skip 2, sep 3x3 3, sep 5x5 4, dil 3x3 5, dil 5x5 6."},
	{ID: notationConfig, Name: "NAS-Bench-301 configuration", Note: "NAS-Bench-301's ConfigSpace dictionary: edges numbered 0 to 13, and the two nodes that each of the nodes 3, 4, 5 reads."},
	{ID: notationPairs, Name: "Pairs of digits", Note: "The digits of the NASLib tuple alone, 32 of them."},
	{ID: space.Code, Name: "Code", Note: "The 22 decisions as digits; this project's short form."},
}

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return append([]space.Notation(nil), notations...) }

// Print returns the genotype as Python prints it. The inputs of a node ascend.
func (Space) Print(a space.Arch) string {
	check(a)
	var b strings.Builder
	b.WriteString("Genotype(")
	for cell, name := range cellNames {
		if cell > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name + "=[")
		for i, e := range decode(a, cell) {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "('%s', %d)", e.Op, e.From)
		}
		b.WriteString("], " + name + "_concat=[2, 3, 4, 5]")
	}
	b.WriteByte(')')
	return b.String()
}

// PrintAs returns a in one of Notations.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	check(a)
	switch notation {
	case notationGenotype:
		return s.Print(a), nil
	case notationNASLib:
		return printNASLib(a), nil
	case notationConfig:
		return printConfig(a), nil
	case notationPairs:
		return digits(decode(a, normal)) + digits(decode(a, reduce)), nil
	case space.Code:
		return space.PrintCode(a), nil
	}
	ids := make([]string, len(notations))
	for i, n := range notations {
		ids[i] = n.ID
	}
	return "", fmt.Errorf("darts: no notation %q; there are %s", notation, strings.Join(ids, ", "))
}

// printNASLib returns [[(0, 3), (1, 3), ...], [(0, 0), ...]].
func printNASLib(a space.Arch) string {
	var b strings.Builder
	for cell := range numCells {
		b.WriteString([...]string{"[[", "], ["}[cell])
		for i, e := range decode(a, cell) {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "(%d, %d)", e.From, byte(e.Op))
		}
	}
	b.WriteString("]]")
	return b.String()
}
