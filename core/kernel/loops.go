package kernel

// Loops are the inner loops that Convolutions lowers to. Slices have at least
// the length that the arguments imply, and do not overlap. Nothing keeps or
// changes what pointers point to.
type Loops[T Float] interface {
	// PanelWidths returns how many columns a packed panel has, and how many the
	// last one has where no more than that are left; see Packing.
	PanelWidths() (full, last int)
	// Pad writes a padded copy of an image.
	Pad(p *Padding, dst, src []T)
	// Pack writes a matrix as panels of columns.
	Pack(p *Packing, dst, src []T)
	// MultiplyPanels computes a product whose B is packed.
	MultiplyPanels(p *Product[T])
	// MultiplyChannels computes a product channel by channel: column n of the
	// result takes column n of A and of B. B is not packed.
	MultiplyChannels(p *Product[T])
}

// Padding describes a copy of an image of H x W x C into one of H x OutW x C,
// cropped or with +0 on both sides: pixel (y, x) of the source is at (y, x+Left)
// of the copy, if that exists.
type Padding struct {
	H, W, C    int
	OutW, Left int
	ReLU       bool // copy ReLU of the source
	Mirror     bool // copy the source, and reverse the order of the copy's pixels
}

// Packing describes how a matrix of Outer·Middle·Inner rows and N columns is
// taken from a tensor and written as panels. Row (i, j, k) and column n is at
// Origin + i·OuterStep + j·MiddleStep + k·InnerStep + n·ColStep; InnerStep or
// ColStep is 1.
//
// A panel is a group of consecutive columns, row by row, +0 where columns are
// missing. Panels have the full width of PanelWidths, but the last has the
// smaller one if that holds the columns left over.
type Packing struct {
	Outer, Middle, Inner                     int
	Origin, OuterStep, MiddleStep, InnerStep int
	N, ColStep                               int
}

// Product describes C = A·B, where the rows of C and the terms of each sum are
// walked by steps through memory, so that A can be an image.
//
// Element ((r, c), n) of C is at COrigin + r·CRow + c·CCol + n. It is the sum,
// in the order (i, j, k), of A at AOrigin + r·ARow + c·ACol + i·AOuter +
// j·AMiddle + k·AInner times row (i, j, k), column n of B. Either AInner is 1, or
// Rows·Cols elements of A lie side by side (ACol is 1) and there are Cols of
// them to a row, rounded up to 4.
type Product[T Float] struct {
	A, B, C []T
	// Init, if not nil, has what sums start from, at the places of C; else +0. Only
	// where rows of A lie side by side.
	Init []T
	// Add adds the sums to C instead of writing them; with Mask only where Mask,
	// at the places of C, is greater than 0.
	Add  bool
	Mask []T

	Rows, Cols, N           int
	AOrigin, ARow, ACol     int
	COrigin, CRow, CCol     int
	Outer, Middle, Inner    int
	AOuter, AMiddle, AInner int
	// The first of the BRows rows of the packed B that is used; the others follow.
	BFirst, BRows int
	// Steps of B for MultiplyChannels.
	BOuter, BMiddle, BInner int
}

// flatten makes one row of the positions, if those of the next row follow those of
// the row before at the same steps.
func (p *Product[T]) flatten() {
	if p.ARow == p.Cols*p.ACol && p.CRow == p.Cols*p.CCol {
		p.Rows, p.Cols = 1, p.Rows*p.Cols
	}
}

// packedLen returns how many elements k rows and n columns take in panels.
func packedLen(k, n, full, last int) int {
	width := n / full * full
	switch rest := n % full; {
	case rest > last:
		width += full
	case rest > 0:
		width += last
	}
	return k * width
}
