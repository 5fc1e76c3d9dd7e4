package app

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/graph"
	"protocell/core/proxy"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// computed says how a score is computed, with the numbers of this network.
func (p *page) computed(r state.Row) ui.UI {
	lines := p.steps(r)
	if len(lines) == 0 {
		return nil
	}
	var body []ui.UI
	for _, l := range lines {
		body = append(body, ui.Dt().Text(l.name), ui.Dd().Body(ui.Code().Text(l.value)))
	}
	return ui.Section().Class("computed").DataSet("testid", "computed-"+r.Info.ID).Aria("label", "How "+r.Info.Name+" is computed").Body(
		ui.H4().Text("How it is computed"),
		ui.If(notes[r.Info.ID] != "", ui.P().Text(notes[r.Info.ID])),
		ui.Dl().Class("facts").Body(body...),
	)
}

// notes say what tells a proxy from its neighbours.
var notes = map[string]string{
	"nwot":      "The binary codes of 2021, every ReLU counted once, as NASLib has it. K counts for two images the units with equal bits.",
	"naswot":    "The binary codes of 2021 as the authors' script has it: it hooks blocks of ReLU and convolution as well as ReLUs, so K becomes 2K − K_last, where K_last is of the ReLUs that no convolution reads. Jacobian correlation is the score of the paper's first version, of 2020, and another thing.",
	"jacob_cov": "The score of the paper's first version, of 2020, which correlates gradients. NWOT and NASWOT, of 2021, compare binary codes instead. The least eigenvalues weigh most.",
}

// line is a number on the way to a score, or a sum of some.
type line struct{ name, value string }

// steps returns the numbers on the way to a score, in order: those of the proxy,
// then what its layers add up to block by block.
func (p *page) steps(r state.Row) []line {
	if r.Info.ID == "flops" || r.Info.ID == "params" {
		return p.products(r.Info.ID)
	}
	if !r.Fresh {
		return nil
	}
	var lines []line
	for _, s := range r.Entry.Steps {
		lines = append(lines, line{s.Name, display.Exact(float64(s.Value))})
	}
	if r.Info.Additive {
		lines = append(lines, p.blockSums(r.Entry.Layers)...)
	}
	v := float64(r.Entry.Value)
	lines = append(lines, line{"The score", display.Exact(v)})
	if r.Info.Log && v > 0 && !math.IsInf(v, 0) {
		lines = append(lines, line{"Its logarithm to base 10", display.Exact(display.Log10(v))})
	}
	return lines
}

// blockSums returns what the layers of each block add up to.
func (p *page) blockSums(layers []proxy.Layer) []line {
	var lines []line
	blocks := p.state.Net.Graph.Blocks
	for at := 0; at < len(layers); {
		block, sum, first := layers[at].Block, 0.0, at
		for ; at < len(layers) && layers[at].Block == block; at++ {
			sum += float64(layers[at].Value)
		}
		name := "Block"
		if block >= 0 && block < len(blocks) {
			name = blockName(blocks[block])
		}
		lines = append(lines, line{fmt.Sprintf("%s %d, %s", name, block+1, display.Plural(at-first, "layer")), display.Exact(sum)})
	}
	return lines
}

// products returns the products that are added up to the cost of the network.
func (p *page) products(id string) []line {
	net := p.state.Net
	type kind struct {
		name, product string
	}
	count, each := map[kind]int64{}, map[kind]int64{}
	var order []kind
	for i, n := range net.Graph.Nodes {
		cost := net.Costs.Nodes[i].Params
		if id == "flops" {
			cost = net.Costs.Nodes[i].MACs
		}
		if cost == 0 {
			continue
		}
		k := kind{opName(n.Op), fmt.Sprint(cost)}
		if n.Op == graph.Conv || n.Op == graph.Linear {
			k.product = product(net.Graph, n, id == "flops")
		}
		if count[k] == 0 {
			order = append(order, k)
		}
		count[k]++
		each[k] = cost
	}
	total := int64(0)
	var lines []line
	for _, k := range order {
		total += count[k] * each[k]
		lines = append(lines, line{fmt.Sprintf("%d × %s", count[k], k.name), fmt.Sprintf("%s × %d = %d", k.product, count[k], count[k]*each[k])})
	}
	return append(lines, line{"The score", fmt.Sprint(total)})
}

// opName names an operation of the network.
func opName(op graph.Op) string {
	switch op {
	case graph.Conv:
		return "convolution"
	case graph.Linear:
		return "classifier"
	case graph.BatchNorm:
		return "batch normalisation"
	}
	return "pooling"
}

// product writes the factors of a layer's cost: its weight's sides, and for MACs the
// positions of its output.
func product(g *graph.Graph, n graph.Node, positions bool) string {
	var factors []string
	for i, param := range n.Params {
		if g.Params[param].Role == graph.Weight {
			for _, side := range g.Params[param].Shape {
				factors = append(factors, fmt.Sprint(side))
			}
		} else if i > 0 {
			return fmt.Sprintf("(%s + %d)", strings.Join(factors, "·"), g.Params[param].Len())
		}
	}
	if positions && n.Op == graph.Conv {
		factors = append(factors, fmt.Sprint(n.Out.H), fmt.Sprint(n.Out.W))
	}
	return strings.Join(factors, "·")
}

// passes says in words what passes a proxy costs.
func (p *page) passes(info proxy.Info) string {
	var parts []string
	for _, s := range sharedPasses {
		if info.Needs&s.needs != 0 {
			parts = append(parts, s.words)
		}
	}
	net, spec := p.state.Net, p.state.Spec
	sp, a, err := spec.Architecture()
	scorer, ok := proxy.Lookup(info.ID)
	if err == nil && ok && info.Needs&proxy.NeedOwn != 0 {
		list, err := proxy.Cost(scorer, proxy.Input{
			Graph: net.Graph, Skeleton: spec.Skeleton, Batch: spec.Batch,
			Build: func(k graph.Skeleton) (*graph.Graph, error) { return sp.Build(a, k) },
		})
		if err == nil {
			parts = append(parts, ownPasses(list))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, "; ")
}

// sharedPasses are the passes that proxies share, in words.
var sharedPasses = []struct {
	needs proxy.Needs
	words string
}{
	{proxy.NeedWeights, "none, the weights alone"},
	{proxy.NeedCodes, "forward, shared"},
	{proxy.NeedGrad | proxy.NeedFisher, "forward and backward, shared"},
	{proxy.NeedJacobian, "forward and backward to the images, shared"},
	{proxy.NeedSynFlow, "forward and backward of one image of ones in float64, shared"},
}

// ownPasses says in words what passes networks of a proxy's own run.
func ownPasses(list []proxy.Own) string {
	var forwards, backwards, tangents int
	precision := "float32"
	for _, o := range list {
		forwards, backwards, tangents = forwards+o.Forwards, backwards+o.Backwards, tangents+o.Tangents
		if o.Double {
			precision = "float64"
		}
	}
	var parts []string
	for _, c := range []struct {
		n    int
		name string
	}{{forwards, "forward"}, {backwards, "backward"}, {tangents, "tangent"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.name))
		}
	}
	return "its own: " + strings.Join(parts, ", ") + ", " + precision
}
