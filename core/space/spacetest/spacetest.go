// Package spacetest is the conformance suite that every search space passes.
package spacetest

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"protocell/core/rng"
	"protocell/core/space"
)

// seed of every random choice of the suite.
const seed = 20240917

// codeBytes are the bytes of a space.Code.
const codeBytes = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// Run tests that s keeps what space.Space promises.
func Run(t *testing.T, s space.Space) {
	t.Run("Info", func(t *testing.T) { info(t, s) })
	t.Run("Diagram", func(t *testing.T) { diagram(t, s) })
	t.Run("Enumeration", func(t *testing.T) { enumeration(t, s) })
	t.Run("Notations", func(t *testing.T) { notations(t, s) })
	t.Run("Garbage", func(t *testing.T) { garbage(t, s) })
	t.Run("Presets", func(t *testing.T) { presets(t, s) })
	t.Run("Sample", func(t *testing.T) { sample(t, s) })
	t.Run("Mutate", func(t *testing.T) { mutate(t, s) })
	t.Run("Neighbours", func(t *testing.T) { neighbours(t, s) })
	t.Run("Canonical", func(t *testing.T) { canonical(t, s) })
	t.Run("Build", func(t *testing.T) { build(t, s) })
	t.Run("Skeleton", func(t *testing.T) { skeletons(t, s) })
	t.Run("Execute", func(t *testing.T) { execute(t, s) })
}

// some returns n architectures spread over the space, or all of a smaller one.
func some(s space.Space, n int64) []space.Arch {
	size := s.Info().Size
	n = min(n, size)
	list := make([]space.Arch, n)
	for i := range list {
		list[i] = s.At(int64(float64(i) * float64(size) / float64(n)))
	}
	return list
}

func info(t *testing.T, s space.Space) {
	i := s.Info()
	if i.ID == "" || i.Name == "" || i.Paper == "" || i.Size < 1 {
		t.Errorf("incomplete: %+v", i)
	}
	if strings.ToLower(i.ID) != i.ID || strings.ContainsAny(i.ID, " =&#") {
		t.Errorf("id %q is not fit for a link", i.ID)
	}
	names := map[string]bool{}
	for _, d := range s.Decisions() {
		if names[d.Name] || d.Name == "" || len(d.Options) < 2 || len(d.Options) > space.MaxOptions {
			t.Errorf("decision %q is there twice, or has no choice", d.Name)
		}
		names[d.Name] = true
	}
	s.Decisions()[0].Options[0] = "changed"
	if s.Decisions()[0].Options[0] == "changed" {
		t.Error("Decisions returns what the caller can change")
	}
}

func enumeration(t *testing.T, s space.Space) {
	decisions := s.Decisions()
	seen := map[space.Arch]bool{}
	for _, a := range some(s, 20000) {
		if len(a) != len(decisions) {
			t.Fatalf("%q has %d bytes, want one a decision, %d", a, len(a), len(decisions))
		}
		if err := s.Check(a); err != nil {
			t.Fatalf("%q: %v", a, err)
		}
		for i, d := range decisions {
			if int(a[i]) >= len(d.Options) {
				t.Fatalf("%q: byte %d is no option of %s", a, i, d.Name)
			}
		}
		if seen[a] {
			t.Fatalf("%q is there twice", a)
		}
		seen[a] = true
		if i := s.Index(a); s.At(i) != a {
			t.Fatalf("Index gives %d for %q, and At gives %q for that", i, a, s.At(i))
		}
	}
	last := s.Info().Size - 1
	if got := s.Index(s.At(last)); got != last {
		t.Errorf("the last architecture has index %d, want %d", got, last)
	}
	for _, i := range []int64{-1, last + 1} {
		if !panics(func() { s.At(i) }) {
			t.Errorf("At(%d) does not panic", i)
		}
	}
	good := s.At(0)
	for _, bad := range []space.Arch{"", good[1:], good + "\x00", "\xff" + good[1:], good[:len(good)-1] + "\xff"} {
		if s.Check(bad) == nil {
			t.Errorf("Check accepts %q", bad)
		}
	}
}

