package state

import "protocell/core/space/nb201"

// Operation is how the page names an operation of the cell.
type Operation struct {
	ID     string // published name
	Label  string // on the edge
	Spoken string // for screen readers
	Key    string // that chooses it
	Note   string // what it does, one sentence
}

// operations are in the order of the space's operations.
var operations = [nb201.NumOps]Operation{
	{ID: nb201.None.String(), Label: "none", Spoken: "none", Key: "n",
		Note: "Multiplies by 0: the edge is as good as absent, and gradients through it are 0."},
	{ID: nb201.SkipConnect.String(), Label: "skip", Spoken: "skip connection", Key: "s",
		Note: "Hands its input on unchanged."},
	{ID: nb201.NorConv1x1.String(), Label: "conv 1×1", Spoken: "1 by 1 convolution", Key: "1",
		Note: "ReLU, 1×1 convolution, batch normalisation: mixes channels at each position."},
	{ID: nb201.NorConv3x3.String(), Label: "conv 3×3", Spoken: "3 by 3 convolution", Key: "3",
		Note: "ReLU, 3×3 convolution, batch normalisation: nine times the weights of 1×1."},
	{ID: nb201.AvgPool3x3.String(), Label: "pool 3×3", Spoken: "3 by 3 average pooling", Key: "p",
		Note: "Mean over 3×3 positions, of those inside the image: smooths, nothing to learn."},
}

// Op returns how an operation of the space is named.
func Op(op byte) Operation { return operations[op] }

// Operations returns all operations, in the space's order.
func Operations() []Operation { return operations[:] }

// OpOfKey returns the operation that a key chooses.
func OpOfKey(key string) (byte, bool) {
	for i, o := range operations {
		if o.Key == key {
			return byte(i), true
		}
	}
	return 0, false
}
