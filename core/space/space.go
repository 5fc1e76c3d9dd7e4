// Package space defines what a search space is. Each space has a package of its
// own below this one, and passes the conformance suite in space/spacetest.
package space

import (
	"protocell/core/graph"
	"protocell/core/rng"
)

// Arch is an encoded architecture: one byte a decision. It is opaque outside its
// space, and comparable, so that it can key a map; Space.Print gives its public
// notation.
type Arch string

// Decision is one choice that an architecture makes.
type Decision struct {
	Name    string   // e.g. "1<-0", an edge of the cell
	Options []string // e.g. the operations, by their published names
}

// Info describes a space to people and to the command line.
type Info struct {
	ID    string // "nb201"
	Name  string // "NAS-Bench-201"
	Paper string // citation
	Size  int64  // number of architectures
}

// Notation is one way of writing the architectures of a space.
type Notation struct {
	ID   string // what PrintAs takes, e.g. "naslib"
	Name string // for people, e.g. "NASLib tuple"
	Note string // which tools write it and in which order, one sentence
}

// Code is the id of the notation that every space has for links and tables: short,
// of letters, digits, "-" and "_" alone.
const Code = "code"

// Preset is an architecture worth starting from.
type Preset struct {
	Name string // e.g. "All skip"
	Note string // why it is of interest, one sentence
	Arch Arch
}

// Space is a search space. Its methods are pure functions and safe for
// concurrent use. Methods that take an Arch panic if it is not of this space;
// Parse is the only door for untrusted text.
type Space interface {
	Info() Info
	// Decisions returns the choices, in the order of Arch's bytes.
	Decisions() []Decision
	// Parse reads any notation in use for the space. An error says what is
	// wrong and at which byte.
	Parse(text string) (Arch, error)
	// Print returns the canonical notation; Parse reads it back.
	Print(a Arch) string
	// Notations returns the notations of PrintAs; the first is Print's.
	Notations() []Notation
	// PrintAs returns a in a notation of Notations, or an error that lists their
	// ids. Parse reads it back.
	PrintAs(a Arch, notation string) (string, error)
	// Presets returns architectures worth starting from, best known first.
	Presets() []Preset
	// Largest returns an architecture that no other exceeds in parameters, MACs or
	// bytes of activations, in any skeleton.
	Largest() Arch
	// At returns architecture i of the space's defined order, 0 <= i < Size;
	// Index is its inverse.
	At(i int64) Arch
	Index(a Arch) int64
	// Valid returns nil if the network carries its input to its output, else an
	// error that says what is disconnected. A network that is not valid can
	// still be built and scored.
	Valid(a Arch) error
	// Canonical returns a string that is equal for architectures that the
	// benchmark counts as isomorphic.
	Canonical(a Arch) string
	// Sample returns a uniform architecture.
	Sample(r *rng.Stream) Arch
	// Mutate changes one decision, chosen uniformly, to another option, chosen
	// uniformly.
	Mutate(a Arch, r *rng.Stream) Arch
	// Neighbours returns every architecture that differs in one decision, in
	// order.
	Neighbours(a Arch) []Arch
	// Build returns the network of a in a skeleton. An error names the field of
	// the skeleton that is out of range.
	Build(a Arch, s graph.Skeleton) (*graph.Graph, error)
}
