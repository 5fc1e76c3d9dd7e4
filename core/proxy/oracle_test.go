package proxy

import (
	"fmt"
	"math"
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/space/nb201"
)

// deviations are the largest that the peers' own float32 results have from their
// float64 results, relative; of entries of nwot's K absolute.
var deviations = map[string]map[string]float64{
	"small":  {"grad_norm": 2e-7, "snip": 2e-7, "nwot": 7e-10, "naswot": 6e-10, "K": 0},
	"medium": {"grad_norm": 1e-4, "snip": 7e-5, "nwot": 1e-8, "naswot": 1e-8, "K": 1},
	"full":   {"grad_norm": 4e-4, "snip": 2e-4, "nwot": 4e-8, "naswot": 4e-8, "K": 11},
}

// few is how many times the peers' deviation ours may be.
const few = 10

func TestOracleFloat64(t *testing.T) {
	for _, file := range []string{"small", "medium"} {
		testOracle(t, file, true, networks(file), func(string) float64 { return 1e-12 })
	}
}

func TestOracleFloat32(t *testing.T) {
	for _, file := range []string{"small", "medium"} {
		testOracle(t, file, false, networks(file), tolerances(file))
	}
}

func TestOracleFull(t *testing.T) {
	if testing.Short() {
		t.Skip("the full skeleton takes tens of seconds")
	}
	testOracle(t, "full", false, 4, tolerances("full"))
	testOracle(t, "full", true, 1, func(string) float64 { return 1e-12 })
}

// networks returns how many architectures of a file to test.
func networks(file string) int {
	if testing.Short() && file == "medium" {
		return 3
	}
	return 16
}

func tolerances(file string) func(string) float64 {
	return func(id string) float64 {
		if d, ok := deviations[file][id]; ok {
			return few * d
		}
		return 1e-12
	}
}

// passes returns the passes over one architecture of an oracle file.
func passes(t testing.TB, n *oracle.Networks, arch string, in Input) *Passes {
	t.Helper()
	a, err := nb201.Space{}.Parse(arch)
	if err != nil {
		t.Fatal(err)
	}
	if in.Graph, err = (nb201.Space{}).Build(a, n.Skeleton()); err != nil {
		t.Fatal(err)
	}
	c := n.Config
	if in.Images, in.Labels, err = data.Batch("noise", c.Seed, c.Batch, in.Graph.In, c.Classes); err != nil {
		t.Fatal(err)
	}
	in.Seed, in.Kernels = c.Seed, kernel.Go()
	in.Needs = NeedCodes | NeedGrad | NeedSynFlow
	in.Noise, in.Skeleton, in.Proxies = c.Seed, n.Skeleton(), All()
	in.Build = func(s graph.Skeleton) (*graph.Graph, error) { return nb201.Space{}.Build(a, s) }
	p, err := NewPasses(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testOracle(t *testing.T, file string, double bool, archs int, tolerance func(id string) float64) {
	n, err := oracle.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	worst := map[string]float64{}
	memory := new(Memory)
	for _, a := range n.Archs[:archs] {
		t.Run(fmt.Sprint(file, double, a.Arch), func(t *testing.T) {
			p := passes(t, n, a.Arch, Input{Double: double, Memory: memory})
			for _, proxy := range All() {
				id := proxy.Info().ID
				want, ok := peer(a, id)
				if !ok {
					continue
				}
				got, err := proxy.Score(p)
				if err != nil {
					t.Fatal(err)
				}
				d := relative(float64(got.Value), want)
				worst[id] = max(worst[id], d)
				if !(d <= tolerance(id)) {
					t.Errorf("%s is %v, want %v: off by %.2g", id, got.Value, want, d)
				}
				if shares := a.Local.PerLayer[id]; shares != nil {
					compareLayers(t, id, got, shares, tolerance(id))
				}
			}
			c, err := p.Codes()
			if err != nil {
				t.Fatal(err)
			}
			if c.Units != a.Static.Units || 2*c.Units-c.LooseUnits != a.Static.UnitsScript {
				t.Errorf("%d and %d units, want %d and %d", c.Units, 2*c.Units-c.LooseUnits, a.Static.Units, a.Static.UnitsScript)
			}
			entries := few * deviations[file]["K"]
			if double {
				entries = 0
			}
			for i, row := range a.Local.K {
				for j, want := range row {
					if got := c.Matrix[i*c.Images+j]; math.Abs(float64(got)-want) > entries {
						t.Fatalf("K[%d,%d] is %d, want %v", i, j, got, want)
					}
				}
			}
			for i, row := range a.Local.KScript {
				for j, want := range row {
					if got := 2*c.Matrix[i*c.Images+j] - c.Loose[i*c.Images+j]; math.Abs(float64(got)-want) > entries {
						t.Fatalf("naswot's K[%d,%d] is %d, want %v", i, j, got, want)
					}
				}
			}
		})
	}
	for _, id := range []string{"params", "flops", "nwot", "naswot", "synflow", "grad_norm", "snip"} {
		if _, ok := worst[id]; !ok {
			t.Errorf("%s was not compared", id)
		}
	}
	t.Logf("%s, float64 %v: largest deviations %v", file, double, worst)
}

// peer returns what the peers' code says, if the oracle has it.
func peer(a oracle.Arch, id string) (want float64, ok bool) {
	switch id {
	case "params":
		return float64(a.Static.Params), true
	case "flops":
		return float64(a.Static.MACs), true
	}
	return a.Score(id)
}

// relative returns the deviation of got from want; 0 if both are the same, NaN
// and infinities included.
func relative(got, want float64) float64 {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return 0
	}
	if want == 0 || math.IsNaN(got) || math.IsNaN(want) || math.IsInf(got-want, 0) {
		return math.Inf(1)
	}
	return math.Abs(got-want) / math.Abs(want)
}

// compareLayers compares the shares of layers, each relative to the largest.
func compareLayers(t *testing.T, id string, s Score, want []float64, tolerance float64) {
	t.Helper()
	if len(s.Layers) != len(want) {
		t.Fatalf("%s has %d layers, want %d", id, len(s.Layers), len(want))
	}
	most := 0.0
	for _, v := range want {
		most = max(most, math.Abs(v))
	}
	for i, v := range want {
		if d := math.Abs(float64(s.Layers[i].Value)-v) / most; !(d <= 10*tolerance) {
			t.Errorf("%s: the share of %s is %v, want %v", id, s.Layers[i].Name, s.Layers[i].Value, v)
		}
	}
}
