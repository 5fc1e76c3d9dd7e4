package predict

import (
	"protocell/core/graph"
	"protocell/core/latency"
)

// groups is the number of kinds of operator that groupOf tells apart.
const groups = 12

// groupOf returns the kind of an operator: those of a kind run the same code, so that
// they are mistaken in the same way.
func groupOf(o latency.Operator) int {
	switch o.Op {
	case graph.Conv:
		switch {
		case o.Groups > 1 && o.Kernel > 3:
			return 0
		case o.Groups > 1:
			return 1
		case o.Kernel == 1:
			return 2
		case o.Kernel == 3 && o.Stride == 1:
			return 3
		case o.Kernel == 3:
			return 4
		}
		return 5
	case graph.BatchNorm:
		return 6
	case graph.AvgPool, graph.MaxPool:
		return 7
	case graph.Add:
		return 8
	case graph.ReLU, graph.ReLU6, graph.HSwish, graph.Sigmoid:
		return 9
	case graph.Linear, graph.GlobalAvgPool:
		return 10
	}
	return 11
}
