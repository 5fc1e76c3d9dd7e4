package share

import (
	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"strings"
	"testing"
)

// random returns a valid, canonical link.
func random(t *testing.T, r *rng.Stream) Link {
	t.Helper()
	list := spaces.All()
	sp := list[r.IntN(len(list))]
	for {
		s := experiment.DefaultOf(sp)
		s.Arch = sp.Print(sp.Sample(r))
		for _, l := range experiment.Limits(sp) {
			if r.IntN(2) == 0 {
				*l.Of(&s) = l.Min + r.IntN((l.Max-l.Min)/l.Step+1)*l.Step
			}
		}
		s.Seed = r.Uint64() >> r.IntN(64)
		if r.IntN(2) == 0 {
			s.Data = "noise"
		}
		s.Augment = r.IntN(2) == 0
		s.Transform = []string{"", "spherical", "scrambled"}[r.IntN(3)]
		if r.IntN(2) == 0 {
			s.Shift = experiment.Seeds{Init: r.Uint64(), Batch: uint64(r.IntN(2)), Noise: uint64(r.IntN(3))}
		}
		for _, id := range proxy.IDs() {
			if r.IntN(2) == 0 {
				s.Proxies = append(s.Proxies, id)
			}
		}
		seen := map[space.Arch]bool{}
		for range r.IntN(2) * r.IntN(experiment.MaxPins+1) {
			if a := sp.Sample(r); !seen[a] {
				seen[a] = true
				s.Pins = append(s.Pins, sp.Print(a))
			}
		}
		l := Link{Embed: r.IntN(4) == 0}
		if r.IntN(2) == 0 {
			l.Digest = strings.Repeat("0aZ-_", 1+r.IntN(16))
		}
		if r.IntN(2) == 0 {
			l.Mix = ensemble.PrintWeights(map[string]float64{"nwot": 2*r.Float64() - 1, "synflow": float64(r.IntN(3) - 1)})
		}
		var err error
		if l.Spec, err = s.Canonical(); err == nil {
			return l
		}
	}
}
