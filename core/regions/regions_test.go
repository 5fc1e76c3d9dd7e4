package regions

import (
	"math"
	"testing"

	"protocell/core/rng"
)

// random returns a network, and its partition of [-2, 2]².
func random(t testing.TB, seed uint64, depth, width int) (*Net, *Partition) {
	t.Helper()
	n, err := Random(seed, depth, width, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	p, err := n.Cut(2, n.Hidden())
	if err != nil {
		t.Fatal(err)
	}
	return n, p
}

// TestLinesInGeneralPosition counts what n lines cut the plane into, when they all
// cross inside the window: tangents of a small circle do.
func TestLinesInGeneralPosition(t *testing.T) {
	for lines := 1; lines <= MaxWidth; lines++ {
		n, err := Zero(1, lines)
		if err != nil {
			t.Fatal(err)
		}
		for j := range lines {
			angle := math.Pi * (float64(j) + 0.3) / float64(lines)
			*n.Weight(0, j, 0), *n.Weight(0, j, 1) = math.Cos(angle), math.Sin(angle)
			*n.Bias(0, j) = 0.01 * float64(1+j*j)
		}
		for stop := 0; stop <= lines; stop++ {
			p, err := n.Cut(100, stop)
			if err != nil {
				t.Fatal(err)
			}
			if want := 1 + stop + stop*(stop-1)/2; len(p.Regions) != want {
				t.Errorf("%d of %d lines make %d regions, want %d", stop, lines, len(p.Regions), want)
			}
		}
	}
}

func TestAreasAddUp(t *testing.T) {
	for seed := range uint64(12) {
		_, p := random(t, seed, 1+int(seed)%MaxDepth, 2+int(seed)%11)
		sum := 0.0
		for i, r := range p.Regions {
			a := Area(r.Corners)
			if !(a > 0) {
				t.Errorf("seed %d: region %d has the area %v", seed, i, a)
			}
			sum += a
		}
		if math.Abs(sum-16) > 1e-9 {
			t.Errorf("seed %d: the areas add up to %v", seed, sum)
		}
	}
}

// TestCodesAreThoseOfThePoints compares codes and outputs with direct evaluation.
func TestCodesAreThoseOfThePoints(t *testing.T) {
	for seed := range uint64(8) {
		n, p := random(t, seed, 5, 8)
		s := rng.Named(seed, "points")
		for range 500 {
			at := Point{4*s.Float64() - 2, 4*s.Float64() - 2}
			code, value := n.Eval(at.X, at.Y)
			i := p.Find(at)
			if i < 0 {
				t.Fatalf("no region contains %v", at)
			}
			if r := p.Regions[i]; r.Code != code || math.Abs(r.Output.At(at)-value) > 1e-9 {
				t.Errorf("at %v: code %s and output %v, want %s and %v", at, r.Code.Text(40, 8), r.Output.At(at), code.Text(40, 8), value)
			}
		}
		if p.Find(Point{3, 0}) != -1 {
			t.Error("a region contains what is outside the window")
		}
	}
}

// TestGridIsALowerBound: a grid of points sees no more codes than there are regions,
// and no code has two regions.
func TestGridIsALowerBound(t *testing.T) {
	n, p := random(t, 1, 5, 8)
	seen, have := map[Code]bool{}, map[Code]bool{}
	for _, r := range p.Regions {
		if have[r.Code] {
			t.Errorf("two regions have the code %s", r.Code.Text(40, 8))
		}
		have[r.Code] = true
	}
	for i := range 200 {
		for j := range 200 {
			code, _ := n.Eval(-2+float64(i)/50+0.01, -2+float64(j)/50+0.01)
			seen[code] = true
			if !have[code] {
				t.Fatalf("no region has the code %s", code.Text(40, 8))
			}
		}
	}
	if len(seen) > len(p.Regions) || len(seen) < len(p.Regions)/3 {
		t.Errorf("the grid sees %d of %d regions", len(seen), len(p.Regions))
	}
}

// TestOutputIsContinuous compares the outputs of neighbours at their common corners
// with the network's own.
func TestOutputIsContinuous(t *testing.T) {
	n, p := random(t, 3, 5, 8)
	for _, r := range p.Regions {
		for _, c := range r.Corners {
			if _, v := n.Eval(c.X, c.Y); math.Abs(v-r.Output.At(c)) > 1e-8 {
				t.Errorf("at the corner %v the output is %v, in the region %v", c, v, r.Output.At(c))
			}
		}
	}
}

// TestStoppedPartitionIsCoarser: a later neuron only cuts, and codes keep their start.
func TestStoppedPartitionIsCoarser(t *testing.T) {
	n, _ := random(t, 2, 3, 4)
	last := 1
	for k := range n.Hidden() + 1 {
		p, err := n.Cut(2, k)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Regions) < last || p.Whole != (k == n.Hidden()) {
			t.Errorf("after %d neurons there are %d regions, before %d; whole: %v", k, len(p.Regions), last, p.Whole)
		}
		last = len(p.Regions)
		for _, r := range p.Regions {
			m := r.Middle()
			code, _ := n.Eval(m.X, m.Y)
			if got, want := r.Code.Text(k, 4), code.Text(k, 4); got != want {
				t.Errorf("after %d neurons: code %s, want %s", k, got, want)
			}
		}
	}
}

