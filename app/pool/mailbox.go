package pool

import "sync"

// mailbox is the part of a Worker that every implementation has: it keeps what
// has happened until both handlers are set, and hands it over in order, one at a
// time, outside of the call that caused it.
type mailbox struct {
	mu        sync.Mutex
	onMessage func(text string)
	onError   func(err error)
	letters   []letter
	reading   bool
	closed    bool
}

// letter is a message, or an error if err is not nil.
type letter struct {
	text string
	err  error
}

// SetOnMessage implements Worker.
func (m *mailbox) SetOnMessage(f func(text string)) {
	m.change(func() { m.onMessage = f })
}

// SetOnError implements Worker.
func (m *mailbox) SetOnError(f func(err error)) {
	m.change(func() { m.onError = f })
}

// put leaves a letter.
func (m *mailbox) put(l letter) {
	m.change(func() {
		if !m.closed {
			m.letters = append(m.letters, l)
		}
	})
}

// close throws away what has not been handed over, and all that comes.
func (m *mailbox) close() {
	m.change(func() { m.closed, m.letters = true, nil })
}

// change changes the mailbox by f, and sees to it that what can be handed over
// is.
func (m *mailbox) change(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f()
	if !m.reading && m.onMessage != nil && m.onError != nil && len(m.letters) > 0 {
		m.reading = true
		go m.read()
	}
}

func (m *mailbox) read() {
	for {
		m.mu.Lock()
		if len(m.letters) == 0 {
			m.reading = false
			m.mu.Unlock()
			return
		}
		l := m.letters[0]
		m.letters = m.letters[1:]
		m.mu.Unlock()
		if l.err != nil {
			m.onError(l.err)
		} else {
			m.onMessage(l.text)
		}
	}
}
