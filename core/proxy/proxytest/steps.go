package proxytest

import (
	"math"
	"testing"

	"protocell/core/proxy"
)

// steps: each has a name of its own, and is a number if the score is one.
func steps(t *testing.T, scores map[string]proxy.Score) {
	for cell, s := range scores {
		names := map[string]bool{}
		for _, step := range s.Steps {
			if step.Name == "" || names[step.Name] {
				t.Errorf("%s: two steps, or none, have the name %q", cell, step.Name)
			}
			names[step.Name] = true
			if v := float64(step.Value); s.Status == proxy.OK && (math.IsNaN(v) || math.IsInf(v, 0)) {
				t.Errorf("%s: step %q is %v, though the score is %v", cell, step.Name, v, s.Value)
			}
		}
	}
}