func TestDegenerateNetworks(t *testing.T) {
	zero, _ := Zero(3, 4)
	p, err := zero.Cut(1, 12)
	if err != nil || len(p.Regions) != 1 || p.Regions[0].Code != (Code{}) || p.Regions[0].Output != (Affine{}) {
		t.Errorf("a network of zeros has %+v, error %v", p, err)
	}
	twins, _ := Zero(1, 4) // four neurons, one line; the last two look the other way
	for j := range 4 {
		*twins.Weight(0, j, 0), *twins.Weight(0, j, 1), *twins.Bias(0, j) = 1, 0.5, 0.1
		if j >= 2 {
			*twins.Weight(0, j, 0), *twins.Weight(0, j, 1), *twins.Bias(0, j) = -3, -1.5, -0.3
		}
	}
	if p, err = twins.Cut(1, 4); err != nil || len(p.Regions) != 2 {
		t.Errorf("one line four times: %+v, error %v", p, err)
	} else if a, b := p.Regions[0].Code.Text(4, 4), p.Regions[1].Code.Text(4, 4); a != "0011" || b != "1100" {
		t.Errorf("one line four times has the codes %s and %s", a, b)
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		depth, width int
		sigma        float64
	}{{0, 8, 1}, {7, 8, 1}, {5, 0, 1}, {5, 13, 1}, {5, 8, -1}, {5, 8, math.NaN()}, {5, 8, math.Inf(1)}} {
		if _, err := Random(1, c.depth, c.width, c.sigma); err == nil {
			t.Errorf("%+v is a network", c)
		}
	}
	n, _ := random(t, 1, 1, 2)
	for _, half := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := n.Cut(half, 2); err == nil {
			t.Errorf("half a window of %v is accepted", half)
		}
	}
	*n.Weight(0, 1, 1) = math.NaN()
	if _, err := n.Cut(1, 2); err == nil {
		t.Error("a weight that is no number is accepted")
	}
}

// TestSameBits pins a partition, so that every platform has the same.
func TestSameBits(t *testing.T) {
	_, p := random(t, 1, 5, 8)
	h := uint64(len(p.Regions))
	mix := func(v float64) { h = rng.Mix(h ^ math.Float64bits(v)) }
	for _, r := range p.Regions {
		h = rng.Mix(h ^ r.Code[0])
		mix(r.Output.GX)
		mix(r.Output.GY)
		mix(r.Output.C)
		for _, c := range r.Corners {
			mix(c.X)
			mix(c.Y)
		}
	}
	if len(p.Regions) != wantRegions || h != wantBits {
		t.Errorf("%d regions with the digest %#x, want %d and %#x", len(p.Regions), h, wantRegions, uint64(wantBits))
	}
}

const (
	wantRegions = 445
	wantBits    = 0x82c4593ae0051be9
)

func BenchmarkCut(b *testing.B) {
	for _, c := range []struct {
		name         string
		depth, width int
	}{{"default", 5, 8}, {"largest", MaxDepth, MaxWidth}} {
		n, p := random(b, 1, c.depth, c.width)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.ReportMetric(float64(len(p.Regions)), "regions")
			for b.Loop() {
				if _, err := n.Cut(2, n.Hidden()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestSumAndSwap: a neuron's bit is the sign of its sum, and exchanged neurons leave
// the function as it is.
func TestSumAndSwap(t *testing.T) {
	n, _ := random(t, 5, 3, 4)
	m := n.Clone()
	m.Swap(1, 0, 3)
	s := rng.Named(5, "points")
	for range 300 {
		at := Point{4*s.Float64() - 2, 4*s.Float64() - 2}
		code, value := n.Eval(at.X, at.Y)
		other, same := m.Eval(at.X, at.Y)
		if math.Abs(value-same) > 1e-12 || code.Bit(4) != other.Bit(7) || code.Bit(7) != other.Bit(4) || code.Bit(5) != other.Bit(5) {
			t.Fatalf("at %v: %v and %s, exchanged %v and %s", at, value, code.Text(12, 4), same, other.Text(12, 4))
		}
		for k := range n.Hidden() {
			if (n.Sum(k/4, k%4, at) > 0) != code.Bit(k) {
				t.Fatalf("at %v neuron %d adds up %v, code %s", at, k, n.Sum(k/4, k%4, at), code.Text(12, 4))
			}
		}
	}
}
