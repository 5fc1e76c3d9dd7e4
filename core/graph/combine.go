package graph

// Add adds the sum of nodes xs, one or more of one shape, in their order.
func (b *Builder) Add(label string, xs ...int) int {
	if len(xs) == 0 {
		return b.fail(label, "a sum of nothing")
	}
	out := b.shape(label, xs[0])
	for _, x := range xs[1:] {
		if s := b.shape(label, x); b.err == nil && s != out {
			return b.fail(label, "cannot add %v to %v", s, out)
		}
	}
	return b.add(Node{Op: Add, Inputs: append([]int(nil), xs...), Out: out, Label: label})
}

// Concat adds nodes xs, one or more of one height and width, one after another along
// the channels.
func (b *Builder) Concat(label string, xs ...int) int {
	if len(xs) == 0 {
		return b.fail(label, "a concatenation of nothing")
	}
	out := b.shape(label, xs[0])
	for _, x := range xs[1:] {
		s := b.shape(label, x)
		if b.err == nil && (s.H != out.H || s.W != out.W) {
			return b.fail(label, "cannot put %v beside %v", s, out)
		}
		out.C += s.C
	}
	return b.add(Node{Op: Concat, Inputs: append([]int(nil), xs...), Out: out, Label: label})
}

// Scale adds node x with each channel times its number in node by, a vector: the
// second half of squeeze and excitation (Hu et al., "Squeeze-and-excitation
// networks", CVPR 2018).
func (b *Builder) Scale(label string, x, by int) int {
	out, factors := b.shape(label, x), b.shape(label, by)
	if want := (Shape{C: out.C, H: 1, W: 1}); b.err == nil && factors != want {
		return b.fail(label, "cannot scale %v by %v", out, factors)
	}
	return b.add(Node{Op: Scale, Inputs: []int{x, by}, Out: out, Label: label})
}
