package kernel_test

import (
	"testing"

	"protocell/core/kernel"
	"protocell/core/kernel/kerneltest"
)

func TestGoConforms(t *testing.T) {
	kerneltest.Conform(t, kerneltest.Reference(), kernel.Go(), kerneltest.Heap{}, 300)
}

func FuzzConv(f *testing.F) {
	kerneltest.FuzzConv(f, kerneltest.Reference(), kernel.Go(), kerneltest.Heap{})
}

func FuzzPool(f *testing.F) {
	kerneltest.FuzzPool(f, kerneltest.Reference(), kernel.Go(), kerneltest.Heap{})
}
