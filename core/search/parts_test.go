package search

import (
	"math"
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/darts"
	"protocell/core/space/nb201"
)

// TestMutation: by node, the edge into node 1 changes with probability 1/3, each into
// node 2 with 1/6 and each into node 3 with 1/9, and to each other operation equally.
func TestMutation(t *testing.T) {
	for _, c := range []struct {
		byNode bool
		want   [6]float64
	}{
		{true, [6]float64{1. / 3, 1. / 6, 1. / 6, 1. / 9, 1. / 9, 1. / 9}},
		{false, [6]float64{1. / 6, 1. / 6, 1. / 6, 1. / 6, 1. / 6, 1. / 6}},
	} {
		m := newMutator(nb201.Space{}, c.byNode)
		r := rng.New(1, 1)
		a := space.Arch([]byte{0, 1, 2, 3, 4, 0})
		const draws = 20_000
		var changed [6]float64
		var options [5]float64 // of the first edge
		for range draws {
			b := m.mutate(a, r)
			n := 0
			for i := range a {
				if a[i] != b[i] {
					changed[i]++
					n++
					if i == 0 {
						options[b[i]]++
					}
				}
			}
			if n != 1 {
				t.Fatalf("%d decisions differ", n)
			}
		}
		for i, want := range c.want {
			if d := changed[i]/draws - want; math.Abs(d) > 5*math.Sqrt(want/draws) {
				t.Errorf("by node %v: edge %d changes with probability %v, want %v", c.byNode, i, changed[i]/draws, want)
			}
		}
		for o := 1; o < 5; o++ {
			if share := options[o] / changed[0]; math.Abs(share-0.25) > 0.03 {
				t.Errorf("operation %d has a share of %v", o, share)
			}
		}
	}
	if m := newMutator(darts.Space{}, true); m.nodes != nil {
		t.Error("decisions of two cells are drawn by node")
	}
}

// TestKernelDensity: it sums to 1 over the space, and candidates are near its data.
func TestKernelDensity(t *testing.T) {
	sp := nb201.Space{}
	var data []Member
	for i, a := range [][]byte{{3, 3, 3, 1, 2, 3}, {3, 3, 3, 1, 3, 3}, {3, 3, 2, 1, 3, 3}, {3, 3, 3, 1, 3, 2}} {
		data = append(data, Member{ID: i + 1, Arch: space.Arch(a)})
	}
	k := newKernelDensity(data, []int{5, 5, 5, 5, 5, 5}, 0.05)
	if k.bandwidths[0] != 0.05 { // no spread
		t.Errorf("the bandwidth is %v", k.bandwidths[0])
	}
	// One of four is 2, the others are 3: σ is √(3/16), n^(-1/10) is 4^(-1/10).
	if want := 1.06 * math.Sqrt(3./16) * math.Pow(4, -0.1); math.Abs(k.bandwidths[4]-want) > 1e-12 {
		t.Errorf("the bandwidth is %v, want %v", k.bandwidths[4], want)
	}
	sum := 0.0
	for i := range sp.Info().Size {
		sum += k.at(sp.At(i))
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the density sums to %v", sum)
	}
	r := rng.New(2, 2)
	same := 0
	for range 1000 {
		if a := k.draw(r, 0.05, 1); a[0] == 3 {
			same++
		}
	}
	if same < 930 { // 0.95 + 0.05/5
		t.Errorf("%d of 1000 candidates keep what all data have", same)
	}
}

func TestInsert(t *testing.T) {
	var list []Member
	for _, m := range []Member{{3, "", 5}, {1, "", 7}, {2, "", 5}, {4, "", 1}, {5, "", 7}} {
		list = insert(list, m, 4)
	}
	for i, want := range []int{1, 5, 2, 3} {
		if list[i].ID != want {
			t.Errorf("place %d has trial %d, want %d", i, list[i].ID, want)
		}
	}
}

func TestTournament(t *testing.T) {
	members := []Member{{1, "", 1}, {2, "", 2}, {3, "", 3}, {4, "", 4}}
	r := rng.New(1, 1)
	wins := map[int]float64{}
	const draws = 10_000
	for range draws {
		wins[tournament(r, members, 2).ID]++
	}
	for id := 1; id <= 4; id++ {
		want := float64(2*id-1) / 16 // with replacement
		if math.Abs(wins[id]/draws-want) > 0.02 {
			t.Errorf("member %d wins with probability %v, want %v", id, wins[id]/draws, want)
		}
	}
}

// TestNormal: its moments, and that it takes whole groups of the stream.
func TestNormal(t *testing.T) {
	d := drawing{Stream: *rng.New(1, 1)}
	d.Stream.Uint64()
	sum, square := 0.0, 0.0
	const n = 10_000
	for range n {
		v := d.normal()
		sum += v
		square += v * v
	}
	if math.Abs(sum/n) > 0.05 || math.Abs(square/n-1) > 0.1 || d.Stream.Pos != 3*(n+1) {
		t.Errorf("mean %v, mean square %v, position %d", sum/n, square/n, d.Stream.Pos)
	}
}
