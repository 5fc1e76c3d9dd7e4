// Package mnasnet is the factorized hierarchical search space of MnasNet: a chain of
// seven blocks, of which five are searched. Each of those chooses one layer and how
// often it is repeated.
//
// An architecture is 31 bytes: the activation, then six decisions for each of the
// blocks 2 to 6.
//
// The paper counts 432 choices a block, and lists three operations, two kernels, two
// ratios of squeeze-and-excitation, three skips, three widths and three numbers of
// layers, which makes 324. Its models have inverted bottlenecks of expansion 3 and 6:
// those are two operations here, and the count is the paper's. It lists 0.75, 1 and
// 1.25 times the width of MobileNetV2, while its models have 1.2 times: 112 over 96,
// 192 over 160. Here the largest factor is 1.2, so that they are in the space. The
// activation is this project's addition; h-swish is that of MobileNetV3.
package mnasnet

import (
	"fmt"
	"strconv"

	"protocell/core/space"
)

// Op is the operation of a block's layers.
type Op byte

// The operations.
const (
	Conv    Op = iota // convolution, batch normalisation, activation
	SepConv           // depthwise convolution, and a pointwise one without activation
	MBConv3           // inverted bottleneck that expands the channels by 3
	MBConv6           // inverted bottleneck that expands the channels by 6
)

var opNames = [...]string{"conv", "sepconv", "mbconv3", "mbconv6"}

// expansion is the number of hidden channels over those of the input; 0 is no
// depthwise layer at all.
var expansion = [...]int{0, 1, 3, 6}

// String returns the operation's name, e.g. "mbconv6".
func (o Op) String() string {
	if int(o) >= len(opNames) {
		return fmt.Sprintf("Op(%d)", byte(o))
	}
	return opNames[o]
}

// Skip is what is added to the output of a layer.
type Skip byte

// The skips. They act where the number of channels stays: the identity at stride 1
// alone, pooling at any stride.
const (
	NoSkip   Skip = iota
	Residual      // the input of the layer
	Pooling       // 3x3 average of the input, with the stride of the layer
)

var skipNames = [...]string{"no skip", "identity", "pooling"}

var (
	activations = [...]string{"relu", "h_swish"}
	kernels     = [...]int{3, 5}
	ratios      = [...]string{"0", "0.25"}
)

// NumBlocks is the number of blocks that are searched, numbers 2 to 6 of the network.
const NumBlocks = 5

// blockDecisions is the number of decisions of a block: operation, kernel, squeeze
// and excitation, skip, filters, layers.
const blockDecisions = 6

// searched is what is known of a block before its decisions are made.
type searched struct {
	stride  int
	filters [3]int // 0.75, 1 and 1.2 times MobileNetV2's width, in multiples of 8
	layers  [3]int // MobileNetV2's number, one less and one more
}

var blocks = [NumBlocks]searched{
	{2, [3]int{16, 24, 32}, [3]int{1, 2, 3}},
	{2, [3]int{24, 32, 40}, [3]int{2, 3, 4}},
	{2, [3]int{48, 64, 80}, [3]int{3, 4, 5}},
	{1, [3]int{72, 96, 112}, [3]int{2, 3, 4}},
	{2, [3]int{120, 160, 192}, [3]int{2, 3, 4}},
}

// Space is the search space of MnasNet. It implements space.Space.
type Space struct{}

// radix has the number of options of each decision.
var radix = space.RadixOf(Space{}.Decisions())

// Info returns what the space is called and how large it is: 2 * 432^5, of which the
// paper's 10^13 are those with ReLU.
func (Space) Info() space.Info {
	return space.Info{
		ID:    "mnasnet",
		Name:  "MnasNet",
		Paper: "M. Tan, B. Chen, R. Pang, V. Vasudevan, M. Sandler, A. Howard and Q. V. Le, MnasNet: Platform-Aware Neural Architecture Search for Mobile, CVPR 2019",
		Size:  radix.Size(),
	}
}

// Decisions returns the activation, and the six decisions of each searched block.
func (Space) Decisions() []space.Decision {
	list := []space.Decision{{Name: "activation", Options: append([]string(nil), activations[:]...)}}
	for i, b := range blocks {
		add := func(name string, options []string) {
			list = append(list, space.Decision{Name: fmt.Sprintf("block %d %s", i+2, name), Options: options})
		}
		add("operation", append([]string(nil), opNames[:]...))
		add("kernel", texts(kernels[:]))
		add("squeeze", append([]string(nil), ratios[:]...))
		add("skip", append([]string(nil), skipNames[:]...))
		add("filters", texts(b.filters[:]))
		add("layers", texts(b.layers[:]))
	}
	return list
}

func texts(numbers []int) []string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = strconv.Itoa(n)
	}
	return list
}

// Check returns an error unless a has 31 bytes, each the index of an option.
func (Space) Check(a space.Arch) error { return radix.Check(a) }

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := radix.Check(a); err != nil {
		panic("mnasnet: " + err.Error())
	}
}
