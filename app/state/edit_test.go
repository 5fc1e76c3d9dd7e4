package state

import (
	"testing"

	"protocell/core/space"
	"protocell/core/space/nb201"
	"protocell/core/space/spaces"
)

func TestUndoAndRedo(t *testing.T) {
	v := open(t, "", 2)
	first := v.Spec.Arch
	v.do(SetOp{Edge: 0, Op: 1})
	v.do(SetBatch{Batch: 16})
	v.do(Pin{Arch: v.Net.Arch})
	last := v.Spec
	for range 3 {
		v.do(Undo{})
	}
	if v.Spec.Arch != first || v.Spec.Batch != 32 || len(v.Spec.Pins) != 0 || v.CanUndo() {
		t.Errorf("undone to %+v", v.Spec)
	}
	v.do(Undo{})
	for range 3 {
		v.do(Redo{})
	}
	if !same(v.Spec, last) || v.CanRedo() {
		t.Errorf("redone to %+v, want %+v", v.Spec, last)
	}
	v.do(Undo{})
	v.do(SetOp{Edge: 1, Op: 0})
	if v.CanRedo() {
		t.Error("an edit leaves something to redo")
	}
}

// Every edit, whatever it is, is undone by Undo.
func TestUndoIsTheInverseOfEveryEdit(t *testing.T) {
	v := open(t, "", 2)
	edits := []Action{
		SetOp{Edge: 2, Op: 4}, RandomArch{}, MutateArch{}, OpenArch{space.Arch("\x01\x01\x01\x01\x01\x01")}, EnterArch{"000123"},
		SetBatch{8}, SetData{"noise"}, SetSeed{99}, RollSeed{}, Pin{v.Net.Arch}, Unpin{v.Net.Arch},
	}
	for _, a := range edits {
		before := v.Spec
		v.do(a)
		if same(before, v.Spec) {
			t.Errorf("%T changes nothing", a)
			continue
		}
		after := v.Spec
		v.do(Undo{})
		if !same(v.Spec, before) {
			t.Errorf("%T is undone to %+v, want %+v", a, v.Spec, before)
		}
		v.do(Redo{})
		if !same(v.Spec, after) {
			t.Errorf("%T is redone to %+v, want %+v", a, v.Spec, after)
		}
	}
}

func TestEditsInABurstShareAHistoryEntry(t *testing.T) {
	v := open(t, "", 2)
	var pushes []bool
	for i, at := range []float64{10_000, 10_100, 10_900, 13_000} {
		var effects []Effect
		v.State, effects = Reduce(v.State, SetOp{Edge: 1, Op: byte(i)}, at)
		for _, e := range effects {
			if w, ok := e.(WriteURL); ok {
				pushes = append(pushes, w.Push)
			}
		}
	}
	if len(pushes) != 4 || !pushes[0] || pushes[1] || pushes[2] || !pushes[3] {
		t.Errorf("pushes %v", pushes)
	}
}

func TestImpossibleSetupChangesNothing(t *testing.T) {
	v := open(t, "", 2)
	before := v.Spec
	k := before.Skeleton
	k.Input.H, k.Input.W = 7, 7
	v.do(SetSkeleton{k})
	if !same(v.Spec, before) || len(v.Notices) != 1 || v.Notices[0].Kind != Fault {
		t.Errorf("spec %+v, notices %+v", v.Spec, v.Notices)
	}
	v.do(SetBatch{16})
	if len(v.Notices) != 0 {
		t.Errorf("the notice stays: %+v", v.Notices)
	}
}

func TestUnreadableArchitectureKeepsTheText(t *testing.T) {
	v := open(t, "", 2)
	before := v.Spec.Arch
	v.do(EnterArch{"|conv~0|"})
	if v.Spec.Arch != before || v.Entry == nil || v.Entry.Text != "|conv~0|" || v.Entry.Err == nil {
		t.Errorf("entry %+v", v.Entry)
	}
	v.do(EnterArch{"(2,2,0,2,3,2)"})
	if v.Entry != nil {
		t.Errorf("entry %+v", v.Entry)
	}
}

// TestEverySpace edits an architecture of each search space by every kind of edit, and
// takes all of it back.
func TestEverySpace(t *testing.T) {
	for _, sp := range spaces.All() {
		t.Run(sp.Info().ID, func(t *testing.T) {
			v := open(t, "", 1)
			first := v.Spec
			v.do(SetSpace{sp.Info().ID})
			if v.Net.Space.Info().ID != sp.Info().ID || v.Spec.Validate() != nil {
				t.Fatalf("shows %s: %v", v.Net.Space.Info().ID, v.Spec.Validate())
			}
			edits := 0
			for i, e := range v.Net.Edges {
				for nth, d := range e.Decisions {
					for op := range v.Net.Decisions[d].Options {
						before, allowed := v.Net.Arch, v.Net.Allows(d, byte(op))
						v.do(SetOp{Edge: i, Nth: nth, Op: byte(op)})
						if changed := v.Net.Arch != before; changed != (allowed && int(before[d]) != op) || v.Spec.Validate() != nil {
							t.Fatalf("edge %d, decision %d, option %d: %v", i, nth, op, v.Spec.Validate())
						} else if changed {
							edits++
						}
					}
				}
			}
			v.do(RandomArch{})
			v.do(MutateArch{})
			code := v.Net.Code
			v.do(EnterArch{v.Spec.Arch})
			if v.Net.Code != code || v.Entry != nil {
				t.Errorf("%s is read back as %s", code, v.Net.Code)
			}
			if edits == 0 {
				t.Error("no edge can be changed")
			}
			for range edits + 3 {
				v.do(Undo{})
			}
			if sp.Info().ID != first.Space && edits+3 <= maxHistory && !same(v.Spec, first) {
				t.Errorf("after undoing all: %+v", v.Spec)
			}
		})
	}
}

// TestStrictClass: the page has the stricter class where the space has one.
func TestStrictClass(t *testing.T) {
	v := open(t, "v=1&a=331111", 1)
	if want := (nb201.Space{}).Strict(v.Net.Arch); v.Net.Strict != want || want == "" {
		t.Errorf("the strict class is %q, want %q", v.Net.Strict, want)
	}
	v.do(SetSpace{"darts"})
	if v.Net.Strict != "" {
		t.Errorf("DARTS has a strict class: %q", v.Net.Strict)
	}
}
