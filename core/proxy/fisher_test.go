package proxy

import (
	"testing"

	"protocell/core/oracle"
)

// TestFisherOfADoubledBatch: with each image twice, the gradient of the mean loss
// halves and so do the sums over positions; their squares are a quarter.
func TestFisherOfADoubledBatch(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	score := func(times int) float64 {
		in := passes(t, n, best, Input{Double: true}).in
		images, labels := in.Images, in.Labels
		for range times - 1 {
			in.Images, in.Labels = append(in.Images[:len(in.Images):len(in.Images)], images...), append(in.Labels[:len(in.Labels):len(in.Labels)], labels...)
		}
		in.Proxies, in.Needs, in.Memory = []Proxy{fisher{}}, 0, nil
		p, err := NewPasses(in)
		if err != nil {
			t.Fatal(err)
		}
		s, err := fisher{}.Score(p)
		if err != nil {
			t.Fatal(err)
		}
		return float64(s.Value)
	}
	if once, twice := score(1), score(2); relative(4*twice, once) > 1e-10 {
		t.Errorf("%v, and with each image twice %v, which is not a quarter", once, twice)
	}
}
