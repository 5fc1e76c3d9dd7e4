package handnet

import (
	"errors"
	"fmt"
	"math"
	"math/bits"

	"protocell/core/detmath"
)

// MaxPoints bounds what NWOT takes.
const MaxPoints = 8

// Point is an input of the network.
type Point [Inputs]float64

// Code is which neurons are active for an input: bit j is neuron j.
type Code uint8

// MaxUnits bounds how many neurons codes have.
const MaxUnits = 8

// String writes the network's neurons, neuron 1 first: "101".
func (c Code) String() string {
	text := [Neurons]byte{}
	for j := range text {
		text[j] = '0' + byte(c>>j&1)
	}
	return string(text[:])
}

// CodeAt returns the code of a point.
func (n Net) CodeAt(p Point) Code {
	var c Code
	for j := range Neurons {
		z := n.Bias[j]
		for i := range Inputs {
			z = float64(n.Hidden[j][i]*p[i]) + z
		}
		if z > 0 {
			c |= 1 << j
		}
	}
	return c
}

// Cause says why a determinant is 0.
type Cause int

// The causes.
const (
	None      Cause = iota // it is not 0
	Identical              // two points have one code
	TooMany                // there are more points than a kernel of so few neurons has ranks, one more than neurons
	Dependent              // the codes, with a 1 appended to each, depend linearly on each other
)

// Kernel is NWOT of some points, with all that leads to it (J. Mellor, J. Turner,
// A. Storkey and E. J. Crowley, "Neural Architecture Search without Training",
// ICML 2021).
type Kernel struct {
	Codes []Code
	Units int     // neurons of the codes
	K     [][]int // neurons in which two codes agree: Units − Hamming distance
	Det   int64   // determinant of K, exact
	Ln    float64 // its natural logarithm: the score; -Inf where Det is 0
	Cause Cause
	A, B  int // where the cause is Identical: the first two points with one code
}

// NWOT returns the kernel of one to MaxPoints finite points.
func NWOT(n Net, points []Point) (Kernel, error) {
	if len(points) < 1 || len(points) > MaxPoints {
		return Kernel{}, fmt.Errorf("handnet: %d points; there are 1 to %d", len(points), MaxPoints)
	}
	var codes []Code
	for _, p := range points {
		for _, v := range p {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return Kernel{}, errors.New("handnet: a coordinate of a point is not finite")
			}
		}
		codes = append(codes, n.CodeAt(p))
	}
	return NewKernel(codes, Neurons)
}

// NewKernel returns the kernel of one to MaxPoints codes of one to MaxUnits neurons.
func NewKernel(codes []Code, units int) (Kernel, error) {
	if len(codes) < 1 || len(codes) > MaxPoints || units < 1 || units > MaxUnits {
		return Kernel{}, fmt.Errorf("handnet: %d codes of %d neurons; there are 1 to %d of 1 to %d", len(codes), units, MaxPoints, MaxUnits)
	}
	k := Kernel{Codes: codes, Units: units}
	for i, a := range codes {
		row := make([]int, len(codes))
		for j, b := range codes {
			row[j] = units - bits.OnesCount8(uint8(a^b)&(1<<units-1))
			if j < i && k.Cause == None && row[j] == units {
				k.Cause, k.A, k.B = Identical, j, i
			}
		}
		k.K = append(k.K, row)
	}
	if k.Det = determinant(k.K); k.Det > 0 {
		k.Ln = detmath.Log(float64(k.Det))
		return k, nil
	}
	k.Ln = math.Inf(-1)
	switch {
	case k.Cause == Identical:
	case len(codes) > units+1:
		k.Cause = TooMany
	default:
		k.Cause = Dependent
	}
	return k, nil
}

// determinant returns the determinant of a positive semidefinite matrix of small
// integers by Bareiss's elimination, which never leaves the integers. Every number
// on the way is a minor of the matrix, at most 8⁸ in size. Such a matrix is singular
// where a leading minor is 0, so no rows are exchanged.
func determinant(m [][]int) int64 {
	a := make([][]int64, len(m))
	for i, row := range m {
		a[i] = make([]int64, len(row))
		for j, v := range row {
			a[i][j] = int64(v)
		}
	}
	last := int64(1)
	for k := range a {
		if a[k][k] == 0 {
			return 0
		}
		for i := k + 1; i < len(a); i++ {
			for j := k + 1; j < len(a); j++ {
				a[i][j] = (a[i][j]*a[k][k] - a[i][k]*a[k][j]) / last
			}
		}
		last = a[k][k]
	}
	return last
}
