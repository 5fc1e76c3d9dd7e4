package score

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/oracle"
	"protocell/core/proxy"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// spec returns a small experiment on a cell.
func spec(arch string) experiment.Spec {
	s := experiment.Default()
	s.Skeleton = graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 16, W: 16}, Classes: 10}
	s.Arch, s.Batch, s.Seed = arch, 8, 20240917
	return s
}

const (
	best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|"
	none = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
)

func run(t testing.TB, s experiment.Spec, o Options) *Result {
	t.Helper()
	o.Kernels = kernel.Go()
	r, err := Run(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestNoiseIsTheOracles: with noise, the numbers are those of the reference files
// for their settings, up to float32.
func TestNoiseIsTheOracles(t *testing.T) {
	n, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range n.Archs {
		s := spec(a.Arch)
		s.Skeleton, s.Batch, s.Seed, s.Data = n.Skeleton(), n.Config.Batch, n.Config.Seed, "noise"
		r := run(t, s, Options{})
		if r.Params != a.Static.Params || r.MACs != a.Static.MACs || r.Arch != a.Arch {
			t.Errorf("%s: %d parameters, %d MACs", r.Arch, r.Params, r.MACs)
		}
		for _, e := range r.Scores {
			want, ok := a.Score(e.ID)
			if !ok {
				continue
			}
			got, scale, tolerance := float64(e.Value), math.Abs(want), 2e-6
			switch e.ID {
			case "epe_nas": // logarithms of correlations near 0
				tolerance = 1e-4
			case "grasp", "plain": // what is left of terms that cancel
				scale, _ = a.Score(e.ID + "_abs")
			}
			if undefined := math.IsNaN(want); undefined != math.IsNaN(got) || !undefined && got != want && !(math.Abs(got-want) <= tolerance*scale) {
				t.Errorf("%s: %s is %v, want %v", a.Arch, e.ID, got, want)
			}
		}
	}
}

// golden is one line of testdata/golden.json.
type golden struct {
	Spec   experiment.Spec `json:"spec"`
	Scores []Entry         `json:"scores"`
	Digest string          `json:"digest"`
}

// TestGolden pins the bits of scores: every platform must have them. The file is
// written by go test -update.
func TestGolden(t *testing.T) {
	const file = "testdata/golden.json"
	var list []golden
	if *update {
		for _, arch := range []string{best, none,
			"|none~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|",
			"|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|",
		} {
			for _, images := range []string{"shapes", "noise"} {
				s := spec(arch)
				s.Data = images
				r := run(t, s, Options{})
				list = append(list, golden{s, r.Scores, r.Digest})
			}
		}
		b, err := json.MarshalIndent(list, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 8 {
		t.Fatalf("%d results", len(list))
	}
	for _, want := range list {
		r := run(t, want.Spec, Options{Memory: new(proxy.Memory)})
		for i, e := range r.Scores {
			if i >= len(want.Scores) || e.ID != want.Scores[i].ID || e.Status != want.Scores[i].Status ||
				!same(e.Value, want.Scores[i].Value) {
				t.Errorf("%s, %s: %s is %v (%s), not what the file says", want.Spec.Arch, want.Spec.Data, e.ID, e.Value, e.Status)
			}
		}
		if r.Digest != want.Digest {
			t.Errorf("%s, %s: the digest is %s, want %s", want.Spec.Arch, want.Spec.Data, r.Digest, want.Digest)
		}
	}
}

// same reports whether two numbers have the same bits, or are both undefined.
func same(a, b proxy.Number) bool {
	return math.Float64bits(float64(a)) == math.Float64bits(float64(b)) || a != a && b != b
}

// TestOptionsChangeNoNumber: layers, matrix, memory and the choice of proxies
// leave every score as it is.
func TestOptionsChangeNoNumber(t *testing.T) {
	want := run(t, spec(best), Options{})
	if want.Matrix != nil || want.Kernels != "go" || len(want.Scores) != len(proxy.Defaults()) {
		t.Errorf("%+v", want)
	}
	memory := new(proxy.Memory)
	run(t, spec(none), Options{Memory: memory}) // leaves other numbers in it
	full := run(t, spec(best), Options{Layers: true, Matrix: true, Memory: memory})
	if full.Digest != want.Digest {
		t.Error("with all options the digest differs")
	}
	for i, e := range full.Scores {
		p, _ := proxy.Lookup(e.ID)
		if p.Info().Additive == (e.Layers == nil) || want.Scores[i].Layers != nil {
			t.Errorf("%s: layers %v, and %v without asking", e.ID, e.Layers, want.Scores[i].Layers)
		}
	}
	m := full.Matrix
	if m == nil || m.N != 8 || len(m.Values) != 64 || m.Values[0] != float64(m.Units) || m.Values[1] != m.Values[8] {
		t.Errorf("matrix %+v", m)
	}
	for i, e := range want.Scores {
		s := spec(best)
		s.Proxies = []string{e.ID}
		one := run(t, s, Options{})
		if len(one.Scores) != 1 || !reflect.DeepEqual(one.Scores[0], want.Scores[i]) {
			t.Errorf("alone: %+v, with others: %+v", one.Scores, want.Scores[i])
		}
	}
	s := spec(best)
	s.Proxies = []string{"params"}
	if r := run(t, s, Options{Matrix: true}); !reflect.DeepEqual(r.Matrix, m) {
		t.Error("the matrix alone differs")
	}
}

// TestMillis runs on a clock that ticks with every checkpoint: the time of a pass
// is that of the proxy that needed it first.
func TestMillis(t *testing.T) {
	now := 0.0
	s := spec(best)
	s.Proxies = []string{"params", "flops", "nwot", "naswot", "synflow", "logsynflow", "grad_norm", "snip"}
	r := run(t, s, Options{
		Clock:      func() float64 { return now },
		Checkpoint: func(float64) error { now += 0.001; return nil },
	})
	for _, e := range r.Scores {
		ran := map[string]bool{"nwot": true, "synflow": true, "grad_norm": true}[e.ID]
		if ran != (e.Millis > 0) {
			t.Errorf("%s took %v ms", e.ID, e.Millis)
		}
	}
	if r.Digest != run(t, s, Options{}).Digest {
		t.Error("the digest depends on the clock")
	}
}

func TestCheckpoint(t *testing.T) {
	last, calls := -1.0, 0
	run(t, spec(best), Options{Checkpoint: func(done float64) error {
		if done < last || done > 1 {
			t.Fatalf("progress goes from %v to %v", last, done)
		}
		last = done
		calls++
		return nil
	}})
	if last < 1-1e-9 || calls < 100 {
		t.Errorf("progress ends at %v after %d calls", last, calls)
	}
	stop := errors.New("stop")
	for _, at := range []int{1, 2, calls / 2, calls} {
		left := at
		r, err := Run(spec(best), Options{Kernels: kernel.Go(), Checkpoint: func(float64) error {
			if left--; left == 0 {
				return stop
			}
			return nil
		}})
		if r != nil || !errors.Is(err, stop) {
			t.Errorf("stopped at call %d: %v, %v", at, r, err)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*experiment.Spec){
		"arch":       func(s *experiment.Spec) { s.Arch = "|" },
		"skeleton.c": func(s *experiment.Spec) { s.Skeleton.C = 0 },
		"batch":      func(s *experiment.Spec) { s.Batch = 0 },
		"data":       func(s *experiment.Spec) { s.Data = "nothing" },
		"proxies":    func(s *experiment.Spec) { s.Proxies = []string{"nothing"} },
	} {
		s := spec(best)
		spoil(&s)
		if r, err := Run(s, Options{Kernels: kernel.Go()}); r != nil || err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	if r, err := Run(spec(best), Options{}); r != nil || err == nil {
		t.Errorf("without kernels: %v, %v", r, err)
	}
}

func TestDigest(t *testing.T) {
	base := func() *Result {
		return &Result{Arch: "a", Params: 1, MACs: 2, Scores: []Entry{{ID: "x", Score: proxy.Score{Value: 0, Status: proxy.OK}}}}
	}
	want := Digest(base())
	if len(want) != 11 {
		t.Errorf("the digest %q does not have 11 letters", want)
	}
	seen := map[string]string{want: "the result"}
	for name, change := range map[string]func(*Result){
		"arch":   func(r *Result) { r.Arch = "b" },
		"params": func(r *Result) { r.Params = 3 },
		"macs":   func(r *Result) { r.MACs = 3 },
		"id":     func(r *Result) { r.Scores[0].ID = "y" },
		"-0":     func(r *Result) { r.Scores[0].Value = proxy.Number(math.Copysign(0, -1)) },
		"NaN":    func(r *Result) { r.Scores[0].Value = proxy.Number(math.NaN()) },
		"status": func(r *Result) { r.Scores[0].Status = proxy.Disconnected },
		"more":   func(r *Result) { r.Scores = append(r.Scores, r.Scores[0]) },
	} {
		r := base()
		change(r)
		d := Digest(r)
		if other, ok := seen[d]; ok {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[d] = name
	}
	a, b := base(), base()
	a.Scores[0].Value = proxy.Number(math.NaN())
	b.Scores[0].Value = proxy.Number(math.Float64frombits(0xFFF8000000000123))
	if Digest(a) != Digest(b) {
		t.Error("two NaNs have different digests")
	}
	b = base()
	b.Kernels, b.Scores[0].Millis, b.Scores[0].Layers, b.Matrix = "simd128", 3, []proxy.Layer{{}}, &Matrix{}
	if Digest(b) != want {
		t.Error("the digest depends on how the result was computed or what else was asked for")
	}
}

func TestResultSurvivesJSON(t *testing.T) {
	for _, arch := range []string{best, none} {
		want := run(t, spec(arch), Options{Layers: true, Matrix: true})
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got := new(Result)
		if err := json.Unmarshal(b, got); err != nil {
			t.Fatal(err)
		}
		if Digest(got) != want.Digest || fmt.Sprint(got.Scores) != fmt.Sprint(want.Scores) || !reflect.DeepEqual(got.Matrix, want.Matrix) {
			t.Errorf("%s: the result changes", arch)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	full := spec(best)
	full.Skeleton = graph.Skeleton{C: 16, N: 5, Input: graph.Shape{C: 3, H: 32, W: 32}, Classes: 10}
	for name, s := range map[string]experiment.Spec{"small": spec(best), "default": experiment.Default(), "full": full} {
		b.Run(name, func(b *testing.B) {
			memory := new(proxy.Memory)
			b.ReportAllocs()
			for b.Loop() {
				run(b, s, Options{Memory: memory, Layers: true, Matrix: true})
			}
		})
	}
}
