//go:build js && wasm

package main

import (
	"encoding/binary"
	"math"

	"github.com/hack-pad/safejs"

	"protocell/core/latency"
	"protocell/core/latency/cpu"
	"protocell/core/latency/webgpu"
	"protocell/core/wire"
	"protocell/wasm/internal/host"
)

// gpu is the graphics processor, which the script of the worker has: a webgpu.Device.
type gpu struct {
	host  *host.Host
	delay float64
	alive func() error
}

// openGPU returns the engine on it, and what the adapter is called.
func openGPU(h *host.Host, check cpu.Engine, alive func() error) (latency.Engine, string, error) {
	v, err := h.Call("gpu", "open", alive)
	if err != nil {
		return nil, "", err
	}
	delay, err := number(v, "delay")
	if err != nil {
		return nil, "", err
	}
	return webgpu.Engine{Device: &gpu{h, delay, alive}, Check: check}, host.Text(v, "name"), nil
}

func number(v safejs.Value, property string) (float64, error) {
	p, err := v.Get(property)
	if err != nil {
		return 0, err
	}
	return p.Float()
}

// Load implements webgpu.Device.
func (g *gpu) Load(p *webgpu.Program, values []float32) (int, error) {
	text, err := wire.Marshal(*p)
	if err != nil {
		return 0, err
	}
	b := make([]byte, 0, 4*len(values))
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return 0, err
	}
	bytes, err := class.New(len(b))
	if err != nil {
		return 0, err
	}
	if _, err := safejs.CopyBytesToJS(bytes, b); err != nil {
		return 0, err
	}
	v, err := g.host.Call("gpu", "load", g.alive, string(text), bytes)
	if err != nil {
		return 0, err
	}
	id, err := number(v, "id")
	return int(id), err
}

// Run implements webgpu.Device.
func (g *gpu) Run(id, times int) error {
	_, err := g.host.Call("gpu", "run", g.alive, id, times)
	return err
}

// Read implements webgpu.Device.
func (g *gpu) Read(id int) ([]float32, error) {
	v, err := g.host.Call("gpu", "read", g.alive, id)
	if err != nil {
		return nil, err
	}
	bytes, err := v.Get("bytes")
	if err != nil {
		return nil, err
	}
	n, err := bytes.Length()
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	if _, err := safejs.CopyBytesToGo(b, bytes); err != nil {
		return nil, err
	}
	values := make([]float32, n/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return values, nil
}

// Drop implements webgpu.Device.
func (g *gpu) Drop(id int) {
	// What is lost with its device is dropped already, and a job that is to stop does so
	// without waiting.
	_, _ = g.host.Call("gpu", "drop", g.alive, id)
}

// Delay implements webgpu.Device.
func (g *gpu) Delay() float64 { return g.delay }
