package state

import (
	"fmt"
	"strconv"
	"strings"

	"protocell/core/graph"
	"protocell/core/job/metering"
	"protocell/core/share"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Form is what the visitor asks to be measured, as it is typed.
type Form struct {
	Engine, Space                  string // ids; an empty engine is the default
	C, N, Input, Batch             string
	Networks, Tests, Seconds, Seed string
	Operators                      bool
	Problem                        error // why it cannot be measured
}

// Numbers of networks that are measured unless the visitor asks for others: what the
// predictors need to be within a tenth, in the patience that a visitor has.
const (
	defaultNetworks = 40
	defaultTests    = 20
	defaultSeconds  = 30
	rounds          = 60 // of samples at most; the seconds may end it before
)

func newForm() Form {
	f := Form{
		Networks: strconv.Itoa(defaultNetworks), Tests: strconv.Itoa(defaultTests), Seconds: strconv.Itoa(defaultSeconds),
		Batch: "1", Seed: "1", Operators: true,
	}
	return f.of(spaces.All()[0])
}

// of returns the form for another space, in its small skeleton.
func (f Form) of(sp space.Space) Form {
	f.Space = sp.Info().ID
	return f.in(sp.Skeletons().Default)
}

// in returns the form for another skeleton.
func (f Form) in(k graph.Skeleton) Form {
	f.C, f.N, f.Input = strconv.Itoa(k.C), strconv.Itoa(k.N), fmt.Sprintf("%dx%dx%d", k.Input.C, k.Input.H, k.Input.W)
	return f
}

// EditForm changes the form. With another space it takes that one's skeleton.
type EditForm struct{ Form Form }

func (a EditForm) reduce(s State, _ float64) (State, []Effect) {
	f := a.Form
	if f.Space != s.Form.Space {
		if sp, err := spaces.ByID(f.Space); err == nil {
			f = f.of(sp)
		}
	}
	_, f.Problem = f.Plan()
	s.Form = f
	return s, nil
}

// Sizes of the network around what is searched.
const (
	SmallSize = "small" // scores in an instant
	FullSize  = "full"  // the benchmark's own
	OwnSize   = ""      // as it is typed
)

// Size returns which of the sizes the form asks for.
func (f Form) Size() string {
	sp, err := spaces.ByID(f.Space)
	if err != nil {
		return OwnSize
	}
	switch f.shape() {
	case f.in(sp.Skeletons().Default).shape():
		return SmallSize
	case f.in(sp.Skeletons().Full).shape():
		return FullSize
	}
	return OwnSize
}

// shape is what the form says of the skeleton.
func (f Form) shape() [3]string { return [3]string{f.C, f.N, f.Input} }

// Sized returns the form for one of the sizes.
func (f Form) Sized(size string) Form {
	sp, err := spaces.ByID(f.Space)
	if err != nil {
		return f
	}
	switch size {
	case SmallSize:
		return f.in(sp.Skeletons().Default)
	case FullSize:
		return f.in(sp.Skeletons().Full)
	}
	return f
}

// Bounds of what the form takes.
const (
	maxNetworks = 400
	maxSeconds  = 3600
)

// Plan returns what is to be measured. The error names the field that is wrong.
func (f Form) Plan() (p metering.Plan, err error) {
	sp, err := spaces.ByID(f.Space)
	if err != nil {
		return p, err
	}
	p = metering.Plan{Engine: f.Engine, Space: f.Space, Skeleton: sp.Skeletons().Default, Operators: f.Operators, Rounds: rounds}
	seconds := 0
	for _, n := range []struct {
		name, text  string
		least, most int
		of          *int
	}{
		{"channels", f.C, 1, 1 << 10, &p.Skeleton.C}, {"cells", f.N, 1, 1 << 6, &p.Skeleton.N}, {"batch", f.Batch, 1, 256, &p.Batch},
		{"networks", f.Networks, 2, maxNetworks, &p.Networks}, {"test networks", f.Tests, 0, maxNetworks, &p.Tests},
		{"seconds", f.Seconds, 0, maxSeconds, &seconds},
	} {
		v, err := strconv.Atoi(strings.TrimSpace(n.text))
		if err != nil || v < n.least || v > n.most {
			return p, fmt.Errorf("%s: %.20q is no whole number from %d to %d", n.name, n.text, n.least, n.most)
		}
		*n.of = v
	}
	p.Seconds = float64(seconds)
	if p.Skeleton.Input, err = share.ParseShape(strings.TrimSpace(f.Input)); err != nil {
		return p, fmt.Errorf("image %.20q: %w", f.Input, err)
	}
	if p.Seed, err = strconv.ParseUint(strings.TrimSpace(f.Seed), 10, 64); err != nil {
		return p, fmt.Errorf("seed: %.20q is no whole number", f.Seed)
	}
	p.Skeleton = sp.Skeletons().Fix(p.Skeleton)
	if _, err := sp.Build(sp.Presets()[0].Arch, p.Skeleton); err != nil {
		return p, err
	}
	return p, nil
}
