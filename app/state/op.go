package state

// Operation is how the page names an option of a decision, which most often is an
// operation.
type Operation struct {
	ID     string // published name
	Label  string // on the edge
	Spoken string // for screen readers
	Key    string // that chooses it, or ""
	Note   string // what it does, one sentence, or ""
}

// operations are those that have names of their own on the page.
var operations = []Operation{
	{ID: "none", Label: "none", Spoken: "none", Key: "n",
		Note: "Multiplies by 0: the edge is as good as absent, and gradients through it are 0."},
	{ID: "skip_connect", Label: "skip", Spoken: "skip connection", Key: "s",
		Note: "Hands its input on unchanged."},
	{ID: "nor_conv_1x1", Label: "conv 1×1", Spoken: "1 by 1 convolution", Key: "1",
		Note: "ReLU, 1×1 convolution, batch normalisation: mixes channels at each position."},
	{ID: "nor_conv_3x3", Label: "conv 3×3", Spoken: "3 by 3 convolution", Key: "3",
		Note: "ReLU, 3×3 convolution, batch normalisation: nine times the weights of 1×1."},
	{ID: "avg_pool_3x3", Label: "pool 3×3", Spoken: "3 by 3 average pooling", Key: "p",
		Note: "Mean over 3×3 positions, of those inside the image: smooths, nothing to learn."},
	{ID: "max_pool_3x3", Label: "max 3×3", Spoken: "3 by 3 max pooling", Key: "m",
		Note: "The largest of 3×3 positions, of those inside the image: nothing to learn."},
	{ID: "sep_conv_3x3", Label: "sep 3×3", Spoken: "3 by 3 separable convolution", Key: "3",
		Note: "Twice: ReLU, 3×3 convolution of each channel, 1×1 convolution, batch normalisation."},
	{ID: "sep_conv_5x5", Label: "sep 5×5", Spoken: "5 by 5 separable convolution", Key: "5",
		Note: "Twice: ReLU, 5×5 convolution of each channel, 1×1 convolution, batch normalisation."},
	{ID: "dil_conv_3x3", Label: "dil 3×3", Spoken: "3 by 3 dilated convolution", Key: "d",
		Note: "ReLU, 3×3 convolution of each channel over every other position, 1×1 convolution, batch normalisation: sees 5×5."},
	{ID: "dil_conv_5x5", Label: "dil 5×5", Spoken: "5 by 5 dilated convolution", Key: "e",
		Note: "ReLU, 5×5 convolution of each channel over every other position, 1×1 convolution, batch normalisation: sees 9×9."},
}

// Op returns how an option is named. One that has no name of its own on the page has
// the published one.
func Op(id string) Operation {
	for _, o := range operations {
		if o.ID == id {
			return o
		}
	}
	return Operation{ID: id, Label: id, Spoken: id}
}

// OpOfKey returns the option that a key chooses, of those of a decision.
func OpOfKey(options []string, key string) (byte, bool) {
	for i, id := range options {
		if o := Op(id); o.Key != "" && o.Key == key {
			return byte(i), true
		}
	}
	return 0, false
}
