package nb201

import (
	"sort"
	"strings"

	"protocell/core/space"
)

// ZeroRule is how UniqueString treats the operation none: the argument
// consider_zero of NAS-Bench-201's to_unique_str.
type ZeroRule uint8

// The rules, with the number of classes that each tells apart.
const (
	ZeroPropagates ZeroRule = iota // none gives "#", and so does any operation on "#": 6,466 classes
	ZeroIsOp                       // none is an operation like the others: 12,751 classes
	AllAreOps                      // none and skip_connect are operations like the others: 15,625 classes
)

// Canonical returns the benchmark's canonical form, UniqueString with
// ZeroPropagates, which tells apart the published 6,466 classes.
func (Space) Canonical(a space.Arch) string { return UniqueString(a, ZeroPropagates) }

// UniqueString returns the expression of node 3 in terms of node 0 exactly as
// NAS-Bench-201's to_unique_str writes it. The numbers of classes depend on its
// quirks, which are kept: a sum of zeros is "#+#", which is not "#" and so does
// not propagate, and a sum that passes through skip_connect is pasted as text,
// its terms not sorted among those of the sum around it.
func UniqueString(a space.Arch, rule ZeroRule) string {
	check(a)
	expr := [NumNodes]string{"0"}
	for to := 1; to < NumNodes; to++ {
		terms := make([]string, to)
		for from := range terms {
			op := Op(a[edgeIndex(from, to)])
			switch {
			case rule == ZeroPropagates && (op == None || expr[from] == "#"):
				terms[from] = "#"
			case rule != AllAreOps && op == SkipConnect:
				terms[from] = expr[from]
			default:
				terms[from] = "(" + expr[from] + ")@" + op.String()
			}
		}
		sort.Strings(terms)
		expr[to] = strings.Join(terms, "+")
	}
	return expr[NumNodes-1]
}

// Strict returns a form that is equal for two architectures if and only if their
// expressions are equal as sums: zeros vanish and propagate, and a sum that
// passes through skip_connect joins the sum around it. It tells apart 4,930
// classes. Members of a class compute the same function at initialisation, up to
// a renaming of weights; after training, batch normalisation's shift makes a
// convolution of zeros a constant.
func (Space) Strict(a space.Arch) string { return StrictWhere(a, func(int) bool { return true }) }

// StrictWhere is Strict for cells in which skip_connect is the identity only on the
// edges from the nodes that identity says, and an operation on the others.
func StrictWhere(a space.Arch, identity func(from int) bool) string {
	check(a)
	sums := [NumNodes][]string{{"0"}}
	for to := 1; to < NumNodes; to++ {
		var terms []string
		for from := 0; from < to; from++ {
			op := Op(a[edgeIndex(from, to)])
			switch {
			case op == None || len(sums[from]) == 0:
			case op == SkipConnect && identity(from):
				terms = append(terms, sums[from]...)
			default:
				terms = append(terms, "("+strings.Join(sums[from], "+")+")@"+op.String())
			}
		}
		sort.Strings(terms)
		sums[to] = terms
	}
	if terms := sums[NumNodes-1]; len(terms) > 0 {
		return strings.Join(terms, "+")
	}
	return "#"
}
