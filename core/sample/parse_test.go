package sample

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	if got, err := ParseBatches(" 16, 64;8 "); err != nil || !slices.Equal(got, []int{16, 64, 8}) {
		t.Errorf("batches: %v, %v", got, err)
	}
	if got, err := ParseBatches(""); err != nil || got != nil {
		t.Errorf("no batches: %v, %v", got, err)
	}
	if got, err := ParseWidths("16x1,8x5"); err != nil || !slices.Equal(got, []Width{{16, 1}, {8, 5}}) {
		t.Errorf("skeletons: %v, %v", got, err)
	}
	for _, text := range []string{"a", "1.5", "-1", "99999999999", "0x10"} {
		if got, err := ParseBatches(text); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("batches %q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"16", "16x", "x5", "16x5x1", "16X5", "-1x5"} {
		if got, err := ParseWidths(text); err == nil {
			t.Errorf("skeletons %q: %v", text, got)
		}
	}
}

// FuzzParse prints what is read, and wants the same when it is read again.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"16, 64", "16x5,8x1", "", "x", "1x2x3", ";;", "4294967296"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if list, err := ParseBatches(text); err == nil {
			printed := strings.Trim(fmt.Sprint(list), "[]")
			if again, err := ParseBatches(printed); err != nil || !slices.Equal(again, list) {
				t.Errorf("%q is %v, and printed %v, %v", text, list, again, err)
			}
		}
		if list, err := ParseWidths(text); err == nil {
			var printed strings.Builder
			for _, w := range list {
				fmt.Fprintf(&printed, "%dx%d,", w.C, w.N)
			}
			if again, err := ParseWidths(printed.String()); err != nil || !slices.Equal(again, list) {
				t.Errorf("%q is %v, and printed %v, %v", text, list, again, err)
			}
		}
	})
}
