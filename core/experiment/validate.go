package experiment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/core/data"
	"protocell/core/proxy"
	"protocell/core/space"
)

// Limit is the range of a number of a Spec.
type Limit struct {
	Field    string // as in the JSON form, e.g. "skeleton.c"
	Min, Max int
	Step     int // it is a multiple of Step
	of       func(*Spec) *int
}

// Of returns where s has the number.
func (l Limit) Of(s *Spec) *int { return l.of(s) }

// Limits returns the ranges in a search space: what a browser tab can bear, what
// the kernels can compute, and at least what the benchmark itself has. Fields that
// the space does not read are left out. MaxMACs and MaxBytes bound the whole.
func Limits(sp space.Space) []Limit {
	k := sp.Skeletons()
	side, classes := max(64, k.Full.Input.H, k.Full.Input.W), 200
	for _, t := range k.Tasks {
		classes = max(classes, t.Classes)
	}
	list := []Limit{
		{"skeleton.c", 1, max(64, k.Full.C), 1, func(s *Spec) *int { return &s.Skeleton.C }},
		{"skeleton.n", 1, max(8, k.Full.N), 1, func(s *Spec) *int { return &s.Skeleton.N }},
		{"skeleton.input.c", 1, 8, 1, func(s *Spec) *int { return &s.Skeleton.Input.C }},
		{"skeleton.input.h", 8, side, 4, func(s *Spec) *int { return &s.Skeleton.Input.H }},
		{"skeleton.input.w", 8, side, 4, func(s *Spec) *int { return &s.Skeleton.Input.W }},
		{"skeleton.classes", 2, classes, 1, func(s *Spec) *int { return &s.Skeleton.Classes }},
		{"batch", minBatch, 256, 1, func(s *Spec) *int { return &s.Batch }},
	}
	return slices.DeleteFunc(list, func(l Limit) bool {
		return l.Field == "skeleton.c" && k.C == "" || l.Field == "skeleton.n" && k.N == ""
	})
}

// Bounds of a whole experiment. They hold for the largest architecture of the
// space, so that no edit of the architecture breaks them.
const (
	MaxMACs  = 64_000_000_000 // of one forward pass of the batch
	MaxBytes = 2 << 30        // of activations of the batch
	MaxPins  = 256            // pinned architectures
	minBatch = 2
)

// FieldError says which field of an experiment is wrong, and how.
type FieldError struct {
	Field  string // as in the JSON form, e.g. "skeleton.c"
	Value  string
	Reason string // e.g. "not in 1 to 64"
}

// Error implements error.
func (e *FieldError) Error() string {
	v := e.Value
	if len(v) > 80 {
		v = v[:77] + "..."
	}
	return fmt.Sprintf("%s is %s: %s", e.Field, strconv.Quote(v), e.Reason)
}

// check returns an error if v is out of the limit.
func (l *Limit) check(v int) error {
	switch {
	case v < l.Min || v > l.Max:
		return &FieldError{l.Field, strconv.Itoa(v), fmt.Sprintf("not in %d to %d", l.Min, l.Max)}
	case v%l.Step != 0:
		return &FieldError{l.Field, strconv.Itoa(v), fmt.Sprintf("not a multiple of %d", l.Step)}
	}
	return nil
}

// Validate returns a *FieldError that names the first field that is wrong, its
// value and its range, or nil. Architectures may be in any notation.
func (s Spec) Validate() error {
	_, _, err := s.valid()
	return err
}

// valid is Validate, and returns what Architecture does.
func (s Spec) valid() (space.Space, space.Arch, error) {
	sp, a, err := s.Architecture()
	if err != nil {
		return nil, "", err
	}
	if err := s.check(sp); err != nil {
		return nil, "", err
	}
	if err := validPins(sp, s.Pins); err != nil {
		return nil, "", err
	}
	s.Skeleton = sp.Skeletons().Fix(s.Skeleton)
	if err := s.validSize(sp); err != nil {
		return nil, "", err
	}
	return sp, a, nil
}

// check returns an error if s has a wrong number, image set, transform or proxy.
func (s Spec) check(sp space.Space) error {
	for _, l := range Limits(sp) {
		if err := l.check(*l.of(&s)); err != nil {
			return err
		}
	}
	if !slices.Contains(data.Transforms(), s.Transform) {
		return &FieldError{"transform", s.Transform, "no such transform of images; there are: " + strings.Join(data.Transforms()[1:], ", ")}
	}
	if err := s.Images().Check(); err != nil {
		return &FieldError{"data", s.Data, err.Error()}
	}
	return validProxies(s.Proxies)
}

// validSize holds the largest architectures to MaxMACs and MaxBytes.
func (s Spec) validSize(sp space.Space) error {
	var macs, bytes int64
	for _, a := range sp.Largest() {
		g, err := sp.Build(a, s.Skeleton)
		if err != nil {
			return &FieldError{"skeleton", fmt.Sprintf("%+v", s.Skeleton), err.Error()}
		}
		cost := g.Costs().Total
		macs, bytes = max(macs, cost.MACs), max(bytes, cost.Bytes)
	}
	// The limits above keep these products far below 2^63.
	images := int64(s.Batch)
	if most := min(MaxMACs/max(macs, 1), MaxBytes/max(bytes, 1)); images > most {
		reason := fmt.Sprintf("the largest network of this skeleton takes %.1f GMACs and %.2f GB of activations for it, more than %.0f and %.2f",
			float64(images*macs)/1e9, float64(images*bytes)/1e9, MaxMACs/1e9, MaxBytes/1e9)
		if most >= minBatch {
			reason += fmt.Sprintf("; choose a batch of at most %d, or a smaller skeleton", most)
		} else {
			reason += "; choose a smaller skeleton"
		}
		return &FieldError{"batch", strconv.Itoa(s.Batch), reason}
	}
	return nil
}

func validProxies(list []string) error {
	ids := proxy.IDs()
	for i, id := range list {
		if !slices.Contains(ids, id) {
			return &FieldError{"proxies", id, "no such proxy; there are: " + strings.Join(ids, ", ")}
		}
		if slices.Contains(list[:i], id) {
			return &FieldError{"proxies", id, "it is there twice"}
		}
	}
	return nil
}

// canonicalProxies returns a valid list in the table's order, nil for the
// defaults.
func canonicalProxies(list []string) []string {
	ids := proxy.IDs()
	var out []string
	for _, id := range ids {
		if slices.Contains(list, id) {
			out = append(out, id)
		}
	}
	if slices.Equal(out, proxy.Defaults()) {
		return nil
	}
	return out
}

func validPins(sp space.Space, pins []string) error {
	if len(pins) > MaxPins {
		return &FieldError{"pins", fmt.Sprintf("%d architectures", len(pins)), fmt.Sprintf("at most %d can be pinned", MaxPins)}
	}
	seen := map[space.Arch]bool{}
	for _, text := range pins {
		a, err := sp.Parse(text)
		if err != nil {
			return &FieldError{"pins", text, err.Error()}
		}
		if seen[a] {
			return &FieldError{"pins", text, "it is there twice"}
		}
		seen[a] = true
	}
	return nil
}
