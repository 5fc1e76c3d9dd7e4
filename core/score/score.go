// Package score scores one architecture under one experiment: it builds the
// network, runs the passes that the proxies need, each once, and reads the
// scores off them. The command line and the worker both call Run.
package score

import (
	"protocell/core/data"
	"protocell/core/kernel"
	"protocell/core/proxy"
)

// Options say how to run; none of them changes a number.
type Options struct {
	Kernels kernel.Set
	// Source has the stored image sets; nil if there are none.
	Source data.Source
	// Layers asks for per-layer shares and steps, Matrix for the NASWOT kernel matrix.
	Layers, Matrix bool
	// Checkpoint, if not nil, is called between operations, at most some tens of
	// milliseconds apart, with the fraction done. An error stops the run and is
	// returned. The worker yields to its event loop here.
	Checkpoint func(done float64) error
	// Memory, if not nil, is reused from one run to the next. One run at a time may
	// use it.
	Memory *proxy.Memory
	// Clock, if not nil, returns seconds on a monotonic clock, for Entry.Millis.
	Clock func() float64

	watch int // the node of a ReLU whose codes are kept
}

// Entry is one proxy's score.
type Entry struct {
	ID string `json:"id"`
	proxy.Score
	// Millis is the time of the passes that ran first for this proxy, and its own
	// reading of them. Never part of a digest.
	Millis float64 `json:"ms"`
}

// Matrix is the NASWOT kernel: for two images the number of ReLU units with
// equal codes.
type Matrix struct {
	N      int       `json:"n"`      // images
	Units  int       `json:"units"`  // ReLU units, the diagonal
	Values []float64 `json:"values"` // N x N, row by row
}

// Result is what Run computes.
type Result struct {
	Arch    string  `json:"arch"` // canonical notation
	Params  int64   `json:"params"`
	MACs    int64   `json:"macs"`
	Scores  []Entry `json:"scores"` // in the order of the proxy table
	Matrix  *Matrix `json:"matrix,omitempty"`
	Kernels string  `json:"kernels"` // which kernels computed it: "go", "simd128"
	Digest  string  `json:"digest"`  // of Arch, Params, MACs and each score's id, value bits and status
}
