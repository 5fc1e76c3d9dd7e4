package evaluate

import "sync"

// States keeps what trainings need to be continued, by train.Spec.Key. It may forget
// any: such a training begins anew, with the same outcome. It is safe for concurrent use.
type States interface {
	// Get returns the state of a training, nil if it is not there. An error ends the
	// evaluation that asks.
	Get(key string) ([]byte, error)
	// Put keeps the state of a training in the place of an earlier one. It does not change
	// the state later.
	Put(key string, state []byte) error
}

// memoryStates are States in memory, up to a number of bytes: the oldest goes first.
type memoryStates struct {
	limit int
	mu    sync.Mutex
	size  int
	order []string // keys, oldest first
	all   map[string][]byte
}

// NewStates returns States in memory, of at most so many bytes: the oldest goes first.
func NewStates(limit int) States { return &memoryStates{limit: limit, all: map[string][]byte{}} }

// Put implements States.
func (s *memoryStates) Put(key string, state []byte) error {
	if len(state) > s.limit {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if old, ok := s.all[key]; ok {
		s.size -= len(old)
	} else {
		s.order = append(s.order, key)
	}
	s.all[key] = state
	s.size += len(state)
	for s.size > s.limit {
		s.size -= len(s.all[s.order[0]])
		delete(s.all, s.order[0])
		s.order = s.order[1:]
	}
	return nil
}

// Get implements States.
func (s *memoryStates) Get(key string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[key], nil
}
