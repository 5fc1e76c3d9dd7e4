package predict

// All returns the predictors in the table's order: from what knows least to what knows
// most.
func All() []Predictor {
	return []Predictor{
		params(), flops(), roofline{}, lookup{}, corrected{}, gaussian{}, mlp{}, gcn{}, gcn{relations: true}, fewshot{},
	}
}

// IDs returns the ids of the predictors, in the table's order.
func IDs() []string {
	var ids []string
	for _, p := range All() {
		ids = append(ids, p.Info().ID)
	}
	return ids
}

// Lookup returns the predictor called id.
func Lookup(id string) (p Predictor, ok bool) {
	for _, p := range All() {
		if p.Info().ID == id {
			return p, true
		}
	}
	return nil, false
}
