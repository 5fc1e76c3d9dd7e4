// Package energy models how much energy a network takes: the arithmetic by its type and
// the bytes by the level of memory that they come from, at published costs. It is a
// model of a chip that is not there, never a measurement, and is called one wherever a
// number of it is shown. Costs are values, to be edited.
//
// An operator reads its inputs and weights and writes its output once, from and to the
// smallest level that holds all three: caches keep nothing between operators.
package energy

import (
	"fmt"
	"math"

	"protocell/core/graph"
	"protocell/core/latency"
)

// Type is the type of numbers that a network computes in.
type Type string

// The types.
const (
	Float32 Type = "float32"
	Float16 Type = "float16"
	Int8    Type = "int8" // sums in 32 bits
)

// Bytes returns the size of an activation or weight; 0 of a type that is none.
func (t Type) Bytes() int {
	switch t {
	case Float32:
		return 4
	case Float16:
		return 2
	case Int8:
		return 1
	}
	return 0
}

// Level is a level of the memory hierarchy.
type Level struct {
	Name string  `json:"name"`
	Size int64   `json:"size"` // bytes; of the last level it does not count
	Word float64 `json:"word"` // pJ for an access of 64 bits
}

// Model has the costs of a chip.
type Model struct {
	Type   Type    `json:"type"`
	Mul    float64 `json:"mul"`    // pJ a multiplication
	Add    float64 `json:"add"`    // pJ an addition, and any other operation on a number
	Levels []Level `json:"levels"` // from the smallest; the last holds everything
	Idle   float64 `json:"idle"`   // watts that are drawn whatever is done
}

// Horowitz returns the costs of a chip in 45 nm at 0.9 V (Horowitz, "Computing's energy
// problem (and what we can do about it)", ISSCC 2014, figure 1.1.9), with the middle of
// the range of DRAM and no power when idle.
func Horowitz(t Type) Model {
	m := Model{Type: t, Levels: []Level{
		{"8 kB cache", 8 << 10, 10},
		{"32 kB cache", 32 << 10, 20},
		{"1 MB cache", 1 << 20, 100},
		{"DRAM", 0, 1950}, // 1300 to 2600
	}}
	switch t {
	case Float16:
		m.Mul, m.Add = 1.1, 0.4
	case Int8:
		m.Mul, m.Add = 0.2, 0.1 // the sum has 32 bits
	default:
		m.Type, m.Mul, m.Add = Float32, 3.7, 0.9
	}
	return m
}

// maxCost is more than any operation or access costs, in pJ.
const maxCost = 1e9

// Check returns an error that names the field that is out of range, or nil.
func (m Model) Check() error {
	if m.Type.Bytes() == 0 {
		return fmt.Errorf("energy: the type %.32q; there are float32, float16 and int8", string(m.Type))
	}
	if len(m.Levels) == 0 || len(m.Levels) > 8 {
		return fmt.Errorf("energy: %d levels of memory; there are 1 to 8", len(m.Levels))
	}
	for i, v := range []float64{m.Mul, m.Add, m.Idle} {
		if !(v >= 0 && v <= maxCost) {
			return fmt.Errorf("energy: %s is %g; it is 0 to %g", []string{"mul", "add", "idle"}[i], v, float64(maxCost))
		}
	}
	for i, l := range m.Levels {
		if len(l.Name) > 64 || !(l.Word >= 0 && l.Word <= maxCost) {
			return fmt.Errorf("energy: level %d: an access costs %g pJ; it is 0 to %g", i+1, l.Word, float64(maxCost))
		}
		if i < len(m.Levels)-1 && (l.Size < 1 || i > 0 && l.Size <= m.Levels[i-1].Size) {
			return fmt.Errorf("energy: level %d holds %d bytes; levels become larger", i+1, l.Size)
		}
	}
	return nil
}

// Cost is the energy of something in joules, by what it is spent on.
type Cost struct {
	MACs   float64   // of convolutions and linear layers
	Other  float64   // of all other operations on numbers
	Levels []float64 // of the traffic with each level
}

// Total returns the sum.
func (c Cost) Total() float64 {
	sum := c.MACs + c.Other
	for _, v := range c.Levels {
		sum += v
	}
	return sum
}

// add adds times another cost.
func (c *Cost) add(d Cost, times float64) {
	c.MACs += float64(times * d.MACs)
	c.Other += float64(times * d.Other)
	for i, v := range d.Levels {
		c.Levels[i] += float64(times * v)
	}
}

// pico is a picojoule.
const pico = 1e-12

// Operator returns what an operator costs on a batch, without the idle power.
func (m Model) Operator(o latency.Operator, batch int) Cost {
	c := Cost{Levels: make([]float64, len(m.Levels))}
	macs := float64(o.MACs()) * float64(batch)
	c.MACs = float64(macs*(m.Mul+m.Add)) * pico
	if macs == 0 {
		c.Other = float64(float64(o.Activations())*float64(batch)*m.others(o)) * pico
	}
	bytes := o.Bytes(batch) / 4 * int64(m.Type.Bytes())
	at := len(m.Levels) - 1
	for i, l := range m.Levels[:at] {
		if bytes <= l.Size {
			at = i
			break
		}
	}
	c.Levels[at] = float64(float64(bytes)/8*m.Levels[at].Word) * pico
	return c
}

// others returns what an operator without weights does on each number that it reads or
// writes, in pJ: about an addition, and a multiplication where it scales.
func (m Model) others(o latency.Operator) float64 {
	switch o.Op {
	case graph.BatchNorm, graph.Scale, graph.HSwish, graph.Sigmoid:
		return (m.Mul + m.Add) / 2
	case graph.AvgPool, graph.MaxPool:
		return m.Add * float64(o.Kernel*o.Kernel) / 2
	case graph.Concat, graph.Shift:
		return 0
	}
	return m.Add / 2
}

// Breakdown is what a network costs on a batch, and what each of its nodes does.
type Breakdown struct {
	Nodes  []float64 // joules, as graph.Nodes
	Total  Cost
	Static float64 // joules of the idle power, over the seconds of the run
}

// Joules returns everything.
func (b Breakdown) Joules() float64 { return b.Total.Total() + b.Static }

// Network returns what a run of g on a batch costs, which takes so many seconds; 0 if
// that is not known.
func (m Model) Network(g *graph.Graph, batch int, seconds float64) Breakdown {
	b := Breakdown{Nodes: make([]float64, len(g.Nodes)), Total: Cost{Levels: make([]float64, len(m.Levels))}}
	list, of, times := latency.Operators(g)
	costs := make([]Cost, len(list))
	for i, o := range list {
		costs[i] = m.Operator(o, batch)
	}
	for i, k := range of {
		if k >= 0 {
			b.Total.add(costs[k], times[i])
			b.Nodes[i] = float64(times[i] * costs[k].Total())
		}
	}
	if seconds > 0 && !math.IsInf(seconds, 0) {
		b.Static = float64(m.Idle * seconds)
	}
	return b
}
