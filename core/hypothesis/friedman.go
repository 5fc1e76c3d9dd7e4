package hypothesis

import (
	"fmt"
	"math"

	"protocell/core/rank"
)

// Alpha is the level of significance of CriticalDifference.
const Alpha = 0.05

// Friedman is the test whether methods differ over several tasks, by their ranks in
// each, where 1 is that of the best.
type Friedman struct {
	Methods int         `json:"methods"`
	Tasks   int         `json:"tasks"`
	Ranks   [][]float64 `json:"ranks"`   // of each task, those of the methods; ties have the mean
	Average []float64   `json:"average"` // of each method over the tasks
	// ChiSquare is Friedman's statistic, corrected for ties, with Methods - 1 degrees of
	// freedom, and P its level of significance (Friedman, "The use of ranks to avoid the
	// assumption of normality", JASA 1937).
	ChiSquare float64 `json:"chiSquare"`
	P         float64 `json:"p"`
	// F is the statistic of Iman and Davenport with Methods - 1 and
	// (Methods - 1)·(Tasks - 1) degrees of freedom, which is less conservative, and FP its
	// level ("Approximations of the critical region of the Friedman statistic",
	// Communications in Statistics 1980). If all tasks have the same ranks it is infinite:
	// F is then 0, Same true and FP 0.
	F    float64 `json:"f"`
	FP   float64 `json:"fp"`
	Same bool    `json:"same,omitzero"`
	// CriticalDifference is Nemenyi's: methods whose average ranks differ by less are not
	// told apart at the level Alpha.
	CriticalDifference float64 `json:"criticalDifference"`
}

// NewFriedman tests scores, of which larger are better: a list for each task, with one of
// each method in it. It takes at least two of both, and finite scores.
func NewFriedman(scores [][]float64) (*Friedman, error) {
	f, err := friedman(scores)
	if err != nil {
		return nil, err
	}
	f.CriticalDifference = CriticalDifference(Alpha, f.Methods, f.Tasks)
	return f, nil
}

// friedman is NewFriedman without the critical difference.
func friedman(scores [][]float64) (*Friedman, error) {
	if len(scores) < 2 || len(scores[0]) < 2 {
		return nil, fmt.Errorf("hypothesis: the Friedman test needs two tasks and two methods")
	}
	f := &Friedman{Methods: len(scores[0]), Tasks: len(scores), Average: make([]float64, len(scores[0]))}
	n, k := float64(f.Tasks), float64(f.Methods)
	ties := 0.0
	for i, row := range scores {
		if len(row) != f.Methods {
			return nil, fmt.Errorf("hypothesis: %d scores of task %d, not %d", len(row), i+1, f.Methods)
		}
		for m, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("hypothesis: the score of method %d in task %d is %v", m+1, i+1, v)
			}
		}
		ranks := rank.New(row).Ranks(nil, rank.Average)
		counts := map[float64]float64{}
		for m := range ranks {
			ranks[m] = k + 1 - ranks[m]
			f.Average[m] += ranks[m]
			counts[ranks[m]]++
		}
		for _, r := range ranks {
			// Each of t tied methods has its share of t³ - t, which is an integer.
			t := counts[r]
			ties += float64(t*t) - 1
		}
		f.Ranks = append(f.Ranks, ranks)
	}
	sum := 0.0
	for m := range f.Average {
		f.Average[m] /= n
		d := f.Average[m] - (k+1)/2
		sum += float64(d * d)
	}
	spread := 1 - ties/float64(n*float64(float64(k*k)-1)*k)
	if spread <= 0 { // every task ties all methods
		f.P, f.FP = 1, 1
		return f, nil
	}
	f.ChiSquare = float64(12*n) / float64(k*(k+1)) * sum / spread
	f.P = chiSquareUpper(f.ChiSquare, f.Methods-1)
	if rest := float64(n*(k-1)) - f.ChiSquare; rest > 1e-9*f.ChiSquare {
		f.F = float64((n-1)*f.ChiSquare) / rest
		f.FP = fUpper(f.F, f.Methods-1, (f.Methods-1)*(f.Tasks-1))
	} else {
		f.Same = true
	}
	return f, nil
}

// CriticalDifference returns the difference from which on Nemenyi's test tells the
// average ranks of two methods apart, at a level of significance in (0, 1).
func CriticalDifference(alpha float64, methods, tasks int) float64 {
	k := float64(methods)
	return rangeQuantile(alpha, methods) / math.Sqrt2 * math.Sqrt(float64(k*(k+1))/float64(6*float64(tasks)))
}
