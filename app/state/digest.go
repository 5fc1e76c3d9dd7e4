package state

import "protocell/core/score"

// Digest returns the digest of the result on show, or "" if it is not complete.
func (s State) Digest() string {
	record := s.known.of(s.key, s.Net.Arch)
	if !record.has(s.proxies()) {
		return ""
	}
	r := score.Result{Arch: s.Spec.Arch, Params: s.Net.Costs.Total.Params, MACs: s.Net.Costs.Total.MACs}
	for _, id := range s.proxies() {
		r.Scores = append(r.Scores, record.Scores[id])
	}
	return score.Digest(&r)
}
