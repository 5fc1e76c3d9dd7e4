package nb201

import (
	"fmt"
	"strings"

	"protocell/core/space"
)

// The ids of the notations.
const (
	notationString   = "string"
	notationCode     = space.Code
	notationNB201    = "nb201"
	notationNASLib   = "naslib"
	notationNaszilla = "naszilla"
	notationNames    = "names"
)

var notations = []space.Notation{
	{ID: notationString, Name: "Architecture string", Note: "NAS-Bench-201, NATS-Bench, AutoDL-Projects: the edges into nodes 1, 2 and 3."},
	{ID: notationCode, Name: "Digits", Note: "Six operation indices in the order of the architecture string; this project's short form."},
	{ID: notationNB201, Name: "Index vector", Note: "zero-cost-nas, Eagle and others: edges and operations numbered as in NAS-Bench-201."},
	{ID: notationNASLib, Name: "NASLib tuple", Note: "NASLib and NAS-Bench-Suite-Zero: edges 1<-0, 2<-0, 3<-0, 2<-1, 3<-1, 3<-2; skip 0, none 1, conv3x3 2, conv1x1 3, pool 4."},
	{ID: notationNaszilla, Name: "naszilla vector", Note: "naszilla: edges as in NAS-Bench-201; pool 0, conv1x1 1, conv3x3 2, none 3, skip 4."},
	{ID: notationNames, Name: "List of operations", Note: "Six operation names in the order of the architecture string."},
}

// numbering is a notation by six integers.
type numbering struct {
	edges [NumEdges]int // position in the notation -> edge
	ops   [NumOps]Op    // number in the notation -> operation
}

var (
	ownOrder = [NumEdges]int{0, 1, 2, 3, 4, 5}
	ownOps   = [NumOps]Op{None, SkipConnect, NorConv1x1, NorConv3x3, AvgPool3x3}

	// NASLib leaves node by node, where NAS-Bench-201 arrives node by node.
	numberings = map[string]numbering{
		notationCode:     {ownOrder, ownOps},
		notationNB201:    {ownOrder, ownOps},
		notationNASLib:   {[NumEdges]int{0, 1, 3, 2, 4, 5}, [NumOps]Op{SkipConnect, None, NorConv3x3, NorConv1x1, AvgPool3x3}},
		notationNaszilla: {ownOrder, [NumOps]Op{AvgPool3x3, NorConv1x1, NorConv3x3, None, SkipConnect}},
	}
)

// decode returns the architecture whose numbers are n, each 0 to 4.
func (m numbering) decode(n [NumEdges]int) space.Arch {
	var b [NumEdges]byte
	for i, v := range n {
		b[m.edges[i]] = byte(m.ops[v])
	}
	return space.Arch(b[:])
}

// encode returns the numbers of a as text.
func (m numbering) encode(a space.Arch) []string {
	var number [NumOps]int
	for v, op := range m.ops {
		number[op] = v
	}
	text := make([]string, NumEdges)
	for i, edge := range m.edges {
		text[i] = fmt.Sprint(number[a[edge]])
	}
	return text
}

// Notations returns the notations that PrintAs writes.
func (Space) Notations() []space.Notation { return append([]space.Notation(nil), notations...) }

// Print returns the architecture string, e.g.
// "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|".
func (Space) Print(a space.Arch) string {
	check(a)
	var b strings.Builder
	for i, e := range Edges() {
		if e.From == 0 {
			if i > 0 {
				b.WriteByte('+')
			}
			b.WriteByte('|')
		}
		fmt.Fprintf(&b, "%s~%d|", Op(a[i]), e.From)
	}
	return b.String()
}

// PrintAs returns a in one of Notations. Index vectors carry their prefix, since
// the digits alone do not say whose they are; the NASLib tuple is bare, as NASLib
// prints it.
func (s Space) PrintAs(a space.Arch, notation string) (string, error) {
	check(a)
	switch notation {
	case notationString:
		return s.Print(a), nil
	case notationCode:
		return strings.Join(numberings[notation].encode(a), ""), nil
	case notationNASLib:
		return "(" + strings.Join(numberings[notation].encode(a), ", ") + ")", nil
	case notationNB201, notationNaszilla:
		return notation + ":" + strings.Join(numberings[notation].encode(a), ","), nil
	case notationNames:
		names := make([]string, NumEdges)
		for i := range names {
			names[i] = Op(a[i]).String()
		}
		return strings.Join(names, ", "), nil
	}
	ids := make([]string, len(notations))
	for i, n := range notations {
		ids[i] = n.ID
	}
	return "", fmt.Errorf("nb201: no notation %q; there are %s", notation, strings.Join(ids, ", "))
}
