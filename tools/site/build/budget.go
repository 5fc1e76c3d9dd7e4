package build

import (
	"errors"
	"fmt"
)

// budget is what the programs may weigh at most, in bytes, best compressed: the
// time until the page can be used depends on little else.
var budget = map[string]int{"page.wasm": 2_300_000, "worker.wasm": 900_000, "importer.wasm": 1_200_000}

// checkBudget says which files of a release are too heavy.
func checkBudget(m *Manifest) error {
	var over []error
	for _, f := range m.Files {
		if limit, ok := budget[f.Name]; ok && f.Brotli > limit {
			over = append(over, fmt.Errorf("%s is %d bytes in brotli, over its budget of %d", f.Name, f.Brotli, limit))
		}
	}
	return errors.Join(over...)
}
