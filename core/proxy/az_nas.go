package proxy

import (
	"slices"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/rng"
)

const leeHam = "J. Lee and B. Ham, AZ-NAS: Assembling Zero-Cost Proxies for Network Architecture Search, CVPR 2024"

// azBatch is how many random images AZ-NAS looks at.
const azBatch = 64

// azParts is what the parts of AZ-NAS are made of: one forward pass of standard
// normal images through the blocks of the network before its head, and a backward
// pass through each block alone.
type azParts struct {
	nodes   []int     // that blocks end in
	entropy []float64 // of each block's output
	train   []float64 // trainability of each block but the first
}

// azPasses is what the parts have in common: the networks are the blocks, which
// take turns in the two slots, so that each can read the output of the one before.
// What others before that end in is kept for the blocks that read it, as constants.
type azPasses struct{}

func (azPasses) share() string { return "az" }

func (azPasses) own(p *Passes) ([]Own, error) {
	pieces, err := cut(p.in.Graph)
	if err != nil {
		return nil, err
	}
	var list []Own
	for i, b := range p.in.Graph.Blocks {
		if b.Kind == graph.Head {
			break
		}
		o := Own{Graph: pieces[i].graph, Held: azKept(pieces, i), Config: engine.Config{Batch: azBatch}, Single: true, Slot: Slot(i % 2), Forwards: 1}
		if i > 0 {
			o.Config.Backward, o.Config.InputGrad, o.Backwards = true, true, 1
		}
		list = append(list, o)
	}
	return list, nil
}

// azKept returns how many bytes of the output of block i are kept for others than the
// next.
func azKept(pieces []piece, i int) int64 {
	for _, p := range pieces[i+1:] {
		if slices.Contains(p.sides, pieces[i].last) {
			return 4 * azBatch * int64(outShape(pieces[i].graph).Len())
		}
	}
	return 0
}

// runAZ runs the passes. The images are the stream "az.images" under the seed of
// the noise, image after image, NHWC; the signs that are propagated back through
// the blocks the stream "az.signs", one bit each, lowest first, block after block.
func (p *Passes) runAZ() (*azParts, error) {
	return p.az.once(func() (*azParts, error) {
		pieces, err := cut(p.in.Graph)
		if err != nil {
			return nil, err
		}
		parts := new(azParts)
		signs := rng.Named(p.in.Noise, "az.signs")
		var before []float32
		kept := map[int][]float32{} // by the node that a block ends in
		if err := p.refused["az"]; err != nil {
			return nil, err
		}
		for i := range p.own["az"] {
			net, err := p.openSingle("az", i)
			if err != nil {
				return nil, err
			}
			net.SetParams(pieces[i].of(p.Params()), false)
			if i == 0 {
				fillGaussian(net.Input(), p.in.Noise, "az.images")
			} else {
				copy(net.Input(), before)
			}
			for k, node := range pieces[i].sides {
				copy(net.Side(k), kept[node])
			}
			if err := net.Forward(engine.Hooks[float32]{}); err != nil {
				return nil, err
			}
			before = net.Output()
			if azKept(pieces, i) > 0 {
				kept[pieces[i].last] = slices.Clone(before)
			}
			parts.nodes = append(parts.nodes, pieces[i].last)
			parts.entropy = append(parts.entropy, channelEntropy(before, outShape(pieces[i].graph).C))
			if i > 0 {
				fillSigns(net.OutGrad(), signs)
				t, err := trainability(net, outShape(pieces[i].graph))
				if err != nil {
					return nil, err
				}
				parts.train = append(parts.train, t)
			}
		}
		return parts, nil
	})
}

// outShape returns the shape of a network's output.
func outShape(g *graph.Graph) graph.Shape { return g.Nodes[len(g.Nodes)-1].Out }

// fillSigns sets x to random signs: 1 where a bit is 1, else -1.
func fillSigns(x []float32, s *rng.Stream) {
	var word uint64
	for i := range x {
		if i%64 == 0 {
			word = s.Uint64()
		}
		x[i] = 2*float32(word>>(i%64)&1) - 1
	}
}
