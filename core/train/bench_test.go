package train

import (
	"fmt"
	"testing"
	"time"

	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/rng"
)

// BenchmarkStep is one step of training the largest cell, from the images to the new
// parameters. It prints the speed beside that of the same convolutions alone, forward
// and backward, which are run in turn with it.
func BenchmarkStep(b *testing.B) {
	for _, k := range []graph.Skeleton{
		Default().Skeleton,
		{C: 8, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10},
		{C: 16, N: 1, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10},
	} {
		b.Run(fmt.Sprintf("C=%d,%v", k.C, k.Input), func(b *testing.B) {
			s := Default()
			s.Arch = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"
			s.Skeleton, s.Train, s.Validation, s.Test, s.Epochs = k, s.Batch, 1, 1, 1
			t := start(b, s, options())
			alone := convolutions(b, s)
			order, crops := make([]int, s.Batch), rng.New(s.Seed, 0)
			shuffle(order, crops)
			var training, kernels time.Duration
			b.ReportAllocs()
			for b.Loop() {
				from := time.Now()
				if _, _, err := t.step(order, crops); err != nil {
					b.Fatal(err)
				}
				t.update(0.001)
				between := time.Now()
				alone()
				training, kernels = training+between.Sub(from), kernels+time.Since(between)
			}
			flops := 6 * float64(t.costs.MACs) * float64(s.Batch) * float64(b.N)
			b.ReportMetric(flops/training.Seconds()/1e9, "GFLOP/s")
			b.ReportMetric(flops/kernels.Seconds()/1e9, "kernels-GFLOP/s")
			b.ReportMetric(100*kernels.Seconds()/training.Seconds(), "%")
		})
	}
}

// convolutions returns a function that runs the convolutions of a step alone.
func convolutions(b *testing.B, s Spec) func() {
	g, err := s.build()
	if err != nil {
		b.Fatal(err)
	}
	k := options().Kernels.F32
	var runs []func()
	for _, n := range g.Nodes {
		if n.Op != graph.Conv {
			continue
		}
		in := g.Nodes[n.Inputs[0]].Out
		c := kernel.Conv{
			Batch: s.Batch, InH: in.H, InW: in.W, InC: in.C, OutC: n.Out.C,
			Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad, Dilation: n.Dilation, Groups: n.Groups, ReLU: n.Inputs[0] != 0,
		}
		x, dx, y := make([]float32, c.InLen()), make([]float32, c.InLen()), make([]float32, c.OutLen())
		w, scratch := make([]float32, c.WeightLen()), make([]float32, k.ConvScratch(c))
		runs = append(runs, func() {
			k.ConvForward(c, y, x, w, scratch)
			k.ConvGradWeight(c, w, y, x, scratch, false)
			if n.Inputs[0] != 0 { // nobody wants the gradient of the image
				k.ConvGradInput(c, dx, y, x, w, scratch)
			}
		})
	}
	return func() {
		for _, run := range runs {
			run()
		}
	}
}
