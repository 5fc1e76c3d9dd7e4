package pool

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"protocell/core/job"
)

// order is the input of the test job; its output is Name.
type order struct {
	Name  string `json:"name"`
	For   int    `json:"for"`   // milliseconds of work, reported every 50
	Fatal int    `json:"fatal"` // how many workers it costs, after half of its time
	How   string `json:"how"`   // what becomes of those: "error", "exit", "noise", "silence"
	Deaf  bool   `json:"deaf"`  // does not stop when it is asked to
	Fail  string `json:"fail"`  // the message it fails with
}

// bench has a pool of fake workers on a fake clock.
type bench struct {
	*Pool
	t     *testing.T
	start time.Time

	mu     sync.Mutex
	began  []string // names of the jobs, as workers began them
	killed map[string]int
	alive  int
	most   int // of alive, ever
	spawns []time.Duration

	spawnErr error
	mute     bool   // new workers never say Ready
	memory   uint64 // what workers report
}

func inBubble(t *testing.T, o Options, f func(t *testing.T, b *bench)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bench{t: t, start: time.Now(), killed: map[string]int{}}
		o.Spawn = b.spawn
		b.Pool = New(o)
		f(t, b)
		b.Close()
		time.Sleep(time.Second) // for workers that were about to start
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.alive != 0 {
			t.Errorf("%d workers are left", b.alive)
		}
		if b.most > b.Status().Size {
			t.Errorf("%d workers at once", b.most)
		}
	})
}

func (b *bench) now() time.Duration { return time.Since(b.start) }

func (b *bench) spawn() (Worker, error) {
	time.Sleep(10 * time.Millisecond)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.spawns = append(b.spawns, b.now())
	if b.spawnErr != nil {
		return nil, b.spawnErr
	}
	b.alive++
	b.most = max(b.most, b.alive)
	w := &fakeWorker{bench: b, mute: b.mute, inbox: make(chan job.Request, 100), quit: make(chan struct{}), handlers: make(chan struct{})}
	go w.run()
	return w, nil
}

// fakeWorker does what a Web Worker does, as slowly as it is told to.
type fakeWorker struct {
	bench     *bench
	mute      bool
	inbox     chan job.Request
	quit      chan struct{}
	handlers  chan struct{} // closed when both handlers are set
	onMessage func(string)
	onError   func(error)
	once      sync.Once
}

func (w *fakeWorker) Post(text string) {
	var r job.Request
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		panic(err)
	}
	w.inbox <- r
}

func (w *fakeWorker) SetOnMessage(f func(string)) { w.onMessage = f }

func (w *fakeWorker) SetOnError(f func(error)) {
	w.onError = f
	close(w.handlers)
}

func (w *fakeWorker) Terminate() {
	w.once.Do(func() {
		close(w.quit)
		w.bench.mu.Lock()
		w.bench.alive--
		w.bench.mu.Unlock()
	})
}

// say sends a message unless the worker has been terminated.
func (w *fakeWorker) say(m job.Message) {
	select {
	case <-w.quit:
		return
	default:
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	w.onMessage(string(text))
}

func (w *fakeWorker) run() {
	select {
	case <-w.handlers:
	case <-w.quit:
		return
	}
	time.Sleep(40 * time.Millisecond)
	if !w.mute {
		w.say(job.Message{Event: job.Ready, Kernels: "fake"})
	}
	for {
		select {
		case <-w.quit:
			return
		case r := <-w.inbox:
			if !r.Cancel && !w.work(r) {
				<-w.quit
				return
			}
		}
	}
}

// work runs a job, and reports whether the worker survives it.
func (w *fakeWorker) work(r job.Request) bool {
	var o order
	if err := json.Unmarshal(r.Input, &o); err != nil {
		panic(err)
	}
	b := w.bench
	b.mu.Lock()
	b.began = append(b.began, o.Name)
	dies := b.killed[o.Name] < o.Fatal
	if dies {
		b.killed[o.Name]++
	}
	b.mu.Unlock()
	for ms := 0; ms < o.For; {
		step := min(50, o.For-ms)
		select {
		case <-w.quit:
			return false
		case c := <-w.inbox:
			if c.Cancel && c.ID == r.ID && !o.Deaf {
				time.Sleep(5 * time.Millisecond)
				w.say(job.Message{ID: r.ID, Event: job.Cancelled})
				return true
			}
			if !c.Cancel {
				panic("a second job at once")
			}
			continue // the time slept so far is lost, but the job has one more message to hear at most
		case <-time.After(time.Duration(step) * time.Millisecond):
		}
		ms += step
		if dies && ms >= o.For/2 {
			switch o.How {
			case "error":
				w.onError(errors.New("unreachable executed"))
			case "exit":
				w.say(job.Message{Event: job.Exited, Error: "out of memory"})
			case "noise":
				w.onMessage("<html>")
			case "silence":
			}
			return false
		}
		w.say(job.Message{ID: r.ID, Event: job.Progress, Fraction: float64(ms) / float64(o.For)})
	}
	b.mu.Lock()
	m := job.Message{ID: r.ID, Event: job.Done, Memory: b.memory}
	b.mu.Unlock()
	if m.Output, _ = json.Marshal(o.Name); o.Fail != "" {
		m = job.Message{ID: r.ID, Event: job.Failed, Error: o.Fail}
	}
	w.say(m)
	return true
}

// ticket is a job that has been handed in.
type ticket struct {
	name   string
	cancel context.CancelFunc
	ended  chan struct{}
	output string
	err    error
	at     time.Duration // when Do returned
}

// do hands in a job.
func (b *bench) do(o order, opts DoOptions) *ticket {
	ctx, cancel := context.WithCancel(b.t.Context())
	k := &ticket{name: o.Name, cancel: cancel, ended: make(chan struct{})}
	go func() {
		k.err = b.Do(ctx, "test", o, &k.output, opts)
		k.at = b.now()
		cancel()
		close(k.ended)
	}()
	synctest.Wait()
	return k
}

// want waits for a job and checks that it gave its result.
func (b *bench) want(ks ...*ticket) {
	b.t.Helper()
	for _, k := range ks {
		<-k.ended
		if k.err != nil || k.output != k.name {
			b.t.Errorf("%s: %q, %v", k.name, k.output, k.err)
		}
	}
}

func (b *bench) wantBegan(names ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if !slices.Equal(b.began, names) {
		b.t.Errorf("began %v, want %v", b.began, names)
	}
}

func (b *bench) wantStatus(want Status) {
	b.t.Helper()
	synctest.Wait()
	if got := b.Status(); got != want {
		b.t.Errorf("status %+v, want %+v", got, want)
	}
}

func name(i int) string { return fmt.Sprintf("job %d", i) }
