package proxy

import (
	"slices"
	"sync"
)

// All returns the proxies in the table's order, in which scores are listed. Links and
// digests name proxies in this order, so a new one is inserted, and none is moved.
func All() []Proxy {
	return []Proxy{
		// By counting.
		params{}, flops{}, l2Norm{},
		// By activations and Jacobians.
		nwot{}, naswot{}, swap{}, swapReg{}, jacobCov{}, epeNAS{}, ntk{},
		// Without the images.
		synflow{}, logSynflow{}, synflowBN{}, zen{},
		linearRegions{},
		azExpressivity{}, azProgressivity{}, azTrainability{},
		meco{}, mecoOpt{},
		// By the gradient of the loss, or by training.
		gradNorm{}, snip{}, grasp{}, fisher{}, plain{}, zico{}, gradSign{}, gennas{},
	}
}

// IDs returns the ids of the proxies, in the table's order.
func IDs() []string {
	var ids []string
	for _, p := range All() {
		ids = append(ids, p.Traits().ID)
	}
	return ids
}

// Defaults returns the ids of the proxies that are computed if none is named: all
// but the slow ones. The caller must not change it.
func Defaults() []string { return defaults() }

var defaults = sync.OnceValue(func() []string {
	var ids []string
	for _, p := range All() {
		if i := p.Traits(); !i.Slow {
			ids = append(ids, i.ID)
		}
	}
	return slices.Clip(ids)
})

// Lookup returns the proxy called id.
func Lookup(id string) (p Proxy, ok bool) {
	for _, p := range All() {
		if p.Traits().ID == id {
			return p, true
		}
	}
	return nil, false
}
