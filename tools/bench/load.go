package main

import (
	"fmt"
	"os"
	"runtime"
)

// ownLoad is the load average that the benchmark itself makes: one thread that
// computes, and what the browser does beside it.
const ownLoad = 1.3

// loadNote says that others keep the machine busy, if they do: if its load average
// is more than own and a quarter of a core. It is empty where the system does not
// tell.
func loadNote(own float64) string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	var load float64
	if _, err := fmt.Sscan(string(text), &load); err != nil {
		return ""
	}
	return busyNote(load, own, runtime.NumCPU())
}

// busyNote is loadNote for a load average on a number of cores.
func busyNote(load, own float64, cores int) string {
	if load <= own+0.25 {
		return ""
	}
	return fmt.Sprintf("Note: the load average is %.1f on %d cores: the machine is busy with other things. "+
		"Targets are for a quiet one; speeds are lower and noisier here.", load, cores)
}
