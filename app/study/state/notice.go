package state

import "protocell/app/notice"

// Dismiss removes a notice.
type Dismiss struct{ ID int }

func (a Dismiss) reduce(s State, _ float64) (State, []Effect) {
	s.Notices = s.Notices.Dismissed(a.ID)
	return s, nil
}

// notify shows a notice.
func (s State) notify(n notice.Notice) State {
	s.Notices = s.Notices.With(n)
	return s
}

// withdraw removes the notice of a topic.
func (s State) withdraw(topic string) State {
	s.Notices = s.Notices.Without(topic)
	return s
}
