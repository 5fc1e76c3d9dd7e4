package predict

import (
	"math"

	"protocell/core/rng"
	"protocell/core/space"
)

// candidates is how many architectures References chooses from.
const candidates = 400

// References returns n valid architectures of the space to measure on a new device for
// few-shot adaptation: each is the one of a random sample about which, by what other
// devices have shown, the measurements before it leave most open.
func References(s space.Space, devices []Device, n int, seed uint64) ([]space.Arch, error) {
	unwatched := func() error { return nil }
	t, all, err := learn(s, devices, seed, unwatched)
	if err != nil {
		return nil, err
	}
	choice, err := chooseSettings(t, all, n, unwatched)
	if err != nil {
		return nil, err
	}
	f := newFamily(t, all, -1)
	r := rng.Named(seed, "references")
	var archs []space.Arch
	var places []place
	seen := map[space.Arch]bool{}
	for tries := 0; len(archs) < candidates && tries < 20*candidates; tries++ {
		a := s.Sample(r)
		if !seen[a] && s.Valid(a) == nil {
			seen[a] = true
			archs, places = append(archs, a), append(places, f.place(a))
		}
	}
	n = min(n, len(archs))
	// Each step takes out what the chosen one explains: a pivoted Cholesky factorisation.
	variance := make([]float64, len(archs))
	for i := range places {
		variance[i] = choice.covariance(&places[i], &places[i])
	}
	columns := make([][]float64, 0, n)
	var chosen []space.Arch
	for range n {
		at := 0
		for i, v := range variance {
			if v > variance[at] {
				at = i
			}
		}
		column := make([]float64, len(archs))
		root := math.Sqrt(variance[at] + choice.noise)
		for i := range column {
			c := choice.covariance(&places[i], &places[at])
			for _, k := range columns {
				c -= float64(k[i] * k[at])
			}
			column[i] = c / root
			variance[i] -= float64(column[i] * column[i])
		}
		columns, chosen = append(columns, column), append(chosen, archs[at])
		variance[at] = math.Inf(-1)
	}
	return chosen, nil
}
