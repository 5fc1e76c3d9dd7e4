package experiment

import (
	"math"
	"protocell/core/proxy"
	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
	"reflect"
	"strings"
	"testing"
)

func TestDefaultIsCanonical(t *testing.T) {
	if c, err := Default().Canonical(); err != nil || !reflect.DeepEqual(c, Default()) {
		t.Errorf("canonical form %+v, %v", c, err)
	}
}

// The reference configurations, and the largest that is promised, are valid.
func TestValid(t *testing.T) {
	for _, c := range []struct{ c, n, side, batch int }{
		{4, 1, 16, 8}, {16, 1, 32, 16}, {16, 5, 32, 32}, {16, 5, 32, 128}, {64, 1, 32, 32}, {1, 8, 64, 2},
	} {
		s := Default()
		s.Skeleton.C, s.Skeleton.N, s.Batch = c.c, c.n, c.batch
		s.Skeleton.Input.H, s.Skeleton.Input.W = c.side, c.side
		if err := s.Validate(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestValidateNamesTheField(t *testing.T) {
	many := make([]string, MaxPins+1)
	for i := range many {
		many[i] = "333123"
	}
	for _, c := range []struct {
		spoil func(*Spec)
		want  string
	}{
		{func(s *Spec) { s.Space = "nb101" }, `space is "nb101": no search space "nb101"; there are: nb201`},
		{func(s *Spec) { s.Arch = "|conv~0|" }, `arch is "|conv~0|": at byte 1: no operation is called "conv"; did you mean`},
		{func(s *Spec) { s.Skeleton.C = 0 }, `skeleton.c is "0": not in 1 to 64`},
		{func(s *Spec) { s.Skeleton.C = 65 }, `skeleton.c is "65": not in 1 to 64`},
		{func(s *Spec) { s.Skeleton.N = 9 }, `skeleton.n is "9": not in 1 to 8`},
		{func(s *Spec) { s.Skeleton.Input.C = math.MinInt }, `skeleton.input.c is "-9223372036854775808": not in 1 to 8`},
		{func(s *Spec) { s.Skeleton.Input.H = 4 }, `skeleton.input.h is "4": not in 8 to 64`},
		{func(s *Spec) { s.Skeleton.Input.W = 30 }, `skeleton.input.w is "30": not a multiple of 4`},
		{func(s *Spec) { s.Skeleton.Classes = 1 }, `skeleton.classes is "1": not in 2 to 200`},
		{func(s *Spec) { s.Skeleton.Classes = 100 }, `data is "shapes": shapes: 100 classes; the set has 2 to 10, noise has any number`},
		{func(s *Spec) { s.Batch = 1 }, `batch is "1": not in 2 to 256`},
		{func(s *Spec) { s.Data = "" }, `data is "": no image set ""; there are: shapes, noise`},
		{func(s *Spec) { s.Proxies = []string{"zen2"} }, `proxies is "zen2": no such proxy; there are: params, flops,`},
		{func(s *Spec) { s.Proxies = []string{"nwot", "nwot"} }, `proxies is "nwot": it is there twice`},
		{func(s *Spec) { s.Pins = []string{"333123", "|"} }, `pins is "|": at byte 1: expected an operation`},
		{func(s *Spec) { s.Pins = []string{"333123", s.Arch} }, `it is there twice`},
		{func(s *Spec) { s.Pins = many }, `pins is "257 architectures": at most 256 can be pinned`},
		{func(s *Spec) { s.Skeleton.C, s.Skeleton.N = 64, 8 }, `batch is "32": the largest network of this skeleton takes`},
	} {
		s := Default()
		c.spoil(&s)
		err := s.Validate()
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
		if _, ok := err.(*FieldError); !ok {
			t.Errorf("%T is no FieldError", err)
		}
		if _, err := s.Canonical(); err == nil {
			t.Errorf("Canonical accepts what Validate does not: %s", c.want)
		}
	}
}

// What the message suggests is valid.
func TestSizeSuggestion(t *testing.T) {
	s := Default()
	s.Skeleton.C, s.Skeleton.N, s.Batch = 16, 5, 256
	err := s.Validate()
	if err == nil || !strings.Contains(err.Error(), "choose a batch of at most 169") {
		t.Fatalf("got %v", err)
	}
	s.Batch = 169
	if err := s.Validate(); err != nil {
		t.Error(err)
	}
}

func TestCanonical(t *testing.T) {
	s := Default()
	s.Arch = "(2, 2, 0, 2, 3, 2)"
	s.Pins = []string{"111111", "naslib:0,0,0,0,0,1"}
	s.Proxies = []string{"snip", "params"}
	c, err := s.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Pins = []string{
		"|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|",
		"|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|none~2|",
	}
	want.Proxies = []string{"params", "snip"}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v, want %+v", c, want)
	}
	s.Proxies = proxy.Defaults()
	if c, err = s.Canonical(); err != nil || c.Proxies != nil {
		t.Errorf("the default proxies: got %v, %v, want none named", c.Proxies, err)
	}
}

func TestLimitsReachTheirFields(t *testing.T) {
	for _, sp := range spaces.All() {
		for _, l := range Limits(sp) {
			s := DefaultOf(sp)
			*l.Of(&s) = l.Max + l.Step
			if err, ok := s.Validate().(*FieldError); !ok || err.Field != l.Field {
				t.Errorf("%s: %s: %v", sp.Info().ID, l.Field, err)
			}
		}
	}
}

// In every space there is an experiment to begin with, and it says nothing of
// fields that the space does not read.
func TestDefaultsOfSpaces(t *testing.T) {
	for _, sp := range spaces.All() {
		s := DefaultOf(sp)
		if c, err := s.Canonical(); err != nil || !reflect.DeepEqual(c, s) {
			t.Errorf("%s: canonical form %+v, %v, want %+v", s.Space, c, err, s)
		}
		odd := s
		k := sp.Skeletons()
		if k.C == "" {
			odd.Skeleton.C = -1
		}
		if k.N == "" {
			odd.Skeleton.N = 1 << 40
		}
		if c, err := odd.Canonical(); err != nil || !reflect.DeepEqual(c, s) {
			t.Errorf("%s: canonical form %+v, %v, want %+v", s.Space, c, err, s)
		}
	}
	if !reflect.DeepEqual(DefaultOf(nb201.Space{}), Default()) {
		t.Error("the default of NAS-Bench-201 is another than that of the whole")
	}
}

func TestCoded(t *testing.T) {
	for _, sp := range spaces.All() {
		s := DefaultOf(sp)
		s.Pins = []string{s.Arch}
		c, err := s.Coded()
		if err != nil || c.Pins != nil || c.Arch != space.PrintCode(sp.Presets()[0].Arch) {
			t.Fatalf("coded %+v, %v", c, err)
		}
		got, a, err := c.Decode()
		if err != nil || got != sp || a != sp.Presets()[0].Arch {
			t.Errorf("decoded %v, %q, %v", got, a, err)
		}
		if again, err := c.Coded(); err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("coded again %+v, %v", again, err)
		}
		for field, spoil := range map[string]func(*Spec){
			"space":            func(s *Spec) { s.Space = "nb101" },
			"arch":             func(s *Spec) { s.Arch = s.Arch[1:] },
			"skeleton.input.h": func(s *Spec) { s.Skeleton.Input.H = -4 },
			"proxies":          func(s *Spec) { s.Proxies = []string{"zen2"} },
		} {
			bad := c
			spoil(&bad)
			_, _, err := bad.Decode()
			if f, ok := err.(*FieldError); !ok || f.Field != field {
				t.Errorf("%s spoilt: %v", field, err)
			}
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	s := Default()
	s.Skeleton.C, s.Skeleton.N = 16, 5
	for b.Loop() {
		if err := s.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}
