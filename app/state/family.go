package state

import (
	"sync"

	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/proxy"
)

// families has the family of each proxy, which is scored in one job.
var families = func() map[string]string {
	m := map[string]string{}
	for _, p := range proxy.All() {
		m[p.Traits().ID] = proxy.Family(p)
	}
	return m
}()

// familyCosts has about how many multiply-accumulates each family declares to take, in
// the experiment that the page begins with: which one takes longer hardly depends on the
// experiment.
var familyCosts = sync.OnceValue(func() map[string]float64 {
	costs := map[string]float64{}
	spec := experiment.Default()
	sp, a, err := spec.Architecture()
	if err != nil {
		panic(err) // the default experiment is valid
	}
	build := func(k graph.Skeleton) (*graph.Graph, error) { return sp.Build(a, k) }
	g, err := build(spec.Skeleton)
	if err != nil {
		panic(err)
	}
	for _, p := range proxy.All() {
		list, err := proxy.Cost(p, proxy.Input{Graph: g, Skeleton: spec.Skeleton, Batch: spec.Batch, Build: build})
		if err != nil {
			panic(err) // every proxy scores the default experiment
		}
		cost := 0.0
		for _, own := range list {
			// A backward or a tangent pass costs two forward passes.
			passes := own.Forwards + 2*own.Backwards + 2*own.Tangents
			cost += float64(own.Graph.Costs().Total.MACs) * float64(own.Config.Batch) * float64(passes)
		}
		family := families[p.Traits().ID]
		costs[family] = max(costs[family], cost)
	}
	return costs
})
