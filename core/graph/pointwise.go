package graph

// ReLU adds max(x, 0) of node x.
func (b *Builder) ReLU(label string, x int) int {
	return b.pointwise(ReLU, label, x)
}

// ReLU6 adds min(max(x, 0), 6) of node x.
func (b *Builder) ReLU6(label string, x int) int { return b.pointwise(ReLU6, label, x) }

// HSwish adds x·min(max(x+3, 0), 6)/6 of node x (Howard et al., "Searching for
// MobileNetV3", ICCV 2019).
func (b *Builder) HSwish(label string, x int) int { return b.pointwise(HSwish, label, x) }

// Sigmoid adds 1/(1 + exp(-x)) of node x.
func (b *Builder) Sigmoid(label string, x int) int { return b.pointwise(Sigmoid, label, x) }

// Shift adds node x moved by one row and one column: y(i, j) = x(i+1, j+1), and 0 in
// the last row and column. Before a convolution of stride 2 it makes that read the
// other positions, as in a factorized reduction: NAS-Bench-201 pads and crops so;
// DARTS only crops, which is the same for even sizes and not possible for odd ones.
func (b *Builder) Shift(label string, x int) int { return b.pointwise(Shift, label, x) }

// Zero adds the operation "none" on node x: zeros of its shape.
func (b *Builder) Zero(label string, x int) int {
	return b.pointwise(Zero, label, x)
}

// ZeroAs adds the operation "none" on node x where it changes the shape: zeros of
// shape out.
func (b *Builder) ZeroAs(label string, x int, out Shape) int {
	b.shape(label, x)
	if out.C < 1 || out.H < 1 || out.W < 1 {
		return b.fail(label, "%v is not a shape", out)
	}
	return b.add(Node{Op: Zero, Inputs: []int{x}, Out: out, Label: label})
}

// pointwise adds an operation that keeps the shape.
func (b *Builder) pointwise(op Op, label string, x int) int {
	return b.add(Node{Op: op, Inputs: []int{x}, Out: b.shape(label, x), Label: label})
}
