package state

import (
	"protocell/app/fragment"
	"protocell/app/notice"
)

// summed says what the searches of a run have come to, and whether they are those of the
// link.
func (s State) summed() (State, []Effect) {
	r := s.Run
	text := s.Verdict().Short
	if d := r.Sum(); r.Digest != "" && d != "" {
		if d == r.Digest {
			s = s.notify("digest", notice.Good, "Identical: every trial of this search is the one that the link is of.")
		} else {
			s = s.notify("digest", notice.Warning, "This is not the search that the link is of: its digest is "+d+", and the link says "+fragment.Clip(r.Digest)+". The link was made by another version of this program, or its budget is in seconds, which allow more on a faster machine.")
		}
	}
	s, effects := s.list()
	return s, append(effects, Say{text})
}

// Sum returns the digest of all searches of the run; "" while one has not ended.
func (r *Run) Sum() string {
	sum, n := "", 0
	for _, x := range r.All() {
		if x.Err != nil || !x.Ended() || x.Digest == "" {
			return ""
		}
		sum, n = sum+x.Digest, n+1
	}
	if n > 1 {
		return fold(sum)
	}
	return sum
}
