package darts

import (
	"math/big"
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
)

func mustParse(t *testing.T, text string) space.Arch {
	t.Helper()
	a, err := Space{}.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return a
}

// The paper: about (10^9)^2 = 10^18 architectures, with 180 choices of inputs and
// 7^8 of operations a cell.
func TestSize(t *testing.T) {
	cell := new(big.Int).Exp(big.NewInt(NumOps), big.NewInt(NumEdges), nil)
	cell.Mul(cell, big.NewInt(1*3*6*10))
	cell.Mul(cell, cell)
	if got := (Space{}).Info().Size; cell.Cmp(big.NewInt(got)) != 0 {
		t.Errorf("%d architectures, want %d", got, cell)
	}
}

func TestForeignArchPanics(t *testing.T) {
	for _, a := range []space.Arch{"", "\x00", Space{}.At(0) + "\x00", "\x07" + Space{}.At(0)[1:]} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q did not panic", a)
				}
			}()
			Space{}.Print(a)
		}()
	}
}

// permuted returns a cell whose nodes stand in another order, uniform among those
// in which each comes after those that it reads.
func permuted(c Cell, r *rng.Stream) Cell {
	for {
		var number [Inputs + NumNodes]int
		number[1] = 1
		var d Cell
		fits := true
		for k, i := range r.Perm(NumNodes) {
			number[Inputs+i] = Inputs + k
		}
		for e, edge := range c {
			to := 2*(number[into(e)]-Inputs) + e%2
			d[to] = Edge{edge.Op, number[edge.From]}
			fits = fits && number[edge.From] < number[into(e)]
		}
		if fits {
			return d
		}
	}
}

// value evaluates a cell on integers: the output is a sum over the nodes, which does
// not see their order.
func value(c Cell) uint64 {
	nodes := [Inputs + NumNodes]uint64{0x243F6A8885A308D3, 0x13198A2E03707344}
	var sum uint64
	for e, edge := range c {
		nodes[into(e)] += rng.Mix(nodes[edge.From] ^ uint64(edge.Op+1)<<56)
		if e%2 == 1 {
			sum += rng.Mix(nodes[into(e)])
		}
	}
	return sum
}

func TestCanonicalIsIsomorphism(t *testing.T) {
	r := rng.New(7, 7)
	byForm := map[string]uint64{}
	for range 1000 {
		a := Space{}.Sample(r)
		c := [numCells]Cell{decode(a, normal), decode(a, reduce)}
		b := encode([numCells]Cell{permuted(c[normal], r), permuted(c[reduce], r)})
		if got, want := (Space{}).Canonical(b), (Space{}).Canonical(a); got != want {
			t.Fatalf("%s and %s have the forms %s and %s", Space{}.Print(a), Space{}.Print(b), got, want)
		}
	}
	// Of few operations, many cells are alike.
	for range 5000 {
		a := []byte(Space{}.Sample(r))
		for cell := range numCells {
			for e := range NumEdges {
				op, _ := decisions(cell, e)
				a[op] %= 2
			}
		}
		c := decode(space.Arch(a), normal)
		form, v := canonical(c), value(c)
		if old, ok := byForm[form]; ok && old != v {
			t.Fatalf("%v has the form %s of another cell", c, form)
		}
		byForm[form] = v
	}
}

func TestCanonicalKeepsTheCellsApart(t *testing.T) {
	a := (Space{}).Presets()[0].Arch
	b := encode([numCells]Cell{decode(a, reduce), decode(a, normal)})
	if (Space{}).Canonical(a) == (Space{}).Canonical(b) {
		t.Error("exchanging the cells changes nothing")
	}
}
