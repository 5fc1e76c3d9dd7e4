package build

import (
	"errors"
	"fmt"
)

// program is one of the WebAssembly programs of the site, wasm/NAME.
type program struct {
	name    string
	inlined []string // packages in which functions are inlined, with those below them; nil for all
	budget  int      // bytes that it may weigh at most, best compressed: the time until it can be used depends on little else
}

// computing is where the time of a worker goes. What else there is takes less room without
// inlining: a worker is a twelfth smaller, compressed. A page, which spends its time
// everywhere, would take half as long again to answer.
var computing = []string{"protocell/core/kernel", "protocell/core/engine", "protocell/core/detmath", "protocell/core/rng", "protocell/core/eigen", "protocell/core/rank"}

// searching is where the time of a searcher goes beside: searches of tables ask hundreds of
// architectures in a millisecond.
var searching = append([]string{"protocell/core/search", "protocell/core/evaluate", "protocell/core/table", "protocell/core/space", "protocell/core/wire"}, computing...)

// programs are all of them, one line each.
var programs = []program{
	{"page", nil, 2_300_000},
	{"study", nil, 2_300_000},
	{"search", nil, 2_300_000},
	{"device", nil, 2_300_000},
	{"worker", computing, 900_000},
	{"analyst", computing, 1_000_000},
	{"searcher", searching, 1_500_000},
	{"meter", computing, 1_200_000},
	{"importer", nil, 1_200_000},
}

// checkBudget says which files of a release are too heavy.
func checkBudget(m *Manifest) error {
	var over []error
	for _, p := range programs {
		f, err := m.File(p.name + ".wasm")
		if err == nil && f.Brotli > p.budget {
			err = fmt.Errorf("%s is %d bytes in brotli, over its budget of %d", f.Name, f.Brotli, p.budget)
		}
		over = append(over, err)
	}
	return errors.Join(over...)
}
