package proxytest

import (
	"math"
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/proxy"
)

// reference has the scores that PyTorch 1.13 computes in float64 of networks with
// squeeze and excitation, h-swish, separable and dilated convolutions, maximum pooling
// and factorized reductions: built node by node from our graphs, with our parameters
// and images, differentiated by autograd (twice for grasp), and scored by the
// published definitions. In synflow and logsynflow ReLU6 does not clip; in nwot h-swish
// has codes.
var reference = map[string]map[string]float64{
	"inverted bottlenecks": {
		"l2_norm":    71.4317226149082,
		"nwot":       53.3562430081556,
		"jacob_cov":  -6.070886817850287,
		"ntk":        16.90437127005957,
		"synflow":    140803012.583221,
		"logsynflow": 4829.367903868258,
		"synflow_bn": 7.905187000384495,
		"grad_norm":  1.919681689933687,
		"snip":       3.723657611147352,
		"grasp":      -0.1131451561214887,
		"fisher":     0.2599737870939186,
		"plain":      0.1540671752269761,
		"zico":       90.58570628559782,
		"gradsign":   2180,
	},
	"cells that read the two before them": {
		"l2_norm":    106.909453463793,
		"nwot":       58.87130226524449,
		"jacob_cov":  -6.040842355407699,
		"ntk":        8.637562380381608,
		"synflow":    57580406829.33565,
		"logsynflow": 14876.40688162665,
		"synflow_bn": 16.83532516336436,
		"grad_norm":  4.390064078926421,
		"snip":       9.233660455321328,
		"grasp":      -1.09710880760139,
		"fisher":     1.55244910154304,
		"plain":      0.6154868222118205,
		"zico":       167.2974939257106,
		"gradsign":   6580,
	},
	"nothing after the last batch normalisation": {
		"l2_norm":    11.68757730963499,
		"nwot":       43.56493843796984,
		"synflow":    10625.48398795009,
		"logsynflow": 409.3316174730553,
		"grad_norm":  0.3847598976219503,
		"snip":       0.6502919033689175,
		"grasp":      -0.001388161767340947,
		"fisher":     0.5734113563709599,
		"plain":      -0.005810568341173749,
		"zico":       21.55807314931817,
	},
}

// inSingle are the proxies that compute in float32 whatever is asked for, and how far
// they may be off.
var inSingle = map[string]float64{"ntk": 1e-6, "zico": 1e-4}

func TestReference(t *testing.T) {
	compared := 0
	for _, n := range networks {
		for id, want := range reference[n.name] {
			compared++
			p, _ := proxy.Lookup(id)
			got := inDouble(t, n, p)
			tolerance := 1e-12
			if off, ok := inSingle[id]; ok {
				tolerance = off
			}
			if v := float64(got.Value); !(math.Abs(v-want) <= tolerance*math.Abs(want)) {
				t.Errorf("%s: %s is %v, want %v", n.name, id, v, want)
			}
		}
	}
	if compared != 38 {
		t.Errorf("%d scores were compared", compared)
	}
}

// inDouble scores a network in float64 where that is a choice.
func inDouble(t *testing.T, n network, p proxy.Proxy) proxy.Score {
	t.Helper()
	k := graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 4}
	g, err := n.build(k)
	if err != nil {
		t.Fatal(err)
	}
	x, labels, err := data.Batch("noise", 5, 6, g.In, g.Classes)
	if err != nil {
		t.Fatal(err)
	}
	passes, err := proxy.NewPasses(proxy.Input{
		Graph: g, Skeleton: k, Build: n.build, Seed: 5, Noise: 5, Images: x, Labels: labels,
		Proxies: []proxy.Proxy{p}, Kernels: kernel.Go(), Double: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Score(passes)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
