package latency

import (
	"errors"
	"fmt"

	"protocell/core/graph"
	"protocell/core/space"
)

// Profile is what was measured on one machine with one engine, for one space in one
// skeleton. It is safe for concurrent use, but for what changes it.
type Profile struct {
	Name       string         `json:"name"` // for people
	Device     Device         `json:"device"`
	Conditions Conditions     `json:"conditions"`
	Space      string         `json:"space"` // id
	Skeleton   graph.Skeleton `json:"skeleton"`
	Batch      int            `json:"batch"`
	Reference  Estimate       `json:"reference"`
	Machine    Machine        `json:"machine"`
	Operators  []OperatorTime `json:"operators"`
	Networks   []NetworkTime  `json:"networks"`
}

// Device says on what it was measured, as far as is known; any field may be empty.
type Device struct {
	Processor string `json:"processor,omitempty"` // its model
	System    string `json:"system,omitempty"`    // e.g. "linux/amd64"
	Browser   string `json:"browser,omitempty"`   // name and version
	Adapter   string `json:"adapter,omitempty"`   // of WebGPU
	Cores     int    `json:"cores,omitempty"`
	SIMD      bool   `json:"simd,omitempty"`
	Isolated  bool   `json:"isolated,omitempty"` // cross-origin isolation, and so finer timers
}

// Conditions say under which circumstances. None of them is part of what is compared
// or predicted.
type Conditions struct {
	Engine     string  `json:"engine"`         // Engine.Name
	Program    string  `json:"program"`        // who measured, and its version of the engine
	Date       string  `json:"date,omitempty"` // of the beginning, as RFC 3339 has it
	Load       float64 `json:"load,omitempty"` // other processes that wanted to run, on average
	Resolution float64 `json:"resolution"`     // of the clock, seconds
	Sample     float64 `json:"sample"`         // seconds that a sample lasted at least
	Drift      float64 `json:"drift"`          // Session.Drift, the largest
	Pauses     int     `json:"pauses,omitempty"`
	Power      string  `json:"power,omitempty"` // "mains" or "battery"
	Idle       float64 `json:"idle,omitempty"`  // watts drawn with nothing to do, where there are counters
	Wall       float64 `json:"wall"`            // seconds that it all took
}

// OperatorTime is an operator and its time.
type OperatorTime struct {
	Operator
	Time Estimate
}

// NetworkTime is an architecture and its time.
type NetworkTime struct {
	Code string `json:"arch"` // space.Code
	// Pass is FitPass for networks that predictors are fitted to, and TestPass for
	// those that were measured afterwards, in a session of their own, to test them.
	Pass int      `json:"pass"`
	Time Estimate `json:"time"`
	// Joules is the energy of a run above Conditions.Idle, by the machine's counters; 0
	// if it has none.
	Joules float64 `json:"joules,omitempty"`
}

// Passes of the networks of a profile.
const (
	FitPass  = 1
	TestPass = 2
)

// Bounds of a profile.
const (
	MaxOperators = 1 << 12
	MaxNetworks  = 1 << 13
	MaxBatch     = 1 << 10
	maxText      = 200  // bytes of any text
	maxSeconds   = 1e4  // of a run
	minSeconds   = 1e-9 // of a run
	maxRate      = 1e9  // GFLOP/s or GB/s
)

// Check returns an error that names the field that is out of range, or nil. It knows
// the space by find.
func (p *Profile) Check(find func(id string) (space.Space, error)) error {
	if err := p.checkTexts(); err != nil {
		return err
	}
	s, err := find(p.Space)
	if err != nil {
		return err
	}
	c := p.Conditions
	switch {
	case p.Name == "":
		return errors.New("it has no name")
	case p.Batch < 1 || p.Batch > MaxBatch:
		return fmt.Errorf("a batch of %d; there are 1 to %d", p.Batch, MaxBatch)
	case len(p.Operators) > MaxOperators || len(p.Networks) > MaxNetworks:
		return fmt.Errorf("%d operators and %d networks; there may be %d and %d", len(p.Operators), len(p.Networks), MaxOperators, MaxNetworks)
	case p.Device.Cores < 0 || p.Device.Cores > 1<<16:
		return fmt.Errorf("%d cores", p.Device.Cores)
	case !within(c.Load, 0, 1e6) || !within(c.Resolution, 0, 10) || !within(c.Sample, 0, 1e3) || !within(c.Drift, 0, 1e6) ||
		!within(c.Wall, 0, 1e9) || !within(c.Idle, 0, 1e6) || c.Pauses < 0:
		return errors.New("conditions: a number is out of range")
	}
	if err := p.Reference.check(); err != nil {
		return fmt.Errorf("reference: %w", err)
	}
	if err := p.Machine.check(); err != nil {
		return fmt.Errorf("machine: %w", err)
	}
	operators := map[Operator]bool{}
	for i, o := range p.Operators {
		err := o.Check()
		if err == nil {
			err = o.Time.check()
		}
		if err == nil && operators[o.Operator] {
			err = errors.New("it is there twice")
		}
		if err != nil {
			return fmt.Errorf("operators[%d], %v: %w", i, o.Operator, err)
		}
		operators[o.Operator] = true
	}
	return p.checkNetworks(s)
}

func (p *Profile) checkNetworks(s space.Space) error {
	for i, n := range p.Networks {
		a, err := space.ParseCode(s, n.Code)
		if err == nil && i == 0 {
			_, err = s.Build(a, p.Skeleton)
		}
		if err == nil {
			err = n.Time.check()
		}
		if err == nil && !within(n.Joules, 0, 1e9) {
			err = fmt.Errorf("%g joules", n.Joules)
		}
		if err == nil && n.Pass != FitPass && n.Pass != TestPass {
			err = fmt.Errorf("pass %d; there are %d and %d", n.Pass, FitPass, TestPass)
		}
		if err != nil {
			return fmt.Errorf("networks[%d]: %w", i, err)
		}
	}
	return nil
}

func (p *Profile) checkTexts() error {
	d, c := p.Device, p.Conditions
	for _, text := range []string{p.Name, p.Space, d.Processor, d.System, d.Browser, d.Adapter, c.Engine, c.Program, c.Date, c.Power} {
		if len(text) > maxText {
			return fmt.Errorf("a text of %d bytes, more than %d", len(text), maxText)
		}
	}
	return nil
}

// check returns what is wrong with an estimate.
func (e Estimate) check() error {
	if len(e.Refused) > maxText || e.Rounds < 0 || e.Runs < 0 || !within(e.First, 0, maxSeconds) || !within(e.Best, 0, maxSeconds) {
		return errors.New("an estimate out of range")
	}
	if e.Refused != "" {
		if e.Seconds != 0 || e.Low != 0 || e.High != 0 {
			return errors.New("an estimate that is refused has no value")
		}
		return nil
	}
	if !within(e.Seconds, minSeconds, maxSeconds) || !within(e.Low, minSeconds, e.Seconds) || !within(e.High, e.Seconds, maxSeconds) {
		return fmt.Errorf("%g s, %g to %g: no time with its interval, of %g to %g s", e.Seconds, e.Low, e.High, float64(minSeconds), float64(maxSeconds))
	}
	return nil
}

func within(v, low, high float64) bool { return v >= low && v <= high }
