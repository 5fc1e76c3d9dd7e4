package scan

import (
	"errors"
	"strings"
	"testing"

	"protocell/core/space"
)

func begin(t *testing.T, text string) *Text {
	t.Helper()
	s, err := New(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTokens(t *testing.T) {
	s := begin(t, " \n( 'sep_conv_3x3' , 1 )\t")
	if !s.Accept('(') || s.Accept(')') {
		t.Fatal("the bracket is not read")
	}
	if w, err := s.Quoted(); w != "sep_conv_3x3" || err != nil {
		t.Errorf("got %q, %v", w, err)
	}
	if err := s.Expect(',', "the name"); err != nil {
		t.Error(err)
	}
	if n, err := s.Number("a node", 4); n != 1 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	if _, err := s.Finish("a"); err == nil || !strings.Contains(err.Error(), `at byte 23: the architecture is complete, but ")" follows`) {
		t.Errorf("got %v", err)
	}
	if !s.Accept(')') || !s.AtEnd() || s.Peek() != 0 {
		t.Error("something is left")
	}
	if a, err := s.Finish("a"); a != "a" || err != nil {
		t.Errorf("got %q, %v", a, err)
	}
}

func TestQuotesAroundTheWhole(t *testing.T) {
	for text, want := range map[string]string{` "abc" `: "abc", "'abc'": "abc", `"`: "", "'a'b'": ""} {
		s := begin(t, text)
		if got := s.Word(); got != want {
			t.Errorf("%s reads as %q, want %q", text, got, want)
		}
	}
}

func TestErrorsPointIntoTheText(t *testing.T) {
	for _, c := range []struct {
		text string
		read func(*Text) error
		want string
	}{
		{"(9)", func(s *Text) error { s.Accept('('); _, err := s.Number("a node", 4); return err }, "at byte 1: a node is 0 to 4, and not 9"},
		{"(x)", func(s *Text) error { s.Accept('('); _, err := s.Number("a node", 4); return err }, `at byte 1: a node is 0 to 4, and not "x"`},
		{"99999999999999999999999", func(s *Text) error { _, err := s.Number("a node", 4); return err }, "at byte 0: a node is 0 to 4, and not 99999999999999999999"},
		{"'ab", func(s *Text) error { _, err := s.Quoted(); return err }, `at byte 3: expected '\'' after ab, found the end`},
		{"é", func(s *Text) error { return s.Expect('(', "nothing") }, `at byte 0: expected '(' after nothing, found "é"`},
	} {
		if err := c.read(begin(t, c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.text, err, c.want)
		}
	}
	var syntax *space.SyntaxError
	if _, err := New(strings.Repeat(" ", MaxText+1)); !errors.As(err, &syntax) || syntax.Offset != MaxText {
		t.Errorf("a long text gives %v", err)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"max_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5"}
	for misspelt, want := range map[string]string{
		"sepconv_3x3": "sep_conv_3x3", "Skip": "skip_connect", "maxpool": "max_pool_3x3", "quite_another_thing": "", "": "",
	} {
		if got := Nearest(misspelt, names); got != want {
			t.Errorf("%q is nearest to %q, want %q", misspelt, got, want)
		}
	}
}
