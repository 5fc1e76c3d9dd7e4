package nb201

import (
	"fmt"
	"strings"

	"protocell/core/space"
)

// MaxText is the longest text in bytes that Parse reads.
const MaxText = 1024

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
	if len(text) > MaxText {
		return "", &space.SyntaxError{Offset: MaxText, Msg: fmt.Sprintf("the text has %d bytes, more than %d", len(text), MaxText)}
	}
	p := &parser{text: text, end: len(text)}
	p.unquote()
	switch c := p.peek(); {
	case c == 0 && p.pos >= p.end:
		return "", p.fail("there is no architecture", "write one such as |nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|")
	case c == '|' || c == '+':
		return p.archString()
	case c == '(' || c == '[':
		return p.list("")
	case isDigit(c):
		return p.digits()
	}
	start := p.pos
	word := p.word()
	if p.peek() != ':' {
		p.pos = start
		return p.list("")
	}
	p.pos++
	switch word {
	case notationNB201, notationNASLib, notationNaszilla:
		return p.list(word)
	case "index":
		return p.index()
	}
	p.pos = start
	return "", p.fail(fmt.Sprintf("no notation has the prefix %q", word), "the prefixes are nb201:, naslib:, naszilla: and index:")
}

// parser reads text[pos:end].
type parser struct {
	text     string
	pos, end int
}

