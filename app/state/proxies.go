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

// infos describes the proxies of the experiment: all, unless it names some.
func (s State) infos() []proxy.Info {
	if len(s.Spec.Proxies) == 0 {
		return infos
	}
	var list []proxy.Info
	for _, info := range infos {
		if slices.Contains(s.Spec.Proxies, info.ID) {
			list = append(list, info)
		}
	}
	return list
}

// proxies returns the ids of the proxies of the experiment.
func (s State) proxies() []string {
	if len(s.Spec.Proxies) == 0 {
		return allIDs
	}
	return s.Spec.Proxies
}

var allIDs = func() []string {
	var ids []string
	for _, info := range infos {
		ids = append(ids, info.ID)
	}
	return ids
}()

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
