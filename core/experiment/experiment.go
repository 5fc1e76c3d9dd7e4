// Package experiment is the value that says what is computed: the same Spec
// gives the same numbers anywhere. It is versioned, bounded, and has a canonical
// text form for links and files.
package experiment

import "protocell/core/graph"

// Spec is an experiment. The zero value is not valid; start from Default.
type Spec struct {
	Space    string         `json:"space"` // id of the search space: "nb201"
	Arch     string         `json:"arch"`  // canonical notation of the edited architecture
	Skeleton graph.Skeleton `json:"skeleton"`
	Batch    int            `json:"batch"`   // images in the batch
	Data     string         `json:"data"`    // "shapes" or "noise"
	Seed     uint64         `json:"seed"`    // of initialisation, batch and noise
	Proxies  []string       `json:"proxies"` // ids in the table's order; empty means all
	Pins     []string       `json:"pins"`    // canonical notations of pinned architectures
}
