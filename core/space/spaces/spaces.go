// Package spaces is the table of search spaces.
package spaces

import (
	"fmt"
	"strings"

	"protocell/core/space"
	"protocell/core/space/darts"
	"protocell/core/space/mnasnet"
	"protocell/core/space/nats"
	"protocell/core/space/nb201"
	"protocell/core/space/nbmacro"
	"protocell/core/space/tnbmacro"
	"protocell/core/space/tnbmicro"
)

// All returns the search spaces, in the order in which the page offers them.
func All() []space.Space {
	return []space.Space{
		nb201.Space{},
		nats.Space{},
		tnbmicro.Space{},
		tnbmacro.Space{},
		darts.Space{},
		nbmacro.Space{},
		mnasnet.Space{},
	}
}

// ByID returns the space whose Info has the id. The error lists the ids.
func ByID(id string) (space.Space, error) {
	var ids []string
	for _, s := range All() {
		if s.Info().ID == id {
			return s, nil
		}
		ids = append(ids, s.Info().ID)
	}
	return nil, fmt.Errorf("no search space %q; there are: %s", id, strings.Join(ids, ", "))
}
