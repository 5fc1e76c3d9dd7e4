package state

import (
	"errors"
	"testing"

	"protocell/core/job"
)

// coding returns the codes jobs under way: their ids and inputs.
func (v *visit) coding() (list []RunJob) {
	for _, j := range v.jobs {
		if j.purpose == forCodes {
			list = append(list, j.effect)
		}
	}
	return list
}

// TestCodesAreComputedWhileShown: codes are asked for when they are on show and the
// scores are there, again for another ReLU or cell, and not once they are known.
func TestCodesAreComputedWhileShown(t *testing.T) {
	v := open(t, "", 2)
	v.do(Toggle{Part: CodesPart})
	if len(v.coding()) != 0 {
		t.Fatal("codes are computed before the scores")
	}
	v.finish()
	relus := v.ReLUs()
	one := v.coding()
	if len(one) != 1 || one[0].Input.(job.CodesInput).Node != relus[len(relus)-1] {
		t.Fatalf("jobs %v, want the last ReLU's", one)
	}
	v.do(PickReLU{Label: v.Net.Graph.Nodes[relus[0]].Label})
	two := v.coding()
	if len(two) != 1 || two[0].Input.(job.CodesInput).Node != relus[0] {
		t.Fatalf("jobs %v, want the first ReLU's alone", two)
	}
	v.do(Coded{ID: one[0].ID, Output: &job.CodesOutput{}})
	if v.Kernel.Codes != nil {
		t.Error("codes that are no longer wanted are kept")
	}
	v.do(Coded{ID: two[0].ID, Output: &job.CodesOutput{Images: 1}})
	if !v.CodesFresh() || len(v.coding()) != 0 {
		t.Error("codes that are there are computed again")
	}
	v.do(SetBatch{Batch: 8})
	v.finish()
	three := v.coding()
	if v.CodesFresh() || len(three) != 1 {
		t.Fatalf("the codes of another batch stay; jobs %v", three)
	}
	v.do(Failed{ID: three[0].ID, Err: errors.New("no")})
	if v.CodesError() == nil || len(v.coding()) != 0 {
		t.Error("a failure is not kept")
	}
	v.do(Retry{})
	if len(v.coding()) != 1 {
		t.Error("a failed job is not tried again")
	}
	v.do(Toggle{Part: CodesPart})
	if len(v.coding()) != 0 {
		t.Error("codes are computed that are not shown")
	}
}

// TestPair: no choice of images is before the first.
func TestPair(t *testing.T) {
	v := open(t, "", 2)
	v.do(PickPair{Row: -1, Column: 3})
	if v.Kernel.Row != 0 || v.Kernel.Column != 3 {
		t.Errorf("the pair is %d, %d", v.Kernel.Row, v.Kernel.Column)
	}
}
