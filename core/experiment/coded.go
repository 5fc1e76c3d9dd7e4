package experiment

import "protocell/core/space"

// Coded returns s as workers get it: canonical, the architecture in the notation
// space.Code, and without pins. Decode reads it with a fraction of the program that
// reading any notation takes.
func (s Spec) Coded() (Spec, error) {
	sp, a, err := s.valid()
	if err != nil {
		return Spec{}, err
	}
	s.Arch, s.Pins = space.PrintCode(a), nil
	s.Skeleton = sp.Skeletons().Fix(s.Skeleton)
	s.Proxies = canonicalProxies(s.Proxies)
	return s, nil
}

// Decode returns the search space and the architecture of a Spec that Coded made.
// It checks what Validate does, but for pins and the size of the largest network.
func (s Spec) Decode() (space.Space, space.Arch, error) {
	sp, err := s.space()
	if err != nil {
		return nil, "", err
	}
	a, err := space.ParseCode(sp, s.Arch)
	if err != nil {
		return nil, "", &FieldError{Field: "arch", Value: s.Arch, Reason: err.Error()}
	}
	if err := s.check(sp); err != nil {
		return nil, "", err
	}
	return sp, a, nil
}
