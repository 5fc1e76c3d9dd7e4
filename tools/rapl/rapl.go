// Package rapl reads the energy that an Intel or AMD processor says it has used, from
// the counters that Linux shows of RAPL ("running average power limit"; Linux kernel
// documentation, Documentation/power/powercap/powercap.rst).
package rapl

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Folder is where Linux shows the counters.
const Folder = "/sys/class/powercap"

// ErrNone is the error of a machine that shows no counters.
var ErrNone = errors.New("this machine shows no energy counters")

// Meter adds the energy of all processors of a machine.
type Meter struct {
	root     fs.FS
	counters []counter
	joules   float64
}

// counter is that of a processor.
type counter struct {
	path string
	most uint64 // microjoules before it begins again at 0
	last uint64
}

// Open opens the counters of the packages, each of which has all its cores and caches, in
// the files of Folder. The error is ErrNone, or says what may not be read: since 2020
// that takes root.
func Open(root fs.FS) (*Meter, error) {
	entries, err := fs.ReadDir(root, ".")
	if err != nil {
		return nil, ErrNone
	}
	m := &Meter{root: root}
	for _, e := range entries {
		// "intel-rapl:0", also on AMD; "intel-rapl:0:1" is a part of it.
		if number, ok := strings.CutPrefix(e.Name(), "intel-rapl:"); !ok || strings.Contains(number, ":") {
			continue
		}
		name, err := fs.ReadFile(root, path.Join(e.Name(), "name"))
		if err != nil || !strings.HasPrefix(string(name), "package-") {
			continue
		}
		c := counter{path: path.Join(e.Name(), "energy_uj")}
		if c.most, err = number(root, path.Join(e.Name(), "max_energy_range_uj")); err != nil {
			return nil, err
		}
		if c.last, err = number(root, c.path); err != nil {
			return nil, err
		}
		m.counters = append(m.counters, c)
	}
	if len(m.counters) == 0 {
		return nil, ErrNone
	}
	return m, nil
}

// Joules returns the energy used since Open. It is to be called more often than counters
// begin again, which they do every few minutes under load.
func (m *Meter) Joules() (float64, error) {
	for i := range m.counters {
		c := &m.counters[i]
		now, err := number(m.root, c.path)
		if err != nil {
			return 0, err
		}
		used := now - c.last
		if now < c.last {
			if c.last > c.most {
				return 0, fmt.Errorf("%s: %d microjoules, more than %d", c.path, c.last, c.most)
			}
			used = c.most - c.last + now
		}
		m.joules, c.last = m.joules+float64(used)*1e-6, now
	}
	return m.joules, nil
}

// number reads a file that has a number.
func number(root fs.FS, name string) (uint64, error) {
	b, err := fs.ReadFile(root, name)
	if err != nil {
		return 0, fmt.Errorf("energy counter: %w", err)
	}
	v, err := strconv.ParseUint(strings.TrimSpace(string(b)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("energy counter %s: %w", name, err)
	}
	return v, nil
}
