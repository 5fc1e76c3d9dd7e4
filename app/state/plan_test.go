package state

import (
	"testing"

	"protocell/core/job"
)

// TestHeavySetUpIsPlanned: before a heavy set-up is computed, its memory is planned and
// takes the place of the estimate; coming back plans nothing again.
func TestHeavySetUpIsPlanned(t *testing.T) {
	v := open(t, "", 2)
	v.finish()
	v.do(SetBatch{Batch: 256})
	k := v.Spec.Skeleton
	k.C, k.N = 64, 5
	v.do(SetSkeleton{Skeleton: k})
	if !v.Waiting() || v.running(forPlan) != 1 {
		t.Fatalf("waiting %t, %d plans", v.Waiting(), v.running(forPlan))
	}
	for id, j := range v.jobs {
		if j.effect.Kind == job.Plan {
			v.do(Planned{ID: id, Bytes: 7e9})
		}
	}
	if e := v.Estimate(); e.Bytes != 7e9 || !e.Planned {
		t.Errorf("%d bytes are estimated", e.Bytes)
	}
	v.do(SetOp{Edge: 0, Op: 1})
	v.do(Undo{})
	if v.running(forPlan) != 0 || v.Estimate().Bytes != 7e9 {
		t.Error("the plan is forgotten")
	}
}
