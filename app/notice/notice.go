// Package notice has the messages above a page, as a value.
package notice

import "slices"

// Notice is a message above the page.
type Notice struct {
	ID      int
	Topic   string // what it is about; a new one takes the place of one of the same topic
	Kind    Kind
	Text    string
	Details []string
}

// Kind says how grave a notice is.
type Kind string

// The kinds of notices.
const (
	Good    Kind = "good"
	Warning Kind = "warning"
	Fault   Kind = "fault"
)

// List is the notices of a page, the oldest first. It is a value: what changes it
// returns another.
type List []Notice

// With returns the list with a notice.
func (l List) With(n Notice) List {
	n.ID = 1
	for _, other := range l {
		n.ID = max(n.ID, other.ID+1)
	}
	return append(l.Without(n.Topic), n)
}

// Without returns the list without the notice of a topic.
func (l List) Without(topic string) List {
	return slices.DeleteFunc(slices.Clone(l), func(n Notice) bool { return n.Topic == topic })
}

// Dismissed returns the list without the notice with an ID.
func (l List) Dismissed(id int) List {
	return slices.DeleteFunc(slices.Clone(l), func(n Notice) bool { return n.ID == id })
}
