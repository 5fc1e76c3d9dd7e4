package rng

import (
	"math"
	"testing"

	"protocell/core/oracle"
)

// TestKnownOutputs has the first output of SplitMix64 under seed 0, and the
// generator's check values.
func TestKnownOutputs(t *testing.T) {
	if got := Mix(golden); got != 0xe220a8397b1dcdaf {
		t.Errorf("SplitMix64 starts with %#x", got)
	}
	const seed = 20240917
	key := Key(seed, 0)
	if key != 0xa09495f1168f1ffa {
		t.Errorf("the key of tensor 0 is %#x", key)
	}
	for k, want := range []uint64{0x942e4468b9dd5367, 0xe6e9f94c5571ad5b, 0x404d1535bda4e3d1, 0xf1ace683cb03963a} {
		if got := At(key, uint64(k)); got != want {
			t.Errorf("output %d is %#x, want %#x", k, got, want)
		}
	}
	for i, want := range []float64{0.7493896484375, 1.6385345458984375, 1.9622802734375, -2.346954345703125} {
		if got := Normal(key, uint64(i)); got != want {
			t.Errorf("normal %d is %v, want %v", i, got, want)
		}
	}
}

// TestFillNormalIsTheOracles compares a batch of pixels with the reference.
func TestFillNormalIsTheOracles(t *testing.T) {
	for _, file := range []string{"small", "medium", "full"} {
		n, err := oracle.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		c := n.Config
		x := make([]float32, c.Batch*c.Input[0]*c.Input[1]*c.Input[2])
		FillNormal(x, c.Seed, 1000000, 1)
		sum := 0.0
		for i, v := range x {
			sum += float64(v)
			if i < len(n.Check.Input) && v != float32(n.Check.Input[i]) {
				t.Errorf("%s: pixel %d is %v, want %v", file, i, v, n.Check.Input[i])
			}
		}
		if math.Abs(sum-n.Check.Sum) > 1e-9 {
			t.Errorf("%s: the pixels sum to %v, want %v", file, sum, n.Check.Sum)
		}
	}
}

// TestNormalMoments checks mean, variance and symmetry of many numbers, and that
// each is exact in float32.
func TestNormalMoments(t *testing.T) {
	const n = 1 << 17
	key := Key(11, 3)
	var sum, square, cube float64
	for i := range uint64(n) {
		v := Normal(key, i)
		if float64(float32(v)) != v || v <= -6 || v >= 6 {
			t.Fatalf("number %d is %v", i, v)
		}
		sum += v
		square += v * v
		cube += v * v * v
	}
	// Five standard deviations of each sample moment.
	if d := math.Abs(sum / n); d > 5/math.Sqrt(n) {
		t.Errorf("the mean is %v", sum/n)
	}
	if d := math.Abs(square/n - 1); d > 5*math.Sqrt(2./n) {
		t.Errorf("the variance is %v", square/n)
	}
	if d := math.Abs(cube / n); d > 5*math.Sqrt(15./n) {
		t.Errorf("the third moment is %v", cube/n)
	}
}

func TestStreamsAreApart(t *testing.T) {
	seen := map[uint64]string{}
	add := func(name string, s *Stream) {
		for range 4 {
			u := s.Uint64()
			if other, ok := seen[u]; ok {
				t.Errorf("%s and %s share an output", name, other)
			}
			seen[u] = name
		}
	}
	for seed := range uint64(20) {
		for id := range uint64(20) {
			add("a number", New(seed, id))
		}
		for _, name := range []string{"", "a", "b", "ab"} {
			add("a name", Named(seed, name))
		}
	}
}

// TestStreamResumes: a copy of a stream goes on where the stream was.
func TestStreamResumes(t *testing.T) {
	s := New(1, 2)
	s.Uint64()
	s.IntN(1000)
	c := *s
	for range 10 {
		if s.Uint64() != c.Uint64() {
			t.Fatal("the copy differs")
		}
	}
	if got, want := New(1, 2).Uint64(), At(Key(1, 2), 0); got != want {
		t.Errorf("the first output is %#x, want %#x", got, want)
	}
}

func TestIntNIsUniform(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 7, 64, 100} {
		const draws = 20000
		counts := make([]int, n)
		s := New(5, uint64(n))
		for range draws {
			counts[s.IntN(n)]++ // panics if out of range
		}
		chi, want := 0.0, float64(draws)/float64(n)
		for _, c := range counts {
			chi += (float64(c) - want) * (float64(c) - want) / want
		}
		// The mean of chi squared is n-1, its variance 2(n-1).
		if limit := float64(n-1) + 6*math.Sqrt(2*float64(n-1)); chi > limit {
			t.Errorf("IntN(%d): chi squared is %.1f, more than %.1f", n, chi, limit)
		}
	}
	s := New(1, 1)
	for range 100 {
		if v := s.IntN(math.MaxInt); v < 0 {
			t.Fatalf("IntN returns %d", v)
		}
	}
}

func TestIntNPanics(t *testing.T) {
	for _, n := range []int{0, -1, math.MinInt} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("IntN(%d) does not panic", n)
				}
			}()
			New(1, 1).IntN(n)
		}()
	}
}

func TestFloat64Range(t *testing.T) {
	s := New(3, 3)
	sum := 0.0
	const n = 10000
	for range n {
		v := s.Float64()
		if v < 0 || v >= 1 || v*(1<<53) != math.Floor(v*(1<<53)) {
			t.Fatalf("Float64 returns %v", v)
		}
		sum += v
	}
	if d := math.Abs(sum/n - 0.5); d > 5*math.Sqrt(1./12/n) {
		t.Errorf("the mean is %v", sum/n)
	}
}

// TestPermIsUniform counts all permutations of 4.
func TestPermIsUniform(t *testing.T) {
	const draws = 24000
	counts := map[[4]int]int{}
	s := New(9, 9)
	for range draws {
		counts[[4]int(s.Perm(4))]++
	}
	if len(counts) != 24 {
		t.Fatalf("%d permutations", len(counts))
	}
	for p, c := range counts {
		seen := 0
		for _, v := range p {
			seen |= 1 << v
		}
		if seen != 15 || math.Abs(float64(c)-1000) > 6*math.Sqrt(1000) {
			t.Errorf("%v comes %d times of %d", p, c, draws)
		}
	}
	if p := s.Perm(0); len(p) != 0 {
		t.Errorf("Perm(0) is %v", p)
	}
}

func BenchmarkFillNormal(b *testing.B) {
	x := make([]float32, 1<<16)
	b.SetBytes(int64(4 * len(x)))
	b.ReportAllocs()
	for b.Loop() {
		FillNormal(x, 1, 2, 1)
	}
}
