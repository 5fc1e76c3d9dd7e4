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
