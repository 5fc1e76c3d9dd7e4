// Package jobtest has a worker and its files for the tests of jobs.
package jobtest

import (
	"testing"

	"protocell/core/job"
	"protocell/core/wire"
)

// Worker does jobs, and is replaced by none.
type Worker struct {
	last    uint64
	receive func(string)
	said    chan job.Message
	// Part, if not nil, gets what jobs say while they run.
	Part func(output wire.Raw)
	Last job.Event // with which the last job ended
}

// New returns a worker that does jobs of some kinds until the test ends. Its clock is
// that of o, and stands still if there is none.
func New(t testing.TB, kinds job.Kinds, o job.Options) *Worker {
	t.Helper()
	w := &Worker{said: make(chan job.Message, 4)}
	if o.Clock == nil {
		o.Clock = func() float64 { return 0 }
	}
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go job.Serve(stop, w, o, kinds)
	<-w.said // ready
	return w
}

// Listen implements job.Transport.
func (w *Worker) Listen(receive func(string)) { w.receive = receive }

// Post implements job.Transport.
func (w *Worker) Post(text string) {
	var m job.Message
	if err := wire.Unmarshal([]byte(text), &m); err != nil {
		panic(err)
	}
	if m.Event != job.Progress {
		w.said <- m
	} else if w.Part != nil && m.Output != nil {
		w.Part(m.Output)
	}
}

// Call has the worker do a job, and returns what it says went wrong.
func (w *Worker) Call(t testing.TB, kind job.Kind, input, output any) string {
	t.Helper()
	in, err := wire.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	w.last++
	text, err := wire.Marshal(job.Request{ID: w.last, Kind: kind, Input: in})
	if err != nil {
		t.Fatal(err)
	}
	w.receive(string(text))
	m := <-w.said
	w.Last = m.Event
	if m.Event != job.Done {
		return m.Error
	}
	if err := wire.Unmarshal(m.Output, output); err != nil {
		t.Fatal(err)
	}
	return ""
}

// Cancel stops the job under way. It may be called by Part.
func (w *Worker) Cancel() {
	text, err := wire.Marshal(job.Request{ID: w.last, Cancel: true})
	if err != nil {
		panic(err)
	}
	w.receive(string(text))
}

// Must is Call for a job that succeeds.
func (w *Worker) Must(t testing.TB, kind job.Kind, input, output any) {
	t.Helper()
	if problem := w.Call(t, kind, input, output); problem != "" {
		t.Fatal(problem)
	}
}
