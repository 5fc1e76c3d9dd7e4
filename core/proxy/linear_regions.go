package proxy

import (
	"fmt"
	"strings"

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

// Info implements Proxy.
func (linearRegions) Info() Info {
	return Info{
		ID:      "linear_regions",
		Name:    "Linear regions",
		Formula: `\big\lvert\{(\mathbf 1[z_u(x_n)>0])_{u\text{ a ReLU unit}}\;:\;n=1,\dots,3000\}\big\rvert`,
		Summary: "Counts the patterns of on and off that random 3 x 3 images leave in one thin cell: the more, the more expressive.",
		Paper:   chen,
		Needs:   NeedOwn,

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
	net, err := p.openSingle(r.Info().ID, 0)
	if err != nil {
		return Score{}, err
	}
	g := net.Graph()
	net.SetParams(engine.InitParams(g, p.in.Seed), false)
	x := make([]float32, regionBatches*regionBatch*g.In.Len())
	fillGaussian(x, p.in.Noise, r.Info().ID)
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
	return p.score(float64(len(seen)), nil), nil
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

// thin returns the network's first cell at width 1, and what comes before the
// classifier.
func thin(p *Passes) (*graph.Graph, error) {
	whole, err := p.in.Build(graph.Skeleton{C: 1, N: 1, Input: benchmark.Input, Classes: benchmark.Classes})
	if err != nil {
		return nil, err
	}
	for _, block := range whole.Blocks {
		if block.Kind == graph.Cell {
			return alone(whole, block, graph.Shape{C: 1, H: regionSide, W: regionSide})
		}
	}
	return nil, fmt.Errorf("proxy: the network has no cell")
}

// alone returns a cell as a network for images of another size, followed by a batch
// normalisation, a ReLU and a global pooling. It must read nothing but the last node
// of the block before it.
func alone(whole *graph.Graph, cell graph.Block, in graph.Shape) (*graph.Graph, error) {
	b := graph.NewBuilder(in)
	b.Block(graph.Cell, 0, 0)
	last := 0
	for i := cell.First; i < cell.End; i++ {
		n := whole.Nodes[i]
		x := make([]int, len(n.Inputs))
		for j, input := range n.Inputs {
			if x[j] = input - (cell.First - 1); x[j] < 0 {
				return nil, fmt.Errorf("proxy: %s reads %s, which is before the block before it", n.Label, whole.Nodes[input].Label)
			}
		}
		module := ""
		if len(n.Params) > 0 {
			module = strings.TrimSuffix(whole.Params[n.Params[0]].Name, ".weight")
		}
		switch n.Op {
		case graph.Conv:
			last = b.Conv(n.Label, module, x[0], n.Out.C, graph.Window{Kernel: n.Kernel, Stride: n.Stride, Pad: n.Pad, Dilation: n.Dilation, Groups: n.Groups})
		case graph.BatchNorm:
			last = b.BatchNorm(n.Label, module, x[0])
		case graph.ReLU:
			last = b.ReLU(n.Label, x[0])
		case graph.AvgPool:
			last = b.AvgPool(n.Label, x[0], n.Kernel, n.Stride, n.Pad)
		case graph.Zero:
			last = b.Zero(n.Label, x[0])
		case graph.Add:
			last = b.Add(n.Label, x...)
		default:
			return nil, fmt.Errorf("proxy: %s cannot be in a cell", n.Label)
		}
	}
	b.Block(graph.Head, 0, -1)
	b.GlobalAvgPool("pool", b.ReLU("head.relu", b.BatchNorm("head.bn", "head.bn", last)))
	return b.Graph()
}
