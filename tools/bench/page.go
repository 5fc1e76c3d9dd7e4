package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"protocell/core/kernel"
	"protocell/tools/chromium"
)

// page is the benchmark's page in a running browser.
type page struct {
	ctx     context.Context
	browser string // its name and version
	close   func()
}

// openPage serves the site, opens it in a browser, and starts the contestants.
func openPage(ctx context.Context, s *site) (*page, error) {
	path, err := chromium.Ensure(ctx, os.Stderr)
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "protocell-bench-")
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(s)
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(profile)}
	for _, f := range chromium.Flags() {
		var value any = true
		if f.Value != "" {
			value = f.Value
		}
		options = append(options, chromedp.Flag(f.Name, value))
	}
	allocator, stop := chromedp.NewExecAllocator(ctx, options...)
	tab, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	p := &page{ctx: tab, close: func() {
		cancel()
		stop()
		server.Close()
		_ = os.RemoveAll(profile) // what the browser still writes is the system's to clean
	}}
	var started bool
	err = chromedp.Run(tab,
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, product, _, _, _, err := browser.GetVersion().Do(ctx)
			p.browser = product
			return err
		}),
		chromedp.Navigate(server.URL),
		chromedp.Poll("globalThis.bench !== undefined", nil, chromedp.WithPollingTimeout(time.Minute)),
		chromedp.Evaluate("bench.start().then(() => true)", &started, awaited),
	)
	if err != nil {
		p.close()
		return nil, fmt.Errorf("the page does not start: %w", err)
	}
	return p, nil
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// measure runs a case and returns, for each contestant, milliseconds a run in
// each sample.
func (p *page) measure(c benchCase, rounds int, sampleMs float64) (map[string][]float64, error) {
	task, err := json.Marshal(map[string]any{
		"names": c.contestants, "rounds": rounds, "sampleMs": sampleMs,
		"conv": c.conv, "operation": c.operation, "gemm": c.gemm,
	})
	if err != nil {
		return nil, err
	}
	model, err := json.Marshal(onnxBytes(c.conv, c.gemm))
	if err != nil {
		return nil, err
	}
	var times map[string][]float64
	script := fmt.Sprintf("bench.measure({...%s, model: Uint8Array.from(%s)})", task, model)
	return times, chromedp.Run(p.ctx, chromedp.Evaluate(script, &times, awaited))
}

// onnxBytes is the ONNX model of a case as numbers, as JSON writes them.
func onnxBytes(c kernel.Conv, gemm bool) []int {
	var numbers []int
	for _, b := range onnxModel(c, gemm) {
		numbers = append(numbers, int(b))
	}
	return numbers
}

// scoreTimes is where the time of one score went, in milliseconds.
type scoreTimes struct {
	Total   float64 // all of score.Run
	Conv    float64 // in the convolutions' kernels
	Kernels float64 // in all others
}

// scores scores an experiment rounds times.
func (p *page) scores(c scoreCase, rounds int) ([]scoreTimes, error) {
	task, err := json.Marshal(map[string]any{"experiment": c.spec, "rounds": rounds})
	if err != nil {
		return nil, err
	}
	var times []scoreTimes
	return times, chromedp.Run(p.ctx, chromedp.Evaluate(fmt.Sprintf("bench.scores(%s)", task), &times))
}

// scaling scores many architectures, rounds times on one worker and on two in turn,
// and returns how many times the throughput of one two have, by medians.
func (p *page) scaling(c suiteCase, rounds int) (target, error) {
	task, err := json.Marshal(map[string]any{"experiments": c.specs, "rounds": rounds})
	if err != nil {
		return target{}, err
	}
	var times struct{ One, Two []float64 } // milliseconds
	if err := chromedp.Run(p.ctx, chromedp.Evaluate(fmt.Sprintf("bench.scaling(%s)", task), &times, awaited)); err != nil {
		return target{}, err
	}
	median := func(values []float64) float64 {
		slices.Sort(values)
		return values[len(values)/2]
	}
	one, two := median(times.One), median(times.Two)
	fmt.Printf("%s: %.0f ms, one worker %.0f ms: %.1f and %.1f architectures a second\n",
		c.name, two, one, 1e3*float64(len(c.specs))/two, 1e3*float64(len(c.specs))/one)
	return target{what: "times the throughput of one, " + c.name, got: one / two, want: c.want}, nil
}
