package state

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"protocell/app/notice"
	"protocell/core/latency"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Entry is a profile of the page.
type Entry struct {
	*latency.Profile
	Ref   string // what it is kept under
	Space space.Space
	Whose Whose
	Kept  bool // whether it outlives the tab
}

// Whose says where a profile is from.
type Whose string

// The origins of profiles.
const (
	Reference Whose = "reference" // comes with the page
	Mine      Whose = "mine"      // measured here
	Given     Whose = "given"     // from a file
	Linked    Whose = "linked"    // from a link
)

// Bounds of the shelf.
const (
	maxProfiles = 64
	maxName     = 100 // bytes
)

// Refs of profiles that are not kept.
const (
	referenceRef = "reference"
	linkRef      = "link"
)

// File is the text of a profile, with the name of its file or what it is kept under.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Actions of the shelf.
type (
	// Listed has the profiles that are kept.
	Listed struct {
		Files []File
		Err   error
	}
	// GivenFiles has files that the visitor gave; Err is why they could not be read.
	GivenFiles struct {
		Files []File
		Err   error
	}
	// Show shows a profile.
	Show struct{ Ref string }
	// Rename gives a profile another name.
	Rename struct{ Ref, Name string }
	// Delete forgets a profile.
	Delete struct{ Ref string }
	// Beside puts a profile beside the one on show, or takes it away.
	Beside struct{ Ref string }
	// Export offers a profile as a file.
	Export struct{ Ref string }
	// ShareProfile copies a link with a profile.
	ShareProfile struct{ Ref, Address string }
	// KeepLinked keeps the profile of a link.
	KeepLinked struct{}
	// Kept says how keeping went.
	Kept struct {
		Ref string
		Err error
	}
)

// entryOf returns the entry of a profile that has been checked.
func entryOf(p *latency.Profile, ref string, whose Whose) *Entry {
	sp, err := spaces.ByID(p.Space)
	if err != nil { // Check knows its space
		panic("device: " + err.Error())
	}
	return &Entry{Profile: p, Ref: ref, Space: sp, Whose: whose}
}

// refOf returns what a file is kept under: the same for the same text of the same origin.
func refOf(whose Whose, text string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // never fails
	return fmt.Sprintf("%s-%016x", whose, h.Sum64())
}

// Entry returns the profile with a reference, or nil.
func (s State) Entry(ref string) *Entry {
	for _, e := range s.Shelf.Entries {
		if e.Ref == ref {
			return e
		}
	}
	return nil
}

// Shown returns the profile on show, or nil.
func (s State) Shown() *Entry { return s.Entry(s.Shelf.Shown) }

// put adds an entry, or replaces the one with its reference.
func (s State) put(e *Entry) State {
	list := slices.Clone(s.Shelf.Entries)
	if i := slices.IndexFunc(list, func(o *Entry) bool { return o.Ref == e.Ref }); i >= 0 {
		list[i] = e
	} else {
		list = append(list, e)
	}
	s.Shelf.Entries = list
	return s
}

// show shows a profile, and forgets what was found about another.
func (s State) show(ref string) State {
	if ref == s.Shelf.Shown {
		return s
	}
	s.Shelf.Shown = ref
	s.Shelf.Beside = slices.DeleteFunc(slices.Clone(s.Shelf.Beside), func(r string) bool { return r == ref })
	s.Answers = Answers{}
	return s.takeApart()
}

func (a Show) reduce(s State, _ float64) (State, []Effect) {
	if s.Entry(a.Ref) == nil {
		return s, nil
	}
	return s.show(a.Ref), nil
}