func notations(t *testing.T, s space.Space) {
	list := s.Notations()
	if len(list) == 0 {
		t.Fatal("no notation")
	}
	if !slices.ContainsFunc(list, func(n space.Notation) bool { return n.ID == space.Code }) {
		t.Error("no code")
	}
	for _, a := range some(s, 2000) {
		text, err := s.PrintAs(a, space.Code)
		if err != nil || text != space.PrintCode(a) {
			t.Fatalf("the code of %q is %q, %v, want %q", a, text, err, space.PrintCode(a))
		}
		if got, err := space.ParseCode(s, text); err != nil || got != a {
			t.Fatalf("the code %q reads as %q, %v, want %q", text, got, err, a)
		}
	}
	for _, n := range list {
		if n.ID == "" || n.Name == "" || n.Note == "" {
			t.Errorf("incomplete: %+v", n)
		}
		owner := map[string]space.Arch{}
		for _, a := range some(s, 2000) {
			text, err := s.PrintAs(a, n.ID)
			if err != nil {
				t.Fatal(err)
			}
			if n == list[0] && text != s.Print(a) {
				t.Fatalf("the first notation gives %q, Print %q", text, s.Print(a))
			}
			if old, ok := owner[text]; ok {
				t.Fatalf("%q is %q and %q", text, old, a)
			}
			owner[text] = a
			if n.ID == space.Code && strings.Trim(text, codeBytes) != "" {
				t.Fatalf("the code %q is not fit for a link", text)
			}
			for _, around := range []string{text, " " + text + "\n"} {
				if got, err := s.Parse(around); err != nil || got != a {
					t.Fatalf("%s: %q reads as %q, %v, want %q", n.ID, around, got, err, a)
				}
			}
		}
	}
	if _, err := s.PrintAs(s.At(0), "no such notation"); err == nil {
		t.Error("PrintAs accepts an unknown notation")
	}
}

func garbage(t *testing.T, s space.Space) {
	good := s.Print(s.At(s.Info().Size / 2))
	texts := []string{"", " ", "\x00", "\xff\xfe", "💥", "|", "()", "[", "'", "NaN", "-1", strings.Repeat("|", 1<<20), strings.Repeat(good, 2), good + "\x00"}
	for i := range good {
		texts = append(texts, good[:i], good[:i]+"\x01"+good[i:])
	}
	for _, text := range texts {
		a, err := s.Parse(text)
		if err == nil {
			// A prefix may be an architecture in its own right; it must be sound.
			if s.At(s.Index(a)) != a {
				t.Errorf("%.40q reads as the unsound %q", text, a)
			}
			continue
		}
		var syntax *space.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.40q: %T is no SyntaxError", text, err)
		} else if syntax.Offset < 0 || syntax.Offset > len(text) || syntax.Msg == "" || len(err.Error()) > 2000 {
			t.Errorf("%.40q: bad error: %.200s", text, err)
		}
		if a, err := space.ParseCode(s, text); err == nil {
			t.Errorf("%.40q is no architecture, but read as a code it is %q", text, a)
		}
	}
}

func presets(t *testing.T, s space.Space) {
	names := map[string]bool{}
	if len(s.Presets()) == 0 {
		t.Fatal("no preset to start from")
	}
	for _, p := range s.Presets() {
		if p.Name == "" || p.Note == "" || names[p.Name] {
			t.Errorf("preset %q is incomplete or there twice", p.Name)
		}
		names[p.Name] = true
		if s.At(s.Index(p.Arch)) != p.Arch {
			t.Errorf("preset %q is not of the space", p.Name)
		}
	}
}

