// Package proxytest is the conformance suite of proxies: every entry of the
// table passes it, by being there.
package proxytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/space/nb201"
)

// Cells of NAS-Bench-201 in which proxies meet every case of theirs.
var cells = []string{
	"|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|", // the best known
	"|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|",
	"|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|",
	"|none~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|", // node 1 is zero, but convolved
	"|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|none~0|none~1|none~2|",                 // nothing reaches the output
	"|none~0|+|none~0|nor_conv_3x3~1|+|none~0|nor_conv_3x3~1|nor_conv_3x3~2|",                 // nothing leaves the input
	"|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
}

// Cells that compute the same with the same weights in the same order.
var equal = [][2]string{
	{ // node 1 is the input
		"|skip_connect~0|+|nor_conv_3x3~0|none~1|+|none~0|none~1|skip_connect~2|",
		"|skip_connect~0|+|none~0|nor_conv_3x3~1|+|none~0|none~1|skip_connect~2|",
	},
	{ // node 2 is node 1
		"|nor_conv_1x1~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|nor_conv_3x3~2|",
		"|nor_conv_1x1~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|",
	},
}

// setting is what a cell is scored in.
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

// passes plans the passes over a cell.
func passes(t *testing.T, cell string, s setting) *proxy.Passes {
	t.Helper()
	a, err := nb201.Space{}.Parse(cell)
	if err != nil {
		t.Fatal(err)
	}
	skeleton := graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 4}
	g, err := nb201.Space{}.Build(a, skeleton)
	if err != nil {
		t.Fatal(err)
	}
	x, labels, err := data.Batch("noise", s.images, s.batch, g.In, g.Classes)
	if err != nil {
		t.Fatal(err)
	}
	for i := range labels {
		labels[i] = (labels[i] + s.shift) % g.Classes
	}
	p, err := proxy.NewPasses(proxy.Input{
		Graph: g, Skeleton: skeleton,
		Build: func(k graph.Skeleton) (*graph.Graph, error) { return nb201.Space{}.Build(a, k) },
		Seed:  s.seed, Noise: s.noise, Images: x, Labels: labels, Proxies: s.proxies, Kernels: kernel.Go(), Progress: s.progress,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// score scores a cell.
func score(t *testing.T, p proxy.Proxy, cell string, s setting) proxy.Score {
	t.Helper()
	got, err := p.Score(passes(t, cell, s))
	if err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return got
}

// Run runs the suite on a proxy.
func Run(t *testing.T, p proxy.Proxy) {
	t.Run("Info", func(t *testing.T) { info(t, p.Info()) })
	t.Run("Status", func(t *testing.T) { status(t, p) })
	t.Run("Layers", func(t *testing.T) { layers(t, p) })
	t.Run("Determinism", func(t *testing.T) { determinism(t, p) })
	t.Run("Passes", func(t *testing.T) { untouched(t, p) })
	t.Run("Progress", func(t *testing.T) { progress(t, p) })
	t.Run("Inputs", func(t *testing.T) { inputs(t, p) })
	t.Run("Equal", func(t *testing.T) { isomorphic(t, p) })
	t.Run("JSON", func(t *testing.T) { roundTrip(t, p) })
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
func status(t *testing.T, p proxy.Proxy) {
	for _, cell := range cells {
		got := score(t, p, cell, usual(p))
		v, want := float64(got.Value), proxy.OK
		switch {
		case math.IsNaN(v):
			want = proxy.NaN
		case math.IsInf(v, 1):
			want = proxy.PosInf
		case math.IsInf(v, -1):
			want = proxy.NegInf
		case !passes(t, cell, usual(p)).Graph().Connected():
			want = proxy.Disconnected
		}
		if got.Status != want {
			t.Errorf("%s: the value %v has status %s, want %s", cell, v, got.Status, want)
		}
	}
}

// layers checks that the shares of layers add up to the value, bit by bit.
func layers(t *testing.T, p proxy.Proxy) {
	for _, cell := range cells {
		g := passes(t, cell, usual(p)).Graph()
		got := score(t, p, cell, usual(p))
		if !p.Info().Additive {
			if got.Layers != nil {
				t.Fatalf("%s: shares, but the proxy is not a sum", cell)
			}
			continue
		}
		if len(got.Layers) == 0 {
			t.Fatalf("%s: no shares", cell)
		}
		sum, at := 0.0, 0
		for _, l := range got.Layers {
			sum += float64(l.Value)
			for at < len(g.Nodes) && g.Nodes[at].Label != l.Name {
				at++
			}
			if at == len(g.Nodes) {
				t.Fatalf("%s: %s is no node, or not in graph order", cell, l.Name)
			}
			if g.Nodes[at].Block != l.Block {
				t.Errorf("%s: %s is in block %d, not %d", cell, l.Name, g.Nodes[at].Block, l.Block)
			}
		}
		if !same(sum, float64(got.Value)) {
			t.Errorf("%s: the shares add up to %v, the value is %v", cell, sum, got.Value)
		}
	}
}

// determinism checks that a score depends neither on when it is asked for nor on
// what else is.
func determinism(t *testing.T, p proxy.Proxy) {
	for _, cell := range cells {
		want := score(t, p, cell, usual(p))
		with := usual(p)
		with.proxies = proxy.All()
		shared := passes(t, cell, with)
		for range 2 {
			got, err := p.Score(shared)
			if err != nil {
				t.Fatal(err)
			}
			if !same(float64(got.Value), float64(want.Value)) || fmt.Sprint(got.Layers) != fmt.Sprint(want.Layers) {
				t.Errorf("%s: %v, alone %v", cell, got.Value, want.Value)
			}
		}
	}
}

// untouched checks that a proxy leaves the passes as they are.
func untouched(t *testing.T, p proxy.Proxy) {
	s := usual(p)
	s.proxies = proxy.All()
	held := passes(t, cells[0], s)
	before := digest(t, held)
	if _, err := p.Score(held); err != nil {
		t.Fatal(err)
	}
	if digest(t, held) != before {
		t.Error("what the passes hold has changed")
	}
}

// digest digests all that passes hold.
func digest(t *testing.T, p *proxy.Passes) (h uint64) {
	t.Helper()
	add := func(v float64) { h = rng.Mix(h ^ math.Float64bits(v)) }
	c, err := p.Codes()
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Matrix {
		add(float64(c.Matrix[i]))
		add(float64(c.Loose[i]))
	}
	for _, pass := range []func() (*proxy.Gradient, error){p.Gradient, p.SynFlow} {
		g, err := pass()
		if err != nil {
			t.Fatal(err)
		}
		add(g.Loss)
		for _, l := range g.Layers {
			for w, g := range l.Blocks {
				for i := range w {
					add(w[i])
					add(g[i])
				}
			}
		}
	}
	return h
}

// progress checks that the work was planned as it is done, whatever is computed: the
// passes end at 1 and not before, and stop where they are told to.
func progress(t *testing.T, p proxy.Proxy) {
	for _, cell := range cells {
		s := usual(p)
		last, calls, ends := 0.0, 0, 0
		s.progress = func(done float64) error {
			if done < last || done > 1 {
				t.Errorf("%s: progress goes from %v to %v", cell, last, done)
			}
			last = done
			calls++
			if done >= 1-1e-12 {
				ends++
			}
			return nil
		}
		score(t, p, cell, s)
		// After the last step its output may still be shown.
		if calls > 0 && (ends == 0 || ends > 2) {
			t.Errorf("%s: the passes end at %v, %d times", cell, last, ends)
		}
	}
	s, calls := usual(p), 0
	s.progress = func(float64) error { calls++; return nil }
	score(t, p, cells[0], s)
	stop := errors.New("stop")
	for at := 1; at <= calls; at += calls/5 + 1 {
		left := at
		s.progress = func(float64) error {
			if left--; left == 0 {
				return stop
			}
			return nil
		}
		if _, err := p.Score(passes(t, cells[0], s)); err != stop {
			t.Errorf("stopped at call %d of %d: the error is %v", at, calls, err)
		}
	}
}

// inputs checks that a proxy reads images and labels if and only if it says so, and
// draws nothing at random unless it has passes of its own.
func inputs(t *testing.T, p proxy.Proxy) {
	i := p.Info()
	before := usual(p)
	before.batch = 16 // so many that nothing which is counted of them is all there can be
	value := float64(score(t, p, cells[0], before).Value)
	other := func(change func(*setting)) bool {
		after := before
		change(&after)
		return !same(value, float64(score(t, p, cells[0], after).Value))
	}
	if reads := other(func(s *setting) { s.shift = 1 }); reads != i.Labels {
		t.Errorf("other labels change the score: %v, but Info.Labels is %v", reads, i.Labels)
	}
	if reads := other(func(s *setting) { s.images++ }); reads != i.Images {
		t.Errorf("other images change the score: %v, but Info.Images is %v", reads, i.Images)
	}
	if other(func(s *setting) { s.noise++ }) && i.Needs&proxy.NeedOwn == 0 {
		t.Error("another seed of the noise changes the score")
	}
}

// isomorphic checks that cells which compute the same score the same.
func isomorphic(t *testing.T, p proxy.Proxy) {
	for _, pair := range equal {
		a, b := score(t, p, pair[0], usual(p)), score(t, p, pair[1], usual(p))
		if !same(float64(a.Value), float64(b.Value)) || a.Status != b.Status {
			t.Errorf("%s scores %v, %s scores %v", pair[0], a.Value, pair[1], b.Value)
		}
	}
}

// roundTrip checks that a score survives its JSON form, to the bit.
func roundTrip(t *testing.T, p proxy.Proxy) {
	for _, cell := range cells {
		want := score(t, p, cell, usual(p))
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got proxy.Score
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		if !same(float64(got.Value), float64(want.Value)) || got.Status != want.Status || fmt.Sprint(got.Layers) != fmt.Sprint(want.Layers) {
			t.Errorf("%s: %+v becomes %+v", cell, want, got)
		}
	}
}

// same reports whether two numbers have the same bits, or are both undefined.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}
