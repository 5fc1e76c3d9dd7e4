package proxy

import (
	"protocell/core/engine"
	"protocell/core/graph"
)

// linearRegions counts the regions of input space on which a thin copy of the
// network is linear, as far as random inputs find them: how many patterns all ReLUs
// make, of images of 1 channel and 3 x 3 pixels in batches of 1000, in training
// mode. As in the authors' code the copy is one cell of width 1, without a stem,
// then a batch normalisation and a ReLU.
//
// The images are standard normal, from the stream "linear_regions" under the seed of
// the noise; parameter tensor i of the copy takes stream i under that of the weights.
type linearRegions struct{}

const (
	regionBatch   = 1000
	regionBatches = 3
	regionSide    = 3
	regionBytes   = 64 // about what a pattern takes
)

// Traits implements Proxy.
func (linearRegions) Traits() Traits {
	return Traits{
		ID:    "linear_regions",
		Needs: NeedOwn,
	}
}

// Info implements Proxy.
func (linearRegions) Info() Info {
	return Info{
		Traits:  linearRegions{}.Traits(),
		Name:    "Linear regions",
		Formula: `\big\lvert\{(\mathbf 1[z_u(x_n)>0])_{u\text{ a ReLU unit}}\;:\;n=1,\dots,3000\}\big\rvert`,
		Summary: "Counts the patterns of on and off that random 3 x 3 images leave in one thin cell: the more, the more expressive.",
		Paper:   chen,

		Unverified: "The images are normal; the authors cut theirs out of one channel of the training images.",
	}
}

func (linearRegions) own(p *Passes) ([]Own, error) {
	g, err := thin(p)
	if err != nil {
		return nil, err
	}
	c := engine.Config{Batch: regionBatch}
	held := int64(regionBatches * regionBatch * (4*g.In.Len() + regionBytes))
	return []Own{{Graph: g, Config: c, Single: true, Forwards: regionBatches, Held: held}}, nil
}

// Score implements Proxy.
func (r linearRegions) Score(p *Passes) (Score, error) {
	net, err := p.openSingle(r.Traits().ID, 0)
	if err != nil {
		return unscored(err)
	}
	g := net.Graph()
	net.SetParams(engine.InitParams(g, p.in.Seed), false)
	x := make([]float32, regionBatches*regionBatch*g.In.Len())
	fillGaussian(x, p.in.Noise, r.Traits().ID)
	seen := map[string]bool{}
	codes := make([][]byte, regionBatch)
	for b := range regionBatches {
		for i := range codes {
			codes[i] = codes[i][:0]
		}
		net.SetInput(x[b*regionBatch*g.In.Len():][:regionBatch*g.In.Len()])
		err := net.Forward(engine.Hooks[float32]{ReLU: func(_ []int, z []float32) {
			units := len(z) / regionBatch
			for i := range codes {
				codes[i] = appendCode(codes[i], z[i*units:][:units])
			}
		}})
		if err != nil {
			return Score{}, err
		}
		for _, code := range codes {
			seen[string(code)] = true
		}
	}
	s := p.score(float64(len(seen)), nil)
	s.Steps = []Step{{"Images", regionBatches * regionBatch}, {"Different codes", Number(len(seen))}}
	return s, nil
}

// appendCode appends a bit for each unit, eight to a byte: 1 where its input is
// greater than 0.
func appendCode(code []byte, z []float32) []byte {
	for i, v := range z {
		if i%8 == 0 {
			code = append(code, 0)
		}
		if v > 0 {
			code[len(code)-1] |= 1 << (i % 8)
		}
	}
	return code
}

// thin returns the network's first cell at width 1, for small images, and what comes
// before the classifier.
func thin(p *Passes) (*graph.Graph, error) {
	whole, err := p.in.Build(graph.Skeleton{C: 1, N: 1, Input: benchmark.Input, Classes: benchmark.Classes})
	if err != nil {
		return nil, err
	}
	for _, block := range whole.Blocks {
		if block.Kind != graph.Cell {
			continue
		}
		cell, err := cutBlock(whole, block)
		if err != nil {
			return nil, err
		}
		if len(cell.sides) > 0 {
			return nil, undefined("the first cell reads more than the stem")
		}
		return shrink(cell.graph)
	}
	return nil, undefined("the network has no cell")
}

// shrink makes a cell a network for small images, with a batch normalisation, a ReLU
// and a global pooling at its end.
func shrink(g *graph.Graph) (*graph.Graph, error) {
	if err := resize(g, regionSide, regionSide); err != nil {
		return nil, err
	}
	last, param := len(g.Nodes)-1, len(g.Params)
	out := g.Nodes[last].Out
	g.Params = append(g.Params,
		graph.Param{Name: "head.weight", Node: last + 1, Role: graph.Gamma, Shape: []int{out.C}},
		graph.Param{Name: "head.bias", Node: last + 1, Role: graph.Beta, Shape: []int{out.C}})
	g.Nodes = append(g.Nodes,
		graph.Node{Op: graph.BatchNorm, Inputs: []int{last}, Out: out, Edge: -1, Label: "head.norm", Params: []int{param, param + 1}},
		graph.Node{Op: graph.ReLU, Inputs: []int{last + 1}, Out: out, Edge: -1, Label: "head.relu"},
		graph.Node{Op: graph.GlobalAvgPool, Inputs: []int{last + 2}, Out: graph.Shape{C: out.C, H: 1, W: 1}, Edge: -1, Label: "head.pool"})
	g.Blocks[0].End, g.Classes = len(g.Nodes), out.C
	return g, nil
}
