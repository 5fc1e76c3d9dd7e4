package proxy

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/space/nb201"
)

// deviations are the largest that the peers' own float32 results have from their
// float64 results, relative, of plain and grasp relative to the sum of absolute
// values; of entries of nwot's K absolute.
var deviations = map[string]map[string]float64{
	"small": {
		"loss": 1e-7, "grad_norm": 2e-7, "snip": 2e-7, "fisher": 3e-7, "grasp": 4e-8, "plain": 4e-8, "jacob_cov": 3e-7,
		"nwot": 7e-10, "naswot": 6e-10, "epe_nas": 9e-6, "K": 0,
	},
	"medium": {
		"loss": 2e-7, "grad_norm": 1e-4, "snip": 7e-5, "fisher": 8e-5, "grasp": 1e-5, "plain": 5e-6, "jacob_cov": 6e-6,
		"nwot": 1e-8, "naswot": 1e-8, "epe_nas": 1e-4, "K": 1,
	},
	"full": {
		"loss": 9e-7, "grad_norm": 4e-4, "snip": 2e-4, "fisher": 8e-4, "grasp": 7e-6, "plain": 8e-6, "jacob_cov": 2e-5,
		"nwot": 4e-8, "naswot": 4e-8, "epe_nas": 5e-3, "K": 11,
	},
}

// few is how many times the peers' deviation ours may be.
const few = 10

// always are the measures that are computed in float64 even in a float32 engine,
// so that comparing them once is enough.
var always = []string{"params", "flops", "l2_norm", "synflow", "synflow_bn", "zen"}

var complete = flag.Bool("complete", false, "compare every network of the reference in either precision, which takes many minutes")

func TestOracleFloat64(t *testing.T) {
	testOracle(t, "small", true, first(16), exactly)
	testOracle(t, "medium", true, networks(first(16), first(3)), exactly)
}

func TestOracleFloat32(t *testing.T) {
	testOracle(t, "small", false, first(16), tolerances("small"))
	testOracle(t, "medium", false, networks(first(5), first(1)), tolerances("medium"))
}

func TestOracleFull(t *testing.T) {
	if testing.Short() {
		t.Skip("the full skeleton takes tens of seconds")
	}
	testOracle(t, "full", false, networks([]int{2, 3}, nil), tolerances("full"))
	testOracle(t, "full", true, networks([]int{2}, nil), exactly)
}

// networks chooses which networks of a file to compare.
func networks(usual, short []int) []int {
	switch {
	case *complete:
		return first(16)
	case testing.Short():
		return short
	}
	return usual
}

