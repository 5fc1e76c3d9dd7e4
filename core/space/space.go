// Package space defines what a search space is. Each space has a package of its
// own below this one, and passes the conformance suite in space/spacetest.
package space

import (
	"protocell/core/graph"
	"protocell/core/rng"
)

// Arch is an encoded architecture: one byte a decision, the index of the option
// that is taken. It is comparable, so that it can key a map; Space.Print gives its
// public notation.
type Arch string

// Decision is one choice that an architecture makes.
type Decision struct {
	Name    string   // e.g. "1<-0", an edge of the cell
	Options []string // e.g. the operations, by their published names; "none" is nothing at all
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

// Preset is an architecture worth starting from.
type Preset struct {
	Name string // e.g. "All skip"
	Note string // why it is of interest, one sentence
	Arch Arch
}

// Space is a search space. Its methods are pure functions and safe for concurrent
// use. Methods that take an Arch, but for Check, panic if it is not of this space;
// Parse and ParseCode are the doors for untrusted text.
//
// A program that only builds networks, as the workers do, calls Check, Print,
// Build and what describes the space, and ParseCode; the linker then leaves out
// the rest, which is most of a space.
type Space interface {
	Info() Info
	// Skeletons returns which networks an architecture can be put in.
	Skeletons() Skeletons
	// Decisions returns the choices, in the order of Arch's bytes. Any options may
	// go together, unless Check says otherwise.
	Decisions() []Decision
	// Diagram returns how to draw a.
	Diagram(a Arch) Diagram
	// Check returns nil if a is an architecture of the space, else an error that
	// says why not. An editor asks it which options there are beside the others.
	Check(a Arch) error
	// Parse reads any notation in use for the space. An error is a *SyntaxError.
	Parse(text string) (Arch, error)
	// Print returns the canonical notation; Parse reads it back.
	Print(a Arch) string
	// Notations returns the notations of PrintAs; the first is Print's, and one is
	// Code.
	Notations() []Notation
	// PrintAs returns a in a notation of Notations, or an error that lists their
	// ids. Parse reads it back.
	PrintAs(a Arch, notation string) (string, error)
	// Presets returns architectures worth starting from, best known first.
	Presets() []Preset
	// Largest returns architectures that bound the others: in any skeleton, none
	// exceeds the most of theirs in parameters, in MACs or in bytes of activations.
	Largest() []Arch
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
	// Mutate changes one decision to another option: the decision is uniform among
	// those that can be changed alone, the option among those it can take.
	Mutate(a Arch, r *rng.Stream) Arch
	// Neighbours returns every architecture of the space that differs in one
	// decision, in the order of decisions and options.
	Neighbours(a Arch) []Arch
	// Build returns the network of a in a skeleton. An error names the field of
	// the skeleton that is out of range. It takes any skeleton with sides of the
	// input that are multiples of 4, 8 or more.
	Build(a Arch, s graph.Skeleton) (*graph.Graph, error)
}
