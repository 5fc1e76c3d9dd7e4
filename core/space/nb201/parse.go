package nb201

import (
	"fmt"
	"strings"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// knownIndices are benchmark indices whose architectures are published; the
// order of the rest is defined by the benchmark's file alone.
var knownIndices = []struct {
	index string
	arch  space.Arch
}{
	{"0", "\x04\x02\x01\x02\x01\x01"},
	{"1", "\x03\x03\x04\x01\x03\x01"},
	{"857", "\x02\x02\x03\x01\x03\x03"},
	{"3558", "\x01\x03\x02\x03\x02\x03"},
	{"6111", "\x03\x03\x03\x01\x03\x02"},
	{"9930", "\x03\x03\x03\x01\x03\x03"},
	{"13714", "\x03\x03\x03\x01\x02\x03"},
}

// Parse reads an architecture in any of these notations. White space around and
// between tokens is skipped, and so is one pair of quotes around the whole.
//
//	|op~0|+|op~0|op~1|+|op~0|op~1|op~2|   architecture string: the edges of a node in
//	                                      any order, those left out are none
//	333123                                digits, in the order of the string
//	nb201:3,3,3,1,2,3                     index vector, in the order of the string
//	(2,2,0,2,3,2)                         NASLib tuple; also naslib:2,2,0,2,3,2
//	naszilla:2,2,2,4,1,2                  naszilla vector
//	nor_conv_3x3, none, ...               names, in the order of the string; also nb201: or naszilla:
//	index:13714                           index in the benchmark, for the few that are published
//
// A list may stand in round or square brackets and its names in quotes. A tuple
// in round brackets without a prefix is NASLib's, because that is how NASLib
// prints it; a list of numbers in square brackets or none needs a prefix, because
// nothing tells whose numbers they are.
func (Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	p := parser{t}
	switch c := p.Peek(); {
	case p.AtEnd():
		return "", p.Fail("there is no architecture", "write one such as |nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|")
	case c == '|' || c == '+':
		return p.archString()
	case c == '(' || c == '[':
		return p.list("")
	case scan.IsDigit(c):
		return p.digits()
	}
	start := p.Pos()
	word := p.Word()
	if !p.Accept(':') {
		p.Back(start)
		return p.list("")
	}
	switch word {
	case notationNB201, notationNASLib, notationNaszilla:
		return p.list(word)
	case "index":
		return p.index()
	}
	p.Back(start)
	return "", p.Fail(fmt.Sprintf("no notation has the prefix %q", word), "the prefixes are nb201:, naslib:, naszilla: and index:")
}

// parser reads the notations of the space.
type parser struct{ *scan.Text }

// atWord says whether a word comes next.
func (p parser) atWord() bool {
	start := p.Pos()
	word := p.Word()
	p.Back(start)
	return word != ""
}

// archString reads |op~0|+|op~0|op~1|+|op~0|op~1|op~2|.
func (p parser) archString() (space.Arch, error) {
	var b [NumEdges]byte // none
	for to := 1; to < NumNodes; to++ {
		if to > 1 && !p.Accept('+') {
			return "", p.Fail(fmt.Sprintf("expected \"+\" and the edges into node %d, found %s", to, p.Found()),
				"a cell has three groups of edges, joined by \"+\"")
		}
		if !p.Accept('|') {
			return "", p.Fail(fmt.Sprintf("expected \"|\" and the edges into node %d, found %s", to, p.Found()), "")
		}
		if p.Accept('|') {
			continue // || is a node without edges
		}
		var seen [NumNodes]bool
		for first := true; first || p.atWord(); first = false {
			op, err := p.op()
			if err != nil {
				return "", err
			}
			if !p.Accept('~') {
				return "", p.Fail(fmt.Sprintf("expected \"~\" and the node that %s reads, found %s", op, p.Found()), "")
			}
			p.Peek()
			at := p.Pos()
			from := p.Word()
			if len(from) != 1 || !scan.IsDigit(from[0]) || int(from[0]-'0') >= to {
				p.Back(at)
				return "", p.Fail(fmt.Sprintf("node %d reads from an earlier node, 0 to %d, and not from %q", to, to-1, from), "")
			}
			j := int(from[0] - '0')
			if seen[j] {
				p.Back(at)
				return "", p.Fail(fmt.Sprintf("edge %s is there twice", Edge{j, to}), "an edge has one operation")
			}
			seen[j] = true
			b[edgeIndex(j, to)] = byte(op)
			if !p.Accept('|') {
				return "", p.Fail(fmt.Sprintf("expected \"|\" after edge %s, found %s", Edge{j, to}, p.Found()), "")
			}
		}
	}
	return p.Finish(space.Arch(b[:]))
}

// op reads an operation's name.
func (p parser) op() (Op, error) {
	p.Peek()
	start := p.Pos()
	name := p.Word()
	for i, n := range opNames {
		if n == name {
			return Op(i), nil
		}
	}
	p.Back(start)
	msg := "expected an operation, found " + p.Found()
	hint := "the operations are " + strings.Join(opNames[:], ", ")
	if name != "" {
		msg = fmt.Sprintf("no operation is called %q", name)
		if n := scan.Nearest(name, opNames[:]); n != "" {
			hint = "did you mean " + n + "?"
		}
	}
	return 0, p.Fail(msg, hint)
}

// digits reads six digits without separators.
func (p parser) digits() (space.Arch, error) {
	start := p.Pos()
	digits := p.Word()
	if p.Peek() == ',' {
		p.Back(start)
		return p.list("")
	}
	if len(digits) != NumEdges {
		p.Back(start)
		return "", p.Fail(fmt.Sprintf("expected %d digits, one an edge, found %d", NumEdges, len(digits)), digitsHint)
	}
	var n [NumEdges]int
	for i := range n {
		if digits[i] < '0' || digits[i] >= '0'+NumOps {
			p.Back(start + i)
			return "", p.Fail(fmt.Sprintf("a digit is 0 to %d, and not %q", NumOps-1, digits[i]), digitsHint)
		}
		n[i] = int(digits[i] - '0')
	}
	return p.Finish(numberings[notationCode].decode(n))
}

const digitsHint = "for a number of the benchmark write index: before it"

// list reads six numbers or six names, separated by commas, in brackets or not.
// Prefix is the notation if the text names one.
func (p parser) list(prefix string) (space.Arch, error) {
	start := p.Pos()
	bracket := p.Peek()
	shut := map[byte]byte{'(': ')', '[': ']'}[bracket]
	if shut != 0 {
		p.Accept(bracket)
	}
	if prefix == "" && scan.IsDigit(p.Peek()) {
		if bracket != '(' {
			p.Back(start)
			return "", p.Fail("it is not clear whose numbers these are", "write nb201:, naslib: or naszilla: before them")
		}
		prefix = notationNASLib
	}
	named := !scan.IsDigit(p.Peek())
	if named && prefix == notationNASLib {
		return "", p.Fail("expected a number 0 to 4, found "+p.Found(), "NASLib's tuples have numbers; for names leave out the prefix")
	}
	var n [NumEdges]int
	var b [NumEdges]byte
	for i := range n {
		if i > 0 && !p.Accept(',') {
			return "", p.Fail(fmt.Sprintf("expected \",\" after element %d of %d, found %s", i, NumEdges, p.Found()), "")
		}
		var err error
		if named {
			b[i], err = p.name()
		} else {
			n[i], err = p.Number("an operation's number", NumOps-1)
		}
		if err != nil {
			return "", err
		}
	}
	p.Accept(',')
	if shut != 0 && !p.Accept(shut) {
		return "", p.Fail(fmt.Sprintf("expected %q after element %d, found %s", shut, NumEdges, p.Found()), "")
	}
	if named {
		return p.Finish(space.Arch(b[:]))
	}
	return p.Finish(numberings[prefix].decode(n))
}

// name reads an operation's name, in quotes or not.
func (p parser) name() (byte, error) {
	quote := p.Peek()
	quoted := (quote == '\'' || quote == '"') && p.Accept(quote)
	op, err := p.op()
	if err == nil && quoted && !p.Accept(quote) {
		err = p.Fail(fmt.Sprintf("expected %q after %s, found %s", quote, op, p.Found()), "")
	}
	return byte(op), err
}

// index reads an index of the benchmark.
func (p parser) index() (space.Arch, error) {
	p.Peek()
	start := p.Pos()
	w := p.Word()
	known := make([]string, len(knownIndices))
	for i, k := range knownIndices {
		if k.index == w {
			return p.Finish(k.arch)
		}
		known[i] = k.index
	}
	p.Back(start)
	return "", p.Fail(fmt.Sprintf("the architecture at index %q is not known here", w),
		"the order is a shuffle that only the benchmark's file defines; known are "+strings.Join(known, ", ")+"; otherwise give the architecture string")
}
