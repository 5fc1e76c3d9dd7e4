package e2e

import (
	"strings"
	"testing"

	"protocell/core/latency"
	"protocell/core/space/spaces"
	"protocell/tools/chromium"
)

// TestWebGPU measures on the graphics processor that the browser makes up in software
// where there is none. Every operator and network is compared with what the processor
// computes before it is measured: a shader that computes something else fails the
// measurement, and the test.
func TestWebGPU(t *testing.T) {
	b, err := Launch(t.Output(), chromium.Flag{Name: "enable-unsafe-webgpu"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	p := device{b.Open(t, serveSite(t), "device.html", View{Still: true})}
	p.Except(noAdapter)
	p.WaitReady()
	p.Wait("the machine to be known", `document.querySelector('[data-testid="measure"]:not([disabled])')`)
	p.Click("options")
	if p.Count(`[data-testid="missing-webgpu"]`) > 0 {
		t.Skip("this browser has no WebGPU, not even in software: " + p.Text("missing-webgpu"))
	}
	p.Choose("engine", "webgpu")
	p.Fill("form-c", "4")
	p.Fill("form-input", "3x8x8")
	p.Fill("form-networks", "3")
	p.Fill("form-tests", "1")
	p.Fill("form-seconds", "3")
	p.Wait("the form to be taken", `document.querySelector('[data-testid="measure"]')?.textContent.includes("about 3 s")`)
	p.Click("measure")
	p.waitMine()
	_, file := p.Download("export")
	profile, err := latency.Decode([]byte(file), spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	if profile.Conditions.Engine != "webgpu" || profile.Device.Adapter == "" || len(profile.Networks) != 4 || len(profile.Operators) < 10 {
		t.Errorf("%+v, %d networks, %d operators", profile.Conditions, len(profile.Networks), len(profile.Operators))
	}
	// A busy machine may be too noisy for estimates, but everything has run.
	for _, o := range profile.Operators {
		if e := o.Time; e.Rounds < 5 || !(e.Best > 0) || !e.OK() && !strings.HasPrefix(e.Refused, "too noisy") {
			t.Errorf("%v: %+v", o.Operator, e)
		}
	}
}