func (p *parser) fail(msg, hint string) error {
	return &space.SyntaxError{Offset: p.pos, Msg: msg, Hint: hint}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
func isWord(c byte) bool {
	return c == '_' || isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// unquote drops the white space around the text, and one pair of quotes.
func (p *parser) unquote() {
	p.peek()
	for p.end > p.pos && isSpace(p.text[p.end-1]) {
		p.end--
	}
	if q := p.pos; p.end-q >= 2 && (p.text[q] == '\'' || p.text[q] == '"') && p.text[p.end-1] == p.text[q] &&
		strings.IndexByte(p.text[q+1:p.end-1], p.text[q]) < 0 {
		p.pos++
		p.end--
	}
}

// peek skips white space and returns the next byte, or 0 at the end.
func (p *parser) peek() byte {
	for p.pos < p.end && isSpace(p.text[p.pos]) {
		p.pos++
	}
	if p.pos == p.end {
		return 0
	}
	return p.text[p.pos]
}

// accept reads c if it comes next.
func (p *parser) accept(c byte) bool {
	if p.pos < p.end && p.peek() == c && p.pos < p.end {
		p.pos++
		return true
	}
	return false
}

// word reads letters, digits and underscores, possibly none.
func (p *parser) word() string {
	p.peek()
	start := p.pos
	for p.pos < p.end && isWord(p.text[p.pos]) {
		p.pos++
	}
	return p.text[start:p.pos]
}

// found describes what comes next, for an error.
func (p *parser) found() string {
	p.peek()
	if p.pos == p.end {
		return "the end"
	}
	rest := p.text[p.pos:p.end]
	for i := range rest {
		if i > 0 {
			return fmt.Sprintf("%q", rest[:i])
		}
	}
	return fmt.Sprintf("%q", rest)
}

// finish makes sure that nothing follows.
func (p *parser) finish(a space.Arch) (space.Arch, error) {
	p.peek()
	if p.pos < p.end {
		return "", p.fail(fmt.Sprintf("the architecture is complete, but %s follows", p.found()), "")
	}
	return a, nil
}

// archString reads |op~0|+|op~0|op~1|+|op~0|op~1|op~2|.
func (p *parser) archString() (space.Arch, error) {
	var b [NumEdges]byte // none
	for to := 1; to < NumNodes; to++ {
		if to > 1 && !p.accept('+') {
			return "", p.fail(fmt.Sprintf("expected \"+\" and the edges into node %d, found %s", to, p.found()),
				"a cell has three groups of edges, joined by \"+\"")
		}
		if !p.accept('|') {
			return "", p.fail(fmt.Sprintf("expected \"|\" and the edges into node %d, found %s", to, p.found()), "")
		}
		if p.accept('|') {
			continue // || is a node without edges
		}
		var seen [NumNodes]bool
		for first := true; first || isWord(p.peek()); first = false {
			op, err := p.op()
			if err != nil {
				return "", err
			}
			if !p.accept('~') {
				return "", p.fail(fmt.Sprintf("expected \"~\" and the node that %s reads, found %s", op, p.found()), "")
			}
			p.peek()
			at := p.pos
			from := p.word()
			if len(from) != 1 || !isDigit(from[0]) || int(from[0]-'0') >= to {
				p.pos = at
				return "", p.fail(fmt.Sprintf("node %d reads from an earlier node, 0 to %d, and not from %q", to, to-1, from), "")
			}
			j := int(from[0] - '0')
			if seen[j] {
				p.pos = at
				return "", p.fail(fmt.Sprintf("edge %s is there twice", Edge{j, to}), "an edge has one operation")
			}
			seen[j] = true
			b[edgeIndex(j, to)] = byte(op)
			if !p.accept('|') {
				return "", p.fail(fmt.Sprintf("expected \"|\" after edge %s, found %s", Edge{j, to}, p.found()), "")
			}
		}
	}
	return p.finish(space.Arch(b[:]))
}

// op reads an operation's name.
func (p *parser) op() (Op, error) {
	p.peek()
	start := p.pos
	name := p.word()
	for i, n := range opNames {
		if n == name {
			return Op(i), nil
		}
	}
	p.pos = start
	msg := "expected an operation, found " + p.found()
	hint := "the operations are " + strings.Join(opNames[:], ", ")
	if name != "" {
		msg = fmt.Sprintf("no operation is called %q", name)
		if n := nearest(name); n != "" {
			hint = "did you mean " + n + "?"
		}
	}
	return 0, p.fail(msg, hint)
}

// digits reads six digits without separators.
func (p *parser) digits() (space.Arch, error) {
	start := p.pos
	digits := p.word()
	if p.peek() == ',' {
		p.pos = start
		return p.list("")
	}
	if len(digits) != NumEdges {
		p.pos = start
		return "", p.fail(fmt.Sprintf("expected %d digits, one an edge, found %d", NumEdges, len(digits)), digitsHint)
	}
	var n [NumEdges]int
	for i := range n {
		if digits[i] < '0' || digits[i] >= '0'+NumOps {
			p.pos = start + i
			return "", p.fail(fmt.Sprintf("a digit is 0 to %d, and not %q", NumOps-1, digits[i]), digitsHint)
		}
		n[i] = int(digits[i] - '0')
	}
	return p.finish(numberings[notationCode].decode(n))
}

const digitsHint = "for a number of the benchmark write index: before it"

// list reads six numbers or six names, separated by commas, in brackets or not.
// Prefix is the notation if the text names one.
func (p *parser) list(prefix string) (space.Arch, error) {
	start := p.pos
	bracket := p.peek()
	shut := map[byte]byte{'(': ')', '[': ']'}[bracket]
	if shut != 0 {
		p.pos++
	}
	if prefix == "" && isDigit(p.peek()) {
		if bracket != '(' {
			p.pos = start
			return "", p.fail("it is not clear whose numbers these are", "write nb201:, naslib: or naszilla: before them")
		}
		prefix = notationNASLib
	}
	named := !isDigit(p.peek())
	if named && prefix == notationNASLib {
		return "", p.fail("expected a number 0 to 4, found "+p.found(), "NASLib's tuples have numbers; for names leave out the prefix")
	}
	var n [NumEdges]int
	var b [NumEdges]byte
	for i := range n {
		if i > 0 && !p.accept(',') {
			return "", p.fail(fmt.Sprintf("expected \",\" after element %d of %d, found %s", i, NumEdges, p.found()), "")
		}
		var err error
		if named {
			b[i], err = p.name()
		} else {
			n[i], err = p.number()
		}
		if err != nil {
			return "", err
		}
	}
	p.accept(',')
	if shut != 0 && !p.accept(shut) {
		return "", p.fail(fmt.Sprintf("expected %q after element %d, found %s", shut, NumEdges, p.found()), "")
	}
	if named {
		return p.finish(space.Arch(b[:]))
	}
	return p.finish(numberings[prefix].decode(n))
}

// name reads an operation's name, in quotes or not.
func (p *parser) name() (byte, error) {
	quote := p.peek()
	if quote == '\'' || quote == '"' {
		p.pos++
	} else {
		quote = 0
	}
	op, err := p.op()
	if err == nil && quote != 0 && !p.accept(quote) {
		err = p.fail(fmt.Sprintf("expected %q after %s, found %s", quote, op, p.found()), "")
	}
	return byte(op), err
}

// number reads an operation's number, 0 to 4.
func (p *parser) number() (int, error) {
	p.peek()
	start := p.pos
	w := p.word()
	if len(w) != 1 || w[0] < '0' || w[0] >= '0'+NumOps {
		p.pos = start
		if w == "" {
			w = p.found()
		}
		return 0, p.fail(fmt.Sprintf("an operation's number is 0 to %d, and not %s", NumOps-1, w), "")
	}
	return int(w[0] - '0'), nil
}

// index reads an index of the benchmark.
func (p *parser) index() (space.Arch, error) {
	p.peek()
	start := p.pos
	w := p.word()
	known := make([]string, len(knownIndices))
	for i, k := range knownIndices {
		if k.index == w {
			return p.finish(k.arch)
		}
		known[i] = k.index
	}
	p.pos = start
	return "", p.fail(fmt.Sprintf("the architecture at index %q is not known here", w),
		"the order is a shuffle that only the benchmark's file defines; known are "+strings.Join(known, ", ")+"; otherwise give the architecture string")
}

// nearest returns the operation whose name is closest to a misspelt one, or ""
// if none is close.
func nearest(name string) string {
	best, least := "", 7
	for _, n := range opNames {
		if len(name) >= 4 && strings.Contains(n, strings.ToLower(name)) {
			return n
		}
		if d := distance(strings.ToLower(name), n); d < least && d < len(n)-1 {
			best, least = n, d
		}
	}
	return best
}

// distance is the Levenshtein distance between two strings.
func distance(a, b string) int {
	if len(a) > 2*len(b)+8 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
