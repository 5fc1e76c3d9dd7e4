package nb201

import (
	"errors"
	"strings"
	"testing"

	"protocell/core/space"
	"protocell/core/space/scan"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|", "334131"},
		{"  '|none~0|+|none~0|none~1|+|none~0|none~1|none~2|'\n", "000000"},
		// Any order of a node's edges; edges left out are none.
		{"|nor_conv_3x3~0|+|avg_pool_3x3~1|nor_conv_3x3~0|+|skip_connect~2|skip_connect~0|nor_conv_3x3~1|", "334131"},
		{"|nor_conv_3x3~0|+|nor_conv_3x3~1|+|skip_connect~0|skip_connect~2|", "303101"},
		{"|nor_conv_3x3~0| + || + | skip_connect ~ 0 |", "300100"},
		{"333123", "333123"},
		// Checked against NASLib's own conversion.
		{"(4,0,3,1,4,3)", "410242"},
		{"(4, 0, 3, 1, 4, 3,)", "410242"},
		{"naslib:(4,0,3,1,4,3)", "410242"},
		{"naslib: 4,0,3,1,4,3", "410242"},
		{"naslib:[4,0,3,1,4,3]", "410242"},
		{"nb201:0,1,2,3,4,0", "012340"},
		{"nb201:[0, 1, 2, 3, 4, 0]", "012340"},
		{"nb201:(0,1,2,3,4,0)", "012340"},
		{"naszilla:(0,1,2,3,4,0)", "423014"},
		{"nor_conv_3x3, none, nor_conv_3x3, skip_connect, none, skip_connect", "303101"},
		{"['nor_conv_3x3', 'none', \"nor_conv_3x3\", 'skip_connect', 'none', 'skip_connect']", "303101"},
		{"nb201:(nor_conv_3x3,none,nor_conv_3x3,skip_connect,none,skip_connect)", "303101"},
		{"index:1", "334131"},
		{"index: 13714", "333123"},
	} {
		a, err := Space{}.Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got, _ := (Space{}).PrintAs(a, "code"); got != c.code {
			t.Errorf("%s: got %s, want %s", c.text, got, c.code)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int
		want   string // part of the error
	}{
		{"", 0, "there is no architecture"},
		{"   ", 3, "there is no architecture"},
		{"|nor_conv_3x3~0|", 16, `expected "+" and the edges into node 2, found the end`},
		{"|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|+", 55, `complete, but "+" follows`},
		{"|conv_3x3~0|+||+||", 1, "did you mean nor_conv_3x3?"},
		{"|nor_conv3x3~0|+||+||", 1, "did you mean nor_conv_3x3?"},
		{"|skip~0|+||+||", 1, "did you mean skip_connect?"},
		{"|zzz~0|+||+||", 1, "the operations are none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3"},
		{"|~0|+||+||", 1, `expected an operation, found "~"`},
		{"|none0|+||+||", 1, `no operation is called "none0"`},
		{"|none|+||+||", 5, `expected "~" and the node that none reads, found "|"`},
		{"|none~1|+||+||", 6, `node 1 reads from an earlier node, 0 to 0, and not from "1"`},
		{"|none~0|+|none~x|+||", 15, `not from "x"`},
		{"|none~0|+|none~|+||", 15, `not from ""`},
		{"|none~0|+||+|none~1|none~1|", 25, "edge 3<-1 is there twice"},
		{"|none~0+||+||", 7, `expected "|" after edge 1<-0, found "+"`},
		{"333", 0, "expected 6 digits"},
		{"13714", 0, "for a number of the benchmark write index: before it"},
		{"33x123", 2, `a digit is 0 to 4, and not 'x'`},
		{"335123", 2, `a digit is 0 to 4, and not '5'`},
		{"333123 4", 7, `complete, but "4" follows`},
		{"3,3,3,1,2,3", 0, "write nb201:, naslib: or naszilla: before them"},
		{"[3,3,3,1,2,3]", 0, "write nb201:, naslib: or naszilla: before them"},
		{"(3,3,3,1,2)", 10, `expected "," after element 5 of 6, found ")"`},
		{"(3,3,3,1,2,5)", 11, "an operation's number is 0 to 4, and not 5"},
		{"(3,3,3,1,2,-1)", 11, `not "-"`},
		{"(3,3,3,1,2,3,3)", 13, `expected ')' after element 6, found "3"`},
		{"(3,3,3,1,2,3", 12, `expected ')' after element 6, found the end`},
		{"(none,none,none,none,none,2)", 26, "no operation is called"},
		{"none,none", 9, `expected "," after element 2 of 6, found the end`},
		{"['none', 'none", 14, `expected '\'' after none, found the end`},
		{"naslib:none,none,none,none,none,none", 7, "NASLib's tuples have numbers"},
		{"nasbench:1,2,3,4,0,1", 0, `no notation has the prefix "nasbench"`},
		{"index:2", 6, `the architecture at index "2" is not known here`},
		{"\x00", 0, "expected an operation"},
		{"Ünone", 0, `found "Ü"`},
		{strings.Repeat(" ", scan.MaxText+1), scan.MaxText, "more than 4096"},
	} {
		a, err := Space{}.Parse(c.text)
		var syntax *space.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%q: got %q, %v; want a SyntaxError", c.text, a, err)
			continue
		}
		if syntax.Offset != c.offset || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %q, want offset %d and %q", c.text, err, c.offset, c.want)
		}
	}
}

func TestPrintAs(t *testing.T) {
	a := mustParse(t, "(4,0,3,1,4,3)")
	want := map[string]string{
		"string":   "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|",
		"code":     "410242",
		"nb201":    "nb201:4,1,0,2,4,2",
		"naslib":   "(4, 0, 3, 1, 4, 3)",
		"naszilla": "naszilla:0,4,3,1,0,1",
		"names":    "avg_pool_3x3, skip_connect, none, nor_conv_1x1, avg_pool_3x3, nor_conv_1x1",
	}
	for _, n := range (Space{}).Notations() {
		if got, err := (Space{}).PrintAs(a, n.ID); err != nil || got != want[n.ID] {
			t.Errorf("%s: got %q, %v, want %q", n.ID, got, err, want[n.ID])
		}
	}
	_, err := Space{}.PrintAs(a, "nosuch")
	if want := `nb201: no notation "nosuch"; there are string, code, nb201, naslib, naszilla, names`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestKnownIndices(t *testing.T) {
	for _, k := range knownIndices {
		check(k.arch)
	}
}

// A text either parses to an architecture that every notation prints and reads
// back, or gives an error that points into the text.
func FuzzParse(f *testing.F) {
	for _, p := range (Space{}).Presets() {
		for _, n := range notations {
			text, err := Space{}.PrintAs(p.Arch, n.ID)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, text := range []string{"", "|", "||+||+||", "(", "[]", "'|'", "nb201:", "index:1", "(4,0,3,1,4,3,)", "\x00", "é", "|none~0|+|none~1|none~0|+||"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Space{}.Parse(text)
		if err != nil {
			var syntax *space.SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(text) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for _, n := range notations {
			printed, err := Space{}.PrintAs(a, n.ID)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := (Space{}).Parse(printed); err != nil || back != a {
				t.Fatalf("%q prints as %q, which reads as %q, %v", text, printed, back, err)
			}
		}
	})
}
