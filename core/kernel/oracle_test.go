package kernel_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"protocell/core/kernel"
	"protocell/core/rng"
)

// generated is a tensor that the vectors give by its place in the generator.
type generated struct {
	TensorID uint64 `json:"tensor_id"`
	Shape    []int
	Std      float64
}

// vector is one case of testdata/oracle_ops.json.
type vector struct {
	Op    string
	Attrs struct {
		Stride, Padding int
		Eps             float64
	}
	Inputs  map[string]generated
	OutGrad generated `json:"out_grad"`
	Y       []float64
	Grads   map[string][]float64

	seed uint64
}

// readVectors returns the cases of one operation.
func readVectors(t *testing.T, op string) []vector {
	data, err := os.ReadFile("testdata/oracle_ops.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Seed  uint64
		Cases []json.RawMessage
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var found []vector
	for _, raw := range file.Cases {
		var head struct{ Op string }
		if err := json.Unmarshal(raw, &head); err != nil {
			t.Fatal(err)
		}
		if head.Op != op {
			continue
		}
		v := vector{seed: file.Seed}
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		found = append(found, v)
	}
	if len(found) == 0 {
		t.Fatalf("no vector for %s", op)
	}
	return found
}

// tensor makes a tensor of a case.
func (v vector) tensor(g generated) []float64 {
	n := 1
	for _, d := range g.Shape {
		n *= d
	}
	values := make([]float32, n)
	rng.FillNormal(values, v.seed, g.TensorID, g.Std)
	wide := make([]float64, n)
	for i, x := range values {
		wide[i] = float64(x)
	}
	return wide
}

// channelsLast reorders a tensor from NCHW to NHWC.
func channelsLast(x []float64, n, c, h, w int) []float64 {
	y := make([]float64, len(x))
	for b := range n {
		for ch := range c {
			for i := range h * w {
				y[(b*h*w+i)*c+ch] = x[(b*c+ch)*h*w+i]
			}
		}
	}
	return y
}

// weightsLast reorders weights from OIHW to HWIO.
func weightsLast(x []float64, o, i, k int) []float64 {
	y := make([]float64, len(x))
	for out := range o {
		for in := range i {
			for tap := range k * k {
				y[(tap*i+in)*o+out] = x[(out*i+in)*k*k+tap]
			}
		}
	}
	return y
}

// near fails t where got is further than 1e-12 from want, relative to the
// largest value.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	scale := 1.0
	for _, w := range want {
		scale = max(scale, math.Abs(w))
	}
	for i, w := range want {
		if !(math.Abs(got[i]-w) <= 1e-12*scale) {
			t.Fatalf("%s: element %d is %v, want %v", what, i, got[i], w)
		}
	}
}

func TestConvVectors(t *testing.T) {
	k := kernel.Go().F64
	for _, v := range readVectors(t, "conv2d") {
		xs, ws := v.Inputs["x"].Shape, v.Inputs["w"].Shape
		c := kernel.Conv{
			Batch: xs[0], InC: xs[1], InH: xs[2], InW: xs[3], OutC: ws[0], Kernel: ws[2],
			Stride: v.Attrs.Stride, Pad: v.Attrs.Padding, Dilation: 1, Groups: 1,
		}
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			x := channelsLast(v.tensor(v.Inputs["x"]), c.Batch, c.InC, c.InH, c.InW)
			w := weightsLast(v.tensor(v.Inputs["w"]), c.OutC, c.InC, c.Kernel)
			dy := channelsLast(v.tensor(v.OutGrad), c.Batch, c.OutC, c.OutH(), c.OutW())
			scratch := make([]float64, k.ConvScratch(c))
			y := make([]float64, c.OutLen())
			k.ConvForward(c, y, x, w, scratch)
			near(t, "y", y, channelsLast(v.Y, c.Batch, c.OutC, c.OutH(), c.OutW()))
			dx := make([]float64, c.InLen())
			k.ConvGradInput(c, dx, dy, x, w, scratch)
			near(t, "gradient of x", dx, channelsLast(v.Grads["x"], c.Batch, c.InC, c.InH, c.InW))
			dw := make([]float64, c.WeightLen())
			k.ConvGradWeight(c, dw, dy, x, scratch, false)
			near(t, "gradient of w", dw, weightsLast(v.Grads["w"], c.OutC, c.InC, c.Kernel))
		})
	}
}

