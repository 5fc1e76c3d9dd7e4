package pool

import (
	"errors"
	"fmt"
	"time"
)

// How long a worker may take. Each limit is a number of steps, and a step is only
// counted when its timer has run: a page whose timers are held back, because it
// is hidden, busy, suspended or asleep, does not take that for a worker's
// silence, and hears what the worker has said in between.
const (
	silenceStep, silenceSteps = 250 * time.Millisecond, 17 // without a word while it has a job: 4 s, at most a step more
	stopStep, stopSteps       = 25 * time.Millisecond, 4   // from the request to stop: 100 ms
	startStep, startSteps     = 250 * time.Millisecond, 80 // from its creation until it is ready: 20 s
	idleStep, idleSteps       = time.Second, 10            // without a job, if it holds much memory: 10 s
)

// A pool replaces failed workers, after a while that grows, as often as
// len(backOff) times in faultWindow.
var backOff = [...]time.Duration{0, 250 * time.Millisecond, time.Second}

const faultWindow = time.Minute

// state is what a slot's worker does.
type state int

const (
	vacant   state = iota // there is none
	starting              // it is not ready yet, or about to be created
	idle
	busy     // with the slot's call
	stopping // the slot's call, because it was asked to
)

// slot is a place for a worker. The pool's lock guards it.
type slot struct {
	state  state
	worker Worker // nil if vacant, or starting and not yet created
	call   *call  // if busy or stopping
	id     uint64 // of the request for the call
	memory uint64 // bytes that the worker holds

	entered   uint64 // counts changes of state
	silent    int    // steps of the present state in which nothing was heard
	stopTimer func()
}

// enter changes the state, and with it ends the watch that was set for the old
// one.
func (s *slot) enter(st state) {
	s.state = st
	s.entered++
	s.silent = 0
	if s.stopTimer != nil {
		s.stopTimer()
		s.stopTimer = nil
	}
}

// heard notes a sign of life.
func (s *slot) heard() {
	if s.state == busy {
		s.silent = 0
	}
}

// watch has late called, with the pool locked, once steps have passed in the
// slot's present state, without a sign of life if it is busy.
func (p *Pool) watch(s *slot, step time.Duration, steps int, late func()) {
	entered := s.entered
	s.stopTimer = p.options.After(step, func() {
		p.update(func() {
			if s.entered != entered {
				return
			}
			if s.silent++; s.silent < steps {
				p.watch(s, step, steps, late)
				return
			}
			late()
		})
	})
}

func (p *Pool) watchSilence(s *slot) {
	p.watch(s, silenceStep, silenceSteps, func() { p.fault(s, errSilent) })
}

// watchStop replaces the worker if it does not stop in time, which is no fault.
func (p *Pool) watchStop(s *slot) {
	p.watch(s, stopStep, stopSteps, func() {
		c := s.call
		p.vacate(s)
		if !c.hasEnded() {
			p.requeue(c)
		}
		p.start(s, 0)
	})
}

// watchIdle ends a worker if it does not get a job soon.
func (p *Pool) watchIdle(s *slot) {
	p.watch(s, idleStep, idleSteps, func() { p.vacate(s) })
}

// The ways to lose a worker that only the pool notices.
var (
	errSilent  = errors.New("the worker fell silent")
	errNoStart = errors.New("the worker did not start")
)

// exitError says that a worker's program has ended.
type exitError struct{ message string }

func (e *exitError) Error() string {
	if e.message == "" {
		return "the worker's program ended"
	}
	return "the worker's program ended: " + e.message
}

// messageError says that a worker sent what is not a message.
type messageError struct{ err error }

func (e *messageError) Error() string {
	return fmt.Sprintf("the worker sent an unreadable message: %v", e.err)
}

func (e *messageError) Unwrap() error { return e.err }

// start fills a vacant slot with a new worker, after a delay.
func (p *Pool) start(s *slot, delay time.Duration) {
	s.enter(starting)
	if delay > 0 {
		p.watch(s, delay, 1, func() { p.start(s, 0) })
		return
	}
	entered := s.entered
	go func() {
		w, err := p.options.Spawn()
		p.update(func() {
			switch {
			case s.entered != entered: // the pool was closed
				if err == nil {
					w.Terminate()
				}
			case err != nil:
				p.fault(s, err)
			default:
				p.employ(s, w)
			}
		})
	}()
}

// employ puts a new worker into its slot.
func (p *Pool) employ(s *slot, w Worker) {
	s.worker = w
	p.watch(s, startStep, startSteps, func() { p.fault(s, errNoStart) })
	w.SetOnMessage(func(text string) {
		p.update(func() {
			if s.worker == w {
				p.receive(s, text)
			}
		})
	})
	w.SetOnError(func(err error) {
		p.update(func() {
			if s.worker == w {
				p.fault(s, err)
			}
		})
	})
}

// vacate ends the slot's worker, if it has one.
func (p *Pool) vacate(s *slot) {
	if s.worker != nil {
		s.worker.Terminate()
	}
	s.worker, s.call, s.memory = nil, nil, 0
	s.enter(vacant)
}

// fault deals with a lost worker: its call runs once more, unless it has lost one
// before, and the worker is replaced, unless that has become too frequent.
func (p *Pool) fault(s *slot, err error) {
	c := s.call
	p.vacate(s)
	if c != nil && !c.hasEnded() {
		if c.losses++; c.losses == 1 {
			p.requeue(c)
		} else {
			c.end(nil, &WorkerLostError{Kind: c.kind, Cause: err})
		}
	}
	if p.down != nil {
		return
	}
	now := time.Now()
	for len(p.faults) > 0 && now.Sub(p.faults[0]) >= faultWindow {
		p.faults = p.faults[1:]
	}
	if len(p.faults) == len(backOff) {
		p.down = &UnavailableError{Cause: err}
		return
	}
	delay := backOff[len(p.faults)]
	p.faults = append(p.faults, now)
	p.restarts++
	p.start(s, delay)
}
