package proxy_test

import (
	"testing"

	"protocell/core/proxy"
	"protocell/core/proxy/proxytest"
)

func TestConformance(t *testing.T) {
	for _, p := range proxy.All() {
		t.Run(p.Info().ID, func(t *testing.T) { proxytest.Run(t, p) })
	}
}

func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range proxy.All() {
		id := p.Info().ID
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
		if got, ok := proxy.Lookup(id); !ok || got != p {
			t.Errorf("Lookup(%q) returns %v, %v", id, got, ok)
		}
	}
	if p, ok := proxy.Lookup("nothing"); ok || p != nil {
		t.Errorf("Lookup finds a proxy called nothing: %v", p)
	}
}
