package searching

import (
	"protocell/core/evaluate"
	"protocell/core/job/shelf"
)

// Store is where a searcher reads and keeps: tables, traces and trainings. While its
// methods wait they call alive at least every 100 ms, whose error stops them.
type Store interface {
	// Files reads also the traces "trace:SESSION" and, of the visitor, "given:NAME", those
	// that the page lends included.
	shelf.Files
	// Append makes content what the trace of a session has from an offset on, which is at
	// most its length. It returns why that is in the page's memory alone, or "".
	Append(session string, at int64, content []byte, alive func() error) (unkept string, err error)
	// Has reports whether the trace of a session is stored.
	Has(session string, alive func() error) (bool, error)
	// Close lets other workers write the trace of a session.
	Close(session string, alive func() error) error
	// Traces returns the stored traces.
	Traces(alive func() error) ([]TraceFile, error)
	// Remove removes the trace of a session and its trainings.
	Remove(session string, alive func() error) error
	// Training returns the state of a training of a session, nil if it is not there.
	Training(session, key string, alive func() error) ([]byte, error)
	// KeepTraining keeps the state of a training in the place of an earlier one. It
	// returns why it could not, or "".
	KeepTraining(session, key string, state []byte, alive func() error) (unkept string, err error)
}

// TraceFile is a stored trace.
type TraceFile struct {
	Session  string
	Bytes    int64
	Modified int64 // milliseconds since 1970
}

// MaxTrace bounds a trace, in bytes: a million trials have about 250 MB.
const MaxTrace = 1 << 29

// prefix begins the reference of a trace.
const prefix = "trace:"

// validSession reports whether a session can be called so: 1 to 40 of a-z, 0-9 and "-".
func validSession(name string) bool {
	for _, c := range []byte(name) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return len(name) >= 1 && len(name) <= 40
}

// trainings are the evaluate.States of the session that a searcher is busy with.
type trainings struct{ *searcher }

var _ evaluate.States = trainings{}

// Get implements evaluate.States.
func (t trainings) Get(key string) ([]byte, error) {
	if t.store == nil {
		return nil, nil
	}
	return t.store.Training(t.session, key, t.alive)
}

// Put implements evaluate.States.
func (t trainings) Put(key string, state []byte) error {
	if t.store == nil {
		return nil
	}
	unkept, err := t.store.KeepTraining(t.session, key, state, t.alive)
	if unkept != "" {
		t.unkept = unkept
	}
	return err
}
