// Package core is the computing half of Protocell: search spaces, the network
// graph, execution, zero-cost proxies and the experiment that ties them
// together. It runs natively and as WebAssembly, and never imports the page
// (package app) or syscall/js.
//
// Dependencies point one way, downwards in this list:
//
//	evaluate     what a search can ask: tables, proxies, ensembles, training; evaluate/lecture re-plays published searches
//	energy       what networks cost in joules, by a model with published costs
//	predict      latency or energy of every architecture from a few measured ones, one file each, one table
//	table        benchmark tables: what is known about architectures; table/importer reads public files
//	study        which proxy ranks best: every statistic with its interval, ranks over tasks, the lecture's tables
//	hypothesis   whether methods differ: Friedman, Nemenyi, Wilcoxon, Holm
//	export       a network as ONNX, PyTorch code, safetensors, DOT and JSON
//	share        an experiment as a link and as a file
//	score        one architecture scored under one experiment
//	train        a network trained for real, to the bit, from any point where it was stopped
//	sample       many architectures under several settings, and what their scores have in common
//	experiment   what is computed: a versioned, bounded, shareable value
//	ensemble     proxies combined over a pool of architectures, one file each, one table
//	proxy        zero-cost proxies, one file each, one table
//	latency      how long networks and operators take: protocol, profile; latency/cpu and latency/webgpu run them
//	engine       planned forward and backward execution of a graph
//	data         image batches: noise, shapes, and stored sets, which data/importer makes
//	search       strategies that ask and are told, one file each, one table; runs and their traces
//	space        search spaces, a package each; space/spaces is the table of them
//	graph        the one intermediate form of a network
//	spread       how far scores vary, and whether rankings hold
//	rank         ranks with ties, and the agreement of rankings
//	regions      the linear regions of a small ReLU network in the plane, for a figure
//	handnet      SynFlow and NWOT on a network that is done by hand, for a figure
//	kernel       tensor kernels: pure Go, and SIMD128 behind the same interface
//	eigen        eigenvalues of symmetric matrices
//	detmath      log, exp, sin, cos with the same bits on every platform
//	rng          counter-based random streams
//	wire         the messages between the page and its workers as JSON
//
// Package oracle has reference numbers, and only tests import it.
//
// # Numerical policy
//
// The same experiment gives the same bits natively, in every browser, and with
// any number of workers. Therefore: every product that feeds an addition is
// rounded by an explicit conversion, T(a*b), so that no compiler fuses it;
// summation orders are fixed and documented; package math is used only where
// IEEE 754 fixes the result (Sqrt, Abs, Floor, Float64bits); no result depends
// on map order or on a clock.
//
// Activations, gradients and weights are float32 in a float32 engine; reductions
// over a whole layer (a proxy's sum, the moments of batch normalisation) are
// accumulated in float64. What multiplies through the depth of the network
// (SynFlow) runs in a float64 engine.
//
// # Glossary
//
// Architecture: one member of a search space. Cell: the searched sub-graph.
// Skeleton: the fixed network around the cells (width C, cells a stage N,
// input, classes). Proxy: a score of an untrained network. MACs: multiply-
// accumulates for one image, what NAS-Bench-201 reports as FLOPs.
package core
