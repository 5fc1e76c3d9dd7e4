package mnasnet

import (
	"fmt"

	"protocell/core/space"
	"protocell/core/space/scan"
)

// Parse reads an architecture in any of these notations:
//
//	r1_k3_s11_e1_i32_o16_noskip, r2_k3_s22_e6_i16_o24, ...   block strings
//	[['ds_r1_k3_s1_e1_c16_noskip'], ['ir_r2_k3_s2_e6_c24'], ...]   as timm writes them
//	0301012...                                                     code, 31 digits
//
// There are seven blocks, in quotes and brackets or not. The first and the last are
// not searched, and given all the same. The number of channels that a block reads may
// be left out.
func (s Space) Parse(text string) (space.Arch, error) {
	t, err := scan.New(text)
	if err != nil {
		return "", err
	}
	switch {
	case t.AtEnd():
		return "", t.Fail("there is no architecture", "write seven blocks such as r1_k3_s11_e1_i32_o16_noskip, r2_k3_s22_e6_i16_o24, ...")
	case scan.IsDigit(t.Peek()):
		start := t.Pos()
		a, err := space.ParseCode(s, t.Word())
		if err != nil {
			t.Back(start)
			return "", t.Fail("as a code: "+err.(*space.SyntaxError).Msg, "")
		}
		return t.Finish(a)
	}
	var n Net
	outer := open(t)
	for i := range n.Blocks {
		if i > 0 {
			if err := t.Expect(',', fmt.Sprintf("block %d of %d", i, len(n.Blocks))); err != nil {
				return "", err
			}
		}
		inner := open(t)
		if err := parseBlock(t, &n, i); err != nil {
			return "", err
		}
		if inner != 0 {
			if err := t.Expect(inner, fmt.Sprintf("block %d", i+1)); err != nil {
				return "", err
			}
		}
	}
	if outer != 0 {
		t.Accept(',')
		if err := t.Expect(outer, "the blocks"); err != nil {
			return "", err
		}
	}
	return t.Finish(encode(n))
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
