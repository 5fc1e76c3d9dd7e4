package search

import (
	"protocell/core/rng"
	"protocell/core/space"
	"protocell/core/wire"
)

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

// asked returns a trial as an event has it.
func asked(t Trial) *Asked {
	return &Asked{t.ID, space.PrintCode(t.Arch), t.Signal, t.Epochs, t.Parent, t.Continues, t.Origin, t.Bracket}
}

// Trial returns the trial in a search space. An error says what is wrong with the code
// of its architecture.
func (a *Asked) Trial(sp space.Space) (Trial, error) {
	arch, err := space.ParseCode(sp, a.Arch)
	return Trial{a.ID, arch, a.Signal, a.Epochs, a.Parent, a.Continues, a.Origin, a.Bracket}, err
}

// digest is the 64-bit FNV-1a hash of lines, each ended by a line feed.
type digest uint64

// newDigest returns the digest of nothing.
func newDigest() digest { return 0xcbf29ce484222325 }

// line adds a line.
func (d digest) line(text []byte) digest {
	for _, c := range text {
		d = (d ^ digest(c)) * 0x100000001b3
	}
	return (d ^ '\n') * 0x100000001b3
}

// event adds an event, without the seconds that it took.
func (d digest) event(e Event) digest {
	if e.Tell != nil {
		t := *e.Tell
		t.Seconds = 0
		e.Tell = &t
	}
	text, err := wire.Marshal(e)
	if err != nil {
		panic("search: " + err.Error()) // values are finite: Run.Tell checks them
	}
	return d.line(text)
}

// String returns the digest as text: 16 hexadecimal digits, finished by rng.Mix so that
// each depends on all of it.
func (d digest) String() string {
	const digits = "0123456789abcdef"
	v := rng.Mix(uint64(d))
	var b [16]byte
	for i := range b {
		b[i] = digits[v>>(60-4*i)&15]
	}
	return string(b[:])
}
