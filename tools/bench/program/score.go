//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"
	"time"

	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/score"
)

// scoreTimes is where the time of one score went, in milliseconds.
type scoreTimes struct {
	Total   float64 `json:"total"`
	Conv    float64 `json:"conv"`    // in the convolutions' kernels
	Kernels float64 `json:"kernels"` // in all others
}

// timeScore scores an experiment.
func timeScore(set kernel.Set, spec string) (scoreTimes, error) {
	var s experiment.Spec
	if err := json.Unmarshal([]byte(spec), &s); err != nil {
		return scoreTimes{}, fmt.Errorf("experiment: %w", err)
	}
	var conv, others time.Duration
	timed := kernel.Set{
		F32: timedKernels[float32]{set.F32, &conv, &others},
		F64: timedKernels[float64]{set.F64, &conv, &others},
	}
	start := time.Now()
	_, err := score.Run(s, score.Options{Kernels: timed, Layers: true, Matrix: true})
	return scoreTimes{Total: ms(time.Since(start)), Conv: ms(conv), Kernels: ms(others)}, err
}

func ms(d time.Duration) float64 { return 1e3 * d.Seconds() }

// timedKernels adds up the time of the kernels that it wraps.
type timedKernels[T kernel.Float] struct {
	kernel.Kernels[T]
	conv, others *time.Duration
}

// since adds the time since start to total.
func since(start time.Time, total *time.Duration) { *total += time.Since(start) }

func (t timedKernels[T]) ConvForward(c kernel.Conv, y, x, w, scratch []T) {
	defer since(time.Now(), t.conv)
	t.Kernels.ConvForward(c, y, x, w, scratch)
}

func (t timedKernels[T]) ConvGradInput(c kernel.Conv, dx, dy, x, w, scratch []T) {
	defer since(time.Now(), t.conv)
	t.Kernels.ConvGradInput(c, dx, dy, x, w, scratch)
}

func (t timedKernels[T]) ConvGradWeight(c kernel.Conv, dw, dy, x, scratch []T, add bool) {
	defer since(time.Now(), t.conv)
	t.Kernels.ConvGradWeight(c, dw, dy, x, scratch, add)
}

func (t timedKernels[T]) Moments(mean, variance []float64, x []T, rows, c int) {
	defer since(time.Now(), t.others)
	t.Kernels.Moments(mean, variance, x, rows, c)
}

func (t timedKernels[T]) GradMoments(sumDy, sumDyX []float64, dy, x, mean []T, rows, c int) {
	defer since(time.Now(), t.others)
	t.Kernels.GradMoments(sumDy, sumDyX, dy, x, mean, rows, c)
}

func (t timedKernels[T]) ScaleShift(y, x, scale, shift []T, rows, c int, add bool) {
	defer since(time.Now(), t.others)
	t.Kernels.ScaleShift(y, x, scale, shift, rows, c, add)
}

func (t timedKernels[T]) BatchNormGrad(dx, dy, x, a, b, mean, s []T, rows, c int) {
	defer since(time.Now(), t.others)
	t.Kernels.BatchNormGrad(dx, dy, x, a, b, mean, s, rows, c)
}

func (t timedKernels[T]) ReLU(y, x []T) {
	defer since(time.Now(), t.others)
	t.Kernels.ReLU(y, x)
}

func (t timedKernels[T]) ReLUGrad(dx, dy, x []T) {
	defer since(time.Now(), t.others)
	t.Kernels.ReLUGrad(dx, dy, x)
}

func (t timedKernels[T]) Add(y, x []T) {
	defer since(time.Now(), t.others)
	t.Kernels.Add(y, x)
}

func (t timedKernels[T]) Codes(words []uint64, x []T) {
	defer since(time.Now(), t.others)
	t.Kernels.Codes(words, x)
}

func (t timedKernels[T]) PoolForward(p kernel.Pool, y, x []T, add bool) {
	defer since(time.Now(), t.others)
	t.Kernels.PoolForward(p, y, x, add)
}

func (t timedKernels[T]) PoolGrad(p kernel.Pool, dx, dy []T) {
	defer since(time.Now(), t.others)
	t.Kernels.PoolGrad(p, dx, dy)
}
