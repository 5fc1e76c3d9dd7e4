package device

import (
	"fmt"
	"strings"

	"protocell/app/device/state"
	"protocell/app/display"
	"protocell/core/latency"
	"protocell/core/space"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// fact is a line of the device card: a value, and what it means.
type fact struct{ id, name, value, means string }

// facts are what is known of the device and the conditions of a profile.
func facts(p *latency.Profile) []fact {
	d, c, m := p.Device, p.Conditions, p.Machine
	list := []fact{{"engine", "Engine", engineName(c.Engine), "What runs the networks: its kernels decide as much as the processor."}}
	add := func(id, name, value, means string) {
		if value != "" {
			list = append(list, fact{id, name, value, means})
		}
	}
	add("processor", "Processor", d.Processor, "As the system names it.")
	add("browser", "Browser", d.Browser, "The same machine is another device in another browser.")
	add("system", "System", d.System, "")
	if d.Cores > 0 {
		add("cores", "Cores", fmt.Sprint(d.Cores), "Networks run on one of them; the others keep the rest of the system away.")
	}
	add("adapter", "WebGPU adapter", d.Adapter, "The graphics processor that the browser offers.")
	if d.Browser != "" {
		simd, isolated := "no", "no"
		if d.SIMD {
			simd = "yes, 128 bits"
		}
		if d.Isolated {
			isolated = "yes"
		}
		add("simd", "SIMD", simd, "Four float32 numbers in one instruction: WebAssembly's share of what the processor has.")
		add("isolated", "Isolated", isolated, "A page that is cross-origin isolated may read a finer clock.")
	}
	if c.Resolution > 0 {
		add("resolution", "Clock", display.Seconds(c.Resolution), "Its smallest step. A sample lasts at least a hundred of them.")
	}
	if m.Peak > 0 {
		add("peak", "Peak", display.Significant(m.Peak, 3)+" GFLOP/s", "Arithmetic at best: a convolution whose numbers all fit in the cache.")
	}
	if m.Bandwidth > 0 {
		add("bandwidth", "Bandwidth", display.Significant(m.Bandwidth, 3)+" GB/s", "Memory at best: a sum that fits in no cache of a core.")
	}
	if m.Overhead > 0 {
		add("overhead", "Overhead", display.Seconds(m.Overhead), "An operator that does next to nothing still takes this.")
	}
	add("drift", "Drift", display.Percent(c.Drift), "How much the reference's speed moved meanwhile. It is corrected for.")
	if c.Load > 0 {
		add("load", "Load", display.Significant(c.Load, 2), "Other processes that wanted to run.")
	}
	if c.Pauses > 0 {
		add("pauses", "Pauses", fmt.Sprint(c.Pauses), "Times the tab was hidden or the worker was replaced.")
	}
	add("power", "Power", c.Power, "On battery many machines are slower.")
	return list
}

// engineName is an engine as people call it.
func engineName(id string) string {
	switch id {
	case "go":
		return "Go kernels, no SIMD"
	case "simd128":
		return "WebAssembly, SIMD"
	case "webgpu":
		return "WebGPU"
	}
	return id
}

// card is the device of the profile on show.
func (p *page) card() ui.UI {
	e := p.state.Shown()
	var rows []ui.UI
	for _, f := range facts(e.Profile) {
		rows = append(rows, ui.Div().Class("device-fact").DataSet("testid", "fact-"+f.id).Body(
			ui.Dt().Text(f.name),
			ui.Dd().Body(ui.B().Text(f.value), ui.If(f.means != "", ui.Small().Class("muted").Text(f.means))),
		))
	}
	return panel("card", e.Name, p.cardTools(e),
		ui.P().Class("device-whose").DataSet("whose", string(e.Whose)).DataSet("testid", "whose").Text(whose(e)),
		ui.Dl().Class("device-facts").Body(rows...),
		live("Networks", "networks", networkTimes(e.Networks)),
		legend(key{inkShown, "to fit to"}, key{inkPinned, "to test"}),
	)
}

// whose says where a profile is from and what it is of.
func whose(e *state.Entry) string {
	var of string
	switch e.Whose {
	case state.Reference:
		of = "Another device, to look at before you measure yours"
	case state.Mine:
		of = "Measured here"
	case state.Linked:
		of = "From a link: not this device"
	default:
		of = "From a file"
	}
	if date, _, ok := strings.Cut(e.Conditions.Date, "T"); ok {
		of += ", " + date
	}
	fits, tests, operators, refused := e.Count()
	of += fmt.Sprintf(". %s with C = %d, N = %d on %v, batch %d: %d networks, %d to test and %d operators in %s.",
		e.Space.Info().Name, e.Skeleton.C, e.Skeleton.N, e.Skeleton.Input, e.Batch, fits, tests, operators, display.Millis(1e3*e.Conditions.Wall))
	if refused > 0 {
		of += fmt.Sprintf(" Not used: %d, e.g. because %s.", refused, refusal(e))
	}
	return of
}

// networksCSV has a line a measured network.
func networksCSV(e *state.Entry) string {
	var t display.CSV
	t.Line("arch", "pass", "seconds", "low", "high", "rounds", "runs", "macs", "joules", "refused")
	for _, n := range e.Networks {
		macs := any("")
		if a, err := space.ParseCode(e.Space, n.Code); err == nil {
			if g, err := e.Space.Build(a, e.Skeleton); err == nil {
				macs = int(g.Costs().Total.MACs)
			}
		}
		t.Line(n.Code, n.Pass, known(n.Time, n.Time.Seconds), known(n.Time, n.Time.Low), known(n.Time, n.Time.High), n.Time.Rounds, n.Time.Runs, macs, n.Joules, n.Time.Refused)
	}
	return t.String()
}

// refusal is why the first of what has no estimate has none.
func refusal(e *state.Entry) string {
	for _, n := range e.Networks {
		if !n.Time.OK() {
			return n.Time.Refused
		}
	}
	for _, o := range e.Operators {
		if !o.Time.OK() {
			return o.Time.Refused
		}
	}
	return ""
}
