package space

import "protocell/core/graph"

// Skeletons says which networks the architectures of a space can be put in.
type Skeletons struct {
	Default graph.Skeleton // scores in an instant: what the playground begins with
	Full    graph.Skeleton // the benchmark's own, for the first of Tasks

	// C and N say what the fields of a skeleton of these names are in this space,
	// e.g. "channels of the first stage". Empty: the space does not read the field,
	// and Default has the value that it keeps.
	C, N string

	// Tasks are the data sets or tasks that the benchmark has results for.
	Tasks []Task
}

// Task is a data set or a task of a benchmark.
type Task struct {
	ID      string // as tables have it: "cifar10"
	Name    string // "CIFAR-10"
	Input   graph.Shape
	Classes int    // outputs of the network
	Note    string // what is special, one sentence; may be empty
}

// Fix returns k with the fields that the space does not read as it keeps them.
func (s Skeletons) Fix(k graph.Skeleton) graph.Skeleton {
	if s.C == "" {
		k.C = s.Default.C
	}
	if s.N == "" {
		k.N = s.Default.N
	}
	return k
}
