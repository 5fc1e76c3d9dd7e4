package evaluate

import "sync"

// States keeps what trainings need to be continued, by trial, up to a number of bytes:
// the oldest goes first, and such a training begins anew, with the same outcome. It is
// safe for concurrent use.
type States struct {
	limit int
	mu    sync.Mutex
	size  int
	order []int // trials, oldest first
	all   map[int][]byte
}

// NewStates returns a store of at most so many bytes.
func NewStates(limit int) *States { return &States{limit: limit, all: map[int][]byte{}} }

func (s *States) put(trial int, state []byte) {
	if s == nil || len(state) > s.limit {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if old, ok := s.all[trial]; ok {
		s.size -= len(old)
	} else {
		s.order = append(s.order, trial)
	}
	s.all[trial] = state
	s.size += len(state)
	for s.size > s.limit {
		s.size -= len(s.all[s.order[0]])
		delete(s.all, s.order[0])
		s.order = s.order[1:]
	}
}

func (s *States) get(trial int) ([]byte, bool) {
	if s == nil || trial == 0 {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	state, ok := s.all[trial]
	return state, ok
}
