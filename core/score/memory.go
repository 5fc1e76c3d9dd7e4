package score

import (
	"slices"

	"protocell/core/experiment"
	"protocell/core/proxy"
)

// MemoryCoded returns how many bytes the passes of RunCoded would use, without
// running any. An error says what is wrong with the experiment, or that it is too
// much.
func MemoryCoded(spec experiment.Spec, o Options) (int64, error) {
	sp, a, err := spec.Decode()
	if err != nil {
		return 0, err
	}
	ids := spec.ProxyIDs()
	proxies := slices.DeleteFunc(proxy.All(), func(p proxy.Proxy) bool { return !slices.Contains(ids, p.Traits().ID) })
	o.Memory = nil
	passes, _, err := plan(spec, sp, a, o, proxies)
	if err != nil {
		return 0, err
	}
	return passes.Bytes(), nil
}
