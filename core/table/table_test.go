package table

import (
	"bytes"
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// small is a table with every way of writing values.
func small(t testing.TB) *Table {
	t.Helper()
	archs := []space.Arch{"\x03\x03\x03\x01\x02\x03", "\x00\x00\x00\x00\x00\x00", "\x04\x02\x01\x02\x01\x01", "\x01\x01\x01\x01\x01\x01"}
	tab, err := New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	tab.Title = "Four cells"
	tab.Sources = []Source{{Title: "A file", Licence: "MIT", Details: []Detail{{"seconds", "3"}}}, {Title: "Another"}}
	nan, inf := math.NaN(), math.Inf(1)
	tab.Columns = []Column{
		{Meta{ID: "acc", Name: "Accuracy", Kind: Accuracy, Unit: "%", Meaning: "Of the test.", Higher: true, Dataset: "cifar10", Split: "test", Epochs: 200, Seeds: 3}, []float64{94.37, 10, 85.86333333333333, nan}},
		{Meta{ID: "synflow", Name: "SynFlow", Kind: Proxy, Meaning: "A score.", Proxy: "synflow", Source: 1}, []float64{1e66, -inf, math.Pi, 5e-324}},
		{Meta{ID: "zen", Name: "Zen", Kind: Proxy, Meaning: "A score."}, []float64{float64(float32(63.38789367675781)), inf, math.Copysign(0, -1), nan}},
		{Meta{ID: "none", Name: "Nothing", Kind: Other, Meaning: "Not known."}, []float64{nan, nan, nan, nan}},
		{Meta{ID: "params", Name: "Parameters", Kind: Params, Meaning: "Of the network."}, []float64{1 << 53, 73306, 0, -5}},
		{Meta{ID: "same", Name: "Same", Kind: Latency, Unit: "ms", Meaning: "The same.", Digits: 3}, []float64{-1.25, -1.25, -1.25, -1.25}},
	}
	tab.Curves = []Curve{{Meta{ID: "curve", Name: "Training", Kind: Accuracy, Unit: "%", Meaning: "By epoch."}, []int{1, 5}, []string{"7", "8"},
		[]float64{10, 20, 11, 21, 30.5, 31, 32, nan, 10, 10, 10, 10, 90, 91, 92, 93}}}
	if err := tab.Check(); err != nil {
		t.Fatal(err)
	}
	return tab
}

// same reports whether two tables are equal to the bit.
func same(a, b *Table) bool {
	bits := func(x, y []float64) bool {
		return slices.EqualFunc(x, y, func(v, w float64) bool {
			return math.Float64bits(v) == math.Float64bits(w) || v != v && w != w
		})
	}
	columns := slices.EqualFunc(a.Columns, b.Columns, func(c, d Column) bool { return c.Meta == d.Meta && bits(c.Values, d.Values) })
	curves := slices.EqualFunc(a.Curves, b.Curves, func(c, d Curve) bool {
		return c.Meta == d.Meta && slices.Equal(c.Steps, d.Steps) && slices.Equal(c.Runs, d.Runs) && bits(c.Values, d.Values)
	})
	return a.Space == b.Space && a.Title == b.Title && slices.Equal(a.Archs(), b.Archs()) && reflect.DeepEqual(a.Sources, b.Sources) && columns && curves
}

func encode(t testing.TB, tab *Table) []byte {
	t.Helper()
	b, err := Encode(tab)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRoundTrip(t *testing.T) {
	want := small(t)
	b := encode(t, want)
	got, err := Decode(b, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	if !same(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if again := encode(t, got); !bytes.Equal(again, b) {
		t.Error("a second time it is another file")
	}
	if id := ID(b); !strings.HasPrefix(id, "table:") || ID(b[:10]) != "" {
		t.Errorf("the id is %q", id)
	}
	if row, ok := got.Row(want.Arch(2)); !ok || row != 2 {
		t.Errorf("row %d, %v, want 2", row, ok)
	}
	if c := got.Column("acc"); c.Missing() != 1 || got.Column("synflow").Infinite() != 1 || got.Column("x") != nil || got.Curve("x") != nil {
		t.Errorf("column %+v", c)
	}
	if run := got.Curve("curve").At(1, 0); !slices.Equal(run, []float64{30.5, 31}) {
		t.Errorf("run 0 of row 1 is %v", run)
	}
}

// TestRandom writes and reads the whole space with values of all sorts.
func TestRandom(t *testing.T) {
	r := rng.Named(1, "tables")
	s, err := spaces.ByID("nb201")
	if err != nil {
		t.Fatal(err)
	}
	archs := make([]space.Arch, s.Info().Size)
	for i := range archs {
		archs[i] = s.At(int64(i))
	}
	tab, err := New("nb201", archs)
	if err != nil {
		t.Fatal(err)
	}
	tab.Sources = []Source{{Title: "random"}}
	kinds := []func() float64{
		func() float64 { return float64(r.IntN(10000)) / 100 },
		func() float64 { return float64(r.IntN(30000)) / 300 },
		func() float64 { return 100 * float64(r.IntN(1025)) / 1024 },
		func() float64 { return float64(float32(r.Float64())) },
		func() float64 { return math.Float64frombits(r.Uint64()) },
		func() float64 { return float64(r.IntN(3) - 1) },
	}
	for i, value := range kinds {
		c := Column{Meta: Meta{ID: string(rune('a' + i)), Kind: Other}, Values: make([]float64, tab.Len())}
		for row := range c.Values {
			if c.Values[row] = value(); r.IntN(50) == 0 {
				c.Values[row] = math.NaN()
			}
		}
		tab.Columns = append(tab.Columns, c)
	}
	b := encode(t, tab)
	got, err := Decode(b, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	if !same(got, tab) {
		t.Error("read back it is another table")
	}
	// Two bytes an architecture and for each accuracy, four for a float32, eight for a
	// float64, one for what has three values, and one bit each for what is missing.
	if most := tab.Len()*(2+2+2+2+4+8+1+1) + 2000; len(b) > most {
		t.Errorf("%d bytes, more than %d", len(b), most)
	}
}

func TestEmpty(t *testing.T) {
	tab, err := New("nb201", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(encode(t, tab), spaces.ByID); err != nil || got.Len() != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestCheck(t *testing.T) {
	for want, spoil := range map[string]func(*Table){
		"no space":                             func(t *Table) { t.Space = "" },
		`title: "a\nb" is not one line`:        func(t *Table) { t.Title = "a\nb" },
		"source 2: it has no title":            func(t *Table) { t.Sources[1].Title = "" },
		`column 2: the id "" is not a word`:    func(t *Table) { t.Columns[1].ID = "" },
		"column 2: the id acc is there twice":  func(t *Table) { t.Columns[1].ID = "acc" },
		"curve 1: the id acc is there twice":   func(t *Table) { t.Curves[0].ID = "acc" },
		`column 1: acc: there is no kind "x"`:  func(t *Table) { t.Columns[0].Kind = "x" },
		"column 1: acc: source 2 of 2":         func(t *Table) { t.Columns[0].Source = 2 },
		"column 1: acc: a number below 0":      func(t *Table) { t.Columns[0].Epochs = -1 },
		"column acc: 3 values for 4 rows":      func(t *Table) { t.Columns[0].Values = t.Columns[0].Values[1:] },
		"curve curve: 15 values, not 16":       func(t *Table) { t.Curves[0].Values = t.Curves[0].Values[1:] },
		"curve 1: curve: step 2 is 1, not abo": func(t *Table) { t.Curves[0].Steps = []int{1, 1} },
		"curve 1: curve: 0 runs of 2 steps":    func(t *Table) { t.Curves[0].Runs = nil },
	} {
		tab := small(t)
		spoil(tab)
		if _, err := Encode(tab); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	_, err := New("nb201", []space.Arch{"a", "b", "a"})
	if want := "rows 1 and 3 have the same architecture"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// sealed gives content the digest that belongs to it.
func sealed(content []byte) []byte {
	return binary.LittleEndian.AppendUint64(slices.Clip(content), digest(content))
}

func TestDamaged(t *testing.T) {
	b := encode(t, small(t))
	for i := range b {
		damaged := slices.Clone(b)
		damaged[i] ^= 4
		if _, err := Decode(damaged, spaces.ByID); err == nil || !strings.HasPrefix(err.Error(), "table, byte ") {
			t.Fatalf("byte %d damaged: %v", i, err)
		}
		if _, err := Decode(b[:i], spaces.ByID); err == nil {
			t.Fatalf("cut to %d bytes it can be read", i)
		}
		// With a digest that belongs to it, a file is cut short all the same.
		if i < len(b)-digestSize {
			if _, err := Decode(sealed(b[:i]), spaces.ByID); err == nil {
				t.Fatalf("cut to %d bytes and sealed it can be read", i)
			}
		}
	}
	if _, err := Decode(sealed(append(b[:len(b)-digestSize], 0)), spaces.ByID); err == nil || !strings.Contains(err.Error(), "1 bytes follow the last value") {
		t.Errorf("got %v", err)
	}
}

func TestForeign(t *testing.T) {
	tab := small(t)
	tab.Space = "nb301"
	if _, err := Decode(encode(t, tab), spaces.ByID); err == nil || !strings.Contains(err.Error(), `no search space "nb301"`) {
		t.Errorf("an unknown space: %v", err)
	}
	tab, err := New("nb201", []space.Arch{"\x01\x01\x01\x01\x01\x01", "\x01\x01\x01\x01\x01\x05"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(encode(t, tab), spaces.ByID); err == nil || !strings.Contains(err.Error(), "row 2: decision 5 takes option 5") {
		t.Errorf("a foreign architecture: %v", err)
	}
}

// FuzzDecode reads anything: an error that says something, or a table that is read
// back as itself.
func FuzzDecode(f *testing.F) {
	b := encode(f, small(f))
	f.Add(b[:len(b)-digestSize])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, content []byte) {
		tab, err := Decode(sealed(content), spaces.ByID)
		if err != nil {
			return
		}
		again, err := Decode(encode(t, tab), spaces.ByID)
		if err != nil || !same(again, tab) {
			t.Fatalf("%+v is read back as %+v, %v", tab, again, err)
		}
	})
}
