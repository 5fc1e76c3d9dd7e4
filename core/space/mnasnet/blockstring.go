package mnasnet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/core/space/scan"
)

// blockString is what a block string says; numbers that it does not give are -1.
type blockString struct {
	kind                      string // "", "cn", "ds" or "ir"
	layers, kernel, stride    int
	expand, in, out           int
	squeeze, noSkip, pool, hs bool
}

// parseBlock reads a block string into block i of n.
func parseBlock(t *scan.Text, n *Net, i int) error {
	c := t.Peek()
	start := t.Pos()
	if c == '\'' || c == '"' {
		start++
	}
	word, err := t.Quoted()
	if err != nil {
		return err
	}
	if word == "" {
		return t.Fail(fmt.Sprintf("expected block %d of %d, found %s", i+1, len(n.Blocks), t.Found()), "a block is written as r2_k3_s22_e6_i16_o24")
	}
	end, at := t.Pos(), start
	s := blockString{layers: -1, kernel: -1, stride: -1, expand: -1, in: -1, out: -1}
	seen := ""
	for _, part := range strings.Split(word, "_") {
		key := strings.TrimRight(part, "0123456789.")
		if err := s.set(key, part[len(key):]); err != "" || strings.Contains(seen, "_"+key+"_") {
			t.Back(at)
			if err == "" {
				err = fmt.Sprintf("%q is there twice", key)
			}
			return t.Fail(fmt.Sprintf("block %d: %s", i+1, err), "a block is written as r2_k3_s22_e6_i16_o24_se0.25_noskip")
		}
		seen += "_" + key + "_"
		at += len(part) + 1
	}
	b, msg := s.block()
	if msg == "" {
		msg = n.fits(i, b, s)
	}
	if msg != "" {
		t.Back(start)
		return t.Fail(fmt.Sprintf("block %d: %s", i+1, msg), "")
	}
	t.Back(end)
	n.Blocks[i] = b
	n.HSwish = s.hs
	return nil
}

// set takes one part of a block string, or says what is wrong with it.
func (s *blockString) set(key, value string) (wrong string) {
	number := map[string]*int{"r": &s.layers, "k": &s.kernel, "s": &s.stride, "e": &s.expand, "i": &s.in, "o": &s.out, "c": &s.out}[key]
	flag := map[string]*bool{"noskip": &s.noSkip, "pool": &s.pool, "nhs": &s.hs}[key]
	switch {
	case number != nil:
		v, err := strconv.Atoi(value)
		if err != nil || v > 10000 {
			return fmt.Sprintf("%.20q is no number for %q", value, key)
		}
		if *number >= 0 {
			return "the channels of the output are there twice"
		}
		if key == "s" && len(value) == 2 && value[0] == value[1] {
			v = int(value[0] - '0') // the strides of both axes
		}
		*number = v
		return ""
	case value == "" && flag != nil:
		*flag = true
		return ""
	case value == "" && (key == "cn" || key == "ds" || key == "ir"):
		if s.kind != "" {
			return "it has two kinds"
		}
		s.kind = key
		return ""
	case value == "" && key == "nre":
		return ""
	case key == "se":
		s.squeeze = value == ratios[1]
		if !s.squeeze && value != ratios[0] {
			return fmt.Sprintf("squeeze-and-excitation is se0.25 or left out, and not %.20q", key+value)
		}
		return ""
	}
	return fmt.Sprintf("no part of a block is called %.20q", key+value)
}

// block returns the block that a string describes, or says what is wrong with it.
func (s *blockString) block() (b Block, wrong string) {
	for _, f := range []struct {
		name  string
		value int
	}{{"r", s.layers}, {"k", s.kernel}, {"s", s.stride}, {"o", s.out}} {
		if f.value < 0 {
			return b, "it has no " + f.name
		}
	}
	b = Block{Kernel: s.kernel, Squeeze: s.squeeze, Stride: s.stride, Filters: s.out, Layers: s.layers}
	switch {
	case s.noSkip && s.pool:
		return b, "it has two skips"
	case s.pool:
		b.Skip = Pooling
	case !s.noSkip:
		b.Skip = Residual
	}
	switch e := s.expand; {
	case s.kind == "cn" && e < 0:
		b.Op = Conv
	case s.kind == "ds" && e < 0, s.kind != "cn" && s.kind != "ir" && e == 1:
		b.Op = SepConv
	case (s.kind == "" || s.kind == "ir") && e == 3:
		b.Op = MBConv3
	case (s.kind == "" || s.kind == "ir") && e == 6:
		b.Op = MBConv6
	default:
		return b, "the expansion is e1 of a separable convolution, e3 or e6 of an inverted bottleneck, and none of a convolution"
	}
	return b, ""
}

// fits says what is wrong with block i being b.
func (n *Net) fits(i int, b Block, s blockString) (wrong string) {
	if s.in >= 0 && s.in != n.in(i) {
		return fmt.Sprintf("it reads %d channels, not %d", n.in(i), s.in)
	}
	if i > 0 && s.hs != n.HSwish {
		return "it has another activation than the blocks before"
	}
	if i == 0 || i > NumBlocks {
		fixed := firstBlock
		if i > 0 {
			fixed = lastBlock
		}
		if b.Skip = fixed.Skip; b != fixed { // no skip acts where the width changes
			return fmt.Sprintf("this one is not searched: %s, kernel %d, stride %d, %d filters, %d layer", fixed.Op, fixed.Kernel, fixed.Stride, fixed.Filters, fixed.Layers)
		}
		return ""
	}
	may := blocks[i-1]
	switch {
	case !slices.Contains(kernels[:], b.Kernel):
		return fmt.Sprintf("the kernel is %v, and not %d", kernels, b.Kernel)
	case b.Stride != may.stride:
		return fmt.Sprintf("the stride is %d, and not %d", may.stride, b.Stride)
	case !slices.Contains(may.filters[:], b.Filters):
		return fmt.Sprintf("the filters are one of %v, and not %d", may.filters, b.Filters)
	case !slices.Contains(may.layers[:], b.Layers):
		return fmt.Sprintf("the layers are one of %v, and not %d", may.layers, b.Layers)
	}
	return ""
}
