package job

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"protocell/core/data"
	"protocell/core/kernel"
	"protocell/core/wire"
)

// Transport carries text between a worker and its page.
type Transport interface {
	// Listen has receive called with every message of the page, in order, one at
	// a time, those that came before it included. receive returns at once.
	Listen(receive func(text string))
	// Post sends a message to the page without waiting for it. It may be called
	// by several goroutines at once.
	Post(text string)
}

// Options say what a worker runs on. Nothing in them changes a number.
type Options struct {
	// Kernels are what networks are computed with; none if no kind of job does.
	Kernels kernel.Set
	// Source has the stored image sets; nil if there are none.
	Source data.Source
	// Yield, if not nil, lets the host deliver messages; it is called at most
	// every YieldEvery seconds of a job. A host that delivers them while a job
	// runs needs none.
	Yield func()
	// Clock returns seconds on a monotonic clock.
	Clock func() float64
	// Memory, if not nil, returns how many bytes the worker holds.
	Memory func() uint64
	// Trace, if not nil, gets the stack of a panic that ended a job.
	Trace func(stack []byte)
}

// Serve is a worker: it says Ready and runs the jobs of kinds that t delivers, one at a
// time in the order of their arrival, until stop is closed. A
// job that panics is Failed, and the next one runs.
func Serve(stop <-chan struct{}, t Transport, o Options, kinds Kinds) {
	s := &server{transport: t, options: o, handlers: kinds, wake: make(chan struct{}, 1)}
	t.Listen(func(text string) { s.receive(stop, text) })
	ready := Message{Event: Ready, Memory: s.memory()}
	if o.Kernels.F32 != nil {
		ready.Kernels = o.Kernels.F32.Name()
	}
	s.post(ready)
	for {
		select {
		case <-stop:
			return
		case <-s.wake:
			for k := s.next(); k != nil; k = s.next() {
				s.run(k)
			}
		}
	}
}

// server is the state of a worker.
type server struct {
	transport Transport
	options   Options
	handlers  Kinds
	wake      chan struct{} // has a token if the queue may have grown

	mu      sync.Mutex
	queue   []*Task
	running *Task
}

// receive takes in one message of the page.
func (s *server) receive(stop <-chan struct{}, text string) {
	r, err := decodeRequest(text)
	if err != nil {
		s.reject(r.ID, err)
		return
	}
	if r.Cancel {
		s.cancel(r.ID)
		return
	}
	h, ok := s.handlers[r.Kind]
	if !ok {
		s.reject(r.ID, fmt.Errorf("request: no kind of job is called %q", r.Kind))
		return
	}
	if s.has(r.ID) {
		s.reject(r.ID, fmt.Errorf("request: job %d is already here", r.ID))
		return
	}
	k := &Task{server: s, request: r, handler: h, stop: stop}
	s.mu.Lock()
	s.queue = append(s.queue, k)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// reject reports a message that starts no job. It keeps quiet about the ID if
// that is a job's, which goes on and has an end of its own.
func (s *server) reject(id uint64, err error) {
	if s.has(id) {
		id = 0
	}
	s.post(Message{ID: id, Event: Failed, Error: err.Error()})
}

// has reports whether job id is queued or running.
func (s *server) has(id uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil && s.running.request.ID == id {
		return true
	}
	for _, k := range s.queue {
		if k.request.ID == id {
			return true
		}
	}
	return false
}

// cancel stops job id. One that is not here has ended, and the page has its
// end, or will.
func (s *server) cancel(id uint64) {
	s.mu.Lock()
	if s.running != nil && s.running.request.ID == id {
		s.running.cancelled.Store(true)
	}
	removed := false
	for i, k := range s.queue {
		if k.request.ID == id {
			s.queue = append(s.queue[:i], s.queue[i+1:]...)
			removed = true
			break
		}
	}
	s.mu.Unlock()
	if removed {
		s.post(Message{ID: id, Event: Cancelled})
	}
}

// next takes the first task off the queue, to run it.
func (s *server) next() *Task {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		return nil
	}
	s.running, s.queue = s.queue[0], s.queue[1:]
	return s.running
}

// run runs a task to its end and reports that.
func (s *server) run(k *Task) {
	m := Message{ID: k.request.ID, Event: Done}
	output, err := s.call(k)
	if err == nil {
		if m.Output, err = wire.Marshal(output); err != nil {
			err = fmt.Errorf("output: %w", err)
		}
	}
	switch {
	case err == nil:
	case k.err() != nil && errors.Is(err, errCancelled):
		m.Event = Cancelled
	default:
		m.Event, m.Error = Failed, fmt.Sprintf("%s: %v", k.request.Kind, err)
	}
	m.Memory = s.memory()
	s.mu.Lock()
	s.running = nil
	s.mu.Unlock()
	s.post(m)
}

// call calls the task's handler, and makes a panic an error.
func (s *server) call(k *Task) (output any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a fault of the program stopped it: %v", p)
			if s.options.Trace != nil {
				s.options.Trace(debug.Stack())
			}
		}
	}()
	if err := k.err(); err != nil {
		return nil, err
	}
	now := s.options.Clock()
	k.yielded, k.reported = now, now
	return k.handler(k, k.request.Input)
}

func (s *server) memory() uint64 {
	if s.options.Memory == nil {
		return 0
	}
	return s.options.Memory()
}

func (s *server) post(m Message) {
	text, err := wire.Marshal(m)
	if err != nil {
		// Only Fraction and Output could be at fault, and both are checked where
		// they are set.
		panic(err)
	}
	s.transport.Post(string(text))
}
