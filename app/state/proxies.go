package state

import (
	"slices"

	"protocell/core/proxy"
)

// infos describes the proxies, in the order of their table.
var infos = func() []proxy.Info {
	var list []proxy.Info
	for _, p := range proxy.All() {
		list = append(list, p.Info())
	}
	return list
}()

// infos describes the proxies of the experiment.
func (s State) infos() []proxy.Info {
	ids := s.proxies()
	var list []proxy.Info
	for _, info := range infos {
		if slices.Contains(ids, info.ID) {
			list = append(list, info)
		}
	}
	return list
}

// proxies returns the ids of the proxies of the experiment.
func (s State) proxies() []string { return s.Spec.ProxyIDs() }

// compared returns the ids of the proxies by which the cells of the reference sample
// and the pinned ones are scored: those of the experiment, the slow ones only if that
// was asked for.
func (s State) compared() []string {
	ids := s.proxies()
	if s.Reference.slow {
		return ids
	}
	var quick []string
	for _, id := range ids {
		if info, _ := Proxy(id); !info.Slow {
			quick = append(quick, id)
		}
	}
	if len(quick) == 0 {
		return ids
	}
	return quick
}

// SlowCompared reports whether the experiment has slow proxies, and whether the
// reference sample is scored by them too.
func (s State) SlowCompared() (some, compared bool) {
	return len(s.proxies()) > len(s.compared()) || s.Reference.slow, s.Reference.slow
}

// SlowOmitted reports whether some of measures are of slow proxies that the reference
// sample is not scored by.
func (s State) SlowOmitted(measures ...Measure) bool {
	ids := s.compared()
	for _, m := range measures {
		for _, id := range m.Needs() {
			if s.Asked(id) && !slices.Contains(ids, id) {
				return true
			}
		}
	}
	return false
}

// Asked reports whether the experiment asks for a proxy.
func (s State) Asked(id string) bool { return slices.Contains(s.proxies(), id) }

// Unasked returns the ids of the proxies that the experiment does not ask for.
func (s State) Unasked() []string {
	var ids []string
	for _, info := range infos {
		if !s.Asked(info.ID) {
			ids = append(ids, info.ID)
		}
	}
	return ids
}

// Ask adds a proxy to the experiment, or with ID "" all; with Not it takes one out.
func (a Ask) reduce(s State, now float64) (State, []Effect) {
	var ids []string
	for _, info := range infos {
		asked := s.Asked(info.ID) || a.ID == ""
		if info.ID == a.ID {
			asked = !a.Not
		}
		if asked {
			ids = append(ids, info.ID)
		}
	}
	if len(ids) == 0 || slices.Equal(ids, s.proxies()) {
		return s, nil
	}
	if slices.Equal(ids, proxy.Defaults()) {
		ids = nil // as the address has it
	}
	spec := s.Spec
	spec.Proxies = ids
	return s.edit(spec, now)
}

// Proxies returns the proxies, in the order of their table.
func Proxies() []proxy.Info { return infos }

// Proxy returns the proxy with an id.
func Proxy(id string) (proxy.Info, bool) {
	for _, info := range infos {
		if info.ID == id {
			return info, true
		}
	}
	return proxy.Info{}, false
}