func (a Listed) reduce(s State, _ float64) (State, []Effect) {
	s.Shelf.Listed = true
	if a.Err != nil {
		return s.notify(notice.Notice{Topic: "shelf", Kind: notice.Warning, Text: "Profiles that were kept cannot be read: " + a.Err.Error() + "."}), nil
	}
	var broken []string
	latest := ""
	for _, f := range a.Files {
		var p *latency.Profile
		var err error
		if f.Name == unfinishedRef {
			s, err = s.resume(f.Text)
		} else {
			p, err = latency.Decode([]byte(f.Text), spaces.ByID)
		}
		if err != nil {
			broken = append(broken, f.Name+": "+err.Error())
		}
		if p == nil {
			continue
		}
		e := entryOf(p, f.Name, Given)
		if strings.HasPrefix(f.Name, string(Mine)) {
			e.Whose = Mine
		}
		e.Kept = true
		s = s.put(e)
		if e.Whose == Mine && (latest == "" || p.Conditions.Date > s.Entry(latest).Conditions.Date) {
			latest = e.Ref
		}
	}
	if len(broken) > 0 {
		s = s.notify(notice.Notice{Topic: "shelf", Kind: notice.Warning, Text: "Not all profiles that were kept can be read.", Details: broken})
	}
	if e := s.Shown(); e == nil || s.Network.Space == e.Profile.Space {
		if latest != "" && s.Shelf.Shown == referenceRef {
			s = s.show(latest)
		}
		return s, nil
	}
	for _, e := range s.Shelf.Entries { // a link wants a profile of another space
		if e.Profile.Space == s.Network.Space {
			return s.show(e.Ref), nil
		}
	}
	return s, nil
}

// GivenFiles takes what are profiles. If one is none, it says so, and takes the others.
func (a GivenFiles) reduce(s State, _ float64) (State, []Effect) {
	if a.Err != nil {
		return s.notify(notice.Notice{Topic: "import", Kind: notice.Fault, Text: "The files could not be read: " + a.Err.Error() + "."}), nil
	}
	var effects []Effect
	var names, broken []string
	first := ""
	for _, f := range a.Files {
		p, err := latency.Decode([]byte(f.Text), spaces.ByID)
		if err == nil && len(s.Shelf.Entries) >= maxProfiles {
			err = fmt.Errorf("there are %d profiles already: delete some", maxProfiles)
		}
		if err != nil {
			broken = append(broken, clip(f.Name)+": "+err.Error())
			continue
		}
		e := entryOf(p, refOf(Given, f.Text), Given)
		s = s.put(e)
		effects = append(effects, KeepProfile{e.Ref, f.Text})
		names = append(names, p.Name)
		if first == "" {
			first = e.Ref
		} else if !slices.Contains(s.Shelf.Beside, e.Ref) {
			s.Shelf.Beside = append(slices.Clone(s.Shelf.Beside), e.Ref)
		}
	}
	switch {
	case len(broken) > 0:
		n := notice.Notice{Topic: "import", Kind: notice.Fault, Text: "This is no profile that can be used here. " + broken[0] + "."}
		if len(broken) > 1 {
			n.Text, n.Details = fmt.Sprintf("%d files are no profiles that can be used here.", len(broken)), broken
		}
		s = s.notify(n)
	case len(names) > 0:
		s = s.notify(notice.Notice{Topic: "import", Kind: notice.Good, Text: strings.Join(names, ", ") + ": imported."})
	}
	if first != "" {
		// What was on show stays beside it.
		if was := s.Shown(); was != nil && was.Whose != Reference && was.Ref != first && !slices.Contains(s.Shelf.Beside, was.Ref) {
			s.Shelf.Beside = append(slices.Clone(s.Shelf.Beside), was.Ref)
		}
		s = s.show(first)
		effects = append(effects, Say{strings.Join(names, ", ") + " imported."})
	}
	return s, effects
}

func (a Rename) reduce(s State, _ float64) (State, []Effect) {
	e := s.Entry(a.Ref)
	name := strings.TrimSpace(strings.ToValidUTF8(a.Name, ""))
	if e == nil || name == "" || name == e.Name {
		return s, nil
	}
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	p := *e.Profile
	p.Name = name
	renamed := *e
	renamed.Profile = &p
	s = s.put(&renamed)
	return s.keep(&renamed)
}

