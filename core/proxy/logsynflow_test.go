package proxy

import (
	"math"
	"testing"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
)

// TestLogSynflowOfAChain: |W1| = [1 2; 3 1/2] has the gradients 1, 1, 2 and 2, and
// |W2| = [1 2] has 3 and 3.5.
func TestLogSynflowOfAChain(t *testing.T) {
	b := graph.NewBuilder(graph.Shape{C: 2, H: 1, W: 1})
	b.Block(graph.Stem, 0, -1)
	b.Linear("w2", "w2", b.ReLU("relu", b.Conv("w1", "w1", 0, 2, graph.Square(1, 1))), 1)
	g, err := b.Graph()
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPasses(Input{Graph: g, Needs: NeedSynFlow, Kernels: kernel.Go()})
	if err != nil {
		t.Fatal(err)
	}
	p.params = engine.Params{{1, -2, 3, 0.5}, {-1, 2}, {0}}
	s, err := logSynflow{}.Score(p)
	if err != nil {
		t.Fatal(err)
	}
	first, second := 3*math.Log(2)+3.5*math.Log(3), math.Log(4)+2*math.Log(4.5)
	if relative(float64(s.Layers[0].Value), first) > 1e-14 || relative(float64(s.Layers[1].Value), second) > 1e-14 {
		t.Errorf("the shares are %v, want %v and %v", s.Layers, first, second)
	}
}