func sample(t *testing.T, s space.Space) {
	const n = 20000
	size := s.Info().Size
	buckets := int(min(25, size))
	high := make([]float64, buckets) // by position in the order
	low := make([]float64, buckets)  // by its last digit
	a, b := rng.Named(seed, "sample"), rng.Named(seed, "sample")
	for range n {
		x := s.Sample(a)
		if y := s.Sample(b); x != y {
			t.Fatalf("the same stream gives %q and %q", x, y)
		}
		i := s.Index(x)
		high[int(float64(i)/float64(size)*float64(buckets))]++
		low[i%int64(buckets)]++
	}
	for _, counts := range [][]float64{high, low} {
		if x, limit := chiSquare(counts, n); x > limit {
			t.Errorf("chi-square %.1f of %v, over %.1f: not uniform", x, counts, limit)
		}
	}
}

func mutate(t *testing.T, s space.Space) {
	const n = 12000
	start := s.At(s.Info().Size / 3)
	position := map[int]int{} // of a decision among those that can be changed
	for i, list := range changes(s, start) {
		if len(list) > 0 {
			position[i] = len(position)
		}
	}
	byDecision := make([]float64, len(position))
	reached := map[space.Arch]bool{}
	r := rng.Named(seed, "mutate")
	for range n {
		m := s.Mutate(start, r)
		changed := differences(start, m)
		if err := s.Check(m); err != nil || len(changed) != 1 {
			t.Fatalf("%q to %q changes %d decisions, %v", start, m, len(changed), err)
		}
		byDecision[position[changed[0]]]++
		reached[m] = true
	}
	if x, limit := chiSquare(byDecision, n); x > limit {
		t.Errorf("chi-square %.1f of %v, over %.1f: decisions are not uniform", x, byDecision, limit)
	}
	for _, a := range s.Neighbours(start) {
		if !reached[a] {
			t.Errorf("Mutate never reaches the neighbour %q", a)
		}
	}
	if a, b := s.Mutate(start, rng.New(1, 2)), s.Mutate(start, rng.New(1, 2)); a != b {
		t.Errorf("the same stream gives %q and %q", a, b)
	}
}

func neighbours(t *testing.T, s space.Space) {
	for _, a := range some(s, 200) {
		want := slices.Concat(changes(s, a)...)
		if got := s.Neighbours(a); !slices.Equal(got, want) || len(got) == 0 {
			t.Fatalf("%q has the neighbours %q, want %q", a, got, want)
		}
	}
}

// changes returns, for each decision, what differs from a in that alone, by what
// Check says.
func changes(s space.Space, a space.Arch) [][]space.Arch {
	list := make([][]space.Arch, len(a))
	for i, d := range s.Decisions() {
		for o := range len(d.Options) {
			if b := a[:i] + space.Arch([]byte{byte(o)}) + a[i+1:]; b != a && s.Check(b) == nil {
				list[i] = append(list[i], b)
			}
		}
	}
	return list
}

func canonical(t *testing.T, s space.Space) {
	valid := map[string]bool{}
	for _, a := range some(s, 20000) {
		c := s.Canonical(a)
		if c == "" || c != s.Canonical(a) {
			t.Fatalf("%q has the canonical form %q, then %q", a, c, s.Canonical(a))
		}
		ok := s.Valid(a) == nil
		if old, seen := valid[c]; seen && old != ok {
			t.Fatalf("%q: one architecture of this form is valid, another is not", c)
		}
		valid[c] = ok
	}
}

// differences returns the decisions in which a and b differ.
func differences(a, b space.Arch) []int {
	var list []int
	if len(a) != len(b) {
		return []int{0, 0}
	}
	for i := range len(a) {
		if a[i] != b[i] {
			list = append(list, i)
		}
	}
	return list
}

// chiSquare returns Pearson's statistic of counts that should be uniform, and its
// 99.99 % quantile by Wilson and Hilferty.
func chiSquare(counts []float64, n int) (x, limit float64) {
	want := float64(n) / float64(len(counts))
	for _, c := range counts {
		x += (c - want) * (c - want) / want
	}
	df := float64(len(counts) - 1)
	if df == 0 {
		return x, 0
	}
	z := 1 - 2/(9*df) + 3.719*math.Sqrt(2/(9*df))
	return x, df * z * z * z
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return
}
