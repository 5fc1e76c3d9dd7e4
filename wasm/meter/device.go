//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"protocell/core/job/metering"
	"protocell/core/latency"
)

// thisDevice returns what the browser says of itself and the machine.
func thisDevice(simd bool) latency.Device {
	d := latency.Device{SIMD: simd}
	global := safejs.Global()
	if v, err := global.Get("crossOriginIsolated"); err == nil {
		d.Isolated, _ = v.Bool()
	}
	navigator, err := global.Get("navigator")
	if err != nil {
		return d
	}
	if v, err := navigator.Get("userAgent"); err == nil && v.Type() == safejs.TypeString {
		agent, _ := v.String()
		d.Browser, d.System = metering.Agent(agent)
	}
	if v, err := navigator.Get("hardwareConcurrency"); err == nil && v.Type() == safejs.TypeNumber {
		d.Cores, _ = v.Int()
	}
	return d
}

// timeOfDay returns it as RFC 3339 has it.
func timeOfDay() string {
	class, err := safejs.Global().Get("Date")
	if err != nil {
		return ""
	}
	now, err := class.New()
	if err != nil {
		return ""
	}
	v, err := now.Call("toISOString")
	if err != nil {
		return ""
	}
	text, _ := v.String()
	return text
}
