package study

import (
	"math"
	"slices"
	"testing"
)

// TestLecture ranks the printed correlations anew: the printed averages follow, but for
// grasp and jacob_cov.
func TestLecture(t *testing.T) {
	l := TheLecture()
	r, err := Rank(l.Proxies, l.Tasks())
	if err != nil {
		t.Fatal(err)
	}
	got := append(r.Spaces, SpaceRanking{Average: r.Average, Tasks: 12})
	wrong := map[string]float64{"DARTS grasp": 4.8, "DARTS jacob_cov": 4.6, " grasp": 4.75, " jacob_cov": 5.42}
	for i, printed := range l.Average {
		for k, want := range printed.Average {
			if anew, ok := wrong[printed.Space+" "+l.Proxies[k]]; ok {
				want = anew
			}
			if got[i].Space != printed.Space || math.Abs(got[i].Average[k]-want) > 0.005 {
				t.Errorf("%s: %s has average rank %v, want %v", got[i].Space, l.Proxies[k], got[i].Average[k], want)
			}
		}
	}
	// "No clear winner".
	if math.Abs(r.ChiSquare-2.94) > 0.005 || math.Abs(r.P-0.89) > 0.005 || math.Abs(r.F-0.40) > 0.005 || math.Abs(r.CriticalDifference-3.03) > 0.005 {
		t.Errorf("χ² = %v, P = %v, F = %v, the critical difference is %v", r.ChiSquare, r.P, r.F, r.CriticalDifference)
	}
	if spread := slices.Max(r.Average) - slices.Min(r.Average); math.Abs(spread-1.42) > 0.005 {
		t.Errorf("the average ranks are %v apart", spread)
	}
	// Exchanging the two proxies on NinaPro gives what is printed.
	tasks := l.Tasks()
	rho := slices.Clone(tasks[5].Rho)
	rho[2], rho[3] = rho[3], rho[2]
	tasks[5].Rho = rho
	if r, err = Rank(l.Proxies, tasks); err != nil || tasks[5].Name != "NinaPro" {
		t.Fatal(tasks[5].Name, err)
	}
	for k, want := range l.Average[3].Average {
		if math.Abs(r.Average[k]-want) > 0.005 {
			t.Errorf("%s has average rank %v, want the printed %v", l.Proxies[k], r.Average[k], want)
		}
	}
}

func TestLectureIsComplete(t *testing.T) {
	l := TheLecture()
	if len(l.Tasks()) != 12 || len(l.Tables) != 3 {
		t.Errorf("%d tasks in %d tables", len(l.Tasks()), len(l.Tables))
	}
	for _, task := range append(l.Tasks(), l.Vote.Rows...) {
		want := len(l.Proxies)
		if task.Space == "NAS-Bench-201" {
			want = len(l.Vote.Columns)
		}
		if len(task.Rho) != want {
			t.Errorf("%s %s has %d numbers", task.Space, task.Name, len(task.Rho))
		}
	}
}

func TestRankRefuses(t *testing.T) {
	for name, tasks := range map[string][]Task{
		"none": nil, "one": {{Rho: []float64{1, 2}}}, "too few": {{Rho: []float64{1}}, {Rho: []float64{1, 2}}},
		"NaN": {{Rho: []float64{1, nan}}, {Rho: []float64{1, 2}}},
	} {
		if r, err := Rank([]string{"a", "b"}, tasks); err == nil {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
