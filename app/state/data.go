package state

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"protocell/core/data"
	"protocell/core/graph"
)

// Images is the visitor's image sets, and the import of another.
type Images struct {
	Stored *StoredSets // nil until they are listed
	Edge   int         // of pictures that are imported, in pixels
	Import *Import     // under way, or nil
	Wrong  string      // why the last import made no set, or ""
	Made   *Made       // what the last import made, or nil
	Naming string      // id of the set that is being renamed, or ""

	use string // id of a set to be used once it is listed
}

// StoredSets is what the browser keeps.
type StoredSets struct {
	Sets         []StoredSet
	Problem      string  // why it keeps none, or ""
	Usage, Quota float64 // bytes; 0 if it does not tell
}

// StoredSet is one of the visitor's image sets.
type StoredSet struct {
	ID       string
	Name     string
	Header   *data.Header
	Size     int64
	InMemory bool   // kept for this visit only
	Err      string // why it cannot be read, or ""
	Images   [][]byte
	Labels   []int // of Images; nil if there are none
}

// Import is an import under way.
type Import struct {
	Files    int
	Fraction float64
	Images   int
	Millis   float64 // since it began
	began    float64
}

// Left returns how many seconds the import will still take, about, or 0 if that
// cannot be told yet.
func (i *Import) Left() float64 {
	if i.Fraction < 0.02 || i.Millis < 1000 {
		return 0
	}
	return i.Millis / 1000 * (1 - i.Fraction) / i.Fraction
}

// Made is what an import has made.
type Made struct {
	ID      string
	Images  int
	Skipped []Skipped // the first of the files that were left out
	Left    int       // how many were
	Unkept  string    // why it is kept for this visit only, or ""
}

// Skipped is a file that is not in a set.
type Skipped struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// defaultEdge is the size of pictures, in pixels, unless another is asked for.
const defaultEdge = 32

// Edges are the sizes that pictures are imported in.
func Edges() []int { return []int{8, 16, 28, 32, 48, 64} }

// Actions of the visitor on image sets, and what is heard of them.
type (
	// FilesGiven says that the visitor gave files to import.
	FilesGiven struct{ Count int }
	// Imported has a message of the importer.
	Imported struct{ Text string }
	// CancelImport ends the import under way.
	CancelImport struct{}
	// SetEdge chooses the size of pictures that are imported.
	SetEdge struct{ Edge int }
	// SetsListed says which sets the browser keeps, or why that is not known.
	SetsListed struct {
		Stored *StoredSets
		Err    error
	}
	// UseSet scores on a set, with its classes and colours.
	UseSet struct{ ID string }
	// NameSet begins to rename a set, RenameSet gives it the name.
	NameSet   struct{ ID string }
	RenameSet struct{ ID, Name string }
	// DeleteSet removes a set, ExportSet offers it as a file.
	DeleteSet struct{ ID string }
	ExportSet struct{ ID string }
	// SetTransform and SetAugment choose what is done to the images.
	SetTransform struct{ Transform string }
	SetAugment   struct{ Augment bool }
)

// Effects on image sets.
type (
	// StartImport imports the files that were given, StopImport ends that.
	StartImport struct{ Edge int }
	StopImport  struct{}
	// ListSets has the sets listed.
	ListSets struct{}
	// ChangeSet renames a set if Name is not "", else removes it; then all are listed.
	ChangeSet struct{ ID, Name string }
	// SaveSet offers a set as a file.
	SaveSet struct{ ID, Name string }
)

func (StartImport) effect() {}
func (StopImport) effect()  {}
func (ListSets) effect()    {}
func (ChangeSet) effect()   {}
func (SaveSet) effect()     {}

// StoredSet returns one of the visitor's sets.
func (s State) StoredSet(id string) (StoredSet, bool) {
	if s.Images.Stored != nil {
		for _, set := range s.Images.Stored.Sets {
			if set.ID == id {
				return set, true
			}
		}
	}
	return StoredSet{}, false
}

// DataName returns the name of the image set of the experiment.
func (s State) DataName() string {
	if set, ok := s.StoredSet(s.Spec.Data); ok && set.Name != "" {
		return set.Name
	}
	return s.Spec.Data
}

func (a FilesGiven) reduce(s State, now float64) (State, []Effect) {
	if a.Count == 0 {
		s.Images.Wrong = "There are no files in what was given."
		return s, nil
	}
	s.Images.Import = &Import{Files: a.Count, began: now}
	s.Images.Wrong, s.Images.Made = "", nil
	return s, []Effect{StartImport{s.Images.Edge}, Say{"Importing images."}}
}

// importMessage is what wasm/importer tells.
type importMessage struct {
	Event    string    `json:"event"`
	Fraction float64   `json:"fraction"`
	Images   int       `json:"images"`
	ID       string    `json:"id"`
	Skipped  []Skipped `json:"skipped"`
	Left     int       `json:"left"`
	Unkept   string    `json:"unkept"`
	Error    string    `json:"error"`
}

