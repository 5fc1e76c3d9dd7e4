package state

import "slices"

// Notice is a message above the page.
type Notice struct {
	ID      int
	Topic   string // what it is about; a new one takes the place of one of the same topic
	Kind    NoticeKind
	Text    string
	Details []string
}

// NoticeKind says how grave a notice is.
type NoticeKind string

// The kinds of notices.
const (
	Good    NoticeKind = "good"
	Warning NoticeKind = "warning"
	Fault   NoticeKind = "fault"
)

// Dismiss removes a notice.
type Dismiss struct{ ID int }

func (a Dismiss) reduce(s State, _ float64) (State, []Effect) {
	s.Notices = slices.DeleteFunc(slices.Clone(s.Notices), func(n Notice) bool { return n.ID == a.ID })
	return s, nil
}

// notify shows a notice.
func (s State) notify(n Notice) State {
	s = s.withdraw(n.Topic)
	s.lastID++
	n.ID = s.lastID
	s.Notices = append(slices.Clone(s.Notices), n)
	return s
}

// withdraw removes the notice of a topic.
func (s State) withdraw(topic string) State {
	s.Notices = slices.DeleteFunc(slices.Clone(s.Notices), func(n Notice) bool { return n.Topic == topic })
	return s
}
