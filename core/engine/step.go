package engine

import (
	"protocell/core/graph"
	"protocell/core/kernel"
)

// opcode says what a step does.
type opcode uint8

const (
	opClear  opcode = iota // y = 0
	opCopy                 // y = x
	opAdd                  // y += x
	opCodes                // shows x, the input of rectifiers, to Hooks.ReLU
	opOutput               // shows x, the output of a node, to Hooks.Output
	opLayer                // shows x, the output of a layer, and its gradient d to Hooks.Layer

	opConv      // y = conv(x, w)
	opBatchNorm // y = or += norm(x)
	opReLU      // y = max(x, 0)
	opPool      // y = or += pool(x)
	opMean      // y = mean of x over the positions
	opLinear    // y = x·w + bias
	opBias      // y += bias, at every position
	opPointwise // y = f(x)
	opMaxPool   // y = maximum pool of x
	opMove      // runs of y = or += runs of x
	opScale     // y = or += x·w, each channel of an image by its number

	opConvGradWeight // w = or += gradient, of x and d
	opConvGradInput  // y += gradient, of d, where x > 0 if it applies ReLU
	opBatchNormGrad  // y = gradient, of x and d; and the parameters'
	opReLUGrad       // y += d where x > 0
	opPoolGrad       // y += gradient of d
	opMeanGrad       // y = or += gradient of d
	opLinearGrad     // the parameters' gradients, of x and d
	opLinearGradIn   // y += gradient, of d
	opBiasGrad       // the bias's gradient, of d
	opPointwiseGrad  // y += d·f'(x)
	opMaxPoolGrad    // y += gradient of d; x is what was pooled, and w the maxima
	opScaleGrad      // y = or += x·w, added up over the positions of each image's channels

	opPointwiseTangent // y += d·f''(x)·dx
	opMaxPoolTangent   // y += maximum pool's tangent, of x's tangent d; w are the maxima
	opLossTangent      // y = tangent of the loss's gradient, of the logits x and their tangent d
	opBatchNormTangent // y = tangent of opBatchNormGrad's result; and of the parameters' gradients
)

// step is one operation on buffers. Fields that its opcode does not name are 0.
type step struct {
	op   opcode
	node int
	add  bool // adds to y instead of writing it

	y, x, d int // buffers: the result, an activation, a gradient
	w, v    int // buffers: the weight or gamma, the bias or beta; or their gradients
	gamma   int // buffer, of batchNormGrad
	dx, dd  int // buffers, of tangents: those of x and d; no dx is a dx of 0

	conv    kernel.Conv
	pool    kernel.Pool
	move    *move
	f       graph.Op // of a pointwise operation
	rows, c int      // of a batch normalisation; positions of an image and channels of a mean or scale
	stat    int      // where a batch normalisation's mean and variance are
	sums    int      // where batchNormGrad keeps its sums; 0 is nowhere
	nodes   []int    // of codes: the rectifiers that read x

	work float64
}

// touched returns the buffers that a step uses.
func (s *step) touched() [8]int { return [8]int{s.y, s.x, s.d, s.w, s.v, s.gamma, s.dx, s.dd} }
