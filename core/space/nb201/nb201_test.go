package nb201

import (
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
)

// all returns every architecture, in order.
func all() []space.Arch {
	list := make([]space.Arch, radix.Size())
	for i := range list {
		list[i] = Space{}.At(int64(i))
	}
	return list
}

// count returns the number of distinct values of f over the space.
func count(f func(space.Arch) string) int {
	seen := map[string]bool{}
	for _, a := range all() {
		seen[f(a)] = true
	}
	return len(seen)
}

// The published number of unique topologies is 6,466; the others were counted
// from the definitions by enumeration.
func TestClassCounts(t *testing.T) {
	for _, c := range []struct {
		name string
		form func(space.Arch) string
		want int
	}{
		{"canonical", Space{}.Canonical, 6466},
		{"consider_zero=True", func(a space.Arch) string { return UniqueString(a, ZeroPropagates) }, 6466},
		{"consider_zero=False", func(a space.Arch) string { return UniqueString(a, ZeroIsOp) }, 12751},
		{"consider_zero=None", func(a space.Arch) string { return UniqueString(a, AllAreOps) }, 15625},
		{"strict", Space{}.Strict, 4930},
	} {
		if got := count(c.form); got != c.want {
			t.Errorf("%s: %d classes, want %d", c.name, got, c.want)
		}
	}
}

// What the benchmark calls isomorphic is equal as a sum too: Strict is coarser.
func TestStrictIsCoarserThanCanonical(t *testing.T) {
	strict := map[string]string{}
	for _, a := range all() {
		c, s := Space{}.Canonical(a), Space{}.Strict(a)
		if old, ok := strict[c]; ok && old != s {
			t.Fatalf("%q has the strict forms %q and %q", c, old, s)
		}
		strict[c] = s
	}
}

func TestCanonicalQuirks(t *testing.T) {
	for _, c := range []struct{ code, canonical, strict string }{
		{"000000", "#+#+#", "#"},
		// Node 2 is a sum of two zeros, which is not a zero to the benchmark.
		{"000003", "#+#+(#+#)@nor_conv_3x3", "#"},
		// A single zero propagates.
		{"003010", "#+#+#", "#"},
		{"111111", "0+0+0+0", "0+0+0+0"},
		// Node 2, a sum, passes through skip to node 3, where its last term, the
		// image, stands before another one that would be sorted to its left.
		{"211311", "(0)@nor_conv_1x1+(0)@nor_conv_1x1+0+(0)@nor_conv_3x3", "(0)@nor_conv_1x1+(0)@nor_conv_1x1+(0)@nor_conv_3x3+0"},
	} {
		a := mustParse(t, c.code)
		if got := (Space{}).Canonical(a); got != c.canonical {
			t.Errorf("%s: canonical %q, want %q", c.code, got, c.canonical)
		}
		if got := (Space{}).Strict(a); got != c.strict {
			t.Errorf("%s: strict %q, want %q", c.code, got, c.strict)
		}
	}
}

func TestValidCounts(t *testing.T) {
	connected := 0
	for _, a := range all() {
		if (Space{}).Valid(a) == nil {
			connected++
		}
	}
	if connected != 15284 {
		t.Errorf("%d connected architectures, want 15284", connected)
	}
}

func TestValidSaysWhatIsDisconnected(t *testing.T) {
	for code, want := range map[string]string{
		"000023": "disconnected: the input reaches node 0, and only none leads from there to the output, node 3",
		"340000": "disconnected: the input reaches nodes 0, 1, 2, and only none leads from there to the output, node 3",
	} {
		if err := (Space{}).Valid(mustParse(t, code)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", code, err, want)
		}
	}
}

func TestPresets(t *testing.T) {
	names := map[string]bool{}
	for _, p := range (Space{}).Presets() {
		check(p.Arch)
		if names[p.Name] || p.Note == "" {
			t.Errorf("preset %q is there twice, or has no note", p.Name)
		}
		names[p.Name] = true
		if valid := (Space{}).Valid(p.Arch) == nil; valid != (p.Name != "Disconnected") {
			t.Errorf("preset %q: valid is %t", p.Name, valid)
		}
	}
}

func TestForeignArchPanics(t *testing.T) {
	for _, a := range []space.Arch{"", "\x00\x00\x00\x00\x00", "\x00\x00\x00\x00\x00\x05", "\x00\x00\x00\x00\x00\x00\x00"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q did not panic", a)
				}
			}()
			Space{}.Print(a)
		}()
	}
}

func BenchmarkCanonical(b *testing.B) {
	r := rng.New(1, 1)
	for b.Loop() {
		Space{}.Canonical(Space{}.Sample(r))
	}
}

func mustParse(t *testing.T, text string) space.Arch {
	t.Helper()
	a, err := Space{}.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return a
}

// value evaluates the cell on integers: sums wrap around, convolutions and
// pooling are scrambles that keep 0.
func value(a space.Arch) uint64 {
	x := [NumNodes]uint64{0x243F6A8885A308D3}
	for i, e := range Edges() {
		switch op := Op(a[i]); {
		case op == None || x[e.From] == 0:
		case op == SkipConnect:
			x[e.To] += x[e.From]
		default:
			x[e.To] += rng.Mix(x[e.From] ^ uint64(op)<<56)
		}
	}
	return x[NumNodes-1]
}

// Strict tells apart exactly what an evaluation tells apart.
func TestStrictIsEquality(t *testing.T) {
	form := map[uint64]string{}
	for _, a := range all() {
		v, s := value(a), Space{}.Strict(a)
		if old, ok := form[v]; ok && old != s {
			t.Fatalf("%q and %q are equal", old, s)
		}
		form[v] = s
	}
	if len(form) != 4930 {
		t.Errorf("%d values, want 4930", len(form))
	}
}
