package data

// Empty returns the value of each channel outside of the picture, as crops show it:
// black, or the mean of noise.
func (r Request) Empty(source Source) ([]float32, error) {
	s, err := r.open(source)
	if err != nil {
		return nil, err
	}
	if file, ok := s.(*stored); ok {
		defer file.file.Close()
	}
	return r.empty(s), nil
}

// empty returns the value of a pixel outside of the picture.
func (r *Request) empty(s set) []float32 {
	empty := make([]float32, r.Shape.C)
	for c := range empty {
		empty[c] = float32(s.tone(r.Shape, c).empty)
	}
	return empty
}
