package build

import (
	"errors"
	"fmt"
)

// program is one of the WebAssembly programs of the site, wasm/NAME.
type program struct {
	name   string
	lean   bool // whether nothing is inlined but where the time goes
	budget int  // bytes that it may weigh at most, best compressed: the time until it can be used depends on little else
}

// programs are all of them, one line each.
var programs = []program{
	{"page", false, 2_300_000},
	{"study", false, 2_300_000},
	{"worker", true, 900_000},
	{"analyst", true, 900_000},
	{"importer", false, 1_200_000},
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
