package state

import (
	"protocell/app/notice"
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Network is the architecture whose time is taken apart, of the space of the profile on
// show.
type Network struct {
	Space   string
	Arch    space.Arch // "" if there is none
	Text    string     // as it was typed
	Problem error      // of Text
}

// Actions of the network.
type (
	// PickNetwork takes an architecture apart, in any notation.
	PickNetwork struct{ Text string }
	// DrawNetwork takes a random one; its seed is random.
	DrawNetwork struct{ Seed uint64 }
)

// takeApart sees to it that there is an architecture of the space of the profile.
func (s State) takeApart() State {
	e := s.Shown()
	if e == nil || s.Network.Space == e.Profile.Space && s.Network.Arch != "" {
		return s
	}
	return s.pick(e.Space, e.Space.Presets()[0].Arch)
}

func (s State) pick(sp space.Space, a space.Arch) State {
	s.Network = Network{Space: sp.Info().ID, Arch: a, Text: sp.Print(a)}
	return s
}

func (a PickNetwork) reduce(s State, _ float64) (State, []Effect) {
	e := s.Shown()
	if e == nil {
		return s, nil
	}
	arch, err := e.Space.Parse(a.Text)
	if err != nil {
		s.Network.Text, s.Network.Problem = a.Text, err
		return s, nil
	}
	return s.pick(e.Space, arch), nil
}

func (a DrawNetwork) reduce(s State, _ float64) (State, []Effect) {
	e := s.Shown()
	if e == nil {
		return s, nil
	}
	r := rng.Named(a.Seed, "device/network")
	arch := e.Space.Sample(r)
	for range 100 {
		if e.Space.Valid(arch) == nil {
			break
		}
		arch = e.Space.Sample(r)
	}
	return s.pick(e.Space, arch), nil
}

// partsKey tells apart what is asked about the network.
func (s State) partsKey(e *Entry) string {
	return e.Ref + " " + string(s.Network.Arch) + s.Energy.key()
}

// Navigated reads a link: a profile, an architecture, or both.
func (a Navigated) reduce(s State, _ float64) (State, []Effect) {
	l, err := ParseLink(a.Fragment)
	if err != nil {
		return s.notify(notice.Notice{Topic: "link", Kind: notice.Fault, Text: "This link cannot be read: " + err.Error() + "."}), nil
	}
	if len(l.Unknown) > 0 {
		s = s.notify(notice.Notice{Topic: "link", Kind: notice.Warning, Text: "The link says something that this page does not know.", Details: l.Unknown})
	}
	if l.Profile != nil {
		s = s.put(entryOf(l.Profile, linkRef, Linked))
		s.Answers = Answers{} // another may have had this reference
		s = s.show(linkRef)
	}
	if l.Arch == "" {
		return s, nil
	}
	id := l.Space
	if id == "" {
		id = spaces.All()[0].Info().ID
	}
	return s.wanted(id, l.Arch)
}

// wanted takes an architecture of a space apart, by a profile of that space.
func (s State) wanted(id, text string) (State, []Effect) {
	sp, err := spaces.ByID(id)
	if err != nil {
		return s, nil // the link was checked
	}
	arch, err := sp.Parse(text)
	if err != nil {
		return s.notify(notice.Notice{Topic: "link", Kind: notice.Fault, Text: "The link's architecture cannot be read: " + err.Error() + "."}), nil
	}
	if e := s.Shown(); e == nil || e.Profile.Space != id {
		for _, o := range s.Shelf.Entries {
			if o.Profile.Space == id {
				s = s.show(o.Ref)
			}
		}
	}
	e := s.Shown()
	if e == nil || e.Profile.Space != id {
		s.Form = s.Form.of(sp)
		s.Network = Network{Space: id, Arch: arch, Text: sp.Print(arch)} // for when there is one
		return s.notify(notice.Notice{Topic: "link", Kind: notice.Warning, Text: "No profile is of " + sp.Info().Name + " yet: measure it, and the architecture of the link is taken apart."}), nil
	}
	return s.pick(sp, arch), nil
}
