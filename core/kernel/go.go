package kernel

// Go returns the pure-Go kernels. They work everywhere and are what every other
// implementation is compared with, bit for bit.
func Go() Set {
	return Set{F32: newPure[float32](), F64: newPure[float64]()}
}

// pure is the pure-Go implementation of Kernels.
type pure[T Float] struct{ *Convolutions[T] }

func newPure[T Float]() Kernels[T] { return pure[T]{NewConvolutions(pureLoops[T]{})} }

// Name implements Kernels.
func (pure[T]) Name() string { return "go" }

// pureLoops is the pure-Go implementation of Loops.
type pureLoops[T Float] struct{}

// panel is the number of columns of a panel: 4, which with 2 rows makes as many
// sums as stay in registers.
const panel = 4

// PanelWidths implements Loops.
func (pureLoops[T]) PanelWidths() (full, last int) { return panel, panel }
