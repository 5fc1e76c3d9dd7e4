package engine

import (
	"testing"

	"protocell/core/graph"
	"protocell/core/kernel"
)

const best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|"

func BenchmarkForward(b *testing.B) {
	benchmark(b, kernel.Go().F32, Config{})
}

func BenchmarkForwardBackward(b *testing.B) {
	benchmark(b, kernel.Go().F32, Config{Backward: true})
}

func BenchmarkForwardBackwardInput(b *testing.B) {
	benchmark(b, kernel.Go().F32, Config{Jacobian: true})
}

func BenchmarkForwardBackwardTangent(b *testing.B) {
	benchmark(b, kernel.Go().F32, Config{Backward: true, Tangent: true})
}

func BenchmarkSynFlowPass(b *testing.B) {
	benchmark(b, kernel.Go().F64, Config{Backward: true, Bypass: true, Batch: 1})
}

// benchmark times a Forward and the passes after it that c asks for. The convolutions
// of a Backward are two of each, of a BackwardInput one, and of a Tangent seven.
func benchmark[T kernel.Float](b *testing.B, k kernel.Kernels[T], c Config) {
	for _, size := range []struct {
		name     string
		skeleton graph.Skeleton
		batch    int
	}{
		{"small", small, 32},
		{"full", graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}, 16},
	} {
		b.Run(size.name, func(b *testing.B) {
			c := c
			if c.Batch == 0 {
				c.Batch = size.batch
			}
			g := build(b, best, size.skeleton)
			net, labels := ready(b, k, g, c, 1)
			products := 1
			for passes, run := range map[int]bool{2: c.Backward, 1: c.Jacobian, 7: c.Tangent} {
				if run {
					products += passes
				}
			}
			macs := float64(g.Costs().Total.MACs) * float64(c.Batch) * float64(products)
			b.ReportAllocs()
			for b.Loop() {
				if err := net.Forward(Hooks[T]{}); err != nil {
					b.Fatal(err)
				}
				if c.Backward || c.Jacobian {
					net.CrossEntropy(labels)
				}
				for _, pass := range []struct {
					asked bool
					run   func(Hooks[T]) error
				}{{c.Backward, net.Backward}, {c.Tangent, net.Tangent}, {c.Jacobian, net.BackwardInput}} {
					if pass.asked {
						if err := pass.run(Hooks[T]{}); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
			b.ReportMetric(2*macs*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			b.ReportMetric(float64(net.plan.Bytes())/1e6, "MB")
		})
	}
}

// BenchmarkPlan is what comes before the first pass.
func BenchmarkPlan(b *testing.B) {
	g := build(b, best, graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10})
	for b.Loop() {
		if _, err := NewPlan(g, kernel.Go().F32, Config{Batch: 64, Backward: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInitParams(b *testing.B) {
	g := build(b, best, graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10})
	for b.Loop() {
		InitParams(g, 1)
	}
}