func first(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// exactly is the tolerance of float64. epe_nas has the logarithm of a number near 0
// in it. In synflow_bn the layers' gradients nearly cancel, since scaling a layer
// before a batch normalisation changes nothing: changing the weights by one rounding
// changes one of the scores by 3e-12.
func exactly(id string) float64 {
	switch id {
	case "epe_nas":
		return 1e-11
	case "synflow_bn":
		return 3e-11
	}
	return 1e-12
}

// tolerances returns the tolerance of float32.
func tolerances(file string) func(string) float64 {
	return func(id string) float64 {
		if d, ok := deviations[file][id]; ok {
			return few * d
		}
		return exactly(id)
	}
}

// TestEveryMeasureHasAProxy: nothing that the peers computed is left out.
func TestEveryMeasureHasAProxy(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	for measure := range n.Archs[0].Scores {
		_, ok := Lookup(strings.TrimSuffix(measure, "_abs"))
		if !ok && measure != "loss" && measure != "jacob_cov_is_complex" {
			t.Errorf("no proxy computes %s", measure)
		}
	}
}

// measured returns the proxies that the peers' code was run on.
func measured(a oracle.Arch) []Proxy {
	var list []Proxy
	for _, p := range All() {
		if _, _, ok := peer(a, p.Info().ID); ok {
			list = append(list, p)
		}
	}
	return list
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
	in.Noise, in.Skeleton = c.Seed, n.Skeleton()
	if in.Proxies == nil {
		in.Proxies, in.Needs = All(), NeedCodes|NeedGrad|NeedSynFlow
	}
	in.Build = func(s graph.Skeleton) (*graph.Graph, error) { return nb201.Space{}.Build(a, s) }
	p, err := NewPasses(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testOracle(t *testing.T, file string, double bool, archs []int, tolerance func(id string) float64) {
	n, err := oracle.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	worst := map[string]float64{}
	memory := new(Memory)
	compare := func(t *testing.T, id string, got, want, scale float64) {
		t.Helper()
		d := deviation(got, want, scale)
		worst[id] = max(worst[id], d)
		if !(d <= tolerance(id)) {
			t.Errorf("%s is %v, want %v: off by %.2g", id, got, want, d)
		}
	}
	for _, i := range archs {
		if i >= len(n.Archs) {
			break
		}
		a := n.Archs[i]
		t.Run(fmt.Sprint(file, double, a.Arch), func(t *testing.T) {
			proxies := slices.DeleteFunc(measured(a), func(p Proxy) bool { return !double && slices.Contains(always, p.Info().ID) })
			p := passes(t, n, a.Arch, Input{Double: double, Memory: memory, Proxies: proxies, Needs: NeedCodes | NeedGrad})
			for _, proxy := range proxies {
				id := proxy.Info().ID
				got, err := proxy.Score(p)
				if err != nil {
					t.Fatal(err)
				}
				want, scale, _ := peer(a, id)
				compare(t, id, float64(got.Value), want, scale)
				if status := p.score(want, nil).Status; got.Status != status {
					t.Errorf("%s has status %s, want %s", id, got.Status, status)
				}
				if shares := a.Local.PerLayer[id]; shares != nil {
					sizes := shares
					if id == "plain" {
						sizes = a.Local.PerLayer["snip"] // of what nearly cancels
					}
					compareLayers(t, id, got, shares, sizes, tolerance(id))
				}
			}
			g, err := p.Gradient()
			if err != nil {
				t.Fatal(err)
			}
			loss, _ := a.Score("loss")
			compare(t, "loss", g.Loss, loss, loss)
			c, err := p.Codes()
			if err != nil {
				t.Fatal(err)
			}
			entries := few * deviations[file]["K"]
			if double {
				entries = 0
			}
			compareCodes(t, a, c, entries)
			if double && p.needs&NeedJacobian != 0 {
				rows, err := p.Correlation()
				if err != nil {
					t.Fatal(err)
				}
				for i, want := range a.Local.CorrRow {
					compare(t, "correlation", rows[i], float64(want), 1)
				}
			}
		})
	}
	ids := slices.Sorted(maps.Keys(worst))
	for i, id := range ids {
		ids[i] = fmt.Sprintf("%s %.1g", id, worst[id])
	}
	t.Logf("%s, float64 %v: largest deviations %s", file, double, strings.Join(ids, ", "))
}

// compareCodes compares the kernels of codes.
func compareCodes(t *testing.T, a oracle.Arch, c *Codes, tolerance float64) {
	t.Helper()
	if c.Units != a.Static.Units || 2*c.Units-c.LooseUnits != a.Static.UnitsScript {
		t.Errorf("%d and %d units, want %d and %d", c.Units, 2*c.Units-c.LooseUnits, a.Static.Units, a.Static.UnitsScript)
	}
	for i, row := range a.Local.K {
		for j, want := range row {
			if got := c.Matrix[i*c.Images+j]; math.Abs(float64(got)-want) > tolerance {
				t.Fatalf("K[%d,%d] is %d, want %v", i, j, got, want)
			}
		}
	}
	for i, row := range a.Local.KScript {
		for j, want := range row {
			if got := 2*c.Matrix[i*c.Images+j] - c.Loose[i*c.Images+j]; math.Abs(float64(got)-want) > tolerance {
				t.Fatalf("naswot's K[%d,%d] is %d, want %v", i, j, got, want)
			}
		}
	}
}

// peer returns what the peers' code says, and relative to what deviations from that
// are measured; ok is false if it was not asked.
func peer(a oracle.Arch, id string) (value, scale float64, ok bool) {
	switch id {
	case "params":
		value, ok = float64(a.Static.Params), true
	case "flops":
		value, ok = float64(a.Static.MACs), true
	default:
		value, ok = a.Score(id)
	}
	if abs, signed := a.Score(id + "_abs"); signed {
		return value, abs, ok
	}
	return value, value, ok
}

// relative returns the deviation of got from want, relative to want.
func relative(got, want float64) float64 { return deviation(got, want, want) }

// deviation returns the deviation of got from want, relative to scale; 0 if both
// are the same, NaN and infinities included.
func deviation(got, want, scale float64) float64 {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return 0
	}
	if scale == 0 || math.IsNaN(got) || math.IsNaN(want) || math.IsInf(got-want, 0) {
		return math.Inf(1)
	}
	return math.Abs(got-want) / math.Abs(scale)
}

// compareLayers compares the shares of layers, each relative to the largest of sizes.
func compareLayers(t *testing.T, id string, s Score, want, sizes []float64, tolerance float64) {
	t.Helper()
	if len(s.Layers) != len(want) {
		t.Fatalf("%s has %d layers, want %d", id, len(s.Layers), len(want))
	}
	most := 0.0
	for _, v := range sizes {
		most = max(most, math.Abs(v))
	}
	for i, v := range want {
		if d := math.Abs(float64(s.Layers[i].Value)-v) / most; !(d <= 10*tolerance) {
			t.Errorf("%s: the share of %s is %v, want %v", id, s.Layers[i].Name, s.Layers[i].Value, v)
		}
	}
}
