package pool

import (
	"slices"

	"protocell/core/job"
	"protocell/core/wire"
)

// call is one Do, from its beginning to its end. The pool's lock guards it,
// except that Do reads the outcome once it has ended.
type call struct {
	kind         job.Kind
	input        wire.Raw
	isBackground bool
	progress     chan progress // the latest that Do has not read yet
	losses       int           // workers that were lost while they ran it

	ended  chan struct{} // closed at the end
	output wire.Raw
	err    error
}

// progress is what a job says while it runs.
type progress struct {
	fraction float64
	part     wire.Raw // what it has computed so far; nil if it does not say
}

// end settles the outcome of the call, the first time.
func (c *call) end(output wire.Raw, err error) {
	if !c.hasEnded() {
		c.output, c.err = output, err
		close(c.ended)
	}
}

func (c *call) hasEnded() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// report passes on progress, in place of what Do has not come to read, but for its part
// if there is no later one.
func (c *call) report(r progress) {
	select {
	case unread := <-c.progress:
		if r.part == nil {
			r.part = unread.part
		}
	default:
	}
	c.progress <- r
}

// enqueue takes in a new call.
func (p *Pool) enqueue(c *call) {
	if c.isBackground {
		p.background = append(p.background, c)
	} else {
		p.interactive = append(p.interactive, c)
	}
}

// requeue puts a call that was interrupted before all others of its class.
func (p *Pool) requeue(c *call) {
	if c.isBackground {
		p.background = slices.Insert(p.background, 0, c)
	} else {
		p.interactive = slices.Insert(p.interactive, 0, c)
	}
}

// abandon ends a call that nobody waits for any more, and stops its work.
func (p *Pool) abandon(c *call, err error) {
	c.end(nil, err)
	isC := func(d *call) bool { return d == c }
	p.interactive = slices.DeleteFunc(p.interactive, isC)
	p.background = slices.DeleteFunc(p.background, isC)
	for _, s := range p.slots {
		if s.call == c && s.state == busy {
			p.interrupt(s)
		}
	}
}

// next takes the call that is to run next off its queue.
func (p *Pool) next() *call {
	for _, q := range []*[]*call{&p.interactive, &p.background} {
		if len(*q) > 0 {
			c := (*q)[0]
			*q = slices.Delete(*q, 0, 1)
			return c
		}
	}
	return nil
}

// dispatch gives waiting calls to idle workers, starts workers for the rest, and
// takes background jobs off workers that are needed for others. Without workers
// it ends the calls.
func (p *Pool) dispatch() {
	counts := map[state]int{}
	for _, s := range p.slots {
		if s.state == idle {
			if c := p.next(); c != nil {
				p.assign(s, c)
			}
		}
		counts[s.state]++
	}
	if p.down != nil && counts[vacant] == len(p.slots) {
		for c := p.next(); c != nil; c = p.next() {
			c.end(nil, p.down)
		}
		return
	}
	if p.down == nil {
		start := len(p.interactive) + len(p.background) - counts[starting]
		for _, s := range p.slots {
			if s.state == vacant && start > 0 && p.hasRoom() {
				p.start(s, 0)
				start--
			}
		}
	}
	for range len(p.interactive) - counts[stopping] {
		s := p.leastLoss()
		if s == nil {
			break
		}
		p.interrupt(s)
	}
}

// hasRoom reports whether there is room for one more worker, if each comes to hold
// as much as the largest does.
func (p *Pool) hasRoom() bool {
	workers, largest := uint64(1), uint64(0)
	for _, s := range p.slots {
		if s.state != vacant {
			workers++
		}
		largest = max(largest, s.memory)
	}
	return workers*largest <= p.options.MaxMemory
}

// leastLoss returns the slot whose background job began last, or nil.
func (p *Pool) leastLoss() *slot {
	var last *slot
	for _, s := range p.slots {
		if s.state == busy && s.call.isBackground && (last == nil || s.id > last.id) {
			last = s
		}
	}
	return last
}

// assign gives a call to an idle worker.
func (p *Pool) assign(s *slot, c *call) {
	p.lastID++
	s.id, s.call = p.lastID, c
	s.enter(busy)
	p.post(s, job.Request{ID: s.id, Kind: c.kind, Input: c.input})
	p.watchSilence(s)
}

// interrupt asks a busy worker to stop. Its call, unless it has ended, runs again
// later.
func (p *Pool) interrupt(s *slot) {
	s.enter(stopping)
	p.post(s, job.Request{ID: s.id, Cancel: true})
	p.watchStop(s)
}

func (p *Pool) post(s *slot, r job.Request) {
	text, err := wire.Marshal(r)
	if err != nil {
		panic(err) // Do has encoded the input
	}
	s.worker.Post(string(text))
}

// receive takes in a message of a worker.
func (p *Pool) receive(s *slot, text string) {
	var m job.Message
	if err := wire.Unmarshal([]byte(text), &m); err != nil {
		p.fault(s, &messageError{err})
		return
	}
	s.heard()
	if m.Memory > 0 {
		s.memory = m.Memory
	}
	switch m.Event {
	case job.Ready:
		if s.state == starting {
			p.kernels = m.Kernels
			s.enter(idle)
		}
	case job.Exited:
		p.fault(s, &exitError{m.Error})
	case job.Progress:
		if s.state == busy && s.id == m.ID {
			s.call.report(progress{m.Fraction, m.Output})
		}
	case job.Done, job.Failed, job.Cancelled:
		// A request that the worker could not read fails without an ID.
		if s.call != nil && (s.id == m.ID || m.ID == 0) {
			p.conclude(s, m)
		}
	}
}

// conclude ends what a worker was doing, with its last message about it.
func (p *Pool) conclude(s *slot, m job.Message) {
	c, interrupted := s.call, s.state == stopping
	s.call = nil
	s.enter(idle)
	switch {
	case m.Event == job.Done:
		c.end(m.Output, nil) // even if it was to be interrupted
	case m.Event == job.Failed:
		c.end(nil, &JobError{Kind: c.kind, Message: m.Error})
	case c.hasEnded():
	case interrupted:
		p.requeue(c)
	default:
		c.end(nil, &JobError{Kind: c.kind, Message: "the worker cancelled the job by itself"})
	}
	switch {
	case p.snapshot().Memory > p.options.MaxMemory:
		p.vacate(s)
	case s.memory > p.options.MaxMemory/8:
		p.watchIdle(s)
	}
}