// keep keeps a profile on the visitor's machine, unless it is not theirs.
func (s State) keep(e *Entry) (State, []Effect) {
	if e.Whose == Reference || e.Whose == Linked {
		return s, nil
	}
	text, err := latency.Encode(e.Profile, spaces.ByID)
	if err != nil {
		return s.notify(notice.Notice{Topic: "keep", Kind: notice.Fault, Text: "The profile cannot be kept: " + err.Error() + "."}), nil
	}
	return s, []Effect{KeepProfile{e.Ref, string(text)}}
}

func (a Kept) reduce(s State, _ float64) (State, []Effect) {
	e := s.Entry(a.Ref)
	if e == nil {
		return s, nil
	}
	if a.Err != nil {
		return s.notify(notice.Notice{Topic: "keep", Kind: notice.Warning, Text: fmt.Sprintf("%s is there until this tab is closed: it could not be kept (%v). Export it as a file.", e.Name, a.Err)}), nil
	}
	kept := *e
	kept.Kept = true
	return s.put(&kept), nil
}

func (a Delete) reduce(s State, _ float64) (State, []Effect) {
	e := s.Entry(a.Ref)
	if e == nil || e.Whose == Reference {
		return s, nil
	}
	s.Shelf.Entries = slices.DeleteFunc(slices.Clone(s.Shelf.Entries), func(o *Entry) bool { return o.Ref == a.Ref })
	s.Shelf.Beside = slices.DeleteFunc(slices.Clone(s.Shelf.Beside), func(r string) bool { return r == a.Ref })
	if s.Shelf.Shown == a.Ref {
		last := referenceRef
		for _, o := range s.Shelf.Entries {
			if o.Whose == Mine {
				last = o.Ref
			}
		}
		s = s.show(last)
	}
	if e.Whose == Linked {
		return s, nil
	}
	return s, []Effect{RemoveProfile{a.Ref}}
}

func (a Beside) reduce(s State, _ float64) (State, []Effect) {
	if s.Entry(a.Ref) == nil || a.Ref == s.Shelf.Shown {
		return s, nil
	}
	s.Shelf.Beside = slices.Clone(s.Shelf.Beside)
	if i := slices.Index(s.Shelf.Beside, a.Ref); i >= 0 {
		s.Shelf.Beside = slices.Delete(s.Shelf.Beside, i, i+1)
	} else {
		s.Shelf.Beside = append(s.Shelf.Beside, a.Ref)
	}
	return s, nil
}

func (a Export) reduce(s State, _ float64) (State, []Effect) {
	e := s.Entry(a.Ref)
	if e == nil {
		return s, nil
	}
	text, err := latency.Encode(e.Profile, spaces.ByID)
	if err != nil {
		return s.notify(notice.Notice{Topic: "export", Kind: notice.Fault, Text: "The profile cannot be exported: " + err.Error() + "."}), nil
	}
	return s, []Effect{SaveFile{"protocell-profile-" + fileName(e.Name) + ".json", string(text)}}
}

// fileName returns a name with what file systems take.
func fileName(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

func (a ShareProfile) reduce(s State, _ float64) (State, []Effect) {
	e := s.Entry(a.Ref)
	if e == nil {
		return s, nil
	}
	fragment, err := Link{Profile: e.Profile}.Fragment()
	if err != nil {
		return s.notify(notice.Notice{Topic: "copy", Kind: notice.Fault, Text: "There is no link: " + err.Error() + "."}), nil
	}
	return s, []Effect{CopyText{Text: a.Address + "#" + fragment, What: "Link to " + e.Name}}
}

func (KeepLinked) reduce(s State, _ float64) (State, []Effect) {
	e := s.Entry(linkRef)
	if e == nil {
		return s, nil
	}
	text, err := latency.Encode(e.Profile, spaces.ByID)
	if err != nil {
		return s, nil // it was checked when the link was read
	}
	s.Shelf.Entries = slices.DeleteFunc(slices.Clone(s.Shelf.Entries), func(o *Entry) bool { return o.Ref == linkRef })
	kept := entryOf(e.Profile, refOf(Given, string(text)), Given)
	s = s.put(kept)
	if s.Shelf.Shown == linkRef {
		s.Shelf.Shown = kept.Ref
	}
	return s, []Effect{KeepProfile{kept.Ref, string(text)}}
}
