package app

import (
	"encoding/base64"
	"strings"
	"testing"

	"protocell/app/state"
	"protocell/core/job"
	"protocell/core/score"
)

// TestPairInWords compares two images of a small matrix.
func TestPairInWords(t *testing.T) {
	p := visitAt(t, "")
	m := &score.Matrix{N: 2, Units: 8, Values: []float64{8, 6, 6, 8}}
	p.state.Preview.Output = &job.PreviewOutput{Labels: []string{"ring", ""}, Images: []string{"", ""}}
	for _, c := range []struct {
		row, column int
		shares      bool
		want        string
	}{
		{0, 1, false, "Image 1 (ring) and Image 2: their codes differ in 2 of 8 ReLU units, which is their Hamming distance. K = 6, 75.00 % of the units."},
		{1, 0, true, "Image 2 and Image 1 (ring): their codes differ in 2 of 8 ReLU units, which is their Hamming distance. K / units = 0.7500."},
		{1, 1, false, "Image 2 with itself: K is the number of ReLU units, 8."},
	} {
		p.state.Kernel.Shares = c.shares
		if got := p.pairWords(m, c.row, c.column); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestPick stays within the matrix, and begins with two different images.
func TestPick(t *testing.T) {
	p := visitAt(t, "")
	if row, column := p.page.picked(4); row != 0 || column != 1 {
		t.Errorf("begins with %d, %d", row, column)
	}
	p.pick(9, -1, 4)
	if row, column := p.page.picked(4); row != 3 || column != 0 {
		t.Errorf("picks %d, %d", row, column)
	}
	if row, column := p.page.picked(2); row != 1 || column != 0 {
		t.Errorf("of fewer images, picks %d, %d", row, column)
	}
}

// TestCodesInWords reads codes bit by bit, and codes that are broken.
func TestCodesInWords(t *testing.T) {
	out := &job.CodesOutput{Images: 2, Units: 20, Shown: 4, Bits: base64.StdEncoding.EncodeToString([]byte{0b0011, 0b0110})}
	if got := codeWords(out); !strings.HasPrefix(got, "The first 4 of 20 units") || !strings.Contains(got, "50.0 %") || !strings.Contains(got, "1 are on for all images and 1 for none") {
		t.Errorf("got %q", got)
	}
	if d, ok := codeDistance(out, 0, 1); !ok || d != 2 {
		t.Errorf("distance %d, %t", d, ok)
	}
	out.Bits = "AA"
	if _, ok := codeDistance(out, 0, 1); ok || codeWords(out) != "The codes cannot be read." {
		t.Error("broken codes are read")
	}
	if got := codeWords(&job.CodesOutput{}); got != "Nothing computes this ReLU." {
		t.Errorf("got %q", got)
	}
}

// TestCodesPartIsUnfolded has a choice of every ReLU of the network.
func TestCodesPartIsUnfolded(t *testing.T) {
	p := visitAt(t, "")
	p.do(state.Toggle{Part: state.CodesPart})
	if len(p.state.ReLUs()) == 0 || p.state.ReLU() == 0 {
		t.Fatal("the network has no ReLU")
	}
}
