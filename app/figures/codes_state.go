package figures

import (
	"protocell/core/handnet"
	"protocell/core/regions"
)

// Size of the network whose codes are built up: two layers of units, A and B.
const (
	codeWidth = 3
	codeUnits = 2 * codeWidth
)

// Codes is the state of the figure that builds up binary codes, from one unit to the
// regions of all. It is a value; Net to Kernel follow from the rest and are never
// changed.
type Codes struct {
	Seed   uint64
	Sigma  float64
	A, B   int             // the units of the two layers that are shaded
	Points []handnet.Point // never changed in place
	Held   int             // the point that is dragged, or -1

	Net    *regions.Net
	One    *regions.Partition // by unit A alone
	First  *regions.Partition // by the first layer
	Bent   *regions.Partition // by the first layer and unit B, whose bit is the fourth
	Whole  *regions.Partition // by all units
	Kernel handnet.Kernel     // of the points
}

// What may happen to the figure of codes, besides what may happen to points.
type (
	// SetCodeNet draws a new network.
	SetCodeNet struct {
		Seed  uint64
		Sigma float64
	}
	// ShadeUnit chooses the unit of a layer that is shaded.
	ShadeUnit struct{ Layer, Unit int }
	// ResetCodes goes back to the first network and points.
	ResetCodes struct{}
)

// NewCodes returns the figure as it is at first: four points in regions of their own.
func NewCodes() Codes { return ReduceCodes(Codes{}, ResetCodes{}) }

// The first network, and where points come in it.
const (
	firstSeed  = 5
	firstSigma = 0.5
)

// ReduceCodes returns the state after an action.
func ReduceCodes(s Codes, action any) Codes {
	switch a := action.(type) {
	case SetCodeNet:
		net, err := regions.Random(a.Seed, 2, codeWidth, a.Sigma)
		if err != nil {
			return s // out of bounds: nothing happens
		}
		s.Seed, s.Sigma, s.Net = a.Seed, a.Sigma, net
	case ShadeUnit:
		if a.Unit < 0 || a.Unit >= codeWidth {
			return s
		}
		if a.Layer == 0 {
			s.A = a.Unit
		} else {
			s.B = a.Unit
		}
	case ResetCodes:
		s = Codes{Points: spare[:4:4], Held: -1}
		return ReduceCodes(s, SetCodeNet{firstSeed, firstSigma})
	default:
		s.Points, s.Held = movePoints(s.Points, s.Held, action)
	}
	return s.computed()
}

// computed returns s with all that follows. Errors are of bounds, which are kept above;
// what was there before then stays.
func (s Codes) computed() Codes {
	cut := func(net *regions.Net, stop int, to **regions.Partition) {
		if p, err := net.Cut(half, stop); err == nil {
			*to = p
		}
	}
	one := s.Net.Clone()
	one.Swap(0, 0, s.A)
	cut(one, 1, &s.One)
	cut(s.Net, codeWidth, &s.First)
	bent := s.Net.Clone()
	bent.Swap(1, 0, s.B)
	cut(bent, codeWidth+1, &s.Bent)
	cut(s.Net, codeUnits, &s.Whole)
	var codes []handnet.Code
	for _, p := range s.Points {
		codes = append(codes, s.codeAt(p))
	}
	if k, err := handnet.NewKernel(codes, codeUnits); err == nil {
		s.Kernel = k
	}
	return s
}

// codeAt returns the code of a point.
func (s Codes) codeAt(p handnet.Point) handnet.Code {
	code, _ := s.Net.Eval(p[0], p[1])
	return handnet.Code(code[0])
}

// text writes the code of a point, the layers apart: "101 011".
func (s Codes) text(c handnet.Code) string {
	return regions.Code{uint64(c)}.Text(codeUnits, codeWidth)
}
