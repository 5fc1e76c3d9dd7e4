package proxy

import (
	"bytes"
	"testing"
)

func TestAppendCode(t *testing.T) {
	got := appendCode([]byte{7}, []float32{1, -1, 0, 2, 0, 0, 0, 1e-45, 3})
	if want := []byte{7, 0b10001001, 1}; !bytes.Equal(got, want) {
		t.Errorf("%b, want %b", got, want)
	}
}

// TestLinearRegionsOfKnownCells: where nothing comes through there is one region; the
// nine ReLUs of the last activation have at most 512, nearly all of which 3000 images
// find; and there are at most as many as images.
func TestLinearRegionsOfKnownCells(t *testing.T) {
	for _, test := range []struct {
		cell        string
		least, most Number
	}{
		{"|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", 1, 1},
		{"|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|", 480, 512},
		{"|none~0|+|none~0|none~1|+|avg_pool_3x3~0|none~1|none~2|", 60, 512},
		{best, 1000, 3000},
	} {
		if s := scoreOf(t, small(t, test.cell, linearRegions{}), linearRegions{}); s.Value < test.least || s.Value > test.most {
			t.Errorf("%s: %v, not %v to %v", test.cell, s.Value, test.least, test.most)
		}
	}
}
