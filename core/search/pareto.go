package search

import (
	"cmp"
	"math"
	"slices"
)

// Dominates reports whether point a is as good as b in every objective and better in
// one; larger is better.
func Dominates(a, b []float64) bool {
	better := false
	for i, v := range a {
		if v < b[i] {
			return false
		}
		better = better || v > b[i]
	}
	return better
}

// Fronts sorts points into fronts: 0 are those that no other dominates, 1 those that
// only points of front 0 do, and so on. It is the fast non-dominated sort of Deb,
// Pratap, Agarwal and Meyarivan ("A fast and elitist multiobjective genetic algorithm:
// NSGA-II", IEEE Transactions on Evolutionary Computation 2002), in O(n²).
func Fronts(points [][]float64) []int {
	front := make([]int, len(points))
	above := make([]int, len(points)) // how many dominate it
	below := make([][]int, len(points))
	var now []int
	for i, p := range points {
		for k, q := range points {
			switch {
			case Dominates(p, q):
				below[i] = append(below[i], k)
			case Dominates(q, p):
				above[i]++
			}
		}
		if above[i] == 0 {
			now = append(now, i)
		}
	}
	for rank := 0; len(now) > 0; rank++ {
		var next []int
		for _, i := range now {
			front[i] = rank
			for _, k := range below[i] {
				if above[k]--; above[k] == 0 {
					next = append(next, k)
				}
			}
		}
		now = next
	}
	return front
}

// Crowding returns the crowding distance of each point of one front: the sum over the
// objectives of the distance between its two neighbours, as a share of the front's
// range; +Inf at the ends.
func Crowding(points [][]float64) []float64 {
	d := make([]float64, len(points))
	if len(points) == 0 {
		return d
	}
	order := make([]int, len(points))
	for k := range points[0] {
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(points[a][k], points[b][k]) })
		low, high := order[0], order[len(order)-1]
		d[low], d[high] = math.Inf(1), math.Inf(1)
		span := points[high][k] - points[low][k]
		if span == 0 {
			continue
		}
		for i := 1; i+1 < len(order); i++ {
			d[order[i]] += (points[order[i+1]][k] - points[order[i-1]][k]) / span
		}
	}
	return d
}

// Hypervolume returns the area that points of two objectives dominate, down to a
// reference point; what is not better than that in both counts nothing.
func Hypervolume(points [][]float64, reference [2]float64) float64 {
	sorted := slices.Clone(points)
	slices.SortFunc(sorted, func(a, b []float64) int {
		return cmp.Or(cmp.Compare(b[0], a[0]), cmp.Compare(b[1], a[1]))
	})
	area, top := 0.0, reference[1]
	for _, p := range sorted {
		if p[0] > reference[0] && p[1] > top {
			area += float64((p[0] - reference[0]) * (p[1] - top))
			top = p[1]
		}
	}
	return area
}