func TestPoolVectors(t *testing.T) {
	k := kernel.Go().F64
	for op, size := range map[string]int{"avg_pool_3x3": 3, "avg_pool_2x2": 2} {
		for _, v := range readVectors(t, op) {
			s := v.Inputs["x"].Shape
			p := kernel.Pool{
				Batch: s[0], C: s[1], InH: s[2], InW: s[3],
				Kernel: size, Stride: v.Attrs.Stride, Pad: v.Attrs.Padding,
			}
			t.Run(fmt.Sprintf("%+v", p), func(t *testing.T) {
				y := make([]float64, p.Batch*p.OutH()*p.OutW()*p.C)
				k.PoolForward(p, y, channelsLast(v.tensor(v.Inputs["x"]), s[0], s[1], s[2], s[3]), false)
				near(t, "y", y, channelsLast(v.Y, p.Batch, p.C, p.OutH(), p.OutW()))
				dx := make([]float64, p.Batch*p.InH*p.InW*p.C)
				k.PoolGrad(p, dx, channelsLast(v.tensor(v.OutGrad), p.Batch, p.C, p.OutH(), p.OutW()))
				near(t, "gradient of x", dx, channelsLast(v.Grads["x"], s[0], s[1], s[2], s[3]))
			})
		}
	}
}

func TestReLUVectors(t *testing.T) {
	k := kernel.Go().F64
	for _, v := range readVectors(t, "relu") {
		x := v.tensor(v.Inputs["x"])
		y, dx := make([]float64, len(x)), make([]float64, len(x))
		k.ReLU(y, x)
		near(t, "y", y, v.Y)
		k.ReLUGrad(dx, v.tensor(v.OutGrad), x)
		near(t, "gradient of x", dx, v.Grads["x"])
	}
}

// TestBatchNormVectors composes batch normalisation from the kernels, as an
// engine does.
func TestBatchNormVectors(t *testing.T) {
	k := kernel.Go().F64
	for _, v := range readVectors(t, "batchnorm_train") {
		s := v.Inputs["x"].Shape
		c, rows := s[1], s[0]*s[2]*s[3]
		x := channelsLast(v.tensor(v.Inputs["x"]), s[0], s[1], s[2], s[3])
		dy := channelsLast(v.tensor(v.OutGrad), s[0], s[1], s[2], s[3])
		gamma, beta := v.tensor(v.Inputs["gamma"]), v.tensor(v.Inputs["beta"])
		mean, variance := make([]float64, c), make([]float64, c)
		k.Moments(mean, variance, x, rows, c)
		inv, scale, shift := make([]float64, c), make([]float64, c), make([]float64, c)
		for n := range c {
			inv[n] = 1 / math.Sqrt(variance[n]+v.Attrs.Eps)
			scale[n] = gamma[n] * inv[n]
			shift[n] = beta[n] - mean[n]*scale[n]
		}
		y := make([]float64, len(x))
		k.ScaleShift(y, x, scale, shift, rows, c, false)
		near(t, "y", y, channelsLast(v.Y, s[0], s[1], s[2], s[3]))

		sumDy, sumDyX := make([]float64, c), make([]float64, c)
		k.GradMoments(sumDy, sumDyX, dy, x, mean, rows, c)
		b, shift2, dGamma := make([]float64, c), make([]float64, c), make([]float64, c)
		for n := range c {
			dGamma[n] = sumDyX[n] * inv[n]
			b[n] = -scale[n] * inv[n] * inv[n] * sumDyX[n] / float64(rows)
			shift2[n] = -scale[n] * sumDy[n] / float64(rows)
		}
		dx := make([]float64, len(x))
		k.BatchNormGrad(dx, dy, x, scale, b, mean, shift2, rows, c)
		near(t, "gradient of x", dx, channelsLast(v.Grads["x"], s[0], s[1], s[2], s[3]))
		near(t, "gradient of gamma", dGamma, v.Grads["gamma"])
		near(t, "gradient of beta", sumDy, v.Grads["beta"])
	}
}

func TestLinearVectors(t *testing.T) {
	k := kernel.Go().F64
	for _, v := range readVectors(t, "linear") {
		xs, ws := v.Inputs["x"].Shape, v.Inputs["w"].Shape
		c := kernel.Conv{Batch: 1, InH: 1, InW: xs[0], InC: xs[1], OutC: ws[0], Kernel: 1, Stride: 1, Dilation: 1, Groups: 1}
		x, dy := v.tensor(v.Inputs["x"]), v.tensor(v.OutGrad)
		w, bias := weightsLast(v.tensor(v.Inputs["w"]), ws[0], ws[1], 1), v.tensor(v.Inputs["b"])
		scratch := make([]float64, k.ConvScratch(c))
		y := make([]float64, c.OutLen())
		k.ConvForward(c, y, x, w, scratch)
		for i := range y {
			y[i] += bias[i%c.OutC]
		}
		near(t, "y", y, v.Y)
		dx := make([]float64, len(x))
		k.ConvGradInput(c, dx, dy, x, w, scratch)
		near(t, "gradient of x", dx, v.Grads["x"])
		dw := make([]float64, len(w))
		k.ConvGradWeight(c, dw, dy, x, scratch, false)
		near(t, "gradient of w", dw, weightsLast(v.Grads["w"], ws[0], ws[1], 1))
	}
}
