package proxytest

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"testing"

	"protocell/core/proxy"
	"protocell/core/rng"
)

// determinism checks that a score depends neither on when it is asked for nor on
// what else is.
func determinism(t *testing.T, p proxy.Proxy, scores map[string]proxy.Score) {
	for _, n := range networks {
		want := scores[n.name]
		with := usual(p)
		with.proxies = proxy.All()
		shared := passes(t, n, with)
		for range 2 {
			got, err := p.Score(shared)
			if err != nil {
				t.Fatal(err)
			}
			if !same(float64(got.Value), float64(want.Value)) || fmt.Sprint(got.Layers) != fmt.Sprint(want.Layers) {
				t.Errorf("%s: %v, alone %v", n.name, got.Value, want.Value)
			}
		}
	}
}

// untouched checks that a proxy leaves the passes as they are.
func untouched(t *testing.T, p proxy.Proxy) {
	s := usual(p)
	s.proxies = proxy.All()
	held := passes(t, best, s)
	before := digest(t, held)
	if _, err := p.Score(held); err != nil {
		t.Fatal(err)
	}
	if digest(t, held) != before {
		t.Error("what the passes hold has changed")
	}
}

// digest digests all that passes hold.
func digest(t *testing.T, p *proxy.Passes) (h uint64) {
	t.Helper()
	add := func(v float64) { h = rng.Mix(h ^ math.Float64bits(v)) }
	c, err := p.Codes()
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Matrix {
		add(float64(c.Matrix[i]))
		add(float64(c.Loose[i]))
	}
	for _, pass := range []func() (*proxy.Gradient, error){p.Gradient, p.SynFlow} {
		g, err := pass()
		if err != nil {
			t.Fatal(err)
		}
		add(g.Loss)
		for _, l := range g.Layers {
			for w, g := range l.Blocks {
				for i := range w {
					add(w[i])
					add(g[i])
				}
			}
		}
	}
	return h
}

// progress checks that the work was planned as it is done, whatever is computed: the
// passes end at 1 and not before, and stop where they are told to.
func progress(t *testing.T, p proxy.Proxy) {
	for _, n := range networks {
		s := usual(p)
		last, calls, ends := 0.0, 0, 0
		s.progress = func(done float64) error {
			if done < last || done > 1 {
				t.Errorf("%s: progress goes from %v to %v", n.name, last, done)
			}
			last = done
			calls++
			if done >= 1-1e-12 {
				ends++
			}
			return nil
		}
		score(t, p, n, s)
		// After the last step its output may still be shown.
		if calls > 0 && (ends == 0 || ends > 2) {
			t.Errorf("%s: the passes end at %v, %d times", n.name, last, ends)
		}
	}
	s, calls := usual(p), 0
	s.progress = func(float64) error { calls++; return nil }
	score(t, p, best, s)
	stop := errors.New("stop")
	for at := 1; at <= calls; at += calls/5 + 1 {
		left := at
		s.progress = func(float64) error {
			if left--; left == 0 {
				return stop
			}
			return nil
		}
		if _, err := p.Score(passes(t, best, s)); err != stop {
			t.Errorf("stopped at call %d of %d: the error is %v", at, calls, err)
		}
	}
}

// memory checks that what is in use while a proxy runs was planned, but for the
// parameters and small change.
func memory(t *testing.T, p proxy.Proxy) {
	const change = 512 << 10
	inUse := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	s := usual(p)
	s.batch = 16
	calls, most := 0, int64(0)
	s.progress = func(float64) error {
		if calls++; calls%37 == 0 {
			most = max(most, inUse())
		}
		return nil
	}
	before := inUse()
	held := passes(t, best, s)
	if _, err := p.Score(held); err != nil {
		t.Fatal(err)
	}
	most = max(most, inUse())
	if used := most - before; used > held.Bytes()+change {
		t.Errorf("%d bytes in use, %d planned", used, held.Bytes())
	}
	runtime.KeepAlive(held)
}
