package state

import (
	"fmt"

	"protocell/core/job"
)

// CodesPart names the part of the page with the codes of a ReLU.
const CodesPart = "codes"

// Kernel is how the kernel matrix is looked at.
type Kernel struct {
	Row, Column int  // the two images that are compared, from 0
	Shares      bool // whether the matrix is divided by its diagonal
	First       bool // whether it is of the images on show alone
	ReLU        string
	Codes       *job.CodesOutput // of the ReLU on show or, until they have come, of the last one

	id string // of the job that Codes are of
}

// ReLUs returns the nodes of the network that rectify, from the stem to the
// classifier.
func (s State) ReLUs() []int {
	var list []int
	for i, n := range s.Net.Graph.Nodes {
		if n.Op.Rectifies() {
			list = append(list, i)
		}
	}
	return list
}

// ReLU returns the node of the ReLU whose codes are shown: the one that was picked or,
// in a network without it, the last. It is 0 if there is none.
func (s State) ReLU() int {
	last := 0
	for _, node := range s.ReLUs() {
		if last = node; s.Net.Graph.Nodes[node].Label == s.Kernel.ReLU {
			break
		}
	}
	return last
}

// CodesFresh reports whether the codes that are kept are those of the ReLU on show.
func (s State) CodesFresh() bool { return s.Kernel.Codes != nil && s.Kernel.id == s.codesID() }

// CodesError returns why there are no codes, or nil.
func (s State) CodesError() error { return s.failed[s.codesID()] }

func (s State) codesID() string {
	return fmt.Sprintf("codes/%d/%s/%s", s.ReLU(), s.Net.Code, s.key)
}

// codesJob returns the job that computes the codes on show, unless none are or they are
// there.
func (s State) codesJob() (Job, bool) {
	if !s.Open[CodesPart] || s.Embed || s.ReLU() == 0 || s.CodesFresh() {
		return Job{}, false
	}
	spec := s.order(s.Net.Arch, nil)
	id := s.codesID()
	return Job{id: id, purpose: forCodes, key: s.key, arch: s.Net.Arch,
		effect: RunJob{ID: id, Kind: job.Codes, Input: job.CodesInput{Spec: spec, Node: s.ReLU()}}}, true
}

func (a Coded) reduce(s State, _ float64) (State, []Effect) {
	s, _, ok := s.ended(a.ID)
	if ok {
		s.Kernel.Codes, s.Kernel.id = a.Output, a.ID
	}
	return s, nil
}

func (a PickPair) reduce(s State, _ float64) (State, []Effect) {
	s.Kernel.Row, s.Kernel.Column = max(a.Row, 0), max(a.Column, 0)
	return s, nil
}

func (a PickShares) reduce(s State, _ float64) (State, []Effect) {
	s.Kernel.Shares = a.Shares
	return s, nil
}

func (a PickFirst) reduce(s State, _ float64) (State, []Effect) {
	s.Kernel.First = a.First
	return s, nil
}

func (a PickReLU) reduce(s State, _ float64) (State, []Effect) {
	s.Kernel.ReLU = a.Label
	return s, nil
}
