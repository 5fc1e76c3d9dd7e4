package search

import "protocell/core/space"

// Event is something that happened in a Run: one of its fields is set.
type Event struct {
	Ask  *Asked  `json:"ask,omitempty"`
	Tell *Told   `json:"tell,omitempty"`
	End  *Ending `json:"end,omitempty"`
}

// Asked is a trial, its architecture in the notation space.Code.
type Asked struct {
	ID        int    `json:"id"`
	Arch      string `json:"arch"`
	Signal    Signal `json:"signal,omitempty"`
	Epochs    int    `json:"epochs,omitempty"`
	Parent    int    `json:"parent,omitempty"`
	Continues int    `json:"continues,omitempty"`
	Done      int    `json:"done,omitempty"`
	Origin    Origin `json:"origin"`
	Bracket   int    `json:"bracket,omitempty"`
}

// Told is the outcome of the trial with the id.
type Told struct {
	ID int `json:"id"`
	Outcome
}

// Ending is the last event.
type Ending struct {
	Why string `json:"why"`
}

// Asked returns a trial as an event has it.
func (t Trial) Asked() *Asked {
	return &Asked{t.ID, space.PrintCode(t.Arch), t.Signal, t.Epochs, t.Parent, t.Continues, t.Done, t.Origin, t.Bracket}
}

// Trial returns the trial in a search space. An error says what is wrong with the code
// of its architecture.
func (a *Asked) Trial(sp space.Space) (Trial, error) {
	arch, err := space.ParseCode(sp, a.Arch)
	return Trial{a.ID, arch, a.Signal, a.Epochs, a.Parent, a.Continues, a.Done, a.Origin, a.Bracket}, err
}
