package spacetest

import (
	"errors"
	"testing"

	"protocell/core/space"
)

// Fuzz tests on any text that Parse gives an architecture of the space, which its
// canonical notation means too, or a SyntaxError.
func Fuzz(f *testing.F, s space.Space) {
	for _, p := range s.Presets() {
		for _, n := range s.Notations() {
			text, err := s.PrintAs(p.Arch, n.ID)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := s.Parse(text)
		var syntax *space.SyntaxError
		switch {
		case err == nil:
			if again, err := s.Parse(s.Print(a)); err != nil || again != a {
				t.Fatalf("%q reads as %q, which reads as %q, %v", text, s.Print(a), again, err)
			}
		case !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(text):
			t.Fatalf("%q: %v", text, err)
		}
		if code, err := space.ParseCode(s, text); err == nil && s.Check(code) != nil {
			t.Fatalf("the code %q reads as %q: %v", text, code, s.Check(code))
		}
	})
}
