package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"

	"protocell/core/latency"
)

// thisDevice returns what the system tells of the machine, and its load: how many
// processes wanted to run over the last minute, 0 if it does not tell.
func thisDevice() (d latency.Device, load float64) {
	d.System, d.Cores = runtime.GOOS+"/"+runtime.GOARCH, runtime.NumCPU()
	d.Processor = "unknown processor"
	if b, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(b)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				d.Processor = strings.TrimSpace(value)
				break
			}
		}
	}
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		first, _, _ := strings.Cut(string(b), " ")
		load, _ = strconv.ParseFloat(first, 64) // of another form: not known
	}
	return d, load
}
