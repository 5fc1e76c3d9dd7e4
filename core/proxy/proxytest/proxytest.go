// Package proxytest is the conformance suite of proxies: every entry of the
// table passes it, by being there.
package proxytest

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/proxy"
)

// setting is what a network is scored in.
type setting struct {
	seed, images, noise uint64 // of the weights, the images, and what proxies draw
	batch               int
	shift               int // added to the labels, modulo the classes
	progress            func(done float64) error
	proxies             []proxy.Proxy
}

func usual(p proxy.Proxy) setting {
	return setting{seed: 3, images: 3, noise: 3, batch: 6, proxies: []proxy.Proxy{p}}
}

// passes plans the passes over a network.
func passes(t *testing.T, n network, s setting) *proxy.Passes {
	t.Helper()
	skeleton := graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4}
	g, err := n.build(skeleton)
	if err != nil {
		t.Fatal(err)
	}
	x, labels, err := data.Batch("noise", s.images, s.batch, g.In, g.Classes)
	if err != nil {
		t.Fatal(err)
	}
	for i := range labels {
		labels[i] = (labels[i] + i*s.shift) % g.Classes
	}
	p, err := proxy.NewPasses(proxy.Input{
		Graph: g, Skeleton: skeleton,
		Build: n.build,
		Seed:  s.seed, Noise: s.noise, Images: x, Labels: labels, Proxies: s.proxies, Kernels: kernel.Go(), Progress: s.progress,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// score scores a network.
func score(t *testing.T, p proxy.Proxy, n network, s setting) proxy.Score {
	t.Helper()
	got, err := p.Score(passes(t, n, s))
	if err != nil {
		t.Fatalf("%s: %v", n.name, err)
	}
	return got
}

// Run runs the suite on a proxy.
func Run(t *testing.T, p proxy.Proxy) {
	scores := map[string]proxy.Score{} // of the networks, by name, as usual
	for _, n := range networks {
		scores[n.name] = score(t, p, n, usual(p))
	}
	t.Run("Info", func(t *testing.T) { info(t, p.Info()) })
	t.Run("Status", func(t *testing.T) { status(t, p, scores) })
	t.Run("Layers", func(t *testing.T) { layers(t, p, scores) })
	t.Run("Steps", func(t *testing.T) { steps(t, scores) })
	t.Run("Determinism", func(t *testing.T) { determinism(t, p, scores) })
	t.Run("Passes", func(t *testing.T) { untouched(t, p) })
	t.Run("Progress", func(t *testing.T) { progress(t, p) })
	t.Run("Memory", func(t *testing.T) { memory(t, p) })
	t.Run("Inputs", func(t *testing.T) { inputs(t, p) })
	t.Run("Equal", func(t *testing.T) { isomorphic(t, p) })
	t.Run("JSON", func(t *testing.T) { roundTrip(t, scores) })
}

// info checks what is said about a proxy.
func info(t *testing.T, i proxy.Info) {
	if !regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(i.ID) {
		t.Errorf("the id %q is not a lower-case word", i.ID)
	}
	if i.Name == "" {
		t.Error("no name")
	}
	if !strings.HasSuffix(i.Summary, ".") || len(i.Summary) > 200 {
		t.Errorf("the summary %q is not one sentence", i.Summary)
	}
	if !regexp.MustCompile(`, .* (19|20)\d\d$`).MatchString(i.Paper) {
		t.Errorf("the paper %q does not end in a year", i.Paper)
	}
	depth := 0
	for _, c := range strings.NewReplacer(`\{`, "", `\}`, "").Replace(i.Formula) {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 {
			break
		}
	}
	if i.Formula == "" || depth != 0 {
		t.Errorf("the formula %q has unbalanced braces", i.Formula)
	}
	if i.Labels && !i.Images {
		t.Error("reads the labels of images that it does not read")
	}
	if i.Slow && i.Needs&proxy.NeedOwn == 0 {
		t.Error("slow, but it has no passes of its own")
	}
}

// status checks that the status of a score says what number its value is, and
// that a network without a path is never ok.
func status(t *testing.T, p proxy.Proxy, scores map[string]proxy.Score) {
	for _, n := range networks {
		got := scores[n.name]
		v, want := float64(got.Value), proxy.OK
		switch {
		case got.Status == proxy.Undefined && math.IsNaN(v):
			want = proxy.Undefined
		case math.IsNaN(v):
			want = proxy.NaN
		case math.IsInf(v, 1):
			want = proxy.PosInf
		case math.IsInf(v, -1):
			want = proxy.NegInf
		case !passes(t, n, usual(p)).Graph().Connected():
			want = proxy.Disconnected
		}
		if got.Status != want {
			t.Errorf("%s: the value %v has status %s, want %s", n.name, v, got.Status, want)
		}
	}
}

// layers checks that the shares of layers add up to the value, bit by bit.
func layers(t *testing.T, p proxy.Proxy, scores map[string]proxy.Score) {
	for _, n := range networks {
		g := passes(t, n, usual(p)).Graph()
		got := scores[n.name]
		if !p.Info().Additive {
			if got.Layers != nil {
				t.Fatalf("%s: shares, but the proxy is not a sum", n.name)
			}
			continue
		}
		if got.Status == proxy.Undefined {
			continue
		}
		if len(got.Layers) == 0 {
			t.Fatalf("%s: no shares", n.name)
		}
		sum, at := 0.0, 0
		for _, l := range got.Layers {
			sum += float64(l.Value)
			for at < len(g.Nodes) && g.Nodes[at].Label != l.Name {
				at++
			}
			if at == len(g.Nodes) {
				t.Fatalf("%s: %s is no node, or not in graph order", n.name, l.Name)
			}
			if g.Nodes[at].Block != l.Block {
				t.Errorf("%s: %s is in block %d, not %d", n.name, l.Name, g.Nodes[at].Block, l.Block)
			}
		}
		if !same(sum, float64(got.Value)) {
			t.Errorf("%s: the shares add up to %v, the value is %v", n.name, sum, got.Value)
		}
	}
}

// roundTrip checks that a score survives its JSON form, to the bit.
func roundTrip(t *testing.T, scores map[string]proxy.Score) {
	for _, n := range networks {
		want := scores[n.name]
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got proxy.Score
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		if !same(float64(got.Value), float64(want.Value)) || got.Status != want.Status || fmt.Sprint(got.Layers) != fmt.Sprint(want.Layers) {
			t.Errorf("%s: %+v becomes %+v", n.name, want, got)
		}
	}
}

// same reports whether two numbers have the same bits, or are both undefined.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}
