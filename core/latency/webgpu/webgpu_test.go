package webgpu

import (
	"errors"
	"math"
	"strings"
	"testing"

	"protocell/core/engine"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/latency"
	"protocell/core/latency/cpu"
	"protocell/core/rng"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
)

// fake is a device that computes what it is told beforehand.
type fake struct {
	output []float32
	lost   error
	loaded *Program
	runs   int
	held   int // programs
}

func (d *fake) Load(p *Program, values []float32) (int, error) {
	d.loaded, d.held = p, d.held+1
	return 7, d.lost
}

func (d *fake) Run(id, times int) error {
	d.runs += times
	return d.lost
}

func (d *fake) Read(int) ([]float32, error) { return d.output, d.lost }
func (d *fake) Drop(int)                    { d.held-- }
func (d *fake) Delay() float64              { return 1e-3 }

// check is what programs are compared with.
func check() cpu.Engine { return cpu.Engine{Kernels: kernel.Go().F32} }

// truth returns what the processor computes, as Engine has it.
func truth(t *testing.T, g *graph.Graph, batch int) *cpu.Network {
	t.Helper()
	n, err := check().Load(g, batch)
	if err == nil {
		err = n.Forward(engine.Hooks[float32]{})
	}
	if err == nil {
		n.Net.Average(0)
		n.Net.Evaluate(true)
		err = n.Forward(engine.Hooks[float32]{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func conv(t *testing.T) *graph.Graph {
	t.Helper()
	g, err := latency.Operator{Op: graph.Conv, In: graph.Shape{C: 3, H: 5, W: 5}, Channels: 4, Kernel: 3, Stride: 1, Dilation: 1, Groups: 1, ReLU: true}.Graph()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestPrepare wants what the device computes to be compared, and what it holds to be
// given back.
func TestPrepare(t *testing.T) {
	g := conv(t)
	want := truth(t, g, 2).Net.Output()
	d := &fake{output: append([]float32(nil), want...)}
	e := Engine{d, check()}
	s, err := e.Prepare("conv", g, 2)
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "conv" || d.held != 1 || d.runs != 1 || s.Repeat(5) != nil || d.runs != 6 || s.Run() != nil || d.runs != 7 {
		t.Errorf("%+v", d)
	}
	if s.Close(); d.held != 0 {
		t.Errorf("%d programs are held", d.held)
	}
	for problem, change := range map[string]func(){
		"other numbers than the processor": func() { d.output[3] += 0.01 },
		"what is not a number":             func() { d.output[3] = float32(math.NaN()) },
		"199 numbers, not 200":             func() { d.output = d.output[1:] },
		"conv: the device is lost":         func() { d.lost = errors.New("the device is lost") },
	} {
		*d = fake{output: append([]float32(nil), want...)}
		change()
		if _, err := e.Prepare("conv", g, 2); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%v, want %q", err, problem)
		}
		if d.lost == nil && d.held != 0 {
			t.Errorf("%s: %d programs are held", problem, d.held)
		}
	}
}

// TestPrograms compiles networks of every space: dispatches are those that
// latency.Operators counts, and bind as many buffers as their shaders declare, of the
// sizes that these reach to.
func TestPrograms(t *testing.T) {
	for _, s := range spaces.All() {
		r := rng.Named(1, "programs")
		for range 4 {
			k := s.Skeletons().Default
			g, err := s.Build(s.Sample(r), k)
			if err != nil {
				t.Fatal(err)
			}
			n, err := check().Load(g, 1)
			if err != nil {
				t.Fatal(err)
			}
			c, err := compile(g, 1, n.Net, n.Inputs())
			if err != nil {
				t.Fatalf("%s: %v", s.Info().ID, err)
			}
			list, of, times := latency.Operators(g)
			want := 0
			for i, o := range of {
				switch {
				case o < 0:
				case list[o].Op == graph.Concat:
					want += len(g.Nodes[i].Inputs)
				case list[o].Op == graph.Add:
					terms, others := int(2*times[i]), len(g.Nodes[i].Inputs)
					for _, x := range g.Nodes[i].Inputs {
						if g.Nodes[x].Op == graph.Zero {
							others--
						}
					}
					if want += terms; others == terms { // the first two at once, or nothing for one
						want--
					}
				default:
					want++
				}
			}
			for _, d := range c.Steps {
				text := c.Shaders[d.Shader]
				if got := strings.Count(text, "@binding("); got != len(d.Binds) || d.X < 1 || d.X > maxGroups || d.Y < 1 {
					t.Fatalf("%s: %d bindings of %+v\n%s", s.Info().ID, got, d, text)
				}
				y := d.Binds[len(d.Binds)-1]
				for _, b := range d.Binds[:len(d.Binds)-1] {
					if b == y {
						t.Fatalf("%s: a shader reads what it writes", s.Info().ID)
					}
				}
			}
			if len(c.Steps) != want {
				t.Errorf("%s: %d dispatches, and %d operators", s.Info().ID, len(c.Steps), want)
			}
			filled := 0
			for _, b := range c.Fills {
				filled += c.Buffers[b]
			}
			if filled != len(c.values) {
				t.Errorf("%s: %d values fill %d", s.Info().ID, len(c.values), filled)
			}
		}
	}
}

func TestGroups(t *testing.T) {
	for threads, want := range map[int][2]int{1: {1, 1}, 64: {1, 1}, 65: {2, 1}, 64 * maxGroups: {maxGroups, 1}, 64*maxGroups + 1: {maxGroups, 2}} {
		if x, y := groups(threads); x != want[0] || y != want[1] {
			t.Errorf("%d threads: %d by %d groups", threads, x, y)
		}
	}
}

// TestSurvey measures by the device, whose samples wait once.
func TestSurvey(t *testing.T) {
	now := 0.0
	d := &timed{now: &now}
	s := nb201.Space{}
	plan := latency.Plan{
		Space: s, Skeleton: graph.Skeleton{C: 4, N: 1, Input: graph.Shape{C: 3, H: 8, W: 8}, Classes: 3}, Batch: 1,
		Fit: latency.Draw(s, 2, 1), Operators: false, Options: latency.Options{Rounds: 6},
	}
	v, err := latency.NewSurvey(func() float64 { now += 1e-7; return now }, d, plan)
	if err != nil {
		t.Fatal(err)
	}
	for more := true; more; {
		if more, err = v.Step(); err != nil {
			t.Fatal(err)
		}
	}
	v.Close()
	p := v.Profile()
	if d.held != 0 || len(p.Networks) != 2 || math.Abs(p.Networks[0].Time.Seconds-1e-4) > 1e-5 || p.Conditions.Engine != "webgpu" {
		t.Errorf("%d programs are held; %+v", d.held, p.Networks)
	}
}

// timed is an engine whose device takes 0.1 ms a run, and computes what it should.
type timed struct {
	fake
	now *float64
}

func (d *timed) Name() string { return Engine{}.Name() }

func (d *timed) Prepare(name string, g *graph.Graph, batch int) (latency.Subject, error) {
	n, err := check().Load(g, batch)
	if err != nil {
		return latency.Subject{}, err
	}
	_ = n.Forward(engine.Hooks[float32]{})
	n.Net.Average(0)
	n.Net.Evaluate(true)
	if err := n.Forward(engine.Hooks[float32]{}); err != nil {
		return latency.Subject{}, err
	}
	d.output = n.Net.Output()
	return Engine{d, check()}.Prepare(name, g, batch)
}

func (d *timed) Run(id, times int) error {
	*d.now += 1e-4*float64(times) + d.Delay()
	return nil
}
