package predict

import (
	"math"

	"protocell/core/detmath"
	"protocell/core/latency"
	"protocell/core/rng"
	"protocell/core/space"
)

// Device is another device, of which much is known.
type Device struct {
	Name   string
	Archs  []space.Arch
	Values []float64 // positive, in any unit; NaN where it is not known
}

// Simulate returns devices that the roofline model makes up, with peaks, bandwidths and
// overheads spread over what processors have, and of the architectures what it says of
// them, so that few-shot adaptation works without tables of real devices. Every second
// one runs the operations of a cell beside each other only as far as one follows from
// the other, as a device with many cores or queues does.
func Simulate(c *Counts, archs []space.Arch, n int, seed uint64) []Device {
	r := rng.Named(seed, "devices")
	devices := make([]Device, n)
	decisions := c.space.Decisions()
	depth := make([]float64, len(archs)) // share of the operations that cannot run beside others
	for i, a := range archs {
		ops := operations(c.space, decisions, a, which{})
		depth[i] = 1
		if len(ops) > 0 {
			depth[i] = float64(longest(ops)) / float64(len(ops))
		}
	}
	for i := range devices {
		m := latency.Machine{
			Peak:      logUniform(r, 1, 1e4),
			Bandwidth: logUniform(r, 1, 1e3),
			Overhead:  logUniform(r, 1e-8, 1e-4),
		}
		d := Device{Name: "simulated", Archs: archs, Values: make([]float64, len(archs))}
		c.Sums(d.Values, archs, 1, func(sum []float64, o latency.Operator, times float64) {
			sum[0] += float64(times * m.Seconds(o, 1))
		})
		if i%2 == 1 {
			for k := range d.Values {
				d.Values[k] *= 0.2 + float64(0.8*depth[k])
			}
		}
		devices[i] = d
	}
	return devices
}

// logUniform returns a number whose logarithm is uniform.
func logUniform(r *rng.Stream, low, high float64) float64 {
	return low * detmath.Exp(r.Float64()*detmath.Log(high/low))
}

// longest returns the largest number of operations that follow one from the other.
func longest(ops []cellOp) int {
	most := 0
	depth := make([]int, len(ops))
	for i, op := range ops {
		for _, from := range op.from {
			if from >= 0 && from < i {
				depth[i] = max(depth[i], depth[from])
			}
		}
		depth[i]++
		most = max(most, depth[i])
	}
	return most
}

// Known reports whether v is a value that can be learned from.
func Known(v float64) bool { return v > 0 && v <= math.MaxFloat64 }
