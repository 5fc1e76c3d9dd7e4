package state

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"protocell/app/fragment"
	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/wire"
)

// Problems are what is wrong with the form, by the key of the field.
type Problems map[string]string

// Bounds of a comparison.
const (
	MaxStrategies = 6
	MaxRepeats    = 200
)

// plan is what the form asks for.
type plan struct {
	specs   []search.Spec // of each strategy, under the first seed
	repeats int
}

// reading reads the fields of a form, and notes what is wrong.
type reading struct {
	Form
	problems Problems
	classes  int // of the visitor's image set; 0 if it is none of theirs
}

func (r reading) fail(key, format string, args ...any) {
	if r.problems[key] == "" {
		r.problems[key] = fmt.Sprintf(format, args...)
	}
}

// count reads a whole number from low to high.
func (r reading) count(key, text string, low, high int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		r.fail(key, "%.20q is not a whole number from %d to %d", text, low, high)
	}
	return n
}

// number reads a number from 0 to high; "" is 0.
func (r reading) number(key, text string, high float64) float64 {
	if text == "" {
		return 0
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= high) {
		r.fail(key, "%.20q is not a number from 0 to %g", text, high)
	}
	return v
}

// plan returns what the form asks for. Where something is wrong with it, problems say
// what; they are nil if nothing is.
func (s State) plan() (p plan, problems Problems) {
	r := reading{Form: s.Filled(), problems: Problems{}}
	for _, set := range s.Sets {
		if set.ID == r.Data {
			r.classes = set.Classes
		}
	}
	sp := s.Space()
	switch {
	case sp == nil:
		r.fail("space", "there is no search space %.40q", r.Space)
		return p, r.problems
	case r.tabled() && s.Table == nil:
		return p, Problems{"table": "there is no table yet"}
	}
	p.repeats = r.count("r", r.Repeats, 1, MaxRepeats)
	base := search.Spec{
		Space:    sp.Info().ID,
		Budget:   search.Budget{Cost: r.number("cost", r.Cost, 1e15), Seconds: r.number("sec", r.Seconds, 1e9)},
		Parallel: r.count("p", r.Parallel, 1, search.MaxParallel),
		Unique:   r.Unique == "1", Failures: search.Policy(r.Failures),
	}
	if r.Trials != "" {
		base.Budget.Trials = r.count("n", r.Trials, 1, search.MaxTrials)
	}
	var err error
	if base.Seed, err = strconv.ParseUint(r.Seed, 10, 64); err != nil {
		r.fail("s", "%.20q is not a whole number", r.Seed)
	}
	if !slices.Contains(search.Policies(), base.Failures) {
		r.fail("fail", "there is no policy %.20q", r.Failures)
	}
	base.Limits = r.limits()
	if s.Table != nil && r.tabled() && !s.Table.Whole && r.Evaluator == ByTable {
		base.Limits = append(base.Limits, evaluate.KnownOnly)
	}
	for _, text := range strings.FieldsFunc(r.Warm, func(c rune) bool { return c == ';' || c == '\n' }) {
		if text = strings.TrimSpace(text); text != "" {
			if _, err := sp.Parse(text); err != nil {
				r.fail("warm", "%v", err)
			}
			base.Warm = append(base.Warm, text)
		}
	}
	ids := s.Strategies()
	if len(ids) > MaxStrategies {
		r.fail("a", "%d strategies, more than %d", len(ids), MaxStrategies)
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			r.fail("a", "%q is there twice", fragment.Clip(id))
		}
		p.specs = append(p.specs, s.spec(r, base, sp, id))
	}
	if len(r.problems) == 0 {
		return p, nil
	}
	return p, r.problems
}

// limits reads the limits.
func (r reading) limits() (list []search.Limit) {
	for _, part := range strings.Split(r.Limits, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if name = strings.TrimSpace(name); err != nil || !(v > 0) || math.IsInf(v, 0) || name == "" {
			r.fail("max", "%.40q is not as params=500000", part)
		}
		list = append(list, search.Limit{Measure: name, Max: v})
	}
	if len(list) > search.MaxLimits-1 {
		r.fail("max", "more than %d limits", search.MaxLimits-1)
	}
	return list
}

// spec returns the spec of a strategy.
func (s State) spec(r reading, spec search.Spec, sp space.Space, id string) search.Spec {
	info, err := search.Lookup(id)
	if err != nil {
		r.fail("a", "there is no strategy %.40q", id)
		return spec
	}
	spec.Strategy, spec.Params = id, search.Params{}
	for _, p := range info.Params {
		text := s.Param(info, p)
		v, err := strconv.ParseFloat(text, 64)
		key := id + "." + p.ID
		switch {
		case err != nil || !(v >= p.Min && v <= p.Max):
			r.fail(key, "%.20q is not a number from %g to %g", text, p.Min, p.Max)
		case p.Whole && v != math.Floor(v):
			r.fail(key, "%.20q is not a whole number", text)
		default:
			spec.Params[p.ID] = v
		}
	}
	if info.Several {
		for _, m := range strings.Split(r.Minimise, ",") {
			spec.Minimise = append(spec.Minimise, strings.TrimSpace(m))
		}
	}
	e := s.evaluation(r, sp, info, spec.Params["full"] != 0)
	if spec.Evaluation, err = e.Format(); err != nil {
		r.fail("by", "%v", err)
	}
	if len(r.problems) > 0 {
		return spec
	}
	canonical, err := spec.Canonical(sp)
	if err != nil {
		r.fail("a", "%v", err)
		return spec
	}
	return canonical
}

// session returns the name of the session of a canonical spec: the same search has the
// same one. A table that is no file of this program has no id of its own; its address
// stands for it.
func (s State) session(spec search.Spec) string {
	text, err := wire.Marshal(spec)
	if err != nil {
		return ""
	}
	h := fnv.New64a()
	h.Write(text)
	if s.Table != nil && s.Table.ID == "" {
		h.Write([]byte(s.ref(spec)))
	}
	return fmt.Sprintf("s-%016x", h.Sum64())
}
