// Package tnbmacro is the macro-level search space of TransNAS-Bench-101: how many
// modules a network has, which of them double the width and which halve the image.
//
// An architecture is six bytes, one a module, each a Module. A network has four to
// six modules, so that the last bytes may be None.
package tnbmacro

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/transnas"
)

// Module is what a module does, numbered as the benchmark does.
type Module byte

// The modules.
const (
	None   Module = iota // there is no such module
	Normal               // keeps the width and the image
	Double               // doubles the width
	Halve                // halves the image
	Both                 // doubles the width and halves the image
)

// Bounds of a network.
const (
	MinModules = 4
	MaxModules = 6
	MaxHalves  = 4 // modules that halve the image, at least 1
	MaxDoubles = 3 // modules that double the width, at least 1
)

const numKinds = 5

var kindNames = [numKinds]string{"none", "normal", "double", "halve", "double and halve"}

// doubles and halves say what a module does.
func (m Module) doubles() bool { return m == Double || m == Both }
func (m Module) halves() bool  { return m == Halve || m == Both }

var radix = space.Radix{numKinds, numKinds, numKinds, numKinds, numKinds, numKinds}

var table struct {
	once sync.Once
	all  []space.Arch
}

// all returns the architectures, in order.
func all() []space.Arch {
	table.once.Do(func() {
		for i := range radix.Size() {
			if a := radix.At(i); (Space{}).Check(a) == nil {
				table.all = append(table.all, a)
			}
		}
	})
	return table.all
}

// size is the sum over the lengths of the ways to place the halvings times the ways
// to place the doublings: 14 x 15, 30 x 25 and 56 x 41.
const size = 3256

// Space is the macro-level search space. It implements space.Space.
type Space struct{}

// Info returns what the space is called and how large it is.
func (Space) Info() space.Info {
	return space.Info{ID: "tnb101_macro", Name: "TransNAS-Bench-101 macro", Paper: transnas.Paper, Size: size}
}

// Decisions returns the six modules. Check says which go together.
func (Space) Decisions() []space.Decision {
	d := make([]space.Decision, MaxModules)
	for i := range d {
		d[i] = space.Decision{Name: "module " + strconv.Itoa(i+1), Options: slices.Clone(kindNames[:])}
	}
	return d
}

// Check returns an error unless a has four to six modules, of which one to four
// halve the image and one to three double the width.
func (Space) Check(a space.Arch) error {
	if err := radix.Check(a); err != nil {
		return err
	}
	var modules, halves, doubles int
	for i := range len(a) {
		m := Module(a[i])
		if m == None {
			continue
		}
		if modules < i {
			return fmt.Errorf("module %d is none, but module %d is not", modules+1, i+1)
		}
		modules++
		if m.halves() {
			halves++
		}
		if m.doubles() {
			doubles++
		}
	}
	switch {
	case modules < MinModules:
		return fmt.Errorf("%d modules, fewer than %d", modules, MinModules)
	case halves == 0:
		return errors.New("no module halves the image")
	case halves > MaxHalves:
		return fmt.Errorf("%d modules halve the image, more than %d", halves, MaxHalves)
	case doubles == 0:
		return errors.New("no module doubles the width")
	case doubles > MaxDoubles:
		return fmt.Errorf("%d modules double the width, more than %d", doubles, MaxDoubles)
	}
	return nil
}

// check panics unless a is an architecture of this space.
func check(a space.Arch) {
	if err := (Space{}).Check(a); err != nil {
		panic("tnbmacro: " + err.Error())
	}
}

// Diagram returns the chain of the six modules, those too that are none: they pass
// on what they get.
func (Space) Diagram(a space.Arch) space.Diagram {
	check(a)
	c := space.Cell{Name: "network", Nodes: []space.Node{{Name: "in"}}}
	for i := range len(a) {
		c.Nodes = append(c.Nodes, space.Node{Name: strconv.Itoa(i + 1)})
		c.Edges = append(c.Edges, space.Edge{From: i, To: i + 1, Decisions: []int{i}})
	}
	return space.Diagram{Cells: []space.Cell{c}}
}

// At returns architecture i, in the order of the bytes.
func (Space) At(i int64) space.Arch {
	if i < 0 || i >= size {
		panic(fmt.Sprintf("tnbmacro: architecture %d, want 0 to %d", i, size-1))
	}
	return all()[i]
}

// Index returns the position of a in the order of At.
func (Space) Index(a space.Arch) int64 {
	check(a)
	i, _ := slices.BinarySearch(all(), a)
	return int64(i)
}

// Sample returns a uniform architecture. It takes one output of r. NASLib's sampler
// is uniform over the numbers of modules, halvings and doublings instead.
func (Space) Sample(r *rng.Stream) space.Arch { return all()[r.IntN(size)] }

// Mutate changes one module that can be changed alone, chosen uniformly, to another
// kind that it can have, chosen uniformly. NASLib's mutation draws a new order of
// the modules too.
func (s Space) Mutate(a space.Arch, r *rng.Stream) space.Arch { return space.MutateOne(s, a, r) }

// Neighbours returns the architectures that differ from a in one module; to add or
// to drop the last one is such a difference.
func (s Space) Neighbours(a space.Arch) []space.Arch { return space.NeighboursOf(s, a) }

// Largest returns the network that doubles its width at once and halves the image
// at last, and that whose halvings have more shortcuts to learn.
func (Space) Largest() []space.Arch {
	return []space.Arch{"\x02\x02\x02\x01\x01\x03", "\x02\x02\x02\x03\x03\x03"}
}

// Valid returns nil: every network is connected.
func (Space) Valid(a space.Arch) error {
	check(a)
	return nil
}

// Canonical returns the modules: no two architectures are isomorphic.
func (s Space) Canonical(a space.Arch) string { return s.Print(a) }
