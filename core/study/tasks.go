package study

import (
	"fmt"

	"protocell/core/hypothesis"
)

// Task is how proxies agree with the ground truth of one task: a data set, or a
// benchmark's column.
type Task struct {
	Space string    `json:"space"`
	Name  string    `json:"name"`
	Rho   []float64 `json:"rho"` // a proxy each, signed
}

// Ranking is how proxies rank over tasks, by signed ρ.
type Ranking struct {
	Proxies []string `json:"proxies"`
	Tasks   []Task   `json:"tasks"`
	hypothesis.Friedman
	Spaces []SpaceRanking `json:"spaces"` // in the order of their first tasks
}

// SpaceRanking has the average ranks over the tasks of one space.
type SpaceRanking struct {
	Space   string    `json:"space"`
	Tasks   int       `json:"tasks"`
	Average []float64 `json:"average"` // a proxy each
}

// Rank ranks proxies in each task, the largest ρ having rank 1, and tests whether their
// ranks differ. It takes at least two proxies and two tasks.
func Rank(proxies []string, tasks []Task) (*Ranking, error) {
	scores := make([][]float64, len(tasks))
	for i, t := range tasks {
		if len(t.Rho) != len(proxies) {
			return nil, fmt.Errorf("study: %d correlations in %s %s, of %d proxies", len(t.Rho), t.Space, t.Name, len(proxies))
		}
		scores[i] = t.Rho
	}
	f, err := hypothesis.NewFriedman(scores)
	if err != nil {
		return nil, fmt.Errorf("study: %w", err)
	}
	r := &Ranking{Proxies: proxies, Tasks: tasks, Friedman: *f}
	for i, t := range tasks {
		s := r.space(t.Space)
		s.Tasks++
		for k, rank := range f.Ranks[i] {
			s.Average[k] += rank
		}
	}
	for _, s := range r.Spaces {
		for k := range s.Average {
			s.Average[k] /= float64(s.Tasks)
		}
	}
	return r, nil
}

// space returns the entry of a space, a new one if need be.
func (r *Ranking) space(name string) *SpaceRanking {
	for i := range r.Spaces {
		if r.Spaces[i].Space == name {
			return &r.Spaces[i]
		}
	}
	r.Spaces = append(r.Spaces, SpaceRanking{Space: name, Average: make([]float64, len(r.Proxies))})
	return &r.Spaces[len(r.Spaces)-1]
}
