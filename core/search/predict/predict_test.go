package predict

import (
	"math"
	"testing"

	"protocell/core/rank"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/darts"
	"protocell/core/space/nb201"
)

func TestPathsOfNB201(t *testing.T) {
	s := nb201.Space{}
	for features, want := range map[int]int{30: 30, 1000: 155, 5: 5} {
		if got := Paths(s, features).Size(); got != want {
			t.Errorf("%d features of at most %d, want %d", got, features, want)
		}
	}
	// The decisions are the edges 1<-0, 2<-0, 2<-1, 3<-0, 3<-1, 3<-2.
	a := space.Arch([]byte{1, 2, 3, 4, 0, 2})
	e := Paths(s, 1000)
	x := make([]float64, e.Size())
	e.Encode(x, a)
	want := map[int]bool{
		4:                       true, // 3<-0
		5 + 1*5 + 0:             true, // 1<-0, 3<-1
		5 + 2*5 + 2:             true, // 2<-0, 3<-2
		5 + 25 + 1*25 + 3*5 + 2: true, // 1<-0, 2<-1, 3<-2
	}
	for i, v := range x {
		if (v == 1) != want[i] || v != 0 && v != 1 {
			t.Errorf("feature %d is %v", i, v)
		}
	}
}

func TestOneHotWhereThereAreNoPaths(t *testing.T) {
	s := darts.Space{}
	e := Paths(s, 30)
	x := make([]float64, e.Size())
	a := s.Sample(rng.New(1, 1))
	e.Encode(x, a)
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	if int(sum) != len(a) {
		t.Errorf("%v features are 1, want one for each of %d decisions", sum, len(a))
	}
}

// TestGradient compares with central differences.
func TestGradient(t *testing.T) {
	r := rng.New(3, 1)
	n := newNetwork(4, 2, 5, r)
	for _, l := range n.layers {
		for i := range l.w[l.in*l.out:] {
			l.w[l.in*l.out+i] = r.Float64() // biases that keep units alive
		}
	}
	x := []float64{1, 0, 1, 1}
	n.forward(x)
	n.backward(1)
	const h = 1e-6
	for i, l := range n.layers {
		for k := range l.w {
			was := l.w[k]
			l.w[k] = was + h
			up := n.forward(x)
			l.w[k] = was - h
			down := n.forward(x)
			l.w[k] = was
			if d := (up - down) / (2 * h); math.Abs(d-l.grad[k]) > 1e-6 {
				t.Errorf("layer %d, weight %d: the gradient is %v, want %v", i, k, l.grad[k], d)
			}
		}
	}
}

// TestLearns: from a hundred cells whose value is how many convolutions they have, an
// ensemble ranks others.
func TestLearns(t *testing.T) {
	s := nb201.Space{}
	r := rng.New(5, 1)
	value := func(a space.Arch) (v float64) {
		for _, o := range []byte(a) {
			if nb201.Op(o) == nb201.NorConv3x3 {
				v += 10
			}
		}
		return v + 50
	}
	var archs []space.Arch
	var values []float64
	for range 100 {
		a := s.Sample(r)
		archs, values = append(archs, a), append(values, value(a))
	}
	c := Config{Members: 3, Depth: 2, Width: 10, Rate: 0.01, Epochs: 30, Batch: 16}
	e, err := Fit(OneHot(s), archs, values, c, r)
	if err != nil {
		t.Fatal(err)
	}
	var said, truth []float64
	for range 200 {
		a := s.Sample(r)
		mean, sd := e.Predict(a)
		if !(sd >= 0) {
			t.Fatalf("the standard deviation is %v", sd)
		}
		said, truth = append(said, mean), append(truth, value(a))
	}
	if rho := rank.Spearman(rank.New(said), rank.New(truth)); rho.Value < 0.9 {
		t.Errorf("ρ is %v", rho.Value)
	}
}

func TestFitRefuses(t *testing.T) {
	s := nb201.Space{}
	for name, c := range map[string]struct {
		archs  []space.Arch
		values []float64
	}{
		"nothing":     {},
		"a value out": {[]space.Arch{s.At(1)}, nil},
		"infinite":    {[]space.Arch{s.At(1)}, []float64{math.Inf(1)}},
	} {
		if _, err := Fit(OneHot(s), c.archs, c.values, Default(), rng.New(1, 1)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
