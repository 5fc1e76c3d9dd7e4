package state

import (
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/experiment"
)

const ownID = "set-0123456789abcdef"

// listing is what a browser says that keeps one set.
func listing(classes ...string) SetsListed {
	h := &data.Header{Kind: "pictures", C: 1, H: 28, W: 28, Count: 12, Classes: classes, Mean: []float64{0.5}, Std: []float64{0.25}}
	return SetsListed{Stored: &StoredSets{Sets: []StoredSet{{ID: ownID, Name: "mine", Header: h, Size: 9000}}}}
}

// act has actions happen one after the other, a second apart.
func act(s State, actions ...Action) (State, []Effect) {
	var all []Effect
	for i, a := range actions {
		var effects []Effect
		s, effects = Reduce(s, a, float64(1000*i))
		all = append(all, effects...)
	}
	return s, all
}

func blank(t *testing.T) State {
	t.Helper()
	s, err := New(Start{Spec: experiment.Default()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestImportIsUsedOnceListed(t *testing.T) {
	s, effects := act(blank(t), SetsListed{Stored: &StoredSets{}}, FilesGiven{Count: 3})
	if s.Images.Import == nil || !holds(effects, StartImport{32}) {
		t.Fatalf("no import: %+v", effects)
	}
	s, _ = act(s, Imported{`{"event":"progress","fraction":0.5,"images":6}`})
	if i := s.Images.Import; i.Fraction != 0.5 || i.Images != 6 {
		t.Errorf("progress %+v", i)
	}
	s, effects = act(s, Imported{`{"event":"done","id":"` + ownID + `","images":12,"left":1,"skipped":[{"path":"a","reason":"b"}]}`})
	if s.Images.Import != nil || s.Images.Made.Left != 1 || !holds(effects, ListSets{}) {
		t.Fatalf("after the import: %+v, %+v", s.Images, effects)
	}
	s, _ = act(s, listing("cats", "dogs", "birds"))
	k := s.Spec.Skeleton
	if s.Spec.Data != ownID || k.Classes != 3 || k.Input.C != 1 || s.Spec.Batch != 12 || s.DataName() != "mine" {
		t.Errorf("the experiment is %+v", s.Spec)
	}
	s, effects = act(s, DeleteSet{ownID})
	if s.Spec.Data != "shapes" || s.Spec.Skeleton.Classes != 10 || !holds(effects, ChangeSet{ID: ownID}) {
		t.Errorf("after deleting: %+v", s.Spec)
	}
}

func TestFailedImportChangesNothing(t *testing.T) {
	before, _ := act(blank(t), listing("a", "b"))
	s, _ := act(before, FilesGiven{Count: 1}, Imported{`{"event":"failed","error":"x.png: byte 8: cut"}`})
	if s.Images.Import != nil || s.Images.Wrong != "x.png: byte 8: cut." || s.Spec.Data != before.Spec.Data || s.Images.Stored != before.Images.Stored {
		t.Errorf("%+v", s.Images)
	}
	s, effects := act(s, FilesGiven{Count: 1}, CancelImport{}, Imported{`{"event":"done","id":"` + ownID + `"}`})
	if s.Images.Import != nil || s.Images.Made != nil || !holds(effects, StopImport{}) || holds(effects, ListSets{}) {
		t.Errorf("after cancelling: %+v", s.Images)
	}
	if s, _ = act(s, FilesGiven{Count: 1}, Imported{"no JSON"}); s.Images.Wrong == "" {
		t.Error("a message that is no JSON is not reported")
	}
}

// A link may name a set that is on another machine only.
func TestMissingSetIsNamedWithTheWayOut(t *testing.T) {
	s, _ := act(blank(t), Opened{"v=1&d=" + ownID}, SetsListed{Stored: &StoredSets{}})
	if s.Spec.Data != ownID {
		t.Fatalf("the link is not open: %+v", s.Notices)
	}
	if len(s.Notices) != 1 || !strings.Contains(s.Notices[0].Text, ownID) || !strings.Contains(s.Notices[0].Text, "Import") {
		t.Errorf("notices %+v", s.Notices)
	}
	if s, _ = act(s, listing("a", "b")); len(s.Notices) != 0 {
		t.Errorf("with the set here: %+v", s.Notices)
	}
}

func TestRename(t *testing.T) {
	s, _ := act(blank(t), listing("a", "b"), NameSet{ownID})
	if s.Images.Naming != ownID {
		t.Error("no set is being renamed")
	}
	if _, effects := act(s, RenameSet{ownID, "yours"}); !holds(effects, ChangeSet{ownID, "yours"}) {
		t.Errorf("effects %+v", effects)
	}
	if s, effects := act(s, RenameSet{ownID, ""}); holds(effects, ChangeSet{ownID, ""}) || len(s.Notices) == 0 {
		t.Error("a set without a name is accepted")
	}
}

func TestTransformsAreEdits(t *testing.T) {
	s, _ := act(blank(t), SetTransform{"spherical"}, SetAugment{true})
	if s.Spec.Transform != "spherical" || !s.Spec.Augment {
		t.Errorf("%+v", s.Spec)
	}
	if s, _ = act(s, Undo{}, Undo{}); s.Spec.Transform != "" || s.Spec.Augment {
		t.Errorf("undone: %+v", s.Spec)
	}
	if s, _ = act(s, SetTransform{"mirrored"}); s.Spec.Transform != "" || len(s.Notices) == 0 {
		t.Error("a transform that is none is accepted")
	}
}

func holds(effects []Effect, want Effect) bool {
	for _, e := range effects {
		if e == want {
			return true
		}
	}
	return false
}