func (a Imported) reduce(s State, now float64) (State, []Effect) {
	if s.Images.Import == nil {
		return s, nil
	}
	var m importMessage
	if err := json.Unmarshal([]byte(a.Text), &m); err != nil {
		m = importMessage{Event: "failed", Error: err.Error()}
	}
	i := *s.Images.Import
	i.Millis = now - i.began
	switch m.Event {
	case "progress":
		i.Fraction, i.Images = m.Fraction, m.Images
		s.Images.Import = &i
		return s, nil
	case "done":
		s.Images.Import = nil
		s.Images.Made = &Made{ID: m.ID, Images: m.Images, Skipped: m.Skipped, Left: m.Left, Unkept: m.Unkept}
		s.Images.use = m.ID
		return s, []Effect{ListSets{}, Say{fmt.Sprintf("Imported %d images.", m.Images)}}
	}
	s.Images.Import, s.Images.Wrong = nil, m.Error+"." // it may begin with the name of a file
	return s, []Effect{Say{"The import has failed. " + s.Images.Wrong}}
}

func (CancelImport) reduce(s State, _ float64) (State, []Effect) {
	s.Images.Import = nil
	return s, []Effect{StopImport{}, Say{"The import is cancelled."}}
}

func (a SetEdge) reduce(s State, _ float64) (State, []Effect) {
	if slices.Contains(Edges(), a.Edge) {
		s.Images.Edge = a.Edge
	}
	return s, nil
}

func (a SetsListed) reduce(s State, now float64) (State, []Effect) {
	if a.Err != nil {
		return s.notify(Notice{Topic: "data", Kind: Fault, Text: "The image sets could not be read or changed. " + sentence(a.Err)}), nil
	}
	_, had := s.StoredSet(s.Spec.Data)
	s.Images.Stored, s.Images.Naming = a.Stored, ""
	var effects []Effect
	if _, has := s.StoredSet(s.Spec.Data); has && !had {
		// What failed for want of the set begins again, and what is about to.
		for _, id := range slices.Sorted(maps.Keys(s.jobs)) {
			effects = append(effects, StopJob{id})
		}
		s.jobs, s.failed = nil, nil
		s = s.hush("score")
	}
	s = s.checkSet()
	if id := s.Images.use; id != "" {
		s.Images.use = ""
		s, more := UseSet{id}.reduce(s, now)
		return s, append(effects, more...)
	}
	return s, effects
}

// checkSet says if the set of the experiment is not on this machine.
func (s State) checkSet() State {
	_, has := s.StoredSet(s.Spec.Data)
	if has || !data.IsStored(s.Spec.Data) || s.Images.Stored == nil {
		return s.hush("data")
	}
	return s.hush("score").notify(Notice{Topic: "data", Kind: Warning,
		Text: "The image set " + s.Spec.Data + " is not on this machine, so nothing can be scored on it. " +
			"Import the images that it was made from (the same images give the same set), or choose another set."})
}

func (a UseSet) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Data = a.ID
	set, ok := s.StoredSet(a.ID)
	switch {
	case !ok && data.IsStored(a.ID):
		return s, nil
	case !ok:
		spec.Skeleton = fitDrawn(spec.Skeleton, a.ID, data.IsStored(s.Spec.Data))
	case set.Header == nil:
		return s, nil
	default:
		h := set.Header
		spec.Skeleton.Input.C = h.C
		if h.Labelled() {
			spec.Skeleton.Classes = len(h.Classes)
		}
		spec.Batch = min(spec.Batch, h.Count)
	}
	s, effects := s.editSetup(spec, now)
	return s.checkSet(), effects
}

func (a NameSet) reduce(s State, _ float64) (State, []Effect) {
	s.Images.Naming = a.ID
	if a.ID == "" {
		return s, nil
	}
	return s, []Effect{Focus{"name-" + a.ID}}
}

func (a RenameSet) reduce(s State, _ float64) (State, []Effect) {
	if set, ok := s.StoredSet(a.ID); !ok || set.Name == a.Name {
		s.Images.Naming = ""
		return s, nil
	}
	if _, err := data.EncodeName(a.Name); err != nil {
		return s.notify(Notice{Topic: "data", Kind: Fault, Text: sentence(err)}), nil
	}
	s.Images.Naming = ""
	return s, []Effect{ChangeSet{a.ID, a.Name}}
}

// DeleteSet goes back to drawn images if the experiment is on the set.
func (a DeleteSet) reduce(s State, now float64) (State, []Effect) {
	var effects []Effect
	if s.Spec.Data == a.ID {
		s, effects = UseSet{"shapes"}.reduce(s, now)
	}
	if m := s.Images.Made; m != nil && m.ID == a.ID {
		s.Images.Made = nil
	}
	return s, append(effects, ChangeSet{ID: a.ID}, Say{"The image set is deleted."})
}

func (a ExportSet) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{SaveSet{a.ID, a.ID + ".protocell-set"}}
}

func (a SetTransform) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Transform = a.Transform
	return s.editSetup(spec, now)
}

func (a SetAugment) reduce(s State, now float64) (State, []Effect) {
	spec := s.Spec
	spec.Augment = a.Augment
	return s.editSetup(spec, now)
}

// fitDrawn returns a skeleton that a drawn set has images for. Its classes are all
// of the set's if fresh, for they were those of another set.
func fitDrawn(k graph.Skeleton, id string, fresh bool) graph.Skeleton {
	for _, set := range data.Sets() {
		if set.ID != id {
			continue
		}
		if most := len(set.Classes); most > 0 {
			if fresh || k.Classes > most {
				k.Classes = most
			}
			if k.Input.C != 1 {
				k.Input.C = 3
			}
		}
	}
	return k
}
