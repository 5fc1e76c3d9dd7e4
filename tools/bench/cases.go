package main

import (
	"fmt"

	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/sample"
)

// benchCase is one thing that contestants do.
type benchCase struct {
	name        string
	group       string // of cases that a target is about
	contestants []string
	operation   string // of our kernels
	gemm        bool
	conv        kernel.Conv
}

// flops returns the operations on numbers of one run.
func (c benchCase) flops() float64 { return 2 * float64(c.conv.MACs()) }

// The contestants: our kernels in Go and with SIMD, the libraries, and the
// processor's peak; for a backward pass also the forward pass, with SIMD.
var (
	everyone = []string{"go", "simd", "tfjs", "ort", "peak"}
	ours     = []string{"go", "simd", "forward", "peak"}
)

// The groups of cases.
const (
	gemms    = "gemm"
	single   = "conv, batch 1"
	batches  = "conv, batch 32"
	backward = "backward"
	others   = "others"
)

// cases returns the cases in the order in which they run.
func cases() []benchCase {
	var list []benchCase
	for _, n := range []int{64, 128, 256, 512} {
		list = append(list, benchCase{
			name: fmt.Sprintf("gemm %d", n), group: gemms, contestants: everyone, operation: "forward", gemm: true,
			conv: kernel.Conv{Batch: 1, InH: 1, InW: n, InC: n, OutC: n, Kernel: 1, Stride: 1, Dilation: 1, Groups: 1},
		})
	}
	conv := func(batch, channels, size, kernelSize int) kernel.Conv {
		return kernel.Conv{
			Batch: batch, InH: size, InW: size, InC: channels, OutC: channels,
			Kernel: kernelSize, Stride: 1, Pad: kernelSize / 2, Dilation: 1, Groups: 1,
		}
	}
	stages := []struct{ channels, size int }{{16, 32}, {32, 16}, {64, 8}}
	for _, g := range []struct {
		group string
		batch int
	}{{single, 1}, {batches, 32}} {
		for _, s := range stages {
			list = append(list, benchCase{
				name:  fmt.Sprintf("conv3x3 %dx%d@%d", g.batch, s.channels, s.size),
				group: g.group, contestants: everyone, operation: "forward", conv: conv(g.batch, s.channels, s.size, 3),
			})
		}
	}
	for _, s := range stages {
		for _, operation := range []string{"gradInput", "gradWeight"} {
			list = append(list, benchCase{
				name:  fmt.Sprintf("%s 32x%d@%d", operation, s.channels, s.size),
				group: backward, contestants: ours, operation: operation, conv: conv(32, s.channels, s.size, 3),
			})
		}
	}
	for _, s := range stages {
		list = append(list, benchCase{
			name:  fmt.Sprintf("conv1x1 32x%d@%d", s.channels, s.size),
			group: others, contestants: everyone, operation: "forward", conv: conv(32, s.channels, s.size, 1),
		})
	}
	return list
}

// scoreCase is a whole score to time.
type scoreCase struct {
	name     string
	spec     experiment.Spec
	maxMs    float64 // to reach, 0 if there is no target
	minShare float64 // of its time in the convolutions' kernels, to reach, or 0
	maxRatio float64 // of its time to that of all kernels, to reach, or 0
}

// scoreCases returns the scores to time.
func scoreCases() []scoreCase {
	naswot := experiment.Default()
	naswot.Skeleton.C, naswot.Skeleton.N = 16, 5
	naswot.Batch, naswot.Proxies = 128, []string{"naswot"}
	all := experiment.Default()
	all.Skeleton.C, all.Proxies = 16, proxy.IDs()
	return []scoreCase{
		{name: "naswot, C=16 N=5, batch 128", spec: naswot, minShare: 0.7},
		{name: "the default scorecard", spec: experiment.Default(), maxMs: 500},
		// Each pass runs once, so the kernels' time is that of the distinct passes.
		{name: "all proxies, C=16 N=1, batch 32", spec: all, maxRatio: 2.5},
	}
}

// suiteCase is the scoring of many architectures by the 13 proxies of
// NAS-Bench-Suite-Zero, on one worker and on two.
type suiteCase struct {
	name  string
	specs []experiment.Spec
	want  float64 // times the throughput of one worker
}

// suite returns the case of many architectures: of such a size that a round takes
// some seconds.
func suite() (suiteCase, error) {
	c := suiteCase{name: "13 proxies of 24 architectures, two workers", want: 1.8}
	spec := experiment.Default()
	spec.Proxies = []string{
		"params", "flops", "l2_norm", "synflow", "grad_norm", "snip", "grasp", "fisher", "plain", "nwot", "jacob_cov", "epe_nas", "zen",
	}
	sp, _, err := spec.Architecture()
	if err != nil {
		return c, err
	}
	for _, a := range sample.Architectures(sp, 24, 1) {
		spec.Arch = sp.Print(a)
		c.specs = append(c.specs, spec)
	}
	return c, nil
}
