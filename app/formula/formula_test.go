package formula

import (
	"testing"

	"protocell/core/proxy"
)

func TestEveryProxyHasItsFormula(t *testing.T) {
	used := map[string]bool{}
	for _, p := range proxy.All() {
		info := p.Info()
		used[info.Formula] = true
		if !Has(info.Formula) {
			t.Errorf("%s: no translation of %s; run go generate ./app/formula", info.ID, info.Formula)
		}
	}
	for latex := range table {
		if !used[latex] {
			t.Errorf("%s belongs to no proxy; run go generate ./app/formula", latex)
		}
	}
}
