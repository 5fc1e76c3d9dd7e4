package latency

import (
	"errors"

	"protocell/core/graph"
)

// Machine is a processor as the roofline model has it (Williams, Waterman and
// Patterson, "Roofline: an insightful visual performance model for multicore
// architectures", CACM 2009), with a cost of each operator besides. Zero is not known.
type Machine struct {
	Peak      float64 `json:"gflops"`   // 1e9 operations a second, two a multiply-accumulate
	Bandwidth float64 `json:"gbs"`      // 1e9 bytes a second
	Overhead  float64 `json:"overhead"` // seconds of each operator
}

// Known reports whether the model predicts anything.
func (m Machine) Known() bool { return m.Peak > 0 && m.Bandwidth > 0 }

// Seconds returns how long the model says an operator takes on a batch: the longer of
// its arithmetic and its traffic, if nothing stays in a cache, and the overhead.
func (m Machine) Seconds(o Operator, batch int) float64 {
	compute := 2 * float64(o.MACs()) * float64(batch) / (1e9 * m.Peak)
	traffic := float64(o.Bytes(batch)) / (1e9 * m.Bandwidth)
	return max(compute, traffic) + m.Overhead
}

func (m Machine) check() error {
	if !within(m.Peak, 0, maxRate) || !within(m.Bandwidth, 0, maxRate) || !within(m.Overhead, 0, maxSeconds) {
		return errors.New("a number is out of range")
	}
	return nil
}

// Probes are the operators that tell what a machine can do.
func Probes() []Operator {
	return []Operator{
		// A product of matrices that fits in the caches.
		{Op: graph.Conv, In: graph.Shape{C: 128, H: 8, W: 8}, Channels: 128, Kernel: 3, Stride: 1, Dilation: 1, Groups: 1},
		// A sum that does not fit in those of one core: three times 4 MB.
		{Op: graph.Add, In: graph.Shape{C: 16, H: 256, W: 256}, Channels: 16},
		// Next to nothing.
		{Op: graph.Sigmoid, In: graph.Shape{C: 1, H: 1, W: 1}, Channels: 1},
	}
}

// Reference is the operator that a Session measures between the others: of the size of
// a layer of the small networks of the spaces.
func Reference() Operator {
	return Operator{Op: graph.Conv, In: graph.Shape{C: 16, H: 16, W: 16}, Channels: 16, Kernel: 3, Stride: 1, Dilation: 1, Groups: 1}
}

// MachineOf returns the machine that operators show which were measured on one image:
// the highest rates and the shortest time of any. Those that were refused do not count.
func MachineOf(operators []OperatorTime) Machine {
	var m Machine
	for _, o := range operators {
		if !o.Time.OK() {
			continue
		}
		m.Peak = max(m.Peak, 2e-9*float64(o.MACs())/o.Time.Seconds)
		if m.Overhead == 0 || o.Time.Seconds < m.Overhead {
			m.Overhead = o.Time.Seconds
		}
		// Small ones show the bandwidth of a cache.
		if bytes := o.Bytes(1); bytes >= largeBytes {
			m.Bandwidth = max(m.Bandwidth, 1e-9*float64(bytes)/o.Time.Seconds)
		}
	}
	return m
}

// largeBytes is more than what caches hold for one core.
const largeBytes = 8 << 20
