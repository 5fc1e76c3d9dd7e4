package ensemble

// All returns the ensembles in the table's order, in which scores are listed.
func All() []Ensemble {
	return AllWith(nil)
}

// AllWith returns the same, with the user's weights of the mix.
func AllWith(weights map[string]float64) []Ensemble {
	return []Ensemble{vote{}, borda{}, azNAS{}, teNAS{}, Weighted(weights)}
}

// IDs returns the ids of the ensembles, in the table's order.
func IDs() []string {
	var ids []string
	for _, e := range All() {
		ids = append(ids, e.Info().ID)
	}
	return ids
}

// Lookup returns the ensemble called id.
func Lookup(id string) (e Ensemble, ok bool) { return LookupWith(id, nil) }

// LookupWith returns the same, with the user's weights of the mix.
func LookupWith(id string, weights map[string]float64) (e Ensemble, ok bool) {
	for _, e := range AllWith(weights) {
		if e.Info().ID == id {
			return e, true
		}
	}
	return nil, false
}
