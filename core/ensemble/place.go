package ensemble

import (
	"protocell/core/proxy"
	"protocell/core/rank"
)

// Standing is how an architecture compares with a pool that need not have it.
type Standing struct {
	// Scores are those of the pool's rows and, last, of the architecture.
	Scores []proxy.Score
	Place  int // from the best, 1, to one more than the pool has rows; equal ones share the better place
}

// Score returns the score of the architecture itself.
func (s Standing) Score() proxy.Score { return s.Scores[len(s.Scores)-1] }

// Place scores an architecture against a pool, given its score in each column: it is
// what the ensemble says of it in the pool with that one row more. If the pool has
// the architecture already, both are tied.
func Place(e Ensemble, pool Pool, row []proxy.Score) (Standing, error) {
	larger, err := pool.With(row)
	if err != nil {
		return Standing{}, err
	}
	scores, err := e.Score(larger)
	if err != nil {
		return Standing{}, err
	}
	keys := Column{Scores: scores}.Keys(nil)
	return Standing{scores, rank.New(keys).Place(len(keys) - 1)}, nil
}
