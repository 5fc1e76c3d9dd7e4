package latency

import (
	"protocell/core/graph"
)

// Fused is whether an engine runs two operators as one: the test of nn-Meter (Zhang et
// al., "nn-Meter: towards accurate latency prediction of deep-learning model inference
// on diverse edge devices", MobiSys 2021).
type Fused struct {
	Name   string   `json:"name"`   // e.g. "conv, batch norm"
	First  Estimate `json:"first"`  // the first operator alone
	Second Estimate `json:"second"` // the second alone
	Both   Estimate `json:"both"`   // one after the other
	// Saved is how much faster both are than the sum, as a share of the faster of the
	// two alone: 1 if that costs nothing in the pair.
	Saved   float64 `json:"saved"`
	Fused   bool    `json:"fused"`             // Saved is more than a half
	Unknown string  `json:"unknown,omitempty"` // why it could not be told
}

// fusedShare is nn-Meter's α.
const fusedShare = 0.5

// pair is two operators of which the second reads the first.
type pair struct {
	name          string
	first, second Operator
}

// pairs are those that runtimes are known to fuse, on images of 28x28 as nn-Meter has
// them, with convolutions so small that the other operator can be seen beside them.
func pairs() []pair {
	at := func(channels int) graph.Shape { return graph.Shape{C: channels, H: 28, W: 28} }
	conv := func(kernel, in, out, groups int) Operator {
		return Operator{Op: graph.Conv, In: at(in), Channels: out, Kernel: kernel, Stride: 1, Dilation: 1, Groups: groups}
	}
	one := func(op graph.Op, channels int) Operator {
		return Operator{Op: op, In: at(channels), Channels: channels}
	}
	pool := Operator{Op: graph.AvgPool, In: at(64), Channels: 64, Kernel: 3, Stride: 1}
	return []pair{
		{"conv, batch norm", conv(1, 16, 64, 1), one(graph.BatchNorm, 64)},
		{"conv, ReLU", conv(1, 16, 64, 1), one(graph.ReLU, 64)},
		{"conv, add", conv(1, 16, 64, 1), one(graph.Add, 64)},
		{"depthwise conv, batch norm", conv(3, 64, 64, 64), one(graph.BatchNorm, 64)},
		{"batch norm, ReLU", one(graph.BatchNorm, 64), one(graph.ReLU, 64)},
		{"batch norm, add", one(graph.BatchNorm, 64), one(graph.Add, 64)},
		{"pooling, add", pool, one(graph.Add, 64)},
		{"ReLU, conv", one(graph.ReLU, 64), conv(1, 64, 64, 1)},
		{"ReLU, batch norm", one(graph.ReLU, 64), one(graph.BatchNorm, 64)},
	}
}

// graph returns the network of both.
func (p pair) graph() *graph.Graph {
	g := &graph.Graph{In: p.first.In}
	p.first.appendTo(g, -1)
	p.second.appendTo(g, len(g.Nodes)-1)
	seal(g)
	return g
}

// Fusions measures pairs of operators and each of them alone, all beside each other. It
// calls alive, whose error ends it, with the share that is done.
func Fusions(clock Clock, engine Engine, o Options, alive func(done float64) error) ([]Fused, error) {
	list := pairs()
	var names []string
	var graphs []*graph.Graph
	for _, p := range list {
		for _, one := range []Operator{p.first, p.second} {
			g, err := one.Graph()
			if err != nil {
				return nil, err
			}
			names, graphs = append(names, one.String()), append(graphs, g)
		}
		names, graphs = append(names, p.name), append(graphs, p.graph())
	}
	times, err := together(clock, engine, o, names, graphs, alive)
	if err != nil {
		return nil, err
	}
	fused := make([]Fused, len(list))
	for i, p := range list {
		fused[i] = fuse(p.name, times[3*i], times[3*i+1], times[3*i+2])
	}
	return fused, nil
}

// fuse judges a pair.
func fuse(name string, first, second, both Estimate) Fused {
	f := Fused{Name: name, First: first, Second: second, Both: both}
	for _, e := range []Estimate{first, second, both} {
		if !e.OK() {
			f.Unknown = e.Refused
			return f
		}
	}
	noise := 0.0
	for _, e := range []Estimate{first, second, both} {
		noise += (e.High - e.Low) / 2
	}
	least := min(first.Seconds, second.Seconds)
	if noise > fusedShare*least {
		f.Unknown = "too noisy: " + percent(noise/least) + " of the faster one"
		return f
	}
	if first.Seconds+second.Seconds-both.Seconds > (1+fusedShare/2)*least {
		f.Unknown = "both take less than one alone: something else than fusion makes the difference, as where their memory is"
		return f
	}
	f.Saved = (first.Seconds + second.Seconds - both.Seconds) / least
	f.Fused = f.Saved > fusedShare
	return f
}
