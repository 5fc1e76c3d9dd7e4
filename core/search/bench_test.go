package search_test

import (
	"testing"

	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space/nb201"
)

// BenchmarkRun measures a search of 100 trials without what evaluating them takes.
func BenchmarkRun(b *testing.B) {
	for _, info := range search.All() {
		b.Run(info.ID, func(b *testing.B) {
			b.ReportAllocs()
			s := search.Spec{Space: "nb201", Strategy: info.ID, Parallel: 1, Budget: search.Budget{Trials: 100}}
			for b.Loop() {
				s.Seed++
				r, err := s.New(nb201.Space{}, nil, nil)
				if err != nil {
					b.Fatal(err)
				}
				if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
