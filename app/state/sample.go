package state

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/sample"
)

// Sample is the scoring of many cells at once.
type Sample struct {
	Form    SampleForm
	Problem error // why the form cannot be run, or nil
	Run     *SampleRun
	Paused  bool
	Shown   int // scored cells as the page shows them, which it does a few times a second
	Summary *sample.Summary
	Axes    Axes // of its chart
	Sort    string

	summarised   int     // cells that Summary is of
	summarisedAt float64 // when it was asked for
	shownAt      float64
	last         float64 // when the clock was moved on
}

// SampleForm is what the visitor asks for, as the fields have it.
type SampleForm struct {
	Size, Draw, Repeats string
	Batches, Widths     string // lists, e.g. "16, 64" and "16x1, 16x5"
	Vary                sample.Vary
	Proxies             ProxySet
}

// ProxySet names a selection of proxies.
type ProxySet string

// The selections.
const (
	SuiteZero ProxySet = "suite" // the 13 of NAS-Bench-Suite-Zero
	OnCard    ProxySet = "card"  // those of the scorecard
	EveryOne  ProxySet = "all"
)

// suiteZero are the proxies of NAS-Bench-Suite-Zero (Krishnakumar et al., NeurIPS
// 2022).
var suiteZero = []string{
	"params", "flops", "l2_norm", "plain", "grad_norm", "snip", "grasp", "fisher", "synflow", "jacob_cov", "nwot", "epe_nas", "zen",
}

// ids returns the proxies of a selection that there are, in the order of their
// table.
func (p ProxySet) ids(s State) []string {
	switch p {
	case SuiteZero:
		return slices.DeleteFunc(proxy.IDs(), func(id string) bool { return !slices.Contains(suiteZero, id) })
	case EveryOne:
		return proxy.IDs()
	}
	return s.proxies()
}

// newSample returns what is offered at first.
func newSample() Sample {
	return Sample{
		Form: SampleForm{Size: "1000", Draw: "1", Repeats: "1", Vary: sample.Everything, Proxies: SuiteZero},
		Axes: Axes{X: "nwot", Y: "synflow"},
	}
}

// plan reads the form. The error names the field.
func (f SampleForm) plan(s State) (p sample.Plan, err error) {
	p.Spec, p.Vary = s.Spec, f.Vary
	p.Spec.Proxies = f.Proxies.ids(s)
	wrong := func(field string, e error) {
		if e != nil && err == nil {
			err = fmt.Errorf("%s: %w", field, e)
		}
	}
	whole := func(field, text string) uint64 {
		n, e := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
		if e != nil {
			wrong(field, fmt.Errorf("%q is not a whole number", text))
		}
		return n
	}
	small := func(field, text string) int { return int(min(whole(field, text), 1<<30)) }
	p.Size, p.Repeats, p.Draw = small("cells", f.Size), small("repeats", f.Repeats), whole("seed", f.Draw)
	var e error
	p.Batches, e = sample.ParseBatches(f.Batches)
	wrong("batches", e)
	p.Widths, e = sample.ParseWidths(f.Widths)
	wrong("skeletons", e)
	return p, err
}

// SampleEstimate is what running the form would take.
type SampleEstimate struct {
	Cells, Settings int
	Millis          float64
}

// SampleEstimate returns what running the form would take, or what is wrong with
// it.
func (s State) SampleEstimate() (SampleEstimate, error) {
	p, err := s.Sample.Form.plan(s)
	if err != nil {
		return SampleEstimate{}, err
	}
	settings, err := p.Settings()
	if err != nil {
		return SampleEstimate{}, err
	}
	e := SampleEstimate{Cells: p.Size, Settings: len(settings)}
	one := s.known.millis(s.key, p.Spec.Proxies)
	if one == 0 {
		one = s.Estimate().Millis
	}
	base := s.work(settings[0].Spec)
	for _, setting := range settings {
		e.Millis += one * s.work(setting.Spec) / base * float64(p.Size) / float64(max(s.Pool.Size, 1))
	}
	return e, nil
}

// work returns about how much work the cell on show is under an experiment.
func (s State) work(spec experiment.Spec) float64 {
	g, err := s.Net.Space.Build(s.Net.Arch, spec.Skeleton)
	if err != nil {
		return 1 // the plan has checked it
	}
	return work(spec, g.Costs())
}

// millis returns what the scores of some proxies have taken under a set-up, on
// average over the architectures that have them all, or 0 if none has.
func (k *Known) millis(key Key, proxies []string) float64 {
	sum, n := 0.0, 0
	for _, r := range k.records[key] {
		if r.has(proxies) {
			n++
			for _, id := range proxies {
				sum += r.Scores[id].Millis
			}
		}
	}
	return sum / float64(max(n, 1))
}

func (a EditSample) reduce(s State, _ float64) (State, []Effect) {
	s.Sample.Form, s.Sample.Problem = a.Form, nil
	if _, err := s.SampleEstimate(); err != nil {
		s.Sample.Problem = err
	}
	return s, nil
}

func (StartSample) reduce(s State, now float64) (State, []Effect) {
	p, err := s.Sample.Form.plan(s)
	var run *SampleRun
	if err == nil {
		run, err = newSampleRun(s.Net.Space, p, s.lastID+1)
	}
	if s.Sample.Problem = err; err != nil {
		return s, []Effect{Say{"The sample cannot be scored: " + err.Error() + "."}}
	}
	s.lastID++
	old := s.Sample
	run.Table.Weights = s.Mix.Weights
	s.Sample = Sample{Form: old.Form, Run: run, Axes: old.Axes, Sort: old.Sort, last: now, summarisedAt: now}
	return s, []Effect{Say{"Scoring " + strconv.Itoa(len(run.Archs)) + " cells."}}
}

func (a PauseSample) reduce(s State, now float64) (State, []Effect) {
	if s.Sample.Run == nil {
		return s, nil
	}
	s = s.clockSample(now)
	s.Sample.Paused, s.Sample.last = a.Pause, now
	s.Sample.Shown = s.Sample.Run.Done
	if a.Pause {
		return s, []Effect{Say{"The sample is paused."}}
	}
	return s, []Effect{Say{"The sample goes on."}}
}

// CancelSample ends a run. What has been computed stays.
func (CancelSample) reduce(s State, now float64) (State, []Effect) {
	if s.Sample.Run == nil {
		return s, nil
	}
	s, _ = PauseSample{true}.reduce(s, now)
	s.Sample.Run.cancelled = true
	return s, []Effect{Say{"The sample is cancelled. What has been computed is kept."}}
}

func (a SetSampleAxes) reduce(s State, _ float64) (State, []Effect) {
	s.Sample.Axes = a.Axes
	return s, nil
}

func (a SortSample) reduce(s State, _ float64) (State, []Effect) {
	s.Sample.Sort = a.By
	return s, nil
}
