package ensemble

// All returns the ensembles in the table's order, in which scores are listed.
func All() []Ensemble {
	return []Ensemble{vote{}, borda{}, azNAS{}, teNAS{}, Mix{}}
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
func Lookup(id string) (e Ensemble, ok bool) {
	for _, e := range All() {
		if e.Info().ID == id {
			return e, true
		}
	}
	return nil, false
}
